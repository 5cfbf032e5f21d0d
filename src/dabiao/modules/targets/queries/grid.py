"""A tree as a sheet: its nodes by its periods, with the figures in one pass."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from django.db.models import BigIntegerField, CharField, QuerySet, Value
from django.db.models.functions import Cast

from dabiao.core.actor import Actor
from dabiao.core.kept import Given, Kept
from dabiao.core.scoping import reaches
from dabiao.modules.org import queries as org
from dabiao.modules.targets.enums import Grain, NodeKind, Side
from dabiao.modules.targets.models import Breakdown, Cell, Dialogue, Node, Tree
from dabiao.modules.targets.queries import MANAGE, may_declare, placed, tree_for
from dabiao.modules.targets.queries.placed import Placed, unless_empty
from dabiao.modules.targets.queries.sides import Sides
from dabiao.modules.targets.rules import periods
from dabiao.modules.targets.rules.periods import Period

N = TypeVar("N", Node, Placed)
Lines = dict[int, list[dict[str, Any] | None]]
LINES = ("must", "stretch", "given_must", "given_stretch", "declared_must", "declared_stretch")
PERSON, YEAR = str(NodeKind.PERSON), str(Grain.YEAR)
NO_CAREER: Mapping[str, Any] = {"level": None, "hired_on": None, "left_on": None}
_TREE = Given("tree", BigIntegerField())
_LENGTHS = (Given("grain", CharField()), Value(YEAR))
_SUMS = ("must", "stretch", "must_sum", "stretch_sum")
_WAITING = Kept(
    lambda: Dialogue.objects.filter(cell__tree_id=_TREE, countered=True).order_by().values_list("cell_id")
)


def _columns() -> QuerySet[Cell, Any]:
    """Days as they are written, and whether instead of when: what the database gives is sent as it is."""
    cells = Cell.objects.filter(tree_id=_TREE, grain__in=_LENGTHS).order_by()
    cells = cells.annotate(
        _first=Cast("starts_on", CharField()),
        _agreed=unless_empty("agreed_at"),
        _locked=unless_empty("locked_at"),
    )
    return cells.values_list("grain", "node_id", "_first", "id", "version", "_agreed", "_locked", *LINES)


_CELLS = Kept(_columns)
_DIVISIONS = Kept(
    lambda: (
        Breakdown.objects.filter(cell__tree_id=_TREE, cell__grain__in=_LENGTHS)
        .order_by()
        .annotate(_closed=unless_empty("closed_at"))
        .values_list(*("cell__node_id", "id", "cell_id", "axis", "buffer_bp"), *_SUMS, "_closed")
    )
)


def grid(tree_id: int, *, grain: str, actor: Actor) -> dict[str, Any]:
    """`{tree, periods, rows, divisions}`: each row a node, parents first, with a cell per period (null where nothing is set)
    and its year's cell. `divisions` by cell and axis. Raises `core.not_found`, `targets.grain_not_in_use`."""
    tree = tree_for(tree_id, actor=actor)
    periods.longer(grain, tree.grains)
    year = periods.year_from(tree.starts_on)
    spans = periods.periods(year, grain)
    everybody = placed.nodes_of(tree.pk)
    nodes = ordered(placed.seen_by(actor, everybody))
    cells, years = _cells(tree, grain, spans, [node.pk for node, _ in nodes])
    return {
        "tree": shown(tree, actor),
        "grain": grain,
        "periods": [{"starts_on": one.first, "ends_on": one.last} for one in spans],
        "rows": _rows(nodes, Sides(tree, everybody), cells, years, actor),
        "divisions": [] if tree.metric.derived else _divisions(tree, grain, cells),
    }


def shown(tree: Tree, actor: Actor) -> dict[str, Any]:
    names = (
        "id",
        "name",
        "dimension",
        "starts_on",
        "grains",
        "buffer_bp",
        "time_buffer_bp",
        "state",
        "version",
    )
    metric = {
        name: getattr(tree.metric, name)
        for name in ("id", "code", "name", "measured", "currency", "aim", "derived")
    }
    return {
        **{name: getattr(tree, name) for name in names},
        "ends_on": periods.year_from(tree.starts_on).last,
        "unit_id": tree.unit_id,
        "unit_name": tree.unit.name,
        "metric": metric,
        "actions": ["edit", "nodes", "remove"] if reaches(actor, MANAGE, tree) else [],
    }


def ordered(nodes: Iterable[N]) -> list[tuple[N, int]]:
    """Parents first, each with its depth; a node whose parent one does not see stands at the top."""
    below: dict[int | None, list[N]] = defaultdict(list)
    everybody = list(nodes)
    seen = {node.pk for node in everybody}
    for node in sorted(everybody, key=lambda one: (one.place, one.pk)):
        below[node.parent_id if node.parent_id in seen else None].append(node)
    found: list[tuple[N, int]] = []
    waiting = [(node, 0) for node in reversed(below[None])]
    while waiting:
        node, depth = waiting.pop()
        found.append((node, depth))
        waiting += [(one, depth + 1) for one in reversed(below[node.pk])]
    return found


def _cells(
    tree: Tree, grain: str, spans: Collection[Period], seen: Collection[int]
) -> tuple[Lines, dict[int, dict[str, Any]]]:
    """(node → its cells in the order of the periods, node → its year's), as they are sent: without what is not set. A sheet has
    thousands of them, so each is looked at once."""
    rows: Lines = {id: [None] * len(spans) for id in seen}
    years: dict[int, dict[str, Any]] = {}
    places = {one.first.isoformat(): place for place, one in enumerate(spans)}
    waiting = {id for (id,) in _WAITING(tree=tree.pk)}
    cells = _CELLS(tree=tree.pk, grain=grain)
    for (
        of,
        node_id,
        first,
        id,
        version,
        agreed,
        locked,
        must,
        stretch,
        given_must,
        given_stretch,
        own_must,
        own_stretch,
    ) in cells:
        line = rows.get(node_id)
        if line is None:
            continue
        cell: dict[str, Any] = {"id": id, "version": version}
        if must is not None:
            cell["must"] = must
        if stretch is not None:
            cell["stretch"] = stretch
        if given_must is not None:
            cell["given_must"] = given_must
        if given_stretch is not None:
            cell["given_stretch"] = given_stretch
        if own_must is not None:
            cell["declared_must"] = own_must
        if own_stretch is not None:
            cell["declared_stretch"] = own_stretch
        if agreed:
            cell["agreed"] = True
        if locked:
            cell["locked"] = True
        if id in waiting:
            cell["countered"] = True
        if of == grain:
            line[places[first]] = cell
        if of == YEAR:
            years[node_id] = cell
    return rows, years


def _rows(
    nodes: list[tuple[Placed, int]],
    sides: Sides,
    cells: Lines,
    years: Mapping[int, dict[str, Any]],
    actor: Actor,
) -> list[dict[str, Any]]:
    people = org.careers_of({node.owner_id for node, _ in nodes if node.owner_id and node.kind == PERSON})
    may_set: dict[int | None, bool] = {}  # whoever sets one of a node's children sets all of them
    found = []
    for node, depth in nodes:
        above = node.parent_id
        if above not in may_set:
            may_set[above] = sides.speaks(actor, node, Side.ABOVE)
        may = may_declare(actor, node)
        career = people.get(node.owner_id or 0, NO_CAREER) if node.kind == PERSON else NO_CAREER
        found.append(
            {
                "node_id": node.pk,
                "parent_id": above,
                "kind": node.kind,
                "name": node.name,
                "depth": depth,
                "owner_id": node.owner_id,
                "unit_id": node.unit_id,
                "from_on": node.from_on,
                "to_on": node.to_on,
                "level": career["level"],
                "hired_on": career["hired_on"],
                "left_on": career["left_on"],
                "may_set": may_set[above],
                "may_declare": may,
                "may_confirm": may and sides.answers(actor, node),
                "year": years.get(node.pk),
                "cells": cells[node.pk],
            }
        )
    return found


def _divisions(tree: Tree, grain: str, seen: Collection[int]) -> list[dict[str, Any]]:
    return [
        {
            "id": id,
            "cell_id": cell_id,
            "axis": axis,
            "buffer_bp": buffer_bp,
            "must": must,
            "stretch": stretch,
            "must_sum": must_sum,
            "stretch_sum": stretch_sum,
            "closed": bool(closed),
        }
        for node_id, id, cell_id, axis, buffer_bp, must, stretch, must_sum, stretch_sum, closed in _DIVISIONS(
            tree=tree.pk, grain=grain
        )
        if node_id in seen
    ]


def year_of(tree: Tree) -> Period:
    return periods.year_from(tree.starts_on)


def day_in(tree: Tree, day: date) -> date:
    """The day itself, or the nearest of the tree's year."""
    year = year_of(tree)
    return min(max(day, year.first), year.last)
