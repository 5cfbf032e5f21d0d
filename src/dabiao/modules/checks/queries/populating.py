"""Whose records a programme looks at, and which those are on a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.timezone import get_default_timezone

from dabiao.core import checkables
from dabiao.modules.checks import rules
from dabiao.modules.checks.models import Draw, Programme, Stratum
from dabiao.modules.org import queries as org
from dabiao.modules.org.enums import EmployeeStatus

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Frozen:
    """The people a draw is made of: person → unit, who of them is new, and everything each of them has."""

    units: Mapping[int, int]
    new: frozenset[int]
    population: Mapping[int, list[tuple[int, int]]]


def people_of(programme: Programme, day: date) -> tuple[dict[int, int], frozenset[int]]:
    """Who is checked, with their units, and who of them is new; who has left is left out."""
    below = org.each_below(programme.unit_ids)
    found = {id for ids in below.values() for id in ids}
    asked = {*org.staff_of(found), *programme.user_ids}
    careers = {id: one for id, one in org.careers_of(asked).items() if one["status"] != EmployeeStatus.LEFT}
    since = day - timedelta(days=programme.newcomer_days)
    new = {id for id, one in careers.items() if programme.newcomer_days and one["hired_on"] > since}
    return {id: one["unit_id"] for id, one in careers.items()}, frozenset(new)


def frozen(programme: Programme, *, day: date, first: date, last: date, now: datetime) -> Frozen:
    """Everything that may be drawn, as it is at this moment: statements do not grow with people."""
    units, new = people_of(programme, day)
    zone = get_default_timezone()
    since = datetime(first.year, first.month, first.day, tzinfo=zone)
    end = last + DAY
    until = datetime(end.year, end.month, end.day, tzinfo=zone)
    kind = checkables.get(programme.kind)
    population: dict[int, list[tuple[int, int]]] = {owner: [] for owner in units}
    for owner, id, risk in kind.picked(
        units.keys(), since=since, until=until, where=programme.where, now=now
    ):
        population[owner].append((id, risk))
    return Frozen(units, new, population)


def population_of(draw: Draw) -> dict[int, list[tuple[int, int]]]:
    """What a draw was made of, from what it kept."""
    rows = Stratum.objects.filter(draw=draw).values_list("owner_id", "population")
    return {owner: [(id, risk) for id, risk in kept] for owner, kept in rows}


def wanted_of(draw: Draw) -> dict[int, int]:
    return dict(Stratum.objects.filter(draw=draw).values_list("owner_id", "wanted"))


def drawn_again(draw: Draw) -> dict[str, Any]:
    """The same draw from seed and kept population: whether both are what they were, and everything in its order."""
    population = population_of(draw)
    winners = rules.drawn(draw.seed, draw.strategy, population, wanted=wanted_of(draw), total=draw.total)
    kept = draw.checks.filter(replaces=None).order_by("place").values_list("owner_id", "record_id")
    return {
        "population_holds": rules.digest(population) == draw.digest,
        "same_winners": winners == list(kept),
        "winners": winners,
    }
