"""Phone numbers and other handles of a person: one spelling to store, one mask to show."""

import phonenumbers

DEFAULT_REGION = "CN"


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
