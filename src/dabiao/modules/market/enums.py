"""Values of market notes and battle cards."""

from django.db.models import TextChoices


class NoteSort(TextChoices):
    """What a note tells of. `customer`: one that they won or lost."""

    PRICE = "price"
    PRODUCT = "product"
    MOVE = "move"
    PEOPLE = "people"
    CUSTOMER = "customer"
    OTHER = "other"


class NoteSource(TextChoices):
    """Where it was heard."""

    CUSTOMER = "customer"
    EXHIBITION = "exhibition"
    WEB = "web"
    TENDER = "tender"
    PARTNER = "partner"
    COLLEAGUE = "colleague"
    OTHER = "other"


class Certainty(TextChoices):
    """How sure it is: somebody said so, our own people saw it, there is a paper."""

    HEARSAY = "hearsay"
    SEEN = "seen"
    DOCUMENT = "document"


class NoteState(TextChoices):
    """A retired note holds no more, and stays to be read."""

    STANDING = "standing"
    RETIRED = "retired"


class Verdict(TextChoices):
    """What a colleague says of a note."""

    CONFIRM = "confirm"
    DOUBT = "doubt"
