"""Values of plans."""

from django.db.models import TextChoices


class PlanGrain(TextChoices):
    """How long a plan is, shortest first. A week is Monday to Sunday."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class PlanItemState(TextChoices):
    """`carried` goes on in a later plan, `dropped` nowhere."""

    PLANNED = "planned"
    DONE = "done"
    DROPPED = "dropped"
    CARRIED = "carried"


class PlanGoalUnit(TextChoices):
    """What a measure is in: pieces, or minor units of the company's currency."""

    PIECES = "pieces"
    MONEY = "money"


class PlanReason(TextChoices):
    """Why something was not done."""

    NO_TIME = "no_time"
    CUSTOMER = "customer"
    NO_ANSWER = "no_answer"
    WAITING = "waiting"
    MISJUDGED = "misjudged"
    NOT_NEEDED = "not_needed"
    AWAY = "away"
    OTHER = "other"


class PlanAbout(TextChoices):
    """What an item can be about; it may also be about nothing but itself."""

    LEAD = "lead"
    CUSTOMER = "customer"
    CONTACT = "contact"
    OPPORTUNITY = "opportunity"
    CONTRACT = "contract"


class PlanSource(TextChoices):
    """What a proposal comes from, in the order they are shown. It is the item's source once it is taken."""

    ITEM = "item"
    LEAD = "lead"
    OPPORTUNITY = "opportunity"
    CUSTOMER = "customer"
    TASK = "task"
    INSTALMENT = "instalment"
    WIN = "win"
    SLIPPING = "slipping"
    CARRIER_OPPORTUNITY = "carrier_deal"
    CARRIER_CUSTOMER = "carrier_customer"
    GAP = "gap"
    STEP = "step"


class PlanLook(TextChoices):
    """How often somebody looks at their plan."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class PlanStanding(TextChoices):
    """How somebody's plan stands: asked of them and not there, not asked and not there, open, everything settled."""

    MISSING = "missing"
    NONE = "none"
    OPEN = "open"
    SETTLED = "settled"
