from django.db.models import TextChoices


class ContractStatus(TextChoices):
    """Where a contract stands. Fulfilled: all its money is in; a refund takes it back to signed."""

    DRAFT = "draft"
    SIGNED = "signed"
    FULFILLED = "fulfilled"
    CANCELLED = "cancelled"


IN_FORCE = (ContractStatus.SIGNED, ContractStatus.FULFILLED)
