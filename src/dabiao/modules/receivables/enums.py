from django.db.models import TextChoices


class PayMethod(TextChoices):
    """How money came in. A bill is a bank's or company's promise to pay (承兑汇票)."""

    BANK = "bank"
    WECHAT = "wechat"
    ALIPAY = "alipay"
    CASH = "cash"
    BILL = "bill"
    OTHER = "other"


class InstalmentState(TextChoices):
    """Relative to a day. Overdue: due before it, not paid in full, and the contract is signed."""

    OPEN = "open"
    OVERDUE = "overdue"
    PAID = "paid"
