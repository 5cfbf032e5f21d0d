"""What really happened to the deals opened in a period: from node to node of their ways, as a Sankey diagram draws it."""

from datetime import date, datetime
from typing import Any

from dabiao.core.actor import Actor
from dabiao.core.i18n import DEFAULT
from dabiao.modules.analytics import rules
from dabiao.modules.analytics.enums import Basis, PeriodKind
from dabiao.modules.analytics.queries.deals import Groups, also
from dabiao.modules.analytics.queries.numbers import Link
from dabiao.modules.analytics.queries.scope import Scope, cell, days_of, head, scope
from dabiao.modules.opportunities import queries as opportunities

Step = tuple[str, str]


def deal_flow(
    first: date | None = None,
    until: date | None = None,
    kind: PeriodKind = PeriodKind.MONTH,
    *,
    owner_id: int | None = None,
    unit_id: int | None = None,
    pipeline_id: int | None = None,
    actor: Actor,
    now: datetime,
    language: str = DEFAULT,
) -> dict[str, Any]:
    """`{as_of, …, period, nodes, links}`. Every deal leaves `start` once, and comes to one end; into a node go as many as out.

    Raises `analytics.empty_period`, and `core.not_found_here` for an unknown pipeline.
    """
    asked = scope(owner_id=owner_id, unit_id=unit_id, pipeline_id=pipeline_id, actor=actor, language=language)
    period = rules.asked_period(first, until, kind, rules.local_day(now, asked.zone))
    flows = _flows(asked, period)
    base = asked.base("created", period)
    ids = [int(node.partition(".")[2]) for node in _nodes(flows) if "." in node]
    names = opportunities.stage_names(ids, language)
    positions = {id: position for id, (_, position) in names.items()}
    steps = sorted(flows, key=lambda step: (_place(step[0], positions), _place(step[1], positions)))
    return {
        **head(asked, now),
        "period": days_of(period),
        "nodes": [
            _node(node, flows, base, names)
            for node in sorted(_nodes(flows), key=lambda node: _place(node, positions))
        ],
        "links": [_link(step, flows[step], base) for step in steps],
    }


def _flows(asked: Scope, period: rules.Period) -> dict[Step, rules.Row]:
    sums: Groups = {}
    for _, content in asked.pieces(Basis.OPENED, period, "flows"):
        rules.add_all(sums, content.get("flows", {}))
    return {_split(step): row for step, row in sums.items()}


def _split(step: str) -> Step:
    came_from, _, node = step.partition("-")
    return came_from, node


def _nodes(flows: dict[Step, rules.Row]) -> set[str]:
    return {node for step in flows for node in step}


ENDS = ("won", "lost", rules.OPEN)


def _place(node: str, positions: dict[int, int]) -> tuple[int, int]:
    """From left to right: the start, rounds with their stages, what is beyond them, the ends."""
    if node in ENDS:
        return 100, ENDS.index(node)
    if node in (rules.START, rules.MORE):
        return (0 if node == rules.START else 99), 0
    round_, _, stage = node.partition(".")
    return int(round_), positions.get(int(stage), 0)


def _node(
    node: str, flows: dict[Step, rules.Row], base: Link, names: dict[int, tuple[str, int]]
) -> dict[str, Any]:
    place = 0 if node == rules.START else 1  # what leaves the start, what comes into any other
    rows = [row for step, row in flows.items() if step[place] == node]
    round_, _, stage = node.partition(".")
    stage_id = int(stage) if stage else None
    went = f"-{node}" if place else f"{node}-"
    return {
        "id": node,
        "round": int(round_) if stage else None,
        "stage_id": stage_id,
        "name": names[stage_id][0] if stage_id in names else None,
        **cell(also(base, went=went), sum(row[0] for row in rows), sum(row[1] for row in rows)),
    }


def _link(step: Step, row: rules.Row, base: Link) -> dict[str, Any]:
    """`back`: the deal returned to an earlier stage, or went on beyond the rounds that are told."""
    came_from, node = step
    before, after = (int(one.partition(".")[0]) if "." in one else 0 for one in step)
    back = node == rules.MORE or (before > 0 and after > before)
    return {
        "source": came_from,
        "target": node,
        "back": back,
        **cell(also(base, went=f"{came_from}-{node}"), *row),
    }
