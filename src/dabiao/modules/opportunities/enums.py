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


class DealSign(TextChoices):
    """What asks for something to be done about an open deal, the gravest first: the signs of slipping, then of neglect, then of
    what rests on little."""

    WIN_DATE_PASSED = "win_date_passed"
    PUSHED = "pushed"
    AMOUNT_CUT = "amount_cut"
    NO_CONTACT = "no_contact"
    STALE = "stale"
    STUCK = "stuck"
    UNPROVEN = "unproven"
    SINGLE_THREADED = "single_threaded"
    NO_NEXT_CONTACT = "no_next_contact"


class Mend(TextChoices):
    """What takes a sign away, in one tap."""

    MOVE_DATE = "move_date"
    LOG_CONTACT = "log_contact"
    PLAN_CONTACT = "plan_contact"
    ADD_EVIDENCE = "add_evidence"
    ADD_PERSON = "add_person"


class MoveCause(TextChoices):
    """Why a deal came into an open stage: somebody said so (empty), evidence carried it or no longer does, or it was undone."""

    EVIDENCE = "evidence"
    WITHDRAWN = "withdrawn"
    UNDONE = "undone"


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
