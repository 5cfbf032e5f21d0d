"""Values of dispatch."""

from django.db.models import TextChoices


class Strategy(TextChoices):
    """How a rule chooses among those who may have the lead (D2). A learned one will stand beside these."""

    ROUND_ROBIN = "round_robin"
    WEIGHTED = "weighted"
    LEAST_LOADED = "least_loaded"
    TAG_MATCH = "tag_match"
    POOL = "pool"


class Fallback(TextChoices):
    """What a rule does when nobody may have the lead now."""

    NEXT = "next"
    WAIT = "wait"
    DESK = "desk"
    POOL = "pool"


class Hours(TextChoices):
    """When a rule gives leads: the company's working hours, or its own."""

    ALWAYS = "always"
    WORKING = "working"
    OWN = "own"


class Refusal(TextChoices):
    """Why somebody who is named by a rule does not get the lead, in the order in which it is asked."""

    NONE = ""
    LEFT = "left"
    LEVEL = "level"
    TAG = "tag"
    HAD_IT = "had_it"
    OFF_DUTY = "off_duty"
    BUSY = "busy"
    DAY_FULL = "day_full"
    HOUR_FULL = "hour_full"
    OPEN_FULL = "open_full"
    # of a rule as a whole
    HOURS = "hours"
    NOBODY = "nobody"
    NO_MATCH = "no_match"


class CaseState(TextChoices):
    """Where a lead stands in dispatch. The first three are the columns of the desk."""

    WAITING = "waiting"
    RESPONDING = "responding"
    FEEDBACK = "feedback"
    DESK = "desk"
    CLOSED = "closed"


OPEN_STATES = (CaseState.WAITING, CaseState.RESPONDING, CaseState.FEEDBACK, CaseState.DESK)


RUNNING_STATES = (CaseState.RESPONDING, CaseState.FEEDBACK)


class Kind(TextChoices):
    """What brought a decision about."""

    ARRIVAL = "arrival"
    RETRY = "retry"
    BREACH = "breach"
    HAND = "hand"
    CLAIM = "claim"
    RECYCLE = "recycle"


class Outcome(TextChoices):
    GIVEN = "given"
    WAITING = "waiting"
    POOLED = "pooled"
    DESK = "desk"
    UNMATCHED = "unmatched"


class Evidence(TextChoices):
    """What stopped a first-response clock. `declared` is the person's own word: counted apart, spot-checked."""

    NONE = ""
    DECLARED = "declared"
    TELEPHONY = "telephony"
    MESSAGE = "message"
    CHAT = "chat"
    CHECK_IN = "check_in"


class StintEnd(TextChoices):
    """How one person's turn with a lead ended; empty while it goes on."""

    GOING = ""
    CLEAN = "clean"
    BREACHED = "breached"
    MOVED = "moved"
    RETURNED = "returned"
    ENDED = "ended"


class Clock(TextChoices):
    RESPONSE = "response"
    FEEDBACK = "feedback"


class Waiver(TextChoices):
    """Why a breach had no consequence for the level."""

    NONE = ""
    SWITCHED_OFF = "switched_off"
    NOT_DELIVERED = "not_delivered"
    SYSTEM_FAULT = "system_fault"
    ALREADY_TODAY = "already_today"
    LOWEST = "lowest"
    AWAY = "away"


class Period(TextChoices):
    """What the compliance record looks at."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class Kept(TextChoices):
    """How a clock went, for lists."""

    IN_TIME = "in_time"
    LATE = "late"
    NONE = "none"


class Appeal(TextChoices):
    NONE = ""
    ASKED = "asked"
    UPHELD = "upheld"
    REJECTED = "rejected"


class Intent(TextChoices):
    """How likely the first talk makes it that they buy; `none`: not any more."""

    HIGH = "high"
    MIDDLE = "middle"
    LOW = "low"
    NONE = "none"
