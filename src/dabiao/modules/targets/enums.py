"""Values of targets."""

from django.db.models import TextChoices


class Grain(TextChoices):
    """How long a period is, longest first. A week ends with its month; a ten-day period begins on the 1st, 11th or 21st."""

    YEAR = "year"
    HALF = "half"
    QUARTER = "quarter"
    MONTH = "month"
    WEEK = "week"
    TEN_DAY = "ten_day"


class Dimension(TextChoices):
    """What a tree divides its figure by. `org`: units, people and vacancies."""

    ORG = "org"
    PRODUCT = "product"
    CUSTOMER_GROUP = "customer_group"
    PROJECT = "project"
    EVENT = "event"


class NodeKind(TextChoices):
    UNIT = "unit"
    PERSON = "person"
    VACANCY = "vacancy"
    PRODUCT = "product"
    CUSTOMER_GROUP = "customer_group"
    PROJECT = "project"
    EVENT = "event"


class Axis(TextChoices):
    """Which way a figure is broken down: to the nodes below, or to shorter periods of the same node."""

    DOWN = "down"
    TIME = "time"


class TreeState(TextChoices):
    OPEN = "open"
    ARCHIVED = "archived"


class Aim(TextChoices):
    """Whether reaching means at least as much, or at most (expense, acquisition cost)."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"


class Measured(TextChoices):
    """What a metric's figures are: an amount in minor units of its currency, how many, or a share in hundredths of a percent
    (of two metrics)."""

    MONEY = "money"
    COUNT = "count"
    RATIO = "ratio"


class Source(TextChoices):
    """The records that a metric is counted from; `derived`: two other metrics, one over the other."""

    CONTRACT = "contract"
    RECEIPT = "receipt"
    OPPORTUNITY = "opportunity"
    CUSTOMER = "customer"
    LEAD = "lead"
    ACTIVITY = "activity"
    DERIVED = "derived"


class CreditKind(TextChoices):
    """The records that the ledger of attribution speaks of."""

    CONTRACT = "contract"
    RECEIPT = "receipt"
    OPPORTUNITY = "opportunity"


class LedgerWhat(TextChoices):
    """What a line of the ledger is about; a cancellation takes back what was signed."""

    SIGNED = "signed"
    RECEIVED = "received"
    REFUNDED = "refunded"
    WON = "won"


class SetBy(TextChoices):
    """How a share came about: who had the record when it first counted, its contract's shares, or a hand."""

    OWNER = "owner"
    CONTRACT = "contract"
    HAND = "hand"


class ReceiptsFollow(TextChoices):
    """Whom money counts for: as the contract's shares say, or who has the contract on the day it comes in."""

    CONTRACT = "contract"
    OWNER = "owner"


class SplitMethod(TextChoices):
    """By what a figure is divided. History and the people's capacity go down the tree or along time; the season along time."""

    EVEN = "even"
    HISTORY = "history"
    CAPACITY = "capacity"
    PIPELINE = "pipeline"
    SEASON = "season"


class Side(TextChoices):
    """Of the dialogue on a figure: who sets it, and who has to reach it."""

    ABOVE = "above"
    BELOW = "below"


class Awaited(TextChoices):
    """Whose answer a figure waits for."""

    ABOVE = "above"
    BELOW = "below"
    NOBODY = "nobody"


class Asked(TextChoices):
    """What is asked of a must-reach before it is locked."""

    SPECIFIC = "specific"
    MEASURABLE = "measurable"
    ACHIEVABLE = "achievable"
    RELEVANT = "relevant"
    TIME_BOUND = "time_bound"
    RESERVE = "reserve"


class ReserveState(TextChoices):
    """Of a reserve measure: waiting for its day, taken, or given up."""

    PLANNED = "planned"
    TRIGGERED = "triggered"
    DROPPED = "dropped"


class CarrierKind(TextChoices):
    """Who or what is to bring a figure."""

    CUSTOMER = "customer"
    OPPORTUNITY = "opportunity"
    EVENT = "event"


class CarrierState(TextChoices):
    """`fallen_out`: to be won, or won, outside of the period; `released`: carries another figure by now."""

    COUNTED = "counted"
    WON = "won"
    FALLEN_OUT = "fallen_out"
    LOST = "lost"
    RELEASED = "released"


class AlarmReason(TextChoices):
    MISSED_IN_ROW = "missed_in_row"
    FAR_BELOW = "far_below"


class AlarmDecision(TextChoices):
    RETARGET = "retarget"
    RERESOURCE = "reresource"
    KEEP = "keep"


class HelpReason(TextChoices):
    BEHIND = "behind"
    LITTLE_PIPELINE = "little_pipeline"
    UNCOVERED = "uncovered"
    MISSED = "missed"
    NO_VISITS = "no_visits"
    NEWCOMER = "newcomer"
