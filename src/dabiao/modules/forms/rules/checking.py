"""What makes no sense of a form, without a database."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dabiao.core.errors import DomainError, Invalid, Many
from dabiao.core.text import line, tidy
from dabiao.modules.forms.enums import FormState

PLAIN = ("name", "company", "title", "phone", "wechat", "email", "region", "remark")
FILE = "file"
CUSTOM = "fields."
TELLING = ("name", "company", "phone", "wechat", "email")  # one of them at least, or nobody could be answered
TEXTS = {"title": 80, "introduction": 2000, "button": 30, "thanks": 1000, "redirect": 500, "consent": 2000}
WORDS = {"label": 80, "placeholder": 120, "help": 300}
MOST_FIELDS = 30
MOST_ORIGINS = 50
# how long an answer may be, as long as the columns of a lead
LENGTHS = {
    "name": 120,
    "company": 200,
    "title": 120,
    "phone": 40,
    "wechat": 60,
    "email": 120,
    "region": 80,
    "remark": 4000,
}
_HOST = r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[0-9]{1,5})?"
# an address elsewhere that a browser may be sent to; nothing that ends a directive of a policy
_HTTPS = re.compile(rf"(https://{_HOST})(?:[/?#][!-~]*)?", re.IGNORECASE)
# scheme, host and port: what a browser compares, and what may stand in a header
_ORIGIN = re.compile(rf"https?://(?:\*\.)?{_HOST}")


def tidied(values: Mapping[str, Any]) -> dict[str, Any]:
    """In one spelling: so that the same form is the same."""
    found = dict(values)
    if "texts" in found:
        found["texts"] = {name: tidy(found["texts"].get(name) or "") for name in TEXTS}
    if "fields" in found:
        found["fields"] = [_field(one) for one in found["fields"]]
    if "origins" in found:
        found["origins"] = list(dict.fromkeys(_origin(one) for one in found["origins"] if one.strip()))
    for name in ("name", "campaign"):
        if name in found:
            found[name] = line(found[name] or "")
    return found


def _field(one: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": one["name"],
        "required": bool(one.get("required")),
        **{word: tidy(one.get(word) or "") for word in WORDS},
    }


def _origin(text: str) -> str:
    """`HTTPS://www.Example.com/` is `https://www.example.com`."""
    return text.strip().rstrip("/").lower()


def check_form(values: Mapping[str, Any], *, custom: Sequence[str]) -> None:
    """`custom` are the keys of the lead's own fields in use. Raises `core.required`, `forms.*`, several as one refusal."""
    faults = [*_basics(values), *_fields(values, custom), *_addresses(values)]
    if faults:
        raise faults[0] if len(faults) == 1 else Many(faults)


def _basics(values: Mapping[str, Any]) -> Iterator[DomainError]:
    if not values["name"]:
        yield Invalid("core.required", field="name")
    for name, limit in TEXTS.items():
        if len(values["texts"].get(name, "")) > limit:
            yield Invalid("forms.too_long", field=f"texts.{name}", limit=limit)
    if values["state"] == FormState.LIVE:
        if not values["texts"].get("title"):
            yield Invalid("core.required", field="texts.title")
        if not any(one["name"] in TELLING for one in values["fields"]):
            yield Invalid("forms.nobody_to_answer", field="fields")


def _fields(values: Mapping[str, Any], custom: Sequence[str]) -> Iterator[DomainError]:
    known = {*PLAIN, FILE, *(CUSTOM + key for key in custom)}
    if len(values["fields"]) > MOST_FIELDS:
        yield Invalid("forms.too_many_fields", field="fields", limit=MOST_FIELDS)
    seen: set[str] = set()
    for place, one in enumerate(values["fields"]):
        if one["name"] not in known:
            yield Invalid("forms.unknown_field", field=f"fields.{place}.name", value=one["name"][:60])
        if one["name"] in seen:
            yield Invalid("forms.field_twice", field=f"fields.{place}.name", value=one["name"][:60])
        seen.add(one["name"])
        for word, limit in WORDS.items():
            if len(one[word]) > limit:
                yield Invalid("forms.too_long", field=f"fields.{place}.{word}", limit=limit)


def _addresses(values: Mapping[str, Any]) -> Iterator[DomainError]:
    redirect = values["texts"].get("redirect", "")
    if redirect and not _is_https(redirect):
        yield Invalid("forms.not_https", field="texts.redirect", value=redirect[:80])
    if len(values["origins"]) > MOST_ORIGINS:
        yield Invalid("forms.too_many_origins", field="origins", limit=MOST_ORIGINS)
    for place, one in enumerate(values["origins"]):
        if not _ORIGIN.fullmatch(one):
            yield Invalid("forms.not_an_origin", field=f"origins.{place}", value=one[:80])


def _is_https(text: str) -> bool:
    return bool(_HTTPS.fullmatch(text)) and not any(char in text for char in "\"'<>\\`")


def origin_of(address: str) -> str:
    """Of one that was checked; empty for any other."""
    found = _HTTPS.fullmatch(address)
    return found[1] if found else ""
