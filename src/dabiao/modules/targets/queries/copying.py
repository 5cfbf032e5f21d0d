"""A tree as the year before had it, with growth: the root's figure grows and is divided as the origin was.

Children come from their parents, not the other way round: so the whole is exactly what was asked for, whoever joined or left.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict, Invalid
from dabiao.modules.targets.models import Cell, Node, Tree
from dabiao.modules.targets.queries import tree_for
from dabiao.modules.targets.queries.filling import Planned, chain, plan, top_of
from dabiao.modules.targets.queries.split_facts import Facts
from dabiao.modules.targets.rules import weighing
from dabiao.modules.targets.rules.buffers import WHOLE
from dabiao.modules.targets.rules.periods import Period, periods
from dabiao.modules.targets.rules.splitting import LINES, Lines, Weight

Key = tuple[Any, ...]


@dataclass(frozen=True)
class Copied:
    """`Weights` by what stood in the origin: (who, first month) → figure of a period of the shortest length."""

    facts: Facts
    figures: Mapping[tuple[Key, int], int]
    grain: str

    def present(self, node: int, period: Period) -> bool:
        return self.facts.there(self.facts.nodes[node], period.first, period.last)

    def _had(self, node: int, period: Period) -> int | None:
        """None for whoever the origin does not know."""
        key = key_of(self.facts.nodes[node])
        inside = [one for one in periods(self.facts.year, self.grain) if one.first in period]
        known = [
            self.figures[key, one.first.month] for one in inside if (key, one.first.month) in self.figures
        ]
        return sum(known) if known else None

    def down(self, nodes: Sequence[int], period: Period) -> dict[int, Weight]:
        """Who is new gets what the others had on average."""
        had = {one: self._had(one, period) for one in nodes}
        known = [one for one in had.values() if one is not None]
        average = Fraction(sum(known), len(known)) if known else Fraction(1)
        return {one: average if figure is None else max(0, figure) for one, figure in had.items()}

    def over_time(self, node: int, spans: Sequence[Period]) -> dict[int, Weight]:
        had = {one.first.toordinal(): self._had(node, one) for one in spans}
        if any(had.values()):
            return {key: max(0, figure or 0) for key, figure in had.items()}
        return {one.first.toordinal(): weighing.workdays(one.first, one.last) for one in spans}


def copied(
    tree: Tree,
    *,
    origin_id: int | None,
    growth: Mapping[str, int],
    grain: str | None = None,
    keep: str = "locked",
    step: int = 1,
    day: date,
    actor: Actor,
) -> tuple[Node, list[Planned]]:
    """`growth` in hundredths of a percent by line. Raises `targets.copies_itself`, `targets.other_measure`,
    `targets.nothing_to_copy`, `targets.stretch_below_must`, and what `plan` raises."""
    facts = Facts(tree, day=day, actor=actor)
    top, grains = top_of(facts, None), chain(tree, grain)
    if origin_id is None:
        whole, figures = _of_year_before(facts, top, grains[-1])
    else:
        whole, figures = _of_tree(facts, _origin(tree, origin_id, actor), grains[-1])
    grown = Lines(*(_grown(getattr(whole, line), growth.get(line, 0), step) for line in LINES))
    if grown.must is not None and grown.stretch is not None and grown.stretch < grown.must:
        raise Invalid(
            "targets.stretch_below_must", field="growth.stretch", must=grown.must, stretch=grown.stretch
        )
    return top, plan(facts, top, grown, Copied(facts, figures, grains[-1]), grains, keep=keep, step=step)


def _origin(tree: Tree, id: int, actor: Actor) -> Tree:
    origin = tree_for(id, actor=actor)
    if origin.pk == tree.pk:
        raise Conflict("targets.copies_itself", field="origin_id")
    same = [(one.metric.measured, one.metric.currency) for one in (tree, origin)]
    if same[0] != same[1]:
        raise Conflict("targets.other_measure", field="origin_id", name=origin.name)
    return origin


def key_of(node: Node) -> Key:
    """What makes a node the same one in two trees: who and where; of others what they stand for."""
    if node.kind in ("unit", "person"):
        return (node.kind, node.unit_id, node.owner_id if node.kind == "person" else None)
    return (node.kind, node.unit_id, node.product_id, node.name)


def _of_tree(facts: Facts, origin: Tree, grain: str) -> tuple[Lines, dict[tuple[Key, int], int]]:
    rows = Cell.objects.filter(tree=origin, node__removed_at=None, grain__in={"year", grain})
    whole, found = Lines(), {}
    for cell in rows.select_related("node"):
        if cell.grain == "year" and cell.node.parent_id is None:
            whole = Lines(cell.must, cell.stretch)
        figure = cell.must if cell.must is not None else cell.stretch
        if cell.grain == grain and figure is not None:
            found[key_of(cell.node), cell.starts_on.month] = figure
    if whole.must is None and whole.stretch is None:
        raise Conflict("targets.nothing_to_copy", field="origin_id", name=origin.name)
    return whole, found


def _of_year_before(facts: Facts, top: Node, grain: str) -> tuple[Lines, dict[tuple[Key, int], int]]:
    found: dict[tuple[Key, int], int] = defaultdict(int)
    spans = periods(facts.year, grain)
    for first, before in facts.months_before.items():
        month = next(one for one in spans if first in one).first.month
        for node in facts.nodes.values():
            if figure := facts.attained.get((node.pk, before.first)):
                found[key_of(node), month] += figure
    whole = sum(facts.attained.get((top.pk, one.first), 0) for one in facts.months_before.values())
    if whole <= 0:
        raise Conflict("targets.nothing_to_copy", field="origin_id", name=facts.tree.name)
    return Lines(whole, whole), found


def _grown(figure: int | None, growth_bp: int, step: int) -> int | None:
    """Rounded half up to a step."""
    if figure is None:
        return None
    whole = WHOLE * step
    return (2 * figure * (WHOLE + growth_bp) + whole) // (2 * whole) * step
