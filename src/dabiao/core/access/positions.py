"""Where a user stands in the company. The org module answers; core only asks."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Position:
    """`unit_ids`: the user's unit and all below; `unit_path`: the unit and all above, root first."""

    unit_id: int | None = None
    unit_ids: frozenset[int] = frozenset()
    unit_path: tuple[int, ...] = ()
    unit_name: str | None = None
    company_name: str = ""
    title: str = ""
    on_duty: bool = False
    busy_until: datetime | None = None
    busy_on: date | None = None
    busy_used: int = 0  # times on that day


_resolvers: list[Callable[[int], Position]] = []


def provide(resolver: Callable[[int], Position]) -> None:
    _resolvers[:] = [resolver]


def of(user_id: int) -> Position:
    return _resolvers[0](user_id) if _resolvers else Position()
