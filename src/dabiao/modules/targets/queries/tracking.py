"""How a tree stands: every node's current period and year, who needs help, and which alarms wait for a decision."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.timezone import get_default_timezone

from dabiao.core.actor import Actor
from dabiao.core.calendar import add_months
from dabiao.core.days import local_day
from dabiao.modules.activities import queries as activities
from dabiao.modules.org import queries as org
from dabiao.modules.targets.enums import Aim, Grain, NodeKind
from dabiao.modules.targets.models import Cell, Node, Tree
from dabiao.modules.targets.queries import _pipeline, nodes_for, tree_for
from dabiao.modules.targets.queries.alarms import alarms_of, terms_of
from dabiao.modules.targets.queries.attainment import attained
from dabiao.modules.targets.queries.coverage import with_pipeline
from dabiao.modules.targets.queries.grid import day_in, ordered, shown
from dabiao.modules.targets.rules import covering, helping, periods, tracking
from dabiao.modules.targets.rules.forecasting import (
    Chance,
    Forecast,
    Rest,
    by_pace,
    forecast,
    unforeseen,
    weighted,
)
from dabiao.modules.targets.rules.periods import Period
from dabiao.modules.targets.rules.tracking import Elapsed, Ended

HISTORY = 6  # past periods that a forecast learns from
STREAK = 12  # ended periods that are looked back at
SHORT = (Grain.WEEK, Grain.TEN_DAY)


@dataclass(frozen=True)
class Frame:
    """The days that are looked at. `past`: ended periods that a forecast learns from, each with the day by which as much of it
    was over; `ended`: those of the tree's year; `during`: the stretch within which what is lacking rolls on."""

    tree: Tree
    grain: str
    day: date
    year: Period
    current: Period
    days: Elapsed
    year_days: Elapsed
    ended: list[Period]
    remaining: list[Period]
    past: list[Period]
    cuts: list[date]

    @property
    def over(self) -> bool:
        return self.day > self.current.last


def frame(tree: Tree, grain: str, day: date) -> Frame:
    """Raises `targets.grain_not_in_use`."""
    periods.longer(grain, tree.grains)
    year = periods.year_from(tree.starts_on)
    current = periods.containing(day_in(tree, day), year, grain)
    days = tracking.elapsed(current.first, current.last, day)
    all_of_year = periods.periods(year, grain)
    before = periods.periods(periods.year_from(add_months(year.first, -12)), grain)
    past = [one for one in [*before, *all_of_year] if one.last < current.first][-HISTORY:]
    during = periods.containing(current.first, year, Grain.MONTH) if grain in SHORT else year
    cuts = [tracking.day_after_as_many(one.first, one.last, days.done, max(days.whole, 1)) for one in past]
    return Frame(
        tree=tree,
        grain=grain,
        day=day,
        year=year,
        current=current,
        days=days,
        year_days=tracking.elapsed(year.first, year.last, day),
        ended=[one for one in all_of_year if one.last < day],
        remaining=[one for one in periods.parts(during, year, grain) if one.last >= day],
        past=past,
        cuts=cuts,
    )


def tracking_of(tree_id: int, *, grain: str | None, actor: Actor, day: date) -> dict[str, Any]:
    """Everything in one pass, in a number of statements that does not follow the number of nodes. Raises `core.not_found`,
    `targets.grain_not_in_use`."""
    tree = tree_for(tree_id, actor=actor)
    seen = frame(tree, grain or usual_grain(tree), day)
    nodes = ordered(nodes_for(actor).filter(tree_id=tree.pk))
    facts = _facts(seen, [node for node, _ in nodes])
    rows = [_row(seen, facts, node, depth) for node, depth in nodes]
    return {
        "tree": shown(tree, actor),
        "grain": seen.grain,
        "day": day,
        "period": _span(seen.current, seen.days),
        "year": _span(seen.year, seen.year_days),
        "rows": rows,
        "help": _help(seen, facts, rows),
        "alarms": alarms_of(tree, nodes=[node for node, _ in nodes], actor=actor),
        "terms": terms_of(tree),
    }


def usual_grain(tree: Tree) -> str:
    """Months where they are used, else the shortest."""
    return Grain.MONTH if Grain.MONTH in tree.grains else str(tree.grains[-1])


@dataclass(frozen=True)
class Facts:
    """What was read, by node."""

    cells: Mapping[tuple[int, str, date], dict[str, Any]]
    of_year: Mapping[tuple[int, date], int]
    of_periods: Mapping[tuple[int, date], int]
    heads: Mapping[tuple[int, date], int]
    deals: Mapping[int, list[covering.Deal]]
    foreseen: Mapping[int, list[int]]
    carried: Mapping[int, int]
    pipeline: bool


def _facts(seen: Frame, nodes: Sequence[Node]) -> Facts:
    tree = seen.tree
    everything = {node.pk: node for node in Node.objects.filter(tree_id=tree.pk, removed_at=None)}
    places = _pipeline.Places(everything)
    spans = {one.first: one for one in [*seen.past, *seen.ended[-STREAK:], *_rolling(seen), seen.current]}
    heads = [Period(one.first, cut, one.grain) for one, cut in zip(seen.past, seen.cuts, strict=True)]
    stretches = [(cut, one.last) for one, cut in zip(seen.past, seen.cuts, strict=True)]
    stretches += [(one.first - timedelta(days=1), one.last) for one in seen.past]
    return Facts(
        cells=_cells(seen),
        of_year=attained(tree, nodes, [seen.year], at=seen.day),
        of_periods=attained(tree, nodes, list(spans.values()), at=seen.day),
        heads=attained(tree, nodes, heads) if heads and not seen.over else {},
        deals={} if seen.over else _pipeline.open_deals(tree, places, seen.day, seen.year.last),
        foreseen={} if seen.over else _pipeline.foreseen(tree, places, stretches),
        carried=_pipeline.carried(tree, places, seen.current),
        pipeline=with_pipeline(tree.metric),
    )


def _rolling(seen: Frame) -> list[Period]:
    """The ended periods whose shortfall rolls onto those that remain."""
    if seen.grain not in SHORT:
        return seen.ended
    month = periods.containing(seen.current.first, seen.year, Grain.MONTH)
    return [one for one in seen.ended if one.first in month]


def _cells(seen: Frame) -> dict[tuple[int, str, date], dict[str, Any]]:
    grains = {seen.grain, "year"} | ({Grain.MONTH} & set(seen.tree.grains))
    names = ("id", "node_id", "grain", "starts_on", "must", "stretch", "locked_at")
    rows = Cell.objects.filter(tree_id=seen.tree.pk, grain__in=grains).values(*names)
    return {(row["node_id"], row["grain"], row["starts_on"]): row for row in rows}


def _row(seen: Frame, facts: Facts, node: Node, depth: int) -> dict[str, Any]:
    aim = seen.tree.metric.aim
    ended = _ended(seen.ended[-STREAK:], seen, facts, node)
    return {
        "node_id": node.pk,
        "parent_id": node.parent_id,
        "kind": node.kind,
        "name": node.name,
        "depth": depth,
        "owner_id": node.owner_id,
        "unit_id": node.unit_id,
        "current": _current(seen, facts, node),
        "year": _year(seen, facts, node),
        "streak": tracking.streak(ended, aim),
    }


def _ended(spans: Sequence[Period], seen: Frame, facts: Facts, node: Node) -> list[Ended]:
    """A period of a ratio that had nothing under the line cannot be judged."""
    derived = seen.tree.metric.derived
    known = [one for one in spans if not derived or (node.pk, one.first) in facts.of_periods]
    return [
        Ended(
            _line(facts, node, seen.grain, one.first, "must"), facts.of_periods.get((node.pk, one.first), 0)
        )
        for one in known
    ]


def _line(facts: Facts, node: Node, grain: str, first: date, line: str) -> Any:
    cell = facts.cells.get((node.pk, grain, first))
    return cell[line] if cell else None


def _current(seen: Frame, facts: Facts, node: Node) -> dict[str, Any]:
    first, aim = seen.current.first, seen.tree.metric.aim
    reached = facts.of_periods.get((node.pk, first), 0)
    must, stretch, cell_id = (
        _line(facts, node, seen.grain, first, name) for name in ("must", "stretch", "id")
    )
    deals = _pipeline.chances(facts.deals.get(node.pk, ()), seen.current.last)
    carried = facts.carried.get(node.pk, 0)
    if seen.tree.metric.derived:
        known = (node.pk, first) in facts.of_periods
        return {**_of_ratio(must, stretch, reached, aim, known=known), **_NO_DEALS, "cell_id": cell_id}
    figures = _figures(must, stretch, reached, seen.days, [])
    coming = weighted(deals)
    return {
        **figures,
        "cell_id": cell_id,
        "forecast": _shown(_forecast(seen, facts, node, reached, deals)),
        "pipeline": coming if facts.pipeline and not seen.over else None,
        "covered": carried if facts.pipeline else None,
        "uncovered": covering.uncovered(must, reached, carried)
        if must is not None and aim == Aim.AT_LEAST
        else None,
        "needed_now": _needed_now(seen, facts, node, must),
    }


def _figures(
    must: int | None,
    stretch: int | None,
    reached: int,
    days: Elapsed,
    season: Sequence[tuple[int, Elapsed]],
) -> dict[str, Any]:
    lacking = tracking.gap(reached, must) if must is not None else None
    return {
        "must": must,
        "stretch": stretch,
        "attained": reached,
        "share_bp": tracking.share_bp(reached, must),
        "should_be": tracking.should_be(must, days, season) if must is not None else None,
        "pace": tracking.pace(reached, days),
        "gap": lacking,
        "needed_a_day": tracking.needed_a_day(lacking, days) if lacking is not None else None,
    }


_NO_DEALS = {"pipeline": None, "covered": None, "uncovered": None, "needed_now": None}


def _of_ratio(
    must: int | None, stretch: int | None, reached: int, aim: str, *, known: bool
) -> dict[str, Any]:
    """A ratio is due as it is on every day, and goes on as it is: nothing adds up by the end of a period."""
    lacking = tracking.gap(reached, must) if must is not None and known else None
    return {
        "must": must,
        "stretch": stretch,
        "attained": reached,
        "share_bp": tracking.share_bp(reached, must) if known else None,
        "should_be": must if known and aim == Aim.AT_LEAST else None,
        "pace": reached if known else None,
        "gap": lacking,
        "needed_a_day": None,
        "forecast": {"low": reached, "point": reached, "high": reached},
    }


def _needed_now(seen: Frame, facts: Facts, node: Node, must: int | None) -> int | None:
    if must is None or seen.over:
        return None
    remaining = {one.first: _line(facts, node, seen.grain, one.first, "must") or 0 for one in seen.remaining}
    now = tracking.rolled_on(_ended(_rolling(seen), seen, facts, node), remaining, seen.tree.metric.aim)
    return now.get(seen.current.first)


def _forecast(seen: Frame, facts: Facts, node: Node, reached: int, deals: list[Chance]) -> Forecast:
    if seen.days.left == 0:
        return Forecast(reached, reached, reached)
    return forecast(reached, deals, [Rest(_rests(seen, facts, node, reached, deals))])


def _rests(seen: Frame, facts: Facts, node: Node, reached: int, deals: list[Chance]) -> list[int]:
    """What came unforeseen in the rest of each past period; where there was nothing before, what the pace brings."""
    totals = [facts.of_periods.get((node.pk, one.first), 0) for one in seen.past]
    if not any(totals):
        going_on = by_pace(reached, seen.days.done, seen.days.left, foreseen=weighted(deals))
        return [going_on] if going_on else []
    open_then = facts.foreseen.get(node.pk, [0] * 2 * len(seen.past))
    heads = [facts.heads.get((node.pk, one.first), 0) for one in seen.past]
    return _since_joined(
        totals,
        [
            unforeseen(all_ - head, brought)
            for all_, head, brought in zip(totals, heads, open_then[: len(totals)], strict=True)
        ],
    )


def _since_joined(totals: Sequence[int], figures: Sequence[int]) -> list[int]:
    """Periods before the first in which anything came are not history of that node."""
    start = next((place for place, one in enumerate(totals) if one), 0)
    return list(figures[start:])


def _year(seen: Frame, facts: Facts, node: Node) -> dict[str, Any]:
    first = seen.year.first
    reached = facts.of_year.get((node.pk, first), 0)
    must, stretch = (_line(facts, node, "year", first, name) for name in ("must", "stretch"))
    if seen.tree.metric.derived:
        known = (node.pk, first) in facts.of_year
        return _of_ratio(must, stretch, reached, seen.tree.metric.aim, known=known)
    months = periods.periods(seen.year, Grain.MONTH) if Grain.MONTH in seen.tree.grains else []
    season = [
        (
            _line(facts, node, Grain.MONTH, one.first, "must") or 0,
            tracking.elapsed(one.first, one.last, seen.day),
        )
        for one in months
    ]
    return {
        **_figures(must, stretch, reached, seen.year_days, season),
        "forecast": _shown(_year_forecast(seen, facts, node, reached)),
    }


def _year_forecast(seen: Frame, facts: Facts, node: Node, reached: int) -> Forecast:
    if seen.over:
        return Forecast(reached, reached, reached)
    deals = _pipeline.chances(facts.deals.get(node.pk, ()), seen.year.last)
    now = _pipeline.chances(facts.deals.get(node.pk, ()), seen.current.last)
    in_period = facts.of_periods.get((node.pk, seen.current.first), 0)
    to_come = sum(one.first > seen.current.last for one in periods.periods(seen.year, seen.grain))
    rests = [Rest(_rests(seen, facts, node, in_period, now))] if seen.days.left else []
    totals = [facts.of_periods.get((node.pk, one.first), 0) for one in seen.past]
    if any(totals):
        open_then = facts.foreseen.get(node.pk, [0] * 2 * len(seen.past))[len(totals) :]
        whole = [unforeseen(one, brought) for one, brought in zip(totals, open_then, strict=True)]
        rests.append(Rest(_since_joined(totals, whole), to_come))
    elif seen.year_days.done:
        later = by_pace(
            reached,
            seen.year_days.done,
            seen.year_days.left - seen.days.left,
            foreseen=weighted(deals) - weighted(now),
        )
        rests.append(Rest([later] if later else []))
    return forecast(reached, deals, rests)


def _shown(told: Forecast) -> dict[str, int]:
    return {"low": told.low, "point": told.point, "high": told.high}


def _span(period: Period, days: Elapsed) -> dict[str, Any]:
    return {
        "starts_on": period.first,
        "ends_on": period.last,
        "days_done": days.done,
        "days": days.whole,
        "days_left": days.left,
    }


def _help(seen: Frame, facts: Facts, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Only while the period runs: afterwards it is a matter of alarms."""
    if seen.over:
        return []
    people = {row["owner_id"] for row in rows if row["owner_id"] and row["kind"] == NodeKind.PERSON}
    careers = org.careers_of(people)
    since = datetime.combine(seen.day - timedelta(days=90), time(), get_default_timezone())
    visits = activities.last_visits(people, since=since)
    everybody = [
        helping.Seen(
            node_id=row["node_id"],
            aim=seen.tree.metric.aim,
            must=row["current"]["must"] or 0,
            attained=row["current"]["attained"],
            should_be=row["current"]["should_be"] or 0,
            pipeline=row["current"]["pipeline"],
            uncovered=row["current"]["uncovered"] if facts.pipeline else None,
            visited_days_ago=_days_ago(visits.get(row["owner_id"]), seen.day),
            here_days=_here(careers.get(row["owner_id"]), seen.day),
            missed=max(0, -row["streak"]),
        )
        for row in rows
        if row["kind"] == NodeKind.PERSON
    ]
    return [
        {
            "node_id": one.node_id,
            "reasons": [{"code": code, "params": params} for code, params in one.reasons],
        }
        for one in helping.needs(everybody)
    ]


def _days_ago(moment: datetime | None, day: date) -> int | None:
    return (day - local_day(moment)).days if moment else None


def _here(career: Mapping[str, Any] | None, day: date) -> int | None:
    return (day - career["hired_on"]).days if career else None
