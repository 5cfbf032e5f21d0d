"""A suggestion for a whole tree, or for all below one of its nodes: every level and every period at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict, DomainError, Forbidden, Invalid
from dabiao.core.scoping import fetch, reaches
from dabiao.modules.targets.enums import Axis
from dabiao.modules.targets.models import Cell, Node, Tree
from dabiao.modules.targets.queries import EDIT, nodes_for
from dabiao.modules.targets.queries.split_facts import Facts
from dabiao.modules.targets.rules import periods
from dabiao.modules.targets.rules.filling import Filling, Place, Weights
from dabiao.modules.targets.rules.periods import Period
from dabiao.modules.targets.rules.splitting import LINES, Lines, Weight
from dabiao.modules.targets.rules.weighing import mixed

NO_LONGER_THAN = ("month", "quarter", "half", "year")


@dataclass(frozen=True, slots=True)
class Planned:
    """A cell as it would be, and as it stands."""

    node_id: int
    grain: str
    starts_on: date
    lines: Lines
    standing: Lines
    locked: bool = False

    @property
    def changes(self) -> dict[str, int]:
        """What would be written: only lines that have a figure, and another one than stands."""
        return {
            line: figure
            for line in LINES
            if (figure := getattr(self.lines, line)) is not None and figure != getattr(self.standing, line)
        }


@dataclass(frozen=True)
class Weighed:
    """`Weights` by the facts of a tree."""

    facts: Facts
    mix: Mapping[str, Mapping[str, int]]

    def present(self, node: int, period: Period) -> bool:
        return self.facts.there(self.facts.nodes[node], period.first, period.last)

    def down(self, nodes: Sequence[int], period: Period) -> dict[int, Weight]:
        known, by = [self.facts.nodes[id] for id in nodes], self.mix["down"]
        return mixed(by, {one: self.facts.down(one, known, period.first, period.last) for one in by})[0]

    def over_time(self, node: int, spans: Sequence[Period]) -> dict[int, Weight]:
        by = self.mix["time"]
        return mixed(by, {one: self.facts.over_time(one, self.facts.nodes[node], spans) for one in by})[0]


def filling(
    tree: Tree,
    *,
    node_id: int | None = None,
    grain: str | None = None,
    down: Mapping[str, int],
    time: Mapping[str, int],
    keep: str = "locked",
    step: int = 1,
    day: date,
    actor: Actor,
) -> tuple[Node, list[Planned]]:
    """From a node's year (the root's, if none is named) every period of it and of all below it, down to `grain`, all multiples
    of `step`. What is locked stays; with `keep="set"` whatever is set.

    Raises `targets.not_yours`, `targets.no_figure`, `targets.grain_not_in_use`, and what `plan` raises.
    """
    facts = Facts(tree, day=day, actor=actor)
    facts.check(down, Axis.DOWN)
    facts.check(time, Axis.TIME)
    top = top_of(facts, node_id)
    weights = Weighed(facts, {"down": down, "time": time})
    return top, plan(facts, top, None, weights, chain(tree, grain), keep=keep, step=step)


def plan(
    facts: Facts,
    top: Node,
    whole: Lines | None,
    weights: Weights,
    grains: Sequence[str],
    *,
    keep: str,
    step: int,
) -> list[Planned]:
    """All counted in steps: what the parts need is rounded up to one, so that sums hold with round figures. Without `whole` the
    year that stands is divided.

    Raises `targets.no_figure`, `targets.step_does_not_fit` for a figure that stays and is no multiple of it, and what `divide`
    raises with node and period.
    """
    tree = facts.tree
    cells = Cell.objects.filter(tree=tree, grain__in=grains)
    standing = {(one.node_id, one.grain, one.starts_on): one for one in cells}
    year = (top.pk, "year", tree.starts_on)
    if whole is None:
        whole = _lines(standing[year]) if year in standing else Lines()
    if whole.must is None and whole.stretch is None:
        raise Conflict("targets.no_figure", field="node_id", node=top.name)
    fixed = {place: _lines(cell) for place, cell in standing.items() if _stays(cell, keep) and place != year}
    work = Filling(
        below={id: [one.pk for one in kids] for id, kids in facts.below.items()},
        year=facts.year,
        grains=grains,
        weights=weights,
        buffer_bp=tree.buffer_bp,
        time_buffer_bp=tree.time_buffer_bp,
        fixed={place: _stepped(facts, place, lines, step) for place, lines in fixed.items()},
    )
    try:
        figures = work.fill(top.pk, Lines(*(_up(getattr(whole, line), step) for line in LINES)))
    except DomainError as error:
        error.params["node"] = facts.nodes[error.params.get("node_id", top.pk)].name
        raise
    times = {
        place: Lines(*(_times(getattr(one, line), step) for line in LINES)) for place, one in figures.items()
    }
    return _planned(facts, {**times, year: whole}, standing)


def _up(figure: int | None, step: int) -> int | None:
    return None if figure is None else -(-figure // step)


def _times(figure: int | None, step: int) -> int | None:
    return None if figure is None else figure * step


def _stepped(facts: Facts, place: Place, lines: Lines, step: int) -> Lines:
    for line in LINES:
        figure = getattr(lines, line)
        if figure is not None and figure % step:
            node = facts.nodes[place[0]].name
            raise Conflict(
                "targets.step_does_not_fit",
                field="step",
                node=node,
                starts_on=place[2].isoformat(),
                figure=figure,
            )
    return Lines(*(_up(getattr(lines, line), step) for line in LINES))


def top_of(facts: Facts, node_id: int | None) -> Node:
    top = (
        fetch(nodes_for(facts.actor).filter(tree=facts.tree), node_id)
        if node_id
        else next((one for one in facts.nodes.values() if one.parent_id is None), None)
    )
    if top is None:
        raise Conflict("targets.no_figure", field="node_id", node=facts.tree.name)
    waiting = [top]
    while waiting:
        node = waiting.pop()
        if facts.below[node.pk] and not reaches(facts.actor, EDIT, node):
            raise Forbidden("targets.not_yours", field="node_id", node=node.name)
        waiting += facts.below[node.pk]
    return top


def chain(tree: Tree, grain: str | None) -> list[str]:
    """The tree's lengths down to this one: to months, or the next longer, if none is named."""
    last = grain or next(one for one in NO_LONGER_THAN if one in tree.grains)
    if last not in tree.grains:
        raise Invalid("targets.grain_not_in_use", field="grain", value=last, known=", ".join(tree.grains))
    return list(tree.grains[: tree.grains.index(last) + 1])


def _lines(cell: Cell) -> Lines:
    return Lines(cell.must, cell.stretch)


def _stays(cell: Cell, keep: str) -> bool:
    is_set = cell.must is not None or cell.stretch is not None
    return cell.locked_at is not None or (keep == "set" and is_set)


def _planned(facts: Facts, figures: Mapping[Place, Lines], standing: Mapping[Place, Cell]) -> list[Planned]:
    found = []
    for place, lines in figures.items():
        node_id, grain, first = place
        cell = standing.get(place)
        period = periods.starting(first, facts.year, grain)
        if cell is None and not facts.there(facts.nodes[node_id], period.first, period.last):
            continue
        stands = _lines(cell) if cell else Lines()
        found.append(Planned(node_id, grain, first, lines, stands, bool(cell and cell.locked_at)))
    return found


def shown(tree: Tree, top: Node, planned: Sequence[Planned]) -> dict[str, Any]:
    return {
        "tree_id": tree.pk,
        "node_id": top.pk,
        "name": top.name,
        "changed": sum(bool(one.changes) for one in planned),
        "cells": [
            {
                "node_id": one.node_id,
                "grain": one.grain,
                "starts_on": one.starts_on,
                "locked": one.locked,
                "must": one.lines.must,
                "stretch": one.lines.stretch,
                "standing": {line: getattr(one.standing, line) for line in LINES},
            }
            for one in planned
        ],
    }
