"""The forecast of a period: in all, by person and by unit, with the deals that move it most."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from fractions import Fraction
from typing import Any

from django.utils.timezone import get_default_timezone

from dabiao.core.actor import SYSTEM, Actor
from dabiao.core.days import local_day
from dabiao.core.money import DEFAULT_CURRENCY
from dabiao.modules.forecasts.enums import ForecastSpan, ForecastWay
from dabiao.modules.forecasts.queries import serving
from dabiao.modules.forecasts.rules import expecting
from dabiao.modules.forecasts.rules.expecting import Chance, Outlook
from dabiao.modules.forecasts.rules.periods import DAY, Period, of_span
from dabiao.modules.opportunities import queries as opportunities
from dabiao.modules.opportunities.queries import outlook as deals
from dabiao.modules.opportunities.queries.outlook import Open, Won
from dabiao.modules.org import queries as org

MOVERS = 10


def _chance(way: str, one: Open) -> Chance:
    """As the lists weigh it."""
    return Chance(one.amount_minor, opportunities.Weighing(way)(one.percent, one.rivals, one.model_chance))


@dataclass(slots=True)
class Part:
    """What belongs to one person, one unit or all."""

    won_minor: int = 0
    won: int = 0
    deals: list[Open] = field(default_factory=list)

    def outlook(self, way: str) -> Outlook:
        found = [_chance(way, one) for one in self.deals]
        return expecting.outlook(self.won_minor, found)


def whole(open_ones: Iterable[Open], won: Iterable[Won]) -> Part:
    part = Part(deals=list(open_ones))
    for one in won:
        part.won, part.won_minor = part.won + one.deals, part.won_minor + one.amount_minor
    return part


def by_unit(open_ones: Iterable[Open], won: Iterable[Won], paths: Mapping[int, str]) -> dict[int, Part]:
    """Each unit with all below it."""
    above = {id: [int(one) for one in path.split("/") if one] for id, path in paths.items()}
    found: dict[int, Part] = {}
    for deal in open_ones:
        for id in above.get(deal.unit_id or 0, ()):
            found.setdefault(id, Part()).deals.append(deal)
    for one in won:
        for id in above.get(one.unit_id or 0, ()):
            part = found.setdefault(id, Part())
            part.won, part.won_minor = part.won + one.deals, part.won_minor + one.amount_minor
    return found


def by_owner(open_ones: Iterable[Open], won: Iterable[Won]) -> dict[int | None, Part]:
    found: dict[int | None, Part] = {}
    for deal in open_ones:
        found.setdefault(deal.owner_id, Part()).deals.append(deal)
    for one in won:
        part = found.setdefault(one.owner_id, Part())
        part.won, part.won_minor = part.won + one.deals, part.won_minor + one.amount_minor
    return found


def show(span: ForecastSpan, *, actor: Actor, now: datetime) -> dict[str, Any]:
    """Of the deals that the actor sees, in the company's currency. Raises `access.forbidden`."""
    actor.require("opportunity.read")
    period, way = of_span(span, local_day(now)), opportunities.forecast_way()
    asked: dict[str, Any] = {"currency": DEFAULT_CURRENCY, "actor": actor}
    open_ones = deals.open_in(period.first, period.last, **asked)
    won = deals.won_in(period.first, period.last, **asked)
    part, late = whole(open_ones, won), min(period.first, local_day(now))
    return {
        "span": span,
        "grain": period.grain,
        "first": period.first,
        "last": period.last,
        "currency": DEFAULT_CURRENCY,
        "way": way,
        "total": {**_figures(part, way), "discounted_minor": _discounted(part, way, local_day(now))},
        "ways": _ways(part, period, actor),
        "people": _people(by_owner(open_ones, won), way),
        "units": _units(by_unit(open_ones, won, org.unit_paths()), way),
        "movers": _movers(open_ones, way),
        "closed_from": _midnight(period.first),
        "closed_to": _midnight(period.moved(1).first),
        "late_to": late - DAY,
        **deals.beyond(late, **asked),
    }


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), get_default_timezone())


def _figures(part: Part, way: str) -> dict[str, int]:
    found = part.outlook(way)
    return {
        "won": part.won,
        "won_minor": found.won,
        "open": len(part.deals),
        "open_minor": sum(one.amount_minor for one in part.deals),
        "weighted_minor": found.likely - found.won,
        "low_minor": found.low,
        "likely_minor": found.likely,
        "high_minor": found.high,
    }


def _discounted(part: Part, way: str, day: date) -> int:
    """Where each open deal counts only as far as its evidence and its last contact make it credible today."""
    found = {one.id: _chance(way, one) for one in part.deals}
    credible = opportunities.credibility_of(list(found), day)
    return part.won_minor + expecting.discounted(
        found, {id: Fraction(percent, 100) for id, percent in credible.items()}
    )


def _ways(part: Part, period: Period, actor: Actor) -> list[dict[str, Any]]:
    """The same period by each way, side by side; the model only while one is in use."""
    ways = [ForecastWay.STAGE, ForecastWay.COMPETITION, *([ForecastWay.MODEL] if serving.in_use() else [])]
    found = [{"way": way, "likely_minor": part.outlook(way).likely} for way in ways]
    before = year_before(period, actor)
    return [*found, {"way": ForecastWay.SEASONAL, "likely_minor": before}] if before is not None else found


def year_before(period: Period, actor: Actor) -> int | None:
    """What came in the same period a year earlier; None where there was no deal before its end yet."""
    then = period.year_before()
    first = deals.first_day(actor)
    if first is None or first > then.first:
        return None
    won = deals.won_in(then.first, then.last, currency=DEFAULT_CURRENCY, actor=actor)
    return sum(one.amount_minor for one in won)


def _people(parts: Mapping[int | None, Part], way: str) -> list[dict[str, Any]]:
    names = org.names_of([id for id in parts if id is not None])
    rows = [{"id": id, "name": names.get(id or 0, ""), **_figures(part, way)} for id, part in parts.items()]
    return sorted(rows, key=lambda row: (-row["likely_minor"], row["id"] or 0))


def _units(parts: Mapping[int, Part], way: str) -> list[dict[str, Any]]:
    """In the order of the tree; `depth` from the topmost of them."""
    tree = {unit["id"]: unit for unit in org.units()}
    shown = [id for id in tree if id in parts]
    depths = {id: tree[id]["path"].count("/") for id in shown}
    top = min(depths.values(), default=0)
    return [
        {"id": id, "name": tree[id]["name"], "depth": depths[id] - top, **_figures(parts[id], way)}
        for id in shown
    ]


def _movers(open_ones: Iterable[Open], way: str) -> list[dict[str, Any]]:
    """The deals that make the figure most uncertain: by how much it rises if one is won, and falls if it is not."""
    found = [(one, _chance(way, one)) for one in open_ones]
    found.sort(key=lambda pair: (-expecting.swing(pair[1]), pair[0].id))
    return [
        {
            "id": one.id,
            "name": one.name,
            "customer_name": one.customer_name,
            "owner_id": one.owner_id,
            "amount_minor": one.amount_minor,
            "expected_win_on": one.expected_win_on,
            "chance": float(said.chance * 100),
            "weighted_minor": expecting.weighed(said),
            "if_won_minor": said.amount - expecting.weighed(said),
            "if_lost_minor": -expecting.weighed(said),
        }
        for one, said in found[:MOVERS]
        if expecting.swing(said)
    ]


def company_wide(period: Period) -> tuple[list[Open], list[Won]]:
    """All deals of the period, for figures that are kept."""
    asked: dict[str, Any] = {"currency": DEFAULT_CURRENCY, "actor": SYSTEM}
    first, last = period.first, period.last
    return deals.open_in(first, last, **asked), deals.won_in(first, last, **asked)
