"""Values of sales events."""

from django.db.models import TextChoices


class EventKind(TextChoices):
    SALON = "salon"
    SEMINAR = "seminar"
    EXHIBITION = "exhibition"
    THANKS = "thanks"
    LIVESTREAM = "livestream"
    RECRUITMENT = "recruitment"
    OTHER = "other"


class EventState(TextChoices):
    """A draft is known to its own people only; guests answer while it is open and sign in while it is running. Closed: its
    figures are kept as they were. Cancelled: with a reason."""

    DRAFT = "draft"
    OPEN = "open"
    RUNNING = "running"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class EventPart(TextChoices):
    """What a colleague does at an event."""

    INVITER = "inviter"
    HOST = "host"
    SPEAKER = "speaker"
    DOOR = "door"
    SALES = "sales"
    SUPPORT = "support"


class AboutKind(TextChoices):
    """Who can be a guest."""

    LEAD = "lead"
    CUSTOMER = "customer"
    CONTACT = "contact"


class GuestState(TextChoices):
    """`invited` has not answered. Who came is `attended`, whatever they had answered; `absent` once it is closed."""

    INVITED = "invited"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    ATTENDED = "attended"
    ABSENT = "absent"


class ArrivalWay(TextChoices):
    """How somebody was signed in: by their code, by typing it, from the list, by themselves at the door, or as a walk-in."""

    QR = "qr"
    CODE = "code"
    LIST = "list"
    SELF = "self"
    WALK_IN = "walk_in"


class DealKind(TextChoices):
    OPPORTUNITY = "opportunity"
    CONTRACT = "contract"
    RECEIPT = "receipt"


class LinkedBy(TextChoices):
    RULE = "rule"
    HAND = "hand"


class CostItem(TextChoices):
    PLACE = "place"
    FOOD = "food"
    GIFTS = "gifts"
    TRAVEL = "travel"
    SPEAKER = "speaker"
    MATERIAL = "material"
    OTHER = "other"


# what can still come to be
AHEAD = (EventState.DRAFT, EventState.OPEN, EventState.RUNNING)
AWAITED = (GuestState.INVITED, GuestState.ACCEPTED, GuestState.DECLINED)
