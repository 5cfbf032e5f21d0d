"""What is known of the parts of a tree before it is divided: read once for the whole of it."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from dabiao.core.actor import Actor
from dabiao.core.calendar import add_months
from dabiao.core.errors import Invalid
from dabiao.modules.opportunities import queries as opportunities
from dabiao.modules.org import queries as org
from dabiao.modules.org.enums import EmployeeStatus
from dabiao.modules.targets.enums import Dimension, Grain, NodeKind, SplitMethod
from dabiao.modules.targets.models import Node, Tree
from dabiao.modules.targets.queries import capacity
from dabiao.modules.targets.queries.attainment import attained
from dabiao.modules.targets.rules import weighing
from dabiao.modules.targets.rules.periods import Period, periods, year_from
from dabiao.modules.targets.rules.ratios import refuse_parts
from dabiao.modules.targets.rules.splitting import Weight
from dabiao.modules.targets.rules.weighing import Stay

DOWN = (SplitMethod.EVEN, SplitMethod.HISTORY, SplitMethod.CAPACITY, SplitMethod.PIPELINE)
TIME = (SplitMethod.EVEN, SplitMethod.SEASON, SplitMethod.CAPACITY, SplitMethod.PIPELINE)
_NEVER = Stay(date.max, date.max)


class Facts:
    """`day`: today; only months that are over count as history. What is not asked for is not read. Raises
    `targets.ratio_has_no_parts` (409)."""

    def __init__(self, tree: Tree, *, day: date, actor: Actor) -> None:
        refuse_parts(tree.metric.derived, str(tree.metric), "tree_id")
        self.tree, self.day, self.actor = tree, day, actor
        self.year = year_from(tree.starts_on)
        self.strengths = capacity.current().strengths()
        self.nodes = {node.pk: node for node in Node.objects.filter(tree=tree, removed_at=None)}
        self.below: dict[int, list[Node]] = defaultdict(list)
        for node in sorted(self.nodes.values(), key=lambda one: (one.place, one.pk)):
            if node.parent_id is not None:
                self.below[node.parent_id].append(node)
        self._carried: dict[tuple[int, date, date], int] = {}

    def check(self, mix: Mapping[str, int], axis: str) -> None:
        """Raises `targets.method_not_along`, `targets.method_not_for_dimension`, `targets.mix_is_empty`."""
        known = DOWN if axis == "down" else TIME
        for method in mix:
            if method not in known:
                raise Invalid("targets.method_not_along", field="mix", method=method, known=", ".join(known))
            if self.tree.dimension != Dimension.ORG and method in (
                SplitMethod.CAPACITY,
                SplitMethod.PIPELINE,
            ):
                raise Invalid("targets.method_not_for_dimension", field="mix", method=method)
        if not any(mix.values()):
            raise Invalid("targets.mix_is_empty", field="mix")

    @cached_property
    def stays(self) -> dict[int, Stay]:
        """From when to when each node is there. Who is suspended is not, until they come back."""
        people = {
            node.owner_id for node in self.nodes.values() if node.kind == NodeKind.PERSON and node.owner_id
        }
        careers = org.careers_of(people)
        away = org.absent_on(people, self.year.first, self.year.last)
        return {
            id: self._stay(node, careers.get(node.owner_id or 0), away.get(node.owner_id or 0, []))
            for id, node in self.nodes.items()
        }

    def _stay(self, node: Node, career: Mapping[str, Any] | None, away: Sequence[tuple[date, date]]) -> Stay:
        if node.kind == NodeKind.VACANCY:
            return Stay(node.from_on, node.to_on, node.from_on or self.year.first)
        if node.kind != NodeKind.PERSON or career is None:
            return Stay(node.from_on, node.to_on)
        if career["status"] == EmployeeStatus.SUSPENDED:
            return _NEVER
        starts = [day for day in (node.from_on, career["hired_on"]) if day]
        ends = [day for day in (node.to_on, career["left_on"]) if day]
        there = max(starts, default=None), min(ends, default=None)
        return Stay(*there, career["hired_on"], career["level"], tuple(away))

    def carried(self, node: Node, first: date, last: date) -> int:
        """What a node can carry; a unit what everybody below it can."""
        key = (node.pk, first, last)
        if key not in self._carried:
            if node.kind in (NodeKind.PERSON, NodeKind.VACANCY):
                found = weighing.capacity(self.stays[node.pk], first, last, self.strengths)
            else:
                found = sum(self.carried(one, first, last) for one in self.below[node.pk])
            self._carried[key] = found
        return self._carried[key]

    def people(self, node: Node, first: date, last: date) -> int:
        """How many below a node are there at some time of these days."""
        if node.kind in (NodeKind.PERSON, NodeKind.VACANCY):
            return int(self.stays[node.pk].within(first, last) is not None)
        return sum(self.people(one, first, last) for one in self.below[node.pk])

    @cached_property
    def months_before(self) -> dict[date, Period]:
        """For each month of the year, by its first day: the latest one of that name before the year that is over."""
        return {month.first: self._over(month) for month in periods(self.year, Grain.MONTH)}

    def _over(self, month: Period) -> Period:
        back = 12
        while True:
            first = add_months(month.first, -back)
            last = add_months(first, 1) - timedelta(days=1)
            if last < self.day:
                return Period(first, last, Grain.MONTH)
            back += 12

    @cached_property
    def attained(self) -> Mapping[tuple[int, date], int]:
        spans = sorted(self.months_before.values())
        return attained(self.tree, list(self.nodes.values()), spans)

    def history(self, node: Node) -> tuple[int, int]:
        """What it attained in the twelve months before, and for how many of these it was there."""
        since = self.stays[node.pk].since if node.kind == NodeKind.PERSON else None
        months = 0 if node.kind == NodeKind.VACANCY else 12
        if since is not None:
            months = sum(since <= one.last for one in self.months_before.values())
        return sum(self.attained.get((node.pk, one.first), 0) for one in self.months_before.values()), months

    def before(self, node: Node, spans: Sequence[Period]) -> tuple[Node | None, dict[int, int]]:
        """What was attained in the same periods before: its own, or that of the nearest above that attained anything."""
        while node is not None and spans[0].grain not in (Grain.WEEK, Grain.TEN_DAY):
            found = {
                one.first.toordinal(): sum(
                    max(0, self.attained.get((node.pk, same.first), 0))
                    for first, same in self.months_before.items()
                    if first in one
                )
                for one in spans
            }
            if any(found.values()):
                return node, found
            node = self.nodes.get(node.parent_id or 0)  # type: ignore[assignment]
        return None, {}

    @cached_property
    def _promises(self) -> dict[int, list[tuple[date, int]]]:
        rows = opportunities.promised(
            first=self.year.first, last=self.year.last, currency=self.tree.metric.currency, actor=self.actor
        )
        units = org.each_below({node.unit_id for node in self.nodes.values() if node.kind == NodeKind.UNIT})
        by_owner, by_unit = defaultdict(list), defaultdict(list)
        for row in rows:
            by_owner[row.owner_id].append((row.win_on, row.worth_minor))
            by_unit[row.unit_id].append((row.win_on, row.worth_minor))
        found = {}
        for id, node in self.nodes.items():
            if node.kind == NodeKind.UNIT:
                found[id] = [one for unit in units.get(node.unit_id, ()) for one in by_unit[unit]]
            elif node.kind == NodeKind.PERSON:
                stay = self.stays[id]
                found[id] = [one for one in by_owner[node.owner_id] if stay.within(one[0], one[0])]
        return found

    def promised(self, node: Node, first: date, last: date) -> int:
        return sum(worth for day, worth in self._promises.get(node.pk, ()) if first <= day <= last)

    def there(self, node: Node, first: date, last: date) -> bool:
        return self.stays[node.pk].within(first, last) is not None

    def down(self, method: str, nodes: Collection[Node], first: date, last: date) -> dict[int, Weight]:
        """What each of these nodes weighs in a period."""
        if method == SplitMethod.CAPACITY:
            return {node.pk: self.carried(node, first, last) for node in nodes}
        if method == SplitMethod.PIPELINE:
            return {node.pk: self.promised(node, first, last) for node in nodes}
        if method == SplitMethod.HISTORY:
            rates = weighing.monthly_rates(
                {node.pk: self.history(node) for node in nodes}, self.strengths.steady_months
            )
            return {node.pk: rates[node.pk] * self.stays[node.pk].workdays(first, last) for node in nodes}
        return {node.pk: int(self.there(node, first, last)) for node in nodes}

    def over_time(self, method: str, node: Node, spans: Sequence[Period]) -> dict[int, Weight]:
        """What each of these periods of a node weighs, by the ordinal of its first day."""
        days: dict[int, int] = {
            one.first.toordinal(): self.stays[node.pk].workdays(one.first, one.last) for one in spans
        }
        if method == SplitMethod.SEASON:
            return weighing.seasonal(self.before(node, spans)[1], days)
        if method == SplitMethod.CAPACITY:
            return {one.first.toordinal(): self.carried(node, one.first, one.last) for one in spans}
        if method == SplitMethod.PIPELINE:
            return {one.first.toordinal(): self.promised(node, one.first, one.last) for one in spans}
        return {key: int(bool(count)) for key, count in days.items()}
