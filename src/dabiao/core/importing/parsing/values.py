"""Texts, phones, e-mail addresses and choices."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation

from dabiao.core import phones
from dabiao.core.errors import Invalid
from dabiao.core.text import key, squash, tidy

_MOBILE = re.compile(r"1[3-9]\d{9}")
_PHONE = re.compile(r"\+?[\d\s\-()./#*~,;]*(?:(?:转|分机|ext\.?|x)\s*\d+)?", re.IGNORECASE)
_EXPONENT = re.compile(r"\d(?:\.\d+)?E\+?\d{1,2}", re.IGNORECASE)
_EMAIL = re.compile(r"[^\s@,;<>()\[\]\"]+@[^\s@,;<>()\[\]\"]+\.[^\s@,;<>()\[\]\".]{2,}")
_SHOWN = 60
_LONGEST_PHONE = 32


def text(typed: str, *, max_length: int) -> str:
    """Raises `importing.text_too_long` with the limit."""
    kept = tidy(typed)
    if len(kept) > max_length:
        raise Invalid("importing.text_too_long", length=len(kept), limit=max_length)
    return kept


def phone(typed: str) -> str:
    """One spelling of the number. Raises `importing.not_a_phone`, and `.phone_shortened` for 1.38E+10."""
    plain = squash(typed).lstrip("'`")
    if _MOBILE.fullmatch(plain):
        return plain
    if _EXPONENT.fullmatch(plain):
        plain = _unshortened(plain)
    digits = sum(char.isdigit() for char in plain)
    if not 5 <= digits <= 20 or len(plain) > _LONGEST_PHONE or not _PHONE.fullmatch(plain):
        raise Invalid("importing.not_a_phone", value=typed[:_SHOWN])
    return phones.normalise(plain)


def _unshortened(typed: str) -> str:
    """1.3812345678E10 still holds every digit; 1.38E+10 has lost some, and they cannot be guessed."""
    try:
        number = Decimal(typed)
    except InvalidOperation:
        raise Invalid("importing.not_a_phone", value=typed[:_SHOWN]) from None
    if (
        number.as_tuple().exponent
        or number != number.to_integral_value()
        or len(number.as_tuple().digits) < 7
    ):
        raise Invalid("importing.phone_shortened", value=typed[:_SHOWN])
    return f"{number:f}"


def email(typed: str) -> str:
    """Raises `importing.not_an_email`. The domain is lower-cased, what stands before @ is left as it is."""
    plain = squash(typed).removeprefix("mailto:")
    if len(plain) > 254 or not _EMAIL.fullmatch(plain):
        raise Invalid("importing.not_an_email", value=typed[:_SHOWN])
    name, _, domain = plain.rpartition("@")
    return f"{name}@{domain.lower()}"


def choice(typed: str, spellings: Mapping[str, str]) -> str:
    """`spellings`: `text.key` of every accepted spelling → value. Raises `importing.not_a_choice` naming them."""
    found = spellings.get(key(typed) or typed)
    if found is None:
        known = ", ".join(dict.fromkeys(spellings.values()))
        raise Invalid("importing.not_a_choice", value=typed[:_SHOWN], known=known)
    return found


def spellings_of(choices: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Every value is a spelling of itself."""
    return {
        key(spelling) or spelling: value for value, more in choices.items() for spelling in (value, *more)
    }
