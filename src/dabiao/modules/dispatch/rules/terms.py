"""The numbers of the two clocks (D4, D5): of the company, by grade, by rule, by rule and grade. The later says more."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from dabiao.core.errors import Invalid

LONGEST = 7 * 24 * 3600  # seconds


@dataclass(frozen=True, slots=True)
class Terms:
    """Seconds, counted in working hours unless `wall`. `most_hops`: how many people may let a lead go by before it lies on
    their leader's desk. `demote`: whether a breach costs a level. `clocks` false: neither clock runs.
    """

    warn: int = 180
    response: int = 300
    feedback: int = 1_200
    escalate: int = 600
    most_hops: int = 3
    wall: bool = False
    demote: bool = True
    clocks: bool = True


NUMBERS: Mapping[str, tuple[int, int]] = {
    "warn": (10, LONGEST),
    "response": (30, LONGEST),
    "feedback": (60, LONGEST),
    "escalate": (60, LONGEST),
    "most_hops": (1, 20),
}
NAMES = frozenset(field.name for field in fields(Terms))


def terms(*layers: Mapping[str, Any] | None) -> Terms:
    """The terms that hold when these are laid over one another, the last on top. Each was `checked`."""
    laid: dict[str, Any] = {}
    for layer in layers:
        laid |= {name: value for name, value in (layer or {}).items() if value is not None}
    return Terms(**laid)


def kept(held: Terms) -> dict[str, Any]:
    return asdict(held)


def checked(given: Mapping[str, Any], *, field: str) -> dict[str, Any]:
    """What somebody enters, without what is left open. Raises `dispatch.unknown_term`, `dispatch.term_out_of_range`."""
    said = {name: value for name, value in given.items() if value is not None}
    for name, value in said.items():
        if name not in NAMES:
            raise Invalid("dispatch.unknown_term", field=f"{field}.{name}", known=", ".join(sorted(NAMES)))
        _check(name, value, f"{field}.{name}")
    return said


def _check(name: str, value: Any, field: str) -> None:
    if name not in NUMBERS:
        if not isinstance(value, bool):
            raise Invalid("dispatch.term_not_a_switch", field=field)
        return
    least, most = NUMBERS[name]
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise Invalid("dispatch.term_out_of_range", field=field, least=least, most=most)


def check_whole(held: Terms, *, field: str) -> None:
    """The warning comes before the end. Raises `dispatch.warn_too_late`."""
    if held.warn >= held.response:
        raise Invalid("dispatch.warn_too_late", field=f"{field}.warn", response=held.response)
