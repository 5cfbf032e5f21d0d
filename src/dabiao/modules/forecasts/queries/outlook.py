"""The forecast of a period: in all, by person and by unit, with the deals that move it most."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, time
from functools import partial
from typing import Any

from django.utils.timezone import get_default_timezone

from dabiao.core.actor import SYSTEM, Actor
from dabiao.core.days import local_day
from dabiao.core.db import one_moment
from dabiao.core.money import DEFAULT_CURRENCY
from dabiao.modules.forecasts.enums import ForecastSpan, ForecastWay
from dabiao.modules.forecasts.queries import pacing, parts, serving, sums
from dabiao.modules.forecasts.queries.parts import Basis, Part
from dabiao.modules.forecasts.queries.sums import Gathered
from dabiao.modules.forecasts.rules import expecting
from dabiao.modules.forecasts.rules.periods import DAY, Period
from dabiao.modules.opportunities import queries as opportunities
from dabiao.modules.opportunities.queries import outlook as deals
from dabiao.modules.opportunities.queries.outlook import Open, Won
from dabiao.modules.org import queries as org


def basis(period: Period, *, actor: Actor, now: datetime) -> Basis:
    """Of the deals that the actor sees, in the company's currency, as of the beginning of the day."""
    asked: dict[str, Any] = {"currency": DEFAULT_CURRENCY, "actor": actor}
    at = _midnight(local_day(now))
    pace = pacing.in_use()
    won = deals.won_in(period.first, period.last, **asked)
    ways = parts.ways(pace, period, at, model=serving.in_use() is not None)
    if pace is None:
        return Basis(period, deals.open_in(period.first, period.last, **asked), won, ways)
    opened = deals.opened_between(parts.counting_from(pace, at), at, **asked)
    return Basis(period, deals.all_open(**asked), won, ways, parts.arrivals(pace, opened, period, at))


def won(period: Period) -> list[Won]:
    """Of the whole company, for figures that are kept."""
    return deals.won_in(period.first, period.last, currency=DEFAULT_CURRENCY, actor=SYSTEM)


def show(span: ForecastSpan, *, way: str | None = None, actor: Actor, now: datetime) -> dict[str, Any]:
    """Of the deals that the actor sees, in the company's currency, by this way where it is in use; unasked by when deals are
    won here, where that is in use, else as the company weighs. Raises `access.forbidden`."""
    actor.require("opportunity.read")
    today = local_day(now)
    told = sums.terms(now)
    with one_moment():
        found = sums.gathered(span, partial(_way, way), told, actor=actor)
        period = found.period
        weighed = found.parts(deals.won_in(period.first, period.last, currency=DEFAULT_CURRENCY, actor=actor))
        movers = deals.open_of(found.movers(), actor=actor)
    whole = weighed.whole()
    return {
        "span": span,
        "grain": period.grain,
        "first": period.first,
        "last": period.last,
        "currency": DEFAULT_CURRENCY,
        "way": found.way,
        "total": {
            **_figures(whole),
            "discounted_minor": whole.won_minor + whole.credible + whole.unborn.likely,
        },
        "ways": _ways(found, whole.won_minor, actor),
        "people": _people(weighed.by_owner()),
        "units": _units(weighed.by_unit(org.unit_paths())),
        "movers": _movers(movers, found),
        "closed_from": _midnight(period.first),
        "closed_to": _midnight(period.moved(1).first),
        "late_to": min(period.first, today) - DAY,
        **found.beyond(),
    }


def _way(asked: str | None, there: Collection[str]) -> ForecastWay:
    wanted = (asked or ForecastWay.TIMING, ForecastWay.TIMING, opportunities.forecast_way())
    return next((ForecastWay(way) for way in wanted if way in there), ForecastWay.STAGE)


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


def _ways(found: Gathered, won_minor: int, actor: Actor) -> list[dict[str, Any]]:
    """The same period by each way, side by side."""
    told = [{"way": way, "likely_minor": won_minor + likely} for way, likely in found.likely.items()]
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


def _movers(open_ones: Iterable[Open], by: Gathered) -> list[dict[str, Any]]:
    """The deals that make the figure most uncertain: by how much it rises if one is won, and falls if it is not."""
    chances = {one.id: (one, by.weigher.chance(one)) for one in open_ones}
    names = deals.names_of(list(chances))
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
        for one, said in (chances[id] for id in by.movers() if id in chances)
    ]
