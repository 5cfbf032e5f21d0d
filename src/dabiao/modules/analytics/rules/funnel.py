"""The sums of deals that a funnel is made of."""

import operator
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from dabiao.modules.analytics.rules.ways import amount_band, cohort, steps

# "Half of them left within 4 days": the days that are told, each a bound; sums of counts under them can be added up.
STAY_DAYS = (1, 2, 3, 4, 5, 6, 7, 10, 14, 21, 30, 45, 60, 90, 120, 180, 365)
_STAY_SECONDS = [days * 86_400 for days in STAY_DAYS]
Row = list[int]
Content = dict[str, dict[str, Any]]


class OpenedDeal(NamedTuple):
    """`reached` is how many steps of the way to a win it ever came, 0 for one that only ever was lost; `stays` are
    (stage, seconds) of the stages it left. The amount is 0 in another currency than the company's. `way` are its nodes up
    to `kind`, where it stands now; `age` is from opening to closing."""

    pipeline_id: int
    owner_id: int
    source: str
    amount_minor: int
    reached: int
    steps: int
    stays: Sequence[tuple[int, int]]
    kind: str
    age: timedelta | None
    way: Sequence[str]


class ClosedDeal(NamedTuple):
    """`counts_money`: it is in the company's currency; else its amount is 0. `seconds` from opening to closing. `lost_to`
    and the `rivals` are competitors; 0 and none where nobody was named."""

    pipeline_id: int
    owner_id: int
    source: str
    won: bool
    counts_money: bool
    amount_minor: int
    seconds: int
    reason: str
    lost_to: int
    rivals: Sequence[int]
    products: Sequence[int]
    industry: str


def opened(deals: Iterable[OpenedDeal]) -> Content:
    """Pipeline → `total`, and by person and source: deals by how far they came, then their amounts alike. And by stage
    the finished stays: how many, how many seconds in all, then how many within each of `STAY_DAYS` (and beyond). Under
    `cohort` one row as `cohort` says it, under `flows` by step of the way how many went it, and their amount."""
    found: Content = {}
    for deal in deals:
        row = [0] * (2 * (deal.steps + 1))
        row[deal.reached] = 1
        row[deal.steps + 1 + deal.reached] = deal.amount_minor
        line = _line(found, deal.pipeline_id)
        add(line, "total", row)
        add(_part(line, "persons"), str(deal.owner_id), row)
        add(_part(line, "sources"), deal.source, row)
        stays, flows = _part(line, "stays"), _part(line, "flows")
        for stage_id, seconds in deal.stays:
            stay = [1, seconds, *[0] * (len(STAY_DAYS) + 1)]
            stay[2 + bisect_left(_STAY_SECONDS, seconds)] = 1
            add(stays, str(stage_id), stay)
        for step in steps(deal.way):
            add(flows, step, [1, deal.amount_minor])
        add(_part(line, "cohort"), "all", cohort(deal.kind, deal.age, deal.amount_minor))
    return found


def closed(deals: Iterable[ClosedDeal]) -> Content:
    """Pipeline → `total`, and by person, source, reason and so on: won, of these in the company's currency, their amount,
    their seconds from opening to winning; lost, their amount, of these in the company's currency, their seconds.

    A deal is in a row of each of its products and rivals, in row 0 without any.
    """
    found: Content = {}
    for deal in deals:
        won = [1, int(deal.counts_money), deal.amount_minor, deal.seconds, 0, 0, 0, 0]
        lost = [0, 0, 0, 0, 1, deal.amount_minor, int(deal.counts_money), deal.seconds]
        row = won if deal.won else lost
        line = _line(found, deal.pipeline_id)
        add(line, "total", row)
        add(_part(line, "persons"), str(deal.owner_id), row)
        add(_part(line, "sources"), deal.source, row)
        add(_part(line, "industries"), deal.industry, row)
        add(_part(line, "bands"), amount_band(deal.amount_minor, deal.counts_money), row)
        for name, numbers in (("rivals", deal.rivals), ("products", deal.products)):
            for number in numbers or (0,):
                add(_part(line, name), str(number), row)
        if not deal.won:
            add(_part(line, "reasons"), deal.reason, row)
            add(_part(line, "lost_to"), str(deal.lost_to), row)
    return found


def _line(found: Content, pipeline_id: int) -> dict[str, Any]:
    return found.setdefault(str(pipeline_id), {})


def _part(line: dict[str, Any], name: str) -> dict[str, Any]:
    part: dict[str, Any] = line.setdefault(name, {})
    return part


def add(rows: dict[str, Any], key: str, row: Row) -> None:
    """One row of sums onto that of `key`."""
    there = rows.get(key)
    rows[key] = row if there is None else list(map(operator.add, there, row))


def add_all(rows: dict[str, Any], more: Mapping[str, Row]) -> None:
    for key, row in more.items():
        add(rows, key, row)


def percentile_days(stay: Row, part: int) -> int | None:
    """The least of `STAY_DAYS` within which `part` percent of the stays ended; None where that took longer than all."""
    needed, seen = -(-stay[0] * part // 100), 0
    for days, count in zip(STAY_DAYS, stay[2:], strict=False):
        seen += count
        if seen >= needed:
            return days
    return None


def mean_days(seconds: int, count: int) -> float | None:
    """Days with one decimal, half up; None of nothing."""
    return (2 * seconds + 8_640 * count) // (2 * 8_640 * count) / 10 if count else None


def velocity_minor(
    open_count: int, won_minor: int, won_in_money: int, won: int, lost: int, cycle_days: float
) -> int | None:
    """What the open deals bring in a day, in minor units: open deals × a won deal's amount × the share won ÷ days to win.

    None where nothing was won, or at once. `won_in_money` are those won whose amount is in the company's currency.
    """
    if not won_in_money or not cycle_days:
        return None
    return round(open_count * won_minor / won_in_money * won / (won + lost) / cycle_days)
