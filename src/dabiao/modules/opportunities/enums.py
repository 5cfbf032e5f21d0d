from django.db.models import TextChoices


class StageKind(TextChoices):
    OPEN = "open"
    WON = "won"
    LOST = "lost"


class PipelineMode(TextChoices):
    """How a deal comes into a stage (F2): one sign of it is enough, or the first gap in one ordered checklist decides."""

    SIGNS = "signs"
    CHECKLIST = "checklist"


class ProofKind(TextChoices):
    """What somebody rests a criterion on."""

    CONTACT = "contact"
    FILE = "file"
    RECORD = "record"
    NOTE = "note"


class SlippingSign(TextChoices):
    """What shows that an open deal slips (F4), the gravest first."""

    WIN_DATE_PASSED = "win_date_passed"
    PUSHED = "pushed"
    AMOUNT_CUT = "amount_cut"
    NO_CONTACT = "no_contact"


class WinCause(TextChoices):
    """Why an opportunity counts as won: somebody said so, or the evidence came (K4)."""

    MOVED = "moved"
    CONTRACT_SIGNED = "contract_signed"
    PAYMENT_RECEIVED = "payment_received"


class Part(TextChoices):
    """What a colleague does in the team of a deal, beside its owner."""

    LEADS = "leads"
    SUPPORTS = "supports"
    TECHNICAL = "technical"
    DELIVERS = "delivers"
    SPONSORS = "sponsors"


class Threat(TextChoices):
    """How a competitor stands in a deal, beside us."""

    UNKNOWN = "unknown"
    WEAK = "weak"
    EQUAL = "equal"
    STRONG = "strong"


class Lacking(TextChoices):
    """What a deal may be without."""

    PRODUCT = "product"
    RIVAL = "rival"
    LOST_TO = "lost_to"
    INDUSTRY = "industry"
