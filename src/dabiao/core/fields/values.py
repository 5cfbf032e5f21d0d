"""One value of one type: what may be sent becomes what a record holds, or is refused with what to mend.

None, an empty text and an empty list all mean that there is none: the key is then absent from the record.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from dabiao.core.errors import Invalid
from dabiao.core.fields.definitions import Definition
from dabiao.core.fields.enums import FieldType
from dabiao.core.locking import wire
from dabiao.core.text import squash, tidy

LARGEST = 10**15
LENGTHS = {FieldType.TEXT: 200, FieldType.LONG_TEXT: 4000}
MOST_CHOSEN = 50


def kept(definition: Definition, given: Any, *, current: Any = None) -> Any:
    """The value as a record holds it, None for none. What it holds already (`current`) may stay though it is retired.

    Raises `fields.*` naming the field.
    """
    if given is None or given in ("", []) or (isinstance(given, str) and not given.strip()):
        return None
    return _KEPT[definition.type](definition, given, current)


def wrong(definition: Definition, code: str, **params: Any) -> Invalid:
    return Invalid(f"fields.{code}", field=definition.name, **params)


def _line(definition: Definition, given: Any, _: Any) -> str | None:
    return _text(definition, given, squash)


def _long(definition: Definition, given: Any, _: Any) -> str | None:
    return _text(definition, given, tidy)


def _text(definition: Definition, given: Any, put_in_order: Callable[[str], str]) -> str | None:
    if not isinstance(given, str):
        raise wrong(definition, "not_text")
    text = put_in_order(given)
    limit = definition.max_length or LENGTHS[definition.type]
    if len(text) > limit:
        raise wrong(definition, "too_long", limit=limit, length=len(text))
    return text or None


def _integer(definition: Definition, given: Any, _: Any) -> int:
    """Money in minor units; a number times ten to the power of its scale."""
    if not isinstance(given, int) or isinstance(given, bool):
        code = "not_minor_units" if definition.type == FieldType.MONEY else "not_an_integer"
        raise wrong(definition, code, scale=definition.scale)
    if abs(given) > LARGEST:
        raise wrong(definition, "too_large", limit=written(definition, LARGEST))
    _check_bounds(definition, given)
    return given


def _check_bounds(definition: Definition, value: Any) -> None:
    """Integers among themselves, days as ISO text: each type is in its own order."""
    low, high = definition.minimum, definition.maximum
    if low is not None and value < low:
        raise wrong(definition, "too_small", limit=written(definition, low))
    if high is not None and value > high:
        raise wrong(definition, "too_large", limit=written(definition, high))


def written(definition: Definition, value: Any) -> str:
    """A bound as people write it: 12.5, not 125."""
    if not isinstance(value, int):
        return str(value)
    scale = 2 if definition.type == FieldType.MONEY else definition.scale
    whole, part = divmod(abs(value), 10**scale)
    sign = "-" if value < 0 else ""
    return f"{sign}{whole:,}.{part:0{scale}}" if scale else f"{sign}{whole:,}"


def _day(definition: Definition, given: Any, _: Any) -> str:
    try:
        day = date.fromisoformat(given) if isinstance(given, str) and len(given) == 10 else None
    except ValueError:
        day = None
    if day is None or not 1900 <= day.year <= 2999:
        raise wrong(definition, "not_a_date", value=str(given)[:40])
    _check_bounds(definition, day.isoformat())
    return day.isoformat()


def _moment(definition: Definition, given: Any, _: Any) -> str:
    """In UTC with milliseconds, so that one instant is one text and texts are in the order of time."""
    try:
        moment = datetime.fromisoformat(given) if isinstance(given, str) and len(given) <= 40 else None
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None or not 1901 <= moment.year <= 2998:
        raise wrong(definition, "not_a_moment", value=str(given)[:40])
    return str(wire(moment.astimezone(UTC)))


def _bool(definition: Definition, given: Any, _: Any) -> bool:
    if not isinstance(given, bool):
        raise wrong(definition, "not_yes_or_no")
    return given


def _choice(definition: Definition, given: Any, current: Any) -> str:
    return _option(definition, given, {current})


def _choices(definition: Definition, given: Any, current: Any) -> list[str]:
    """In one order, so that the same choice is the same value."""
    if not isinstance(given, list) or len(given) > MOST_CHOSEN:
        raise wrong(definition, "not_a_list", limit=MOST_CHOSEN)
    held = set(current) if isinstance(current, list) else set()
    return sorted({_option(definition, one, held) for one in given})


def _option(definition: Definition, given: Any, held: set[Any]) -> str:
    """Which one, by its id."""
    option = (
        next((one for one in definition.options if one.id == given), None) if isinstance(given, str) else None
    )
    if option is None:
        known = ", ".join(f"{one.id} ({one.label('')})" for one in definition.options if not one.retired)
        raise wrong(definition, "not_an_option", value=str(given)[:60], known=known[:500])
    if option.retired and option.id not in held:
        raise wrong(definition, "option_retired", value=option.label(""))
    return option.id


_KEPT: Mapping[FieldType, Callable[[Definition, Any, Any], Any]] = {
    FieldType.TEXT: _line,
    FieldType.LONG_TEXT: _long,
    FieldType.NUMBER: _integer,
    FieldType.MONEY: _integer,
    FieldType.DATE: _day,
    FieldType.DATETIME: _moment,
    FieldType.BOOL: _bool,
    FieldType.CHOICE: _choice,
    FieldType.CHOICES: _choices,
}
