"""What makes no sense in a site, an answer of the bot or a ready reply. Pure."""

import re
from collections.abc import Mapping
from typing import Any

from dabiao.core.errors import Invalid
from dabiao.modules.conversations.enums import LANGUAGES

ORIGIN = re.compile(r"https?://[^\s/?#@:\\]+(:\d{1,5})?")
TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d|24:00")
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
SITE_TEXTS = ("title", "greeting", "away", "consent")
LONGEST, SHORTEST_ASKED, MOST_ASKED = 2_000, 1, 30
Values = Mapping[str, Any]


def check_site(values: Values) -> None:
    """Raises `core.required`, and `conversations.bad_…`, `unknown_language`, `too_long` with the field that it is about."""
    if not values["name"]:
        raise Invalid("core.required", field="name")
    for number, origin in enumerate(values["origins"]):
        if not is_origin(origin):
            raise Invalid("conversations.bad_origin", field=f"origins.{number}", value=str(origin)[:100])
    if not COLOUR.fullmatch(values["colour"]):
        raise Invalid("conversations.bad_colour", field="colour", value=values["colour"])
    if not 1 <= values["chats_each"] <= 50:
        raise Invalid("conversations.bad_limit", field="chats_each", most=50)
    _check_hours(values.get("hours") or {})
    for language, said in values["texts"].items():
        _check_language(language, "texts")
        for name, text in said.items():
            if name not in SITE_TEXTS:
                raise Invalid(
                    "core.not_editable", field=f"texts.{language}.{name}", known=", ".join(SITE_TEXTS)
                )
            _check_text(text, f"texts.{language}.{name}")


def _check_hours(hours: Values) -> None:
    """Empty is always; else days, and spans of the day in their order."""
    days, spans = hours.get("days", "all"), hours.get("spans", [["00:00", "24:00"]])
    known = days in ("workdays", "all") or (isinstance(days, list) and set(days) <= set(range(1, 8)))
    if not known or hours.keys() - {"days", "spans"}:
        raise Invalid("conversations.bad_hours", field="hours.days")
    if not isinstance(spans, list) or not spans or not all(map(_is_span, spans)):
        raise Invalid("conversations.bad_hours", field="hours.spans")


def _is_span(span: Any) -> bool:
    texts = isinstance(span, list) and len(span) == 2 and all(isinstance(one, str) for one in span)
    return texts and all(TIME.fullmatch(one) for one in span) and span[0] < span[1]


def is_origin(origin: Any) -> bool:
    """Scheme and host, with a port where one is meant; nothing after."""
    return isinstance(origin, str) and ORIGIN.fullmatch(origin) is not None


def check_answer(values: Values) -> None:
    """Raises `conversations.no_question`, `no_answer`, `no_button`, `unknown_language`, `too_long`, `too_many`."""
    asked = values["asked"]
    if not asked or not all(isinstance(one, str) and one.strip() for one in asked):
        raise Invalid("conversations.no_question", field="asked")
    if len(asked) > MOST_ASKED:
        raise Invalid("conversations.too_many", field="asked", limit=MOST_ASKED)
    for number, one in enumerate(asked):
        _check_text(one, f"asked.{number}", most=200)
    for name in ("texts", "button"):
        for language, text in values[name].items():
            _check_language(language, name)
            _check_text(text, f"{name}.{language}", most=LONGEST if name == "texts" else 40)
    if not any(text.strip() for text in values["texts"].values()):
        raise Invalid("conversations.no_answer", field="texts")
    if values["offered"] and not any(text.strip() for text in values["button"].values()):
        raise Invalid("conversations.no_button", field="button")


def check_canned(values: Values) -> None:
    """Raises `core.required`."""
    for name in ("shortcut", "text"):
        if not values[name].strip():
            raise Invalid("core.required", field=name)


def _check_language(language: str, field: str) -> None:
    if language not in LANGUAGES:
        raise Invalid("conversations.unknown_language", field=f"{field}.{language}", value=language)


def _check_text(text: Any, field: str, most: int = LONGEST) -> None:
    if not isinstance(text, str) or len(text) > most:
        length = len(text) if isinstance(text, str) else 0
        raise Invalid("conversations.too_long", field=field, limit=most, length=length)
