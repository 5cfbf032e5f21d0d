"""Chances, signs and sums of deals."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any

from dabiao.core.errors import Invalid
from dabiao.core.money import check_amount, check_currency, half_up
from dabiao.core.text import fold
from dabiao.modules.opportunities.enums import Part, StageKind, Threat

NO_RIVAL = Fraction(4, 5)


def chance_by_stage(kind: str, percent: int) -> Fraction:
    """How far the buyer has come, 0 to 1 (F3); 1 when won, 0 when lost."""
    return _ended(kind, Fraction(percent, 100))


def chance_by_competition(kind: str, rivals: int) -> Fraction:
    """With n rivals everybody's chance is 1/(n+1); without any, one buyer in five still does not buy (F3). 1 when won, 0
    when lost."""
    return _ended(kind, Fraction(1, rivals + 1) if rivals >= 1 else NO_RIVAL)


def chance_by_model(kind: str, percent: int, thousandths: int | None) -> Fraction:
    """What a trained model says; where it has said nothing, by stage. 1 when won, 0 when lost."""
    told = Fraction(percent, 100) if thousandths is None else Fraction(thousandths, 1000)
    return _ended(kind, told)


@lru_cache(maxsize=10_000)  # a few hundred questions, asked of every deal
def chance_by(way: str, kind: str, percent: int, rivals: int, thousandths: int | None) -> Fraction:
    """By the way that the company chose: `stage`, `competition` or `model`."""
    if way == "competition":
        return chance_by_competition(kind, rivals)
    if way == "model":
        return chance_by_model(kind, percent, thousandths)
    return chance_by_stage(kind, percent)


def _ended(kind: str, chance: Fraction) -> Fraction:
    return {StageKind.WON: Fraction(1), StageKind.LOST: Fraction(0)}.get(StageKind(kind), chance)


MOST_RIVALS = 99
NAMES_BETWEEN = "、"


def competitor_key(name: str) -> str:
    """The name without width, case, script, spaces and punctuation: 「紛享 銷客」 and 「纷享销客」 are one.

    Raises `core.required` where nothing is left.
    """
    key = "".join(char for char in fold(name) if char.isalnum())[:200]
    if not key:
        raise Invalid("core.required", field="name")
    return key


def in_percent(chance: Fraction) -> float:
    """Percent with one decimal, half up: 1/3 → 33.3."""
    return int(chance * 1000 + Fraction(1, 2)) / 10


def weighted(amount_minor: int | Fraction, chance: Fraction) -> int:
    """An amount (or a sum of amounts) times its chance, half up, in whole minor units."""
    return half_up(amount_minor * chance)


def weighted_by_percent(amount_minor: int, percent: int) -> int:
    """`weighted` for whole percents and amounts of 0 and more, without the price of a fraction."""
    return (amount_minor * percent + 50) // 100


QUIET_DAYS = 14
MANY_PUSHES = 2


def pushes_after(pushes: int, before: date | None, after: date | None) -> int:
    """One more when the expected day was put off. To name a first day, to bring it forward or to take it away is no push."""
    return min(pushes + 1, 999) if before and after and after > before else pushes


def cut_after(cut_minor: int, before: tuple[int, str], after: tuple[int, str]) -> int:
    """How far an amount is below the highest it had, in minor units; counted anew in another currency."""
    if before[1] != after[1]:
        return 0
    return max(0, before[0] + cut_minor - after[0])


def check_facts(values: Mapping[str, Any]) -> None:
    """Raises `core.required`, `money.not_positive`, `money.too_large`, `money.unknown_currency`,
    `opportunities.too_many_rivals`."""
    if "name" in values and not (values["name"] or "").strip():
        raise Invalid("core.required", field="name")
    if "amount_minor" in values:
        check_amount(values["amount_minor"])
    if values.get("budget_minor") is not None:
        check_amount(values["budget_minor"], field="budget_minor")
    if "currency" in values:
        check_currency(values["currency"])
    check_rivals(values.get("unnamed_rivals", 0))


def check_rivals(count: int, *, field: str = "unnamed_rivals") -> None:
    """Named and unnamed ones together. Raises `opportunities.too_many_rivals`."""
    if not 0 <= count <= MOST_RIVALS:
        raise Invalid("opportunities.too_many_rivals", field=field, limit=MOST_RIVALS)


def check_part(part: str) -> None:
    """Raises `core.not_a_choice`."""
    if part not in Part.values:
        raise Invalid("core.not_a_choice", field="part", value=part, known=", ".join(Part.values))


def check_threat(threat: str) -> None:
    """Raises `core.not_a_choice`."""
    if threat not in Threat.values:
        known = ", ".join(Threat.values)
        raise Invalid("core.not_a_choice", field="threat", value=threat, known=known)


def graver_threat(one: str, other: str) -> str:
    """Of two views of the same competitor in one deal, the one to be on one's guard by."""
    order = list(Threat.values)
    return max(one, other, key=order.index)


MOST_ITEMS = 200
LARGEST_QUANTITY = 10**12  # thousandths: a thousand million pieces
WHOLE = 10_000  # hundredths of a percent


def line_amount(quantity_thousandths: int, price_minor: int, discount_hundredths: int) -> int:
    """Quantity times price less the discount, exactly, half up in whole minor units, as documents are rounded. Raises
    `money.too_large`."""
    exact = quantity_thousandths * price_minor * (WHOLE - discount_hundredths)
    return check_amount((2 * exact + 1_000 * WHOLE) // (2 * 1_000 * WHOLE), field="price_minor")


def quantity_text(thousandths: int, unit: str) -> str:
    """12500 and 人天 → 「12.5 人天」."""
    whole, rest = divmod(thousandths, 1_000)
    number = f"{whole}.{rest:03d}".rstrip("0") if rest else str(whole)
    return f"{number} {unit}".rstrip()


def check_item(values: Mapping[str, Any]) -> None:
    """Raises `core.required`, `opportunities.bad_quantity`, `opportunities.bad_discount`, `money.*`."""
    if "name" in values and not (values["name"] or "").strip():
        raise Invalid("core.required", field="name")
    if not 0 < values.get("quantity_thousandths", 1) <= LARGEST_QUANTITY:
        raise Invalid("opportunities.bad_quantity", field="quantity_thousandths")
    if not 0 <= values.get("discount_hundredths", 0) <= WHOLE:
        raise Invalid("opportunities.bad_discount", field="discount_hundredths")
    if "price_minor" in values:
        check_amount(values["price_minor"], field="price_minor")


def check_reason(to_kind: str, reason: str) -> None:
    """Losing says why. Raises `opportunities.reason_needed`."""
    if to_kind == StageKind.LOST and not reason.strip():
        raise Invalid("opportunities.reason_needed", field="reason")
