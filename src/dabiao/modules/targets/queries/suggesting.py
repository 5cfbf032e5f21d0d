"""A suggestion for the parts of one figure, down the tree or along time. Nothing is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict, DomainError, Forbidden, Invalid, NotFound
from dabiao.core.scoping import reaches
from dabiao.modules.targets.enums import Axis
from dabiao.modules.targets.models import Cell, Node
from dabiao.modules.targets.queries import EDIT, READ, cells_for, may_set, split_reasons
from dabiao.modules.targets.queries.split_facts import Facts
from dabiao.modules.targets.rules import periods
from dabiao.modules.targets.rules.filling import with_buffer
from dabiao.modules.targets.rules.periods import Period
from dabiao.modules.targets.rules.splitting import LINES, Lines, Part, Weight, divide
from dabiao.modules.targets.rules.weighing import mixed


@dataclass(frozen=True, slots=True)
class Pin:
    """A part that its editor fixed by hand, in this suggestion only."""

    node_id: int
    starts_on: date
    must: int | None = None
    stretch: int | None = None


@dataclass(frozen=True, slots=True)
class _Place:
    """One part to be: a node in a period, and the cell that stands there."""

    key: int
    node: Node
    period: Period
    cell: Cell | None
    pinned: Lines | None


def suggestion(
    cell_id: int, *, axis: str, mix: Mapping[str, int], pins: Sequence[Pin] = (), day: date, actor: Actor
) -> dict[str, Any]:
    """Each part's lines, which sum exactly to the figure and its buffer, with what it weighs and why. What is locked stays.

    Raises `core.not_found`, `targets.not_yours`, `targets.no_figure`, `targets.no_shorter_period`, what `Facts.check` and
    `divide` raise.
    """
    actor.require(READ)
    cell = cells_for(actor).select_related("node", "tree__metric", "tree__unit").filter(pk=cell_id).first()
    if cell is None:
        raise NotFound("core.not_found", kind="target", id=cell_id)
    _check_reach(cell, axis, actor)
    if cell.must is None and cell.stretch is None:
        raise Conflict("targets.no_figure", field="cell_id", node=cell.node.name)
    facts = Facts(cell.tree, day=day, actor=actor)
    facts.check(mix, axis)
    places = _places(facts, cell, axis, pins)
    weights, silent = mixed(mix, _weights(facts, cell, axis, mix, places))
    buffer_bp = cell.tree.buffer_bp if axis == Axis.DOWN else cell.tree.time_buffer_bp
    wanted = with_buffer(Lines(cell.must, cell.stretch), buffer_bp)
    got = _divided(cell, wanted, [_part(facts, one, weights) for one in places])
    return {
        "cell_id": cell.pk,
        "tree_id": cell.tree_id,
        "node_id": cell.node_id,
        "name": cell.node.name,
        "grain": cell.grain,
        "starts_on": cell.starts_on,
        "axis": axis,
        "mix": dict(mix),
        "silent": silent,
        "buffer_bp": buffer_bp,
        "figure": {"must": cell.must, "stretch": cell.stretch},
        "needed": {line: getattr(wanted, line) for line in LINES},
        "sums": {line: _sum(got, line) for line in LINES},
        "parts": [_shown(facts, one, weights, got[one.key], mix, axis, places) for one in places],
    }


def _check_reach(cell: Cell, axis: str, actor: Actor) -> None:
    """Parts down the tree are set by who leads the node; its periods by who leads the one above."""
    above = cell.node.parent
    allowed = (
        reaches(actor, EDIT, cell.node) if axis == Axis.DOWN else may_set(actor, cell.node, above, cell.tree)
    )
    if not allowed:
        raise Forbidden("targets.not_yours", field="cell_id", node=cell.node.name)


def _places(facts: Facts, cell: Cell, axis: str, pins: Sequence[Pin]) -> list[_Place]:
    if axis == Axis.DOWN:
        period = periods.starting(cell.starts_on, facts.year, cell.grain)
        wanted = [(one.pk, one, period) for one in facts.below[cell.node_id]]
    else:
        spans = shorter(facts, cell)
        wanted = [(one.first.toordinal(), facts.nodes[cell.node_id], one) for one in spans]
    standing = {
        (one.node_id, one.starts_on): one
        for one in Cell.objects.filter(
            node_id__in={node.pk for _, node, _ in wanted}, grain__in={str(one.grain) for *_, one in wanted}
        )
    }
    fixed = {(one.node_id, one.starts_on): _checked(one) for one in pins}
    found = []
    for key, node, period in wanted:
        stands = standing.get((node.pk, period.first))
        pinned = fixed.pop((node.pk, period.first), None)
        if stands is not None and stands.locked_at is not None:
            pinned = Lines(stands.must, stands.stretch)
        if pinned or _has_figure(stands) or facts.there(node, period.first, period.last):
            found.append(_Place(key, node, period, stands, pinned))
    if fixed:
        node_id, first = next(iter(fixed))
        raise Invalid("targets.pin_unknown", field="pins", node_id=node_id, starts_on=first.isoformat())
    return found


def shorter(facts: Facts, cell: Cell) -> list[Period]:
    """The periods that this one is divided into. Raises `targets.no_shorter_period`."""
    grains = facts.tree.grains
    at = grains.index(cell.grain)
    if at + 1 == len(grains):
        raise Conflict("targets.no_shorter_period", field="axis", grain=cell.grain)
    whole = periods.starting(cell.starts_on, facts.year, cell.grain)
    return periods.parts(whole, facts.year, grains[at + 1])


def _checked(pin: Pin) -> Lines:
    if pin.must is not None and pin.stretch is not None and pin.stretch < pin.must:
        raise Invalid("targets.stretch_below_must", field="pins", must=pin.must, stretch=pin.stretch)
    return Lines(pin.must, pin.stretch)


def _has_figure(cell: Cell | None) -> bool:
    return cell is not None and (cell.must is not None or cell.stretch is not None)


def _weights(
    facts: Facts, cell: Cell, axis: str, mix: Mapping[str, int], places: Sequence[_Place]
) -> dict[str, dict[int, Weight]]:
    """Among those that are not pinned: what these take is shared out by the rest."""
    free = [one for one in places if one.pinned is None]
    if axis == Axis.DOWN:
        period = periods.starting(cell.starts_on, facts.year, cell.grain)
        return {
            method: facts.down(method, [one.node for one in free], period.first, period.last)
            for method in mix
        }
    if not free:
        return {method: {} for method in mix}
    node = facts.nodes[cell.node_id]
    return {method: facts.over_time(method, node, [one.period for one in free]) for method in mix}


def _part(facts: Facts, place: _Place, weights: Mapping[int, Weight]) -> Part:
    there = facts.there(place.node, place.period.first, place.period.last)
    return Part(place.key, weights.get(place.key, 0), there, place.pinned)


def _divided(cell: Cell, wanted: Lines, parts: list[Part]) -> dict[int, Lines]:
    try:
        return divide(wanted, parts, lot=str(cell.pk))
    except DomainError as error:
        error.params |= {"node": cell.node.name, "starts_on": cell.starts_on.isoformat()}
        raise


def _sum(got: Mapping[int, Lines], line: str) -> int | None:
    known = [figure for one in got.values() if (figure := getattr(one, line)) is not None]
    return sum(known) if known else None


def _shown(
    facts: Facts,
    place: _Place,
    weights: Mapping[int, Weight],
    lines: Lines,
    mix: Mapping[str, int],
    axis: str,
    places: Sequence[_Place],
) -> dict[str, Any]:
    whole = sum(weights.values())
    weight, cell, stay = weights.get(place.key, 0), place.cell, facts.stays[place.node.pk]
    spans = [one.period for one in places]
    reasons = [
        reason
        for method in mix
        for reason in (
            split_reasons.of_part(facts, method, place.node, place.period)
            if axis == Axis.DOWN
            else split_reasons.of_period(facts, method, place.node, place.period, spans)
        )
    ]
    return {
        "node_id": place.node.pk,
        "name": place.node.name,
        "kind": place.node.kind,
        "level": stay.level,
        "since": stay.since,
        "grain": str(place.period.grain),
        "starts_on": place.period.first,
        "ends_on": place.period.last,
        "pinned": place.pinned is not None,
        "locked": cell is not None and cell.locked_at is not None,
        "share_bp": round(weight * 10_000 / whole) if whole else None,
        "must": lines.must,
        "stretch": lines.stretch,
        "standing": {line: getattr(cell, line) if cell else None for line in LINES},
        "reasons": reasons,
    }
