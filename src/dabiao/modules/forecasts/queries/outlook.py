"""The forecast of a period: in all, by person and by unit, with the deals that move it most."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from heapq import nsmallest
from typing import Any

from django.utils.timezone import get_default_timezone

from dabiao.core.actor import SYSTEM, Actor
from dabiao.core.days import local_day
from dabiao.core.money import DEFAULT_CURRENCY
from dabiao.modules.forecasts.enums import ForecastSpan, ForecastWay
from dabiao.modules.forecasts.queries import pacing, parts, serving
from dabiao.modules.forecasts.queries.parts import Basis, Part, Parts, Weigher
from dabiao.modules.forecasts.rules import expecting
from dabiao.modules.forecasts.rules.periods import DAY, Period, of_span
from dabiao.modules.opportunities import queries as opportunities
from dabiao.modules.opportunities.queries import outlook as deals
from dabiao.modules.opportunities.queries.outlook import Open, Won
from dabiao.modules.org import queries as org

MOVERS = 10


def basis(period: Period, *, actor: Actor, now: datetime) -> Basis:
    """Of the deals that the actor sees, in the company's currency."""
    asked: dict[str, Any] = {"currency": DEFAULT_CURRENCY, "actor": actor}
    pace = pacing.in_use()
    won = deals.won_in(period.first, period.last, **asked)
    ways = parts.ways(pace, period, now, model=serving.in_use() is not None)
    if pace is None:
        return Basis(period, deals.open_in(period.first, period.last, **asked), won, ways)
    opened = deals.opened_between(parts.counting_from(pace, now), now, **asked)
    return Basis(period, deals.all_open(**asked), won, ways, parts.arrivals(pace, opened, period, now))


def won(period: Period) -> list[Won]:
    """Of the whole company, for figures that are kept."""
    return deals.won_in(period.first, period.last, currency=DEFAULT_CURRENCY, actor=SYSTEM)


def show(span: ForecastSpan, *, way: str | None = None, actor: Actor, now: datetime) -> dict[str, Any]:
    """Of the deals that the actor sees, in the company's currency, by this way where it is in use; unasked by when deals are
    won here, where that is in use, else as the company weighs. Raises `access.forbidden`."""
    actor.require("opportunity.read")
    today = local_day(now)
    found = basis(of_span(span, today), actor=actor, now=now)
    period, by = found.period, _way(found, way)
    weigher, open_ones = found.ways[by], found.counted(by)[0]
    weighed, late = found.parts(by), min(period.first, today)
    worth = _discounted(weighed, open_ones, weigher, today)
    beyond = deals.beyond(late, currency=DEFAULT_CURRENCY, actor=actor)
    return {
        "span": span,
        "grain": period.grain,
        "first": period.first,
        "last": period.last,
        "currency": DEFAULT_CURRENCY,
        "way": by,
        "total": {**_figures(weighed.whole()), "discounted_minor": worth},
        "ways": _ways(found, actor),
        "people": _people(weighed.by_owner()),
        "units": _units(weighed.by_unit(org.unit_paths())),
        "movers": _movers(open_ones, weigher),
        "closed_from": _midnight(period.first),
        "closed_to": _midnight(period.moved(1).first),
        "late_to": late - DAY,
        **(beyond if by != ForecastWay.TIMING else dict.fromkeys(beyond, 0)),
    }


def _way(found: Basis, asked: str | None) -> ForecastWay:
    wanted = (asked or ForecastWay.TIMING, ForecastWay.TIMING, opportunities.forecast_way())
    return next((ForecastWay(way) for way in wanted if way in found.ways), ForecastWay.STAGE)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), get_default_timezone())


def _figures(part: Part) -> dict[str, int]:
    found = part.outlook()
    return {
        "won": part.won,
        "won_minor": found.won,
        "open": part.lot.count,
        "open_minor": part.lot.amount,
        "weighted_minor": found.likely - found.won - part.unborn.likely,
        "unborn_minor": part.unborn.likely,
        "low_minor": found.low,
        "likely_minor": found.likely,
        "high_minor": found.high,
    }


def _discounted(weighed: Parts, open_ones: Iterable[Open], by: Weigher, day: date) -> int:
    """Where each open deal counts only as far as its evidence and its last contact make it credible today."""
    credible, whole = deals.Believing(day), weighed.whole()
    worth = sum(expecting.weighed(by.chance(one), credible(one)) for one in open_ones)
    return whole.won_minor + worth + whole.unborn.likely


def _ways(found: Basis, actor: Actor) -> list[dict[str, Any]]:
    """The same period by each way, side by side."""
    told = [{"way": way, "likely_minor": found.parts(way).whole().outlook().likely} for way in found.ways]
    before = year_before(found.period, actor)
    return [*told, {"way": ForecastWay.SEASONAL, "likely_minor": before}] if before is not None else told


def year_before(period: Period, actor: Actor) -> int | None:
    """What came in the same period a year earlier; None where there was no deal before its end yet."""
    then = period.year_before()
    first = deals.first_day(actor)
    if first is None or first > then.first:
        return None
    won = deals.won_in(then.first, then.last, currency=DEFAULT_CURRENCY, actor=actor)
    return sum(one.amount_minor for one in won)


def _people(found: Mapping[int | None, Part]) -> list[dict[str, Any]]:
    names = org.names_of([id for id in found if id is not None])
    rows = [{"id": id, "name": names.get(id or 0, ""), **_figures(part)} for id, part in found.items()]
    return sorted(rows, key=lambda row: (-row["likely_minor"], row["id"] or 0))


def _units(found: Mapping[int, Part]) -> list[dict[str, Any]]:
    """In the order of the tree; `depth` from the topmost of them."""
    tree = {unit["id"]: unit for unit in org.units()}
    shown = [id for id in tree if id in found]
    depths = {id: tree[id]["path"].count("/") for id in shown}
    top = min(depths.values(), default=0)
    return [
        {"id": id, "name": tree[id]["name"], "depth": depths[id] - top, **_figures(found[id])} for id in shown
    ]


def _movers(open_ones: Iterable[Open], by: Weigher) -> list[dict[str, Any]]:
    """The deals that make the figure most uncertain: by how much it rises if one is won, and falls if it is not."""
    chances = ((one, by.chance(one)) for one in open_ones)
    found = nsmallest(MOVERS, chances, key=lambda pair: (-expecting.swing(pair[1]), pair[0].id))
    names = deals.names_of([one.id for one, _ in found])
    return [
        {
            "id": one.id,
            "name": names[one.id][0],
            "customer_name": names[one.id][1],
            "owner_id": one.owner_id,
            "amount_minor": one.amount_minor,
            "expected_win_on": one.expected_win_on,
            "chance": float(said.chance * 100),
            "weighted_minor": expecting.weighed(said),
            "if_won_minor": said.amount - expecting.weighed(said),
            "if_lost_minor": -expecting.weighed(said),
        }
        for one, said in found
        if expecting.swing(said)
    ]
