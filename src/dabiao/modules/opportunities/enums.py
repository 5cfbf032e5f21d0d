from django.db.models import TextChoices


class StageKind(TextChoices):
    OPEN = "open"
    WON = "won"
    LOST = "lost"


class WinCause(TextChoices):
    """Why an opportunity counts as won: somebody said so, or the evidence came (K4)."""

    MOVED = "moved"
    CONTRACT_SIGNED = "contract_signed"
    PAYMENT_RECEIVED = "payment_received"
