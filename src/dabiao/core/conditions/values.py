"""The values a condition may name, by the type of its term; each in its Python form."""

from collections.abc import Callable, Mapping
from typing import Any

from dabiao.core.conditions import spans
from dabiao.core.conditions.folding import wanted
from dabiao.core.conditions.terms import Term
from dabiao.core.errors import Invalid
from dabiao.core.hearing.listening import keyword
from dabiao.core.phones import normalise
from dabiao.core.text import squash

LONGEST = 100
LARGEST = 10**15
LARGEST_ID = 2**63 - 1


def check(value: Any, term: Term, op: str) -> Any:
    """The value for this operator. Raises a refusal whose code names what was expected."""
    return _CHECKS[term.type](value, term, op)


def _text(value: Any, term: Term, _: str) -> str:
    if not isinstance(value, str) or not wanted(value):
        raise Invalid("conditions.value_text", name=term.name)
    if len(value) > LONGEST:
        raise Invalid("conditions.value_too_long", limit=LONGEST)
    return squash(value)


def _spoken(value: Any, term: Term, _: str) -> str:
    """A word to listen for; a sign alone cannot be heard."""
    if not isinstance(value, str) or not keyword(value):
        raise Invalid("conditions.value_word", value=str(value)[:60])
    if len(value) > LONGEST:
        raise Invalid("conditions.value_too_long", limit=LONGEST)
    return squash(value)


def _integer(value: Any, _: Term, __: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > LARGEST:
        raise Invalid("conditions.value_integer", limit=LARGEST)
    return value


def _id(value: Any, term: Term, _: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= LARGEST_ID:
        raise Invalid("conditions.value_id", name=term.name)
    return value


def _bool(value: Any, _: Term, __: str) -> bool:
    if not isinstance(value, bool):
        raise Invalid("conditions.value_bool")
    return value


def _choice(value: Any, term: Term, _: str) -> Any:
    """Without a list of its choices a term takes any."""
    known = [one for one, _ in term.choices("en")] if term.choices else None
    if (
        isinstance(value, bool)
        or not isinstance(value, str | int)
        or (known is not None and value not in known)
    ):
        listed = ", ".join(str(one) for one in known or ())
        raise Invalid("conditions.value_choice", value=str(value)[:60], known=listed)
    return value


def _day(value: Any, term: Term, _: str) -> str:
    if not isinstance(value, str) or not spans.is_span(value):
        raise Invalid("conditions.value_day", value=str(value)[:60])
    return value


def _moment(value: Any, term: Term, op: str) -> str:
    """A day or period, or for an order one moment: `now`, or ISO with an offset."""
    if isinstance(value, str) and spans.is_span(value):
        return value
    if op in ("is", "is_not") or not isinstance(value, str):
        raise Invalid("conditions.value_day", value=str(value)[:60])
    if value != spans.NOW and spans.moment_of(value) is None:
        raise Invalid("conditions.value_moment", value=value[:60])
    return value


def _phone(value: Any, _: Term, op: str) -> str:
    digits = "".join(char for char in squash(value) if char.isdigit()) if isinstance(value, str) else ""
    if op == "last_four":
        if len(digits) != 4 or not digits.isascii():
            raise Invalid("conditions.value_last_four")
        return digits
    if len(digits) < 7 or len(value) > 40:
        raise Invalid("conditions.value_phone")
    return normalise(squash(value))


def _handle(value: Any, term: Term, op: str) -> str:
    return _text(value, term, op)


_CHECKS: Mapping[str, Callable[[Any, Term, str], Any]] = {
    "text": _text,
    "number": _integer,
    "money": _integer,
    "date": _day,
    "datetime": _moment,
    "bool": _bool,
    "choice": _choice,
    "multi": _choice,
    "person": _id,
    "unit": _id,
    "phone": _phone,
    "handle": _handle,
    "speech": _spoken,
}
