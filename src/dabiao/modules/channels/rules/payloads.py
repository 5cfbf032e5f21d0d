"""Reading what a platform sent: its form, the places in it, times and amounts."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from dabiao.core.errors import Invalid
from dabiao.core.money import to_minor
from dabiao.core.text import tidy

CHINA = timezone(timedelta(hours=8))  # platforms here write times without saying where
LONGEST_PATH = 200
_STEP = re.compile(r"([^.\[\]]+)|\[(\d{1,4})\]")
_PATH = re.compile(r"(?:[^.\[\]]+|\[\d{1,4}\])(?:\.[^.\[\]]+|\[\d{1,4}\])*")
_FORMATS = ("%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d", "%Y/%m/%d", "%Y%m%d")


def check_path(path: str, *, field: str) -> None:
    """Raises `channels.bad_path` for what is no place in a JSON object, as `data.user.phone` or `items[0].tel` are."""
    if len(path) > LONGEST_PATH or not _PATH.fullmatch(path):
        raise Invalid("channels.bad_path", field=field, value=path[:80])


def at(said: Any, path: str) -> Any:
    """What stands at a place; None where nothing does. A text that is JSON itself is looked into."""
    for name, place in _STEP.findall(path):
        if isinstance(said, str):
            said = _inner(said)
        if name and isinstance(said, Mapping):
            said = said.get(name)
        elif place and isinstance(said, list) and int(place) < len(said):
            said = said[int(place)]
        else:
            return None
    return said


def _inner(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def text(value: Any, limit: int = 4000) -> str:
    """A value as tidy text of at most so many characters; nothing for objects."""
    if isinstance(value, bool) or value is None or isinstance(value, dict | list):
        return ""
    return tidy(str(value).replace("\x00", ""))[:limit]


def first(said: Mapping[str, Any], *names: str, limit: int = 4000) -> str:
    """The first of these that says anything."""
    return next((found for name in names if (found := text(said.get(name), limit))), "")


def answers(pairs: Any) -> str:
    """The questions of a form and what was answered, a line each: from an object, or a list of {name, value}."""
    if isinstance(pairs, str):
        pairs = _inner(pairs)
    if isinstance(pairs, list):
        pairs = {text(one.get("name")): one.get("value") for one in pairs if isinstance(one, Mapping)}
    if not isinstance(pairs, Mapping):
        return ""
    lines = [(text(name, 200), text(value, 1000)) for name, value in pairs.items()]
    return "\n".join(f"{name}：{value}" for name, value in lines if value)[:4000]


def moment(value: Any) -> datetime | None:
    """A time as platforms write it: of the epoch, ISO, or the clock in China; None for anything else."""
    written = text(value, 40)
    try:
        if re.fullmatch(r"\d{10}(\d{3})?", written):
            return datetime.fromtimestamp(int(written) / (1000 if len(written) == 13 else 1), UTC)
        for form in _FORMATS:
            try:
                return datetime.strptime(written, form).replace(tzinfo=CHINA).astimezone(UTC)
            except ValueError:
                continue
        found = datetime.fromisoformat(written)
        return (found if found.tzinfo else found.replace(tzinfo=CHINA)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def day(value: Any, *, field: str) -> date:
    """Raises `channels.not_a_day`."""
    found = moment(value)
    if found is None or not 2000 <= found.year <= 2999:
        raise Invalid("channels.not_a_day", field=field, value=text(value, 40))
    return found.astimezone(CHINA).date()


def amount(value: Any, *, field: str) -> int:
    """Whole units (yuan) as minor ones. Raises `channels.not_an_amount`."""
    written = text(value, 40).replace(",", "").removeprefix("¥").strip()
    if not re.fullmatch(r"\d{1,13}(\.\d{1,6})?", written):
        raise Invalid("channels.not_an_amount", field=field, value=text(value, 40))
    return to_minor(written, field=field)
