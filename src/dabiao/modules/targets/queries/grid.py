"""A tree as a sheet: its nodes by its periods, with the figures in one pass."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import CharField
from django.db.models.functions import Cast

from dabiao.core.actor import Actor
from dabiao.core.scoping import reaches
from dabiao.modules.org import queries as org
from dabiao.modules.targets.enums import Side
from dabiao.modules.targets.models import Breakdown, Cell, Dialogue, Node, Tree
from dabiao.modules.targets.queries import MANAGE, may_declare, nodes_for, tree_for
from dabiao.modules.targets.queries.sides import Sides
from dabiao.modules.targets.rules import periods
from dabiao.modules.targets.rules.periods import Period

Place = tuple[str, int, str]  # grain, node id, first day as in ISO 8601
LINES = ("must", "stretch", "given_must", "given_stretch", "declared_must", "declared_stretch")
_CELL = ("grain", "node_id", "_first", "id", "version", "agreed_at", "locked_at", *LINES)
_DIVISION = ("id", "cell_id", "axis", "buffer_bp", "must", "stretch", "must_sum", "stretch_sum", "closed_at")


def grid(tree_id: int, *, grain: str, actor: Actor) -> dict[str, Any]:
    """`{tree, periods, rows, divisions}`: each row a node, parents first, with a cell per period (null where nothing is set)
    and its year's cell. `divisions` by cell and axis. Raises `core.not_found`, `targets.grain_not_in_use`."""
    tree = tree_for(tree_id, actor=actor)
    periods.longer(grain, tree.grains)
    year = periods.year_from(tree.starts_on)
    spans = periods.periods(year, grain)
    nodes = ordered(nodes_for(actor).filter(tree_id=tree.pk))
    cells = _cells(tree, grain, {node.pk for node, _ in nodes})
    return {
        "tree": shown(tree, actor),
        "grain": grain,
        "periods": [{"starts_on": one.first, "ends_on": one.last} for one in spans],
        "rows": _rows(tree, nodes, spans, cells, actor),
        "divisions": []
        if tree.metric.derived
        else _divisions(tree, grain, {cell["id"] for cell in cells.values()}),
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


def ordered(nodes: Iterable[Node]) -> list[tuple[Node, int]]:
    """Parents first, each with its depth; a node whose parent one does not see stands at the top."""
    below: dict[int | None, list[Node]] = defaultdict(list)
    everybody = list(nodes)
    seen = {node.pk for node in everybody}
    for node in sorted(everybody, key=lambda one: (one.place, one.pk)):
        below[node.parent_id if node.parent_id in seen else None].append(node)
    found: list[tuple[Node, int]] = []
    waiting = [(node, 0) for node in reversed(below[None])]
    while waiting:
        node, depth = waiting.pop()
        found.append((node, depth))
        waiting += [(one, depth + 1) for one in reversed(below[node.pk])]
    return found


def _cells(tree: Tree, grain: str, seen: Collection[int]) -> dict[Place, dict[str, Any]]:
    """As they are sent: without what is not set. Plain tuples, and days as they are written: a sheet has thousands of them."""
    cells = Cell.objects.filter(tree_id=tree.pk, grain__in={grain, "year"})
    rows = cells.annotate(_first=Cast("starts_on", CharField())).values_list(*_CELL)
    waiting = set(
        Dialogue.objects.filter(cell__tree_id=tree.pk, countered=True).values_list("cell_id", flat=True)
    )
    found = {}
    for of, node_id, first, id, version, agreed, locked, *lines in rows:
        if node_id not in seen:
            continue
        set_ = {name: value for name, value in zip(LINES, lines, strict=True) if value is not None}
        cell: dict[str, Any] = {"id": id, "version": version, **set_}
        if agreed is not None:
            cell["agreed"] = True
        if locked is not None:
            cell["locked"] = True
        if id in waiting:
            cell["countered"] = True
        found[of, node_id, first] = cell
    return found


def _rows(
    tree: Tree,
    nodes: list[tuple[Node, int]],
    spans: list[Period],
    cells: Mapping[Place, dict[str, Any]],
    actor: Actor,
) -> list[dict[str, Any]]:
    grain, firsts = str(spans[0].grain), [one.first.isoformat() for one in spans]
    sides = Sides(tree)
    people = org.careers_of({node.owner_id for node, _ in nodes if node.owner_id and node.kind == "person"})
    return [
        {
            "node_id": node.pk,
            "parent_id": node.parent_id,
            "kind": node.kind,
            "name": node.name,
            "depth": depth,
            "owner_id": node.owner_id,
            "unit_id": node.unit_id,
            "from_on": node.from_on,
            "to_on": node.to_on,
            **_career(people.get(node.owner_id or 0) if node.kind == "person" else None),
            "may_set": sides.speaks(actor, node, Side.ABOVE),
            "may_declare": may_declare(actor, node),
            "may_confirm": sides.speaks(actor, node, Side.BELOW),
            "year": cells.get(("year", node.pk, tree.starts_on.isoformat())),
            "cells": [cells.get((grain, node.pk, first)) for first in firsts],
        }
        for node, depth in nodes
    ]


def _career(known: dict[str, Any] | None) -> dict[str, Any]:
    return {name: known[name] if known else None for name in ("level", "hired_on", "left_on")}


def _divisions(tree: Tree, grain: str, seen: set[int]) -> list[dict[str, Any]]:
    rows = Breakdown.objects.filter(cell__tree_id=tree.pk, cell__grain__in={grain, "year"}).values(*_DIVISION)
    return [
        {
            **{name: row[name] for name in _DIVISION if name != "closed_at"},
            "closed": row["closed_at"] is not None,
        }
        for row in rows
        if row["cell_id"] in seen
    ]


def year_of(tree: Tree) -> Period:
    return periods.year_from(tree.starts_on)


def day_in(tree: Tree, day: date) -> date:
    """The day itself, or the nearest of the tree's year."""
    year = year_of(tree)
    return min(max(day, year.first), year.last)
