"""How near the kept forecasts of periods that are over came to what became of them."""

from collections import defaultdict
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from dabiao.core.actor import Actor, Scope
from dabiao.core.days import local_day
from dabiao.core.errors import Forbidden, NotFound
from dabiao.core.money import DEFAULT_CURRENCY
from dabiao.modules.forecasts.enums import ForecastGrain, ForecastWay
from dabiao.modules.forecasts.models import Kept
from dabiao.modules.forecasts.queries import outlook
from dabiao.modules.forecasts.rules.accuracy import Said, judged
from dabiao.modules.forecasts.rules.periods import starting
from dabiao.modules.org import queries as org

COMPANY = 0
MOST = 24  # periods
READ = "opportunity.read"


def any_kept() -> bool:
    """Whether any forecast was ever kept."""
    return Kept.objects.exists()


def show(grain: ForecastGrain, *, unit_id: int | None, actor: Actor, now: datetime) -> dict[str, Any]:
    """Of a unit with all below it, or (None) of all that the actor may see: the company, or their own unit. Raises
    `access.forbidden` for who sees only deals of their own, `core.not_found`."""
    unit = _unit(unit_id, actor)
    rows = Kept.objects.filter(grain=grain, unit_id=unit, last__lt=local_day(now))
    firsts = list(rows.order_by("-first").values_list("first", flat=True).distinct()[:MOST])
    kept = list(rows.filter(first__in=firsts).order_by("first", "horizon", "way"))
    came = {first: _came(grain, first, unit) for first in firsts}
    return {
        "grain": grain,
        "currency": DEFAULT_CURRENCY,
        "unit_id": unit or None,
        "units": _choices(actor),
        "horizons": _by_horizon(kept, came),
        "periods": [
            {
                "first": first,
                "last": starting(grain, first).last,
                "came_minor": came[first],
                "said": [_said(one) for one in kept if one.first == first],
            }
            for first in firsts
        ],
    }


def _said(one: Kept) -> dict[str, Any]:
    names = ("horizon", "way", "low_minor", "likely_minor", "high_minor", "rebuilt", "made_on")
    return {name: getattr(one, name) for name in names}


def _by_horizon(kept: list[Kept], came: dict[date, int]) -> list[dict[str, Any]]:
    """What came a year before says no interval, so nothing can lie within it."""
    groups: dict[tuple[int, str], list[Said]] = defaultdict(list)
    for one in kept:
        said = Said(one.low_minor, one.likely_minor, one.high_minor, came[one.first])
        groups[one.horizon, one.way].append(said)
    order = sorted(groups.items(), key=lambda group: (group[0][0], ForecastWay.values.index(group[0][1])))
    found = [{"horizon": horizon, "way": way, **asdict(judged(said))} for (horizon, way), said in order]
    return [{**row, "within": None} if row["way"] == ForecastWay.SEASONAL else row for row in found]


def _came(grain: ForecastGrain, first: date, unit: int) -> int:
    """What was won in a period, as the records say now."""
    won = outlook.won(starting(grain, first))
    below = set(org.units_below(unit)) if unit else None
    return sum(one.amount_minor for one in won if below is None or one.unit_id in below)


def _unit(unit_id: int | None, actor: Actor) -> int:
    scope = actor.scope(READ)
    if scope not in (Scope.ALL, Scope.UNIT, Scope.TEAM):
        raise Forbidden("access.forbidden", permission=READ)
    if scope is Scope.ALL and unit_id is None:
        return COMPANY
    wanted = unit_id if unit_id is not None else actor.unit_id
    if wanted is None or wanted not in {unit["id"] for unit in _choices(actor)}:
        raise NotFound("core.not_found")
    return wanted


def _choices(actor: Actor) -> list[dict[str, Any]]:
    """Units whose deals the actor sees all of: every one, those below their own, or their own team."""
    scope = actor.scope(READ)
    if scope is Scope.ALL:
        return [{"id": unit["id"], "name": unit["name"]} for unit in org.units()]
    near = actor.unit_ids if scope is Scope.UNIT else frozenset({actor.unit_id})
    return [{"id": unit["id"], "name": unit["name"]} for unit in org.units() if unit["id"] in near]
