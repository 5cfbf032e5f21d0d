"""Money is an exact integer of minor units (fen, cents) and an ISO 4217 currency code."""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from fractions import Fraction

from dabiao.core.errors import Invalid

DEFAULT_CURRENCY = "CNY"
EXPONENT = {"CNY": 2, "HKD": 2, "TWD": 2, "USD": 2, "EUR": 2, "JPY": 0, "MOP": 2, "SGD": 2}
LARGEST_MINOR = 10**15


def check_currency(code: str, *, field: str = "currency") -> str:
    if code not in EXPONENT:
        raise Invalid("money.unknown_currency", field=field, value=code, known=", ".join(EXPONENT))
    return code


def check_amount(minor: int, *, field: str = "amount_minor", zero: bool = True) -> int:
    """Amounts are not negative and fit a signed 64-bit column with room for sums."""
    if minor < 0 or (minor == 0 and not zero):
        raise Invalid("money.not_positive", field=field, value=minor)
    if minor > LARGEST_MINOR:
        raise Invalid("money.too_large", field=field, limit=LARGEST_MINOR)
    return minor


def half_up(minor: int | Fraction) -> int:
    """The nearest whole minor unit of an amount of 0 and more, the upper one in the middle."""
    return (2 * minor.numerator + minor.denominator) // (2 * minor.denominator)


def to_minor(text: str | Decimal | int, currency: str = DEFAULT_CURRENCY, *, field: str = "amount") -> int:
    """Whole units ("1234.50") to minor units (123450), half up. Raises `money.not_a_number`."""
    try:
        value = Decimal(text)
    except (InvalidOperation, ValueError):
        raise Invalid("money.not_a_number", field=field, value=str(text)) from None
    if not value.is_finite():
        raise Invalid("money.not_a_number", field=field, value=str(text))
    return int(value.scaleb(EXPONENT[currency]).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def to_decimal(minor: int, currency: str = DEFAULT_CURRENCY) -> Decimal:
    return Decimal(minor).scaleb(-EXPONENT[currency])


def split(total: int, weights: list[int]) -> list[int]:
    """Parts in proportion to `weights` that sum exactly to `total` (largest remainder method)."""
    whole = sum(weights)
    if whole <= 0:
        raise Invalid("money.no_weights", field="weights")
    shares = [divmod(total * weight, whole) for weight in weights]
    parts = [quotient for quotient, _ in shares]
    by_remainder = sorted(range(len(weights)), key=lambda i: (-shares[i][1], i))
    for index in by_remainder[: total - sum(parts)]:
        parts[index] += 1
    return parts
