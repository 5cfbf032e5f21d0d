"""Phone numbers and other handles of a person: one spelling to store, one mask to show."""

import re
from functools import lru_cache

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberFormat

from dabiao.core.text import squash

DEFAULT_REGION = "CN"
# How a number is dialled at home, by where that may be, the likeliest first: digits alone, no country.
_AT_HOME = (
    (DEFAULT_REGION, re.compile(r"0\d{9,11}|1[3-9]\d{9}|[48]00\d{7}")),
    ("TW", re.compile(r"0\d{8,9}")),
    ("HK", re.compile(r"[235-9]\d{7}")),
)
_WITHOUT_PLUS = re.compile(r"(?:86|852|853|886)\d{7,13}")
_EXTENSION = re.compile(r"(?:转|轉|分机|分機|内线|內線|ext\.?|x|#)\s*(\d{1,6})$", re.IGNORECASE)
_BETWEEN = re.compile(r"[/、,,;|\n]|\s{2,}|或|和")


@lru_cache(maxsize=8_192)  # a file's number is asked for when its record is looked up, changed, and held
def keys(text: str) -> tuple[str, ...]:
    """The numbers in `text` as E.164, an extension behind `;ext=`: equal for every spelling of one number.

    Mainland, Hong Kong and Taiwan numbers are known with and without their country; others need `+`. What is no valid
    number gives nothing: it identifies nobody.
    """
    typed = squash(text)
    whole = _key(typed)
    found = [whole] if whole else [_key(part) for part in _BETWEEN.split(typed)]
    return tuple(dict.fromkeys(one for one in found if one))


def _key(text: str) -> str:
    body, extension = text.strip(), ""
    if said := _EXTENSION.search(body):
        body, extension = body[: said.start()], f";ext={said[1]}"
    number = _valid(body)
    return f"{phonenumbers.format_number(number, PhoneNumberFormat.E164)}{extension}" if number else ""


def _valid(text: str) -> PhoneNumber | None:
    """The valid number that `text` spells: with its country, as dialled at home, or with a `+` that was left out."""
    if len(text) > 40:
        return None
    digits = re.sub(r"\D", "", text)
    readings = [(text, DEFAULT_REGION)] if re.match(r"\(?\+|00", text) else []
    readings += [(digits, region) for region, shape in _AT_HOME if shape.fullmatch(digits)]
    if _WITHOUT_PLUS.fullmatch(digits):
        readings.append((f"+{digits}", DEFAULT_REGION))
    for spelling, region in readings:
        try:
            number = phonenumbers.parse(spelling, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return number
    return None


def normalise(text: str, region: str = DEFAULT_REGION) -> str:
    """A mainland number as it is dialled at home, any other valid one as E.164, anything else as it was typed."""
    typed = " ".join(text.split())
    try:
        number = phonenumbers.parse(typed, region)
    except phonenumbers.NumberParseException:
        return typed
    if not phonenumbers.is_possible_number(number) or not phonenumbers.is_valid_number(number):
        return typed
    if number.country_code == 86:
        national = phonenumbers.national_significant_number(number)
        is_mobile = len(national) == 11 and national.startswith("1")
        return national if is_mobile else f"0{national}"  # a landline is dialled with its trunk 0
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def shown(key: str) -> str:
    """One of `keys` as people write it: 138 0013 8000, 0571 8888 6666 #12, +852 2345 6789."""
    try:
        number = phonenumbers.parse(key, DEFAULT_REGION)
    except phonenumbers.NumberParseException:
        return key
    extension, number.extension = number.extension, None
    at_home = number.country_code == phonenumbers.country_code_for_region(DEFAULT_REGION)
    style = PhoneNumberFormat.NATIONAL if at_home else PhoneNumberFormat.INTERNATIONAL
    written = phonenumbers.format_number(number, style)
    return f"{written} #{extension}" if extension else written


def mask(text: str | None) -> str | None:
    """138****1234: enough to recognise a record, not enough to call it. Short values are hidden whole."""
    if not text:
        return text
    if len(text) < 7:
        return "*" * len(text)
    return (
        f"{text[:3]}{'*' * (len(text) - 7)}{text[-4:]}"
        if len(text) > 10
        else f"{text[:1]}{'*' * (len(text) - 3)}{text[-2:]}"
    )


def mask_email(text: str | None) -> str | None:
    """z***@example.com."""
    if not text or "@" not in text:
        return mask(text)
    name, _, domain = text.partition("@")
    return f"{name[:1]}***@{domain}"
