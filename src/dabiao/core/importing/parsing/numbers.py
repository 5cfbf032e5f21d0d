"""Money and numbers, exactly."""

import re
from decimal import Decimal

from dabiao.core.errors import Invalid
from dabiao.core.money import DEFAULT_CURRENCY, EXPONENT, LARGEST_MINOR
from dabiao.core.text import squash

_NUMBER = re.compile(r"([+-])?(\d{1,3}(?:,\d{3})+|\d+)(\.\d*)?")
_CURRENCY_BEFORE = re.compile(r"(?:RMB|CNY|人民币|¥)\s*", re.IGNORECASE)
_UNIT_AFTER = re.compile(r"\s*(?P<unit>[万萬亿億])?\s*(?:元整?|RMB|CNY|人民币|块)?", re.IGNORECASE)
_UNITS = {"万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}
_LARGEST_INTEGER = 2**31 - 1
_LONGEST = 40


def money(text: str, *, allow_negative: bool = False) -> int:
    """Yuan as people write them (¥1,234.50 · 1.2万 · (300)) to fen, never rounded.

    Raises `importing.not_money`, `.money_negative`, `.money_too_precise`, `.money_too_large`.
    """
    typed = squash(text)
    amount = _amount(typed)
    if amount < 0 and not allow_negative:
        raise Invalid("importing.money_negative", value=typed[:_LONGEST])
    minor = amount.scaleb(EXPONENT[DEFAULT_CURRENCY])
    if minor != minor.to_integral_value():
        raise Invalid("importing.money_too_precise", value=typed[:_LONGEST])
    if abs(minor) > LARGEST_MINOR:
        raise Invalid("importing.money_too_large", value=typed[:_LONGEST])
    return int(minor)


def _amount(typed: str) -> Decimal:
    bracketed = typed.startswith("(") and typed.endswith(")")
    text = typed[1:-1].strip() if bracketed else typed
    outer = text.startswith("-") and _CURRENCY_BEFORE.match(text[1:].lstrip())
    if outer:
        text = text[1:].lstrip()
    text = _CURRENCY_BEFORE.sub("", text, count=1) if _CURRENCY_BEFORE.match(text) else text
    number = _NUMBER.match(text)
    unit = _UNIT_AFTER.fullmatch(text, number.end()) if number and len(typed) <= _LONGEST else None
    if number is None or unit is None:
        raise Invalid("importing.not_money", value=typed[:_LONGEST])
    amount = _decimal(number) * _UNITS.get(unit["unit"] or "", 1)
    return -amount if bracketed or outer else amount


def scaled(text: str, scale: int) -> int:
    """1,200.5 · 12.5万 · -3 times ten to the power of `scale`, never rounded.

    Raises `importing.not_a_number`, and `.number_too_precise` beyond `scale` decimals.
    """
    typed = squash(text)
    number = _NUMBER.match(typed) if len(typed) <= _LONGEST else None
    unit = typed[number.end() :].strip() if number else ""
    if number is None or (unit and unit not in _UNITS):
        raise Invalid("importing.not_a_number", value=typed[:_LONGEST])
    value = (_decimal(number) * _UNITS.get(unit, 1)).scaleb(scale)
    if value != value.to_integral_value():
        raise Invalid("importing.number_too_precise", value=typed[:_LONGEST], scale=scale)
    return int(value)


def integer(text: str, *, allow_negative: bool = False) -> int:
    """12 · 1,200 · 12.0. Raises `importing.not_an_integer`, `.integer_negative`, `.integer_too_large`."""
    typed = squash(text)
    number = _NUMBER.fullmatch(typed) if len(typed) <= _LONGEST else None
    value = _decimal(number) if number else None
    if value is None or value != value.to_integral_value():
        raise Invalid("importing.not_an_integer", value=typed[:_LONGEST])
    if value < 0 and not allow_negative:
        raise Invalid("importing.integer_negative", value=typed[:_LONGEST])
    if abs(value) > _LARGEST_INTEGER:
        raise Invalid("importing.integer_too_large", value=typed[:_LONGEST], limit=_LARGEST_INTEGER)
    return int(value)


def _decimal(number: re.Match[str]) -> Decimal:
    sign, whole, fraction = number.groups()
    return Decimal(f"{sign or ''}{whole.replace(',', '')}{fraction or ''}")
