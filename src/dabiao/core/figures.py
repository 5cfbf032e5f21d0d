"""Figures that fill themselves in: what reports, meetings and reviews show. Each room says what it counts."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Literal, Protocol, runtime_checkable

from django.utils.timezone import get_default_timezone

from dabiao.core.errors import Invalid


class Unit(StrEnum):
    """What a value is in: minor units of the company's currency, pieces, or parts of a thousand."""

    MONEY = "money"
    PIECES = "pieces"
    PER_MILLE = "per_mille"


Whose = tuple[Literal["user", "unit"], int]
"""A person, or a unit with everything below it."""

Days = tuple[date, date]
"""From one day to another, both included."""


@dataclass(frozen=True, slots=True)
class Figure:
    """`code` is its name for ever ("plan.done", "metric.signed"); `read` the permission without which nobody is shown it,
    within its scope; `label` the key of its text, or `name` what somebody called it."""

    code: str
    unit: Unit
    read: str
    label: str = ""
    name: str = ""


class Source(Protocol):
    """A room's figures. `offered` may change while the program runs; `values` leaves out what is 0, knows no scope, and costs
    the same statements for one person as for all."""

    def offered(self) -> Sequence[Figure]: ...

    def values(
        self, codes: Collection[str], whose: Collection[Whose], days: Days, *, now: datetime
    ) -> Mapping[tuple[str, Whose], int]: ...


Moments = tuple[datetime, datetime]
"""From one moment to another, which is not included."""


@runtime_checkable
class Timed(Protocol):
    """A source that can tell some of its figures within a day: those of records that have a moment, not only a day."""

    def timed(self, codes: Collection[str]) -> Collection[str]: ...

    def within(
        self, codes: Collection[str], whose: Collection[Whose], moments: Moments, *, now: datetime
    ) -> Mapping[tuple[str, Whose], int]: ...


_sources: dict[str, Source] = {}


def register(prefix: str, source: Source) -> None:
    """Called once by the owning app when it is ready; every code of the source starts with `<prefix>.`."""
    _sources[prefix] = source


def offered() -> list[Figure]:
    """Every figure there is, source by source."""
    return [figure for prefix in sorted(_sources) for figure in _sources[prefix].offered()]


def chosen(codes: Iterable[str], *, field: str) -> list[Figure]:
    """The figures of these codes, in their order. Raises `core.unknown_figure`, naming `field`, for one nobody offers."""
    known = {figure.code: figure for figure in offered()}
    found = []
    for code in codes:
        if code not in known:
            raise Invalid("core.unknown_figure", field=field, figure=code)
        found.append(known[code])
    return found


def moments(days: Days) -> tuple[datetime, datetime]:
    """From the first moment of these days to the first one after them, in the company's time."""
    zone = get_default_timezone()
    first, last = days
    return datetime.combine(first, time(), zone), datetime.combine(last + timedelta(days=1), time(), zone)


def summed(rows: Iterable[tuple[int | None, str, int]], whose: Collection[Whose]) -> dict[Whose, int]:
    """What rows of (person, path of their unit, amount) come to for those asked for: a person's are their own, a unit's those
    in it and below; what is 0 is left out."""
    wanted: set[Whose] = set(whose)
    found: dict[Whose, int] = {}
    for user_id, path, amount in rows:
        concerned: list[Whose] = [("unit", int(id)) for id in path.split("/") if id]
        if user_id is not None:
            concerned.append(("user", user_id))
        for one in wanted.intersection(concerned):
            found[one] = found.get(one, 0) + amount
    return {one: sum_ for one, sum_ in found.items() if sum_}


def values(
    codes: Collection[str], whose: Collection[Whose], days: Days, *, now: datetime
) -> dict[tuple[str, Whose], int]:
    """(code, whose) → value on these days, 0 left out; codes that are no longer offered are left out too. Whose figures may be
    seen is the caller's business."""
    if not whose or days[0] > days[1]:
        return {}
    found: dict[tuple[str, Whose], int] = {}
    for prefix, source in _sources.items():
        own = {code for code in codes if code.startswith(f"{prefix}.")}
        if own:
            found.update(source.values(own, whose, days, now=now))
    return found


def timed(codes: Collection[str]) -> set[str]:
    """Those of these codes that can be told within a day."""
    found: set[str] = set()
    for prefix, source in _sources.items():
        own = {code for code in codes if code.startswith(f"{prefix}.")}
        if own and isinstance(source, Timed):
            found.update(source.timed(own))
    return found


def values_within(
    codes: Collection[str], whose: Collection[Whose], moments: Moments, *, now: datetime
) -> dict[tuple[str, Whose], int]:
    """`values` between two moments, of the codes that are `timed`; the others are left out."""
    known, found = timed(codes), dict[tuple[str, Whose], int]()
    for prefix, source in _sources.items():
        own = {code for code in known if code.startswith(f"{prefix}.")}
        if own and whose and isinstance(source, Timed):
            found.update(source.within(own, whose, moments, now=now))
    return found
