"""Why a part weighs what it weighs: each a code that the screen has words for, with its figures."""

from collections.abc import Iterator, Sequence
from typing import Any

from dabiao.modules.targets.enums import NodeKind, SplitMethod
from dabiao.modules.targets.models import Node
from dabiao.modules.targets.queries.split_facts import Facts
from dabiao.modules.targets.rules.periods import Period
from dabiao.modules.targets.rules.weighing import whole_months, workdays

Reason = dict[str, Any]


def of_part(facts: Facts, method: str, node: Node, period: Period) -> list[Reason]:
    """Of one node in one period."""
    said = {
        SplitMethod.CAPACITY: _capacity,
        SplitMethod.HISTORY: _history,
        SplitMethod.PIPELINE: _pipeline,
    }.get(SplitMethod(method))
    return (
        [{"method": method, "code": code, **params} for code, params in said(facts, node, period)]
        if said
        else []
    )


def of_period(facts: Facts, method: str, node: Node, period: Period, spans: Sequence[Period]) -> list[Reason]:
    """Of one of a node's periods."""
    if method != SplitMethod.SEASON:
        return of_part(facts, method, node, period)
    whose, before = facts.before(node, spans)
    days = facts.stays[node.pk].workdays(period.first, period.last)
    if whose is None:
        return [{"method": method, "code": "workdays", "days": days}]
    code = "same_period" if whose.pk == node.pk else "same_period_above"
    attained = before[period.first.toordinal()]
    return [{"method": method, "code": code, "name": whose.name, "attained": attained, "days": days}]


def _capacity(facts: Facts, node: Node, period: Period) -> Iterator[tuple[str, dict[str, Any]]]:
    if node.kind not in (NodeKind.PERSON, NodeKind.VACANCY):
        yield "people", {"people": facts.people(node, period.first, period.last)}
        return
    stay = facts.stays[node.pk]
    there = stay.within(period.first, period.last)
    if there is None:
        yield "absent", {}
        return
    if stay.level:
        yield "level", {"level": stay.level, "percent": facts.strengths.level(stay.level)}
    if stay.since:
        months = whole_months(stay.since, there[0])
        if (percent := facts.strengths.ramped(months)) != 100:
            yield "ramp", {"months": months, "percent": percent}
    if there != (period.first, period.last):
        yield "days", {"days": workdays(*there), "of": workdays(period.first, period.last)}


def _history(facts: Facts, node: Node, period: Period) -> Iterator[tuple[str, dict[str, Any]]]:
    attained, months = facts.history(node)
    yield ("attained", {"attained": attained, "months": months}) if months else ("no_history", {})
    if not facts.there(node, period.first, period.last):
        yield "absent", {}


def _pipeline(facts: Facts, node: Node, period: Period) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "promised", {"worth": facts.promised(node, period.first, period.last)}
