"""Deals and what carries a figure, by node: each deal at one node, and at those above it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.utils.timezone import get_default_timezone

from dabiao.core.conditions.spans import midnight
from dabiao.modules.opportunities import queries as opportunities
from dabiao.modules.org import queries as org
from dabiao.modules.targets.enums import CarrierKind, Measured, NodeKind
from dabiao.modules.targets.models import Carrier, Node, Tree
from dabiao.modules.targets.queries.coverage import cancelled, deal, deals_of, judge, with_pipeline
from dabiao.modules.targets.rules.covering import Deal
from dabiao.modules.targets.rules.forecasting import Chance
from dabiao.modules.targets.rules.periods import Period


@dataclass
class Places:
    """Where in the tree something of a person and unit belongs: their node, or else their unit's or the nearest above."""

    nodes: Mapping[int, Node]
    _people: dict[tuple[int, int], int] = field(default_factory=dict)
    _units: dict[int, int] = field(default_factory=dict)
    _paths: dict[int, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for node in self.nodes.values():
            if node.kind == NodeKind.PERSON and node.owner_id is not None:
                self._people[node.owner_id, node.unit_id] = node.pk
            elif node.kind == NodeKind.UNIT:
                self._units[node.unit_id] = node.pk
        for unit in org.units():
            self._paths[unit["id"]] = [int(part) for part in unit["path"].split("/") if part]

    def of(self, owner_id: int | None, unit_id: int | None) -> list[int]:
        """The node and all above it."""
        start = self._people.get((owner_id or 0, unit_id or 0))
        if start is None:
            near = [self._units[one] for one in self._paths.get(unit_id or 0, ()) if one in self._units]
            start = near[-1] if near else None
        return self.above(start)

    def above(self, start: int | None) -> list[int]:
        found = []
        while start is not None and start in self.nodes:
            found.append(start)
            start = self.nodes[start].parent_id
        return found


def open_deals(tree: Tree, places: Places, first: date, last: date) -> dict[int, list[Deal]]:
    """Open deals to be won on these days, by node."""
    found: dict[int, list[Deal]] = defaultdict(list)
    if with_pipeline(tree.metric):
        units = org.units_below(tree.unit_id)
        for one in opportunities.expected_between(first, last, units=units):
            brings = deal(one, tree.metric)
            for node in places.of(one.owner_id, one.unit_id) if brings.amount else ():
                found[node].append(brings)
    return found


def chances(deals: Iterable[Deal], last: date) -> list[Chance]:
    """Of those to be won up to that day."""
    return [Chance(one.amount, one.chance) for one in deals if one.win_on is not None and one.win_on <= last]


def foreseen(tree: Tree, places: Places, stretches: Sequence[tuple[date, date]]) -> dict[int, list[int]]:
    """By node, what deals brought in each stretch (days after the first, up to the second) that were open when it began."""
    found: dict[int, list[int]] = defaultdict(lambda: [0] * len(stretches))
    if not with_pipeline(tree.metric):
        return found
    moments = [(_end_of(after), _end_of(until)) for after, until in stretches]
    rows = opportunities.won_that_were_open(
        moments, currency=tree.metric.currency, units=org.units_below(tree.unit_id)
    )
    for owner_id, unit_id, sums, counts in rows:
        brought = sums if tree.metric.measured == Measured.MONEY else counts
        for node in places.of(owner_id, unit_id):
            found[node] = [one + more for one, more in zip(found[node], brought, strict=True)]
    return found


def carried(tree: Tree, places: Places, period: Period) -> dict[int, int]:
    """By node, what the lines of it and below count for in the period."""
    rows = list(
        Carrier.objects.filter(
            cell__tree_id=tree.pk,
            cell__starts_on__gte=period.first,
            cell__ends_on__lte=period.last,
            released_at=None,
        ).select_related("cell")
    )
    if not rows:
        return {}
    known, off = deals_of(rows), cancelled(rows)
    lines: dict[int, list[Carrier]] = defaultdict(list)
    for row in rows:
        for node in places.above(row.cell.node_id):
            lines[node].append(row)
    return {
        node: sum(one.counted for one in judge(own, _of(own, known), tree.metric, period, off))
        for node, own in lines.items()
    }


def _of(
    rows: Iterable[Carrier], known: Mapping[int, opportunities.Expected]
) -> dict[int, opportunities.Expected]:
    wanted = {one.ref_id for one in rows if one.kind == CarrierKind.OPPORTUNITY}
    return {id: one for id, one in known.items() if id in wanted}


def _end_of(day: date) -> datetime:
    return midnight(day + timedelta(days=1), get_default_timezone())
