"""Figures are set from above, and declared from below."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict, DomainError, Forbidden, Invalid, Many, NotFound, within
from dabiao.core.events.services import Entry, record_all
from dabiao.core.locking import merge_edit, wired
from dabiao.modules.targets import events
from dabiao.modules.targets.enums import Side
from dabiao.modules.targets.models import FIGURE_MAX, Cell, Node
from dabiao.modules.targets.queries import may_declare, may_set
from dabiao.modules.targets.queries.sides import Sides
from dabiao.modules.targets.rules import agreeing, periods
from dabiao.modules.targets.rules.periods import Period
from dabiao.modules.targets.services._bands import beyond_band
from dabiao.modules.targets.services._dialogues import Dialogues
from dabiao.modules.targets.services._figures import Figures, store
from dabiao.modules.targets.services._locking import locked_tree
from dabiao.modules.targets.services._telling import tell

LINES = frozenset({"must", "stretch"})
DECLARED = frozenset({"declared_must", "declared_stretch"})
MOST = 10_000  # cells at once


@dataclass(frozen=True, slots=True)
class Wanted:
    """One cell as its editor wants it: `values` of the lines (null takes a figure away), `base` what they saw of them."""

    node_id: int
    grain: str
    starts_on: date
    values: Mapping[str, int | None]
    base: Mapping[str, int | None] = field(default_factory=dict)


@transaction.atomic
def set_targets(
    tree_id: int, *, cells: Sequence[Wanted], reason: str = "", actor: Actor, now: datetime
) -> list[Cell]:
    """All of these figures, or none. What was agreed is so no longer where a line changes.

    Raises `core.several_errors` with one for each cell that cannot be (`cells.3.must`), `targets.below_parent` (409) where a
    closed division would no longer keep its buffer, `edit.conflict` for a cell that somebody else changed meanwhile.
    """
    return write(
        tree_id, wanted=cells, editable=LINES, fact=events.TargetSet, reason=reason, actor=actor, now=now
    )


@transaction.atomic
def declare(
    tree_id: int, *, cells: Sequence[Wanted], words: str = "", actor: Actor, now: datetime
) -> list[Cell]:
    """What those who have to reach it say they can; the lines in force stay, who sets them is told. Raises as
    `set_targets`."""
    changed = write(
        tree_id,
        wanted=cells,
        editable=DECLARED,
        fact=events.TargetDeclared,
        reason=words,
        actor=actor,
        now=now,
    )
    tell(changed, Side.ABOVE, "target.declared", words, actor=actor, now=now)
    return changed


def write(
    tree_id: int,
    *,
    wanted: Sequence[Wanted],
    editable: frozenset[str],
    fact: type[events.TargetSet | events.TargetDeclared | events.TargetProposed],
    reason: str,
    actor: Actor,
    now: datetime,
) -> list[Cell]:
    """Put these in `editable` figures and say so by `fact`. Raises as `set_targets`."""
    tree = locked_tree(tree_id, actor=actor)
    if len(wanted) > MOST:
        raise Invalid("targets.too_many_cells", field="cells", limit=MOST)
    figures = Figures(tree)
    figures.load({one.grain for one in wanted if one.grain in tree.grains})
    figures.prepare(_spots(figures, wanted), now)
    changed: dict[int, tuple[Cell, dict[str, tuple[Any, Any]]]] = {}
    places: dict[int, int] = {}
    errors: list[DomainError] = []
    for place, one in enumerate(wanted):
        try:
            with within(f"cells.{place}"):
                cell, applied = _put(figures, one, editable, reason, actor, now)
        except DomainError as error:
            errors += error.errors if isinstance(error, Many) else [error]
            continue
        if applied:
            changed[cell.pk], places[cell.pk] = (cell, applied), place
    cells = [cell for cell, _ in changed.values()]
    dialogues = Dialogues(cells)
    if editable is LINES:
        errors += beyond_band(dialogues, cells, places, tree, actor)
    if errors:
        raise errors[0] if len(errors) == 1 else Many(errors)
    _say(dialogues, cells, figures, editable, actor, now)
    store(cells, _WRITTEN[editable])
    dialogues.save()
    figures.settle(cells)
    record_all(
        [
            Entry(
                fact(cell.node.name, str(tree.metric), cell.grain, cell.starts_on, wired(applied), reason),
                [cell],
            )
            for cell, applied in changed.values()
        ],
        actor=actor,
        now=now,
    )
    return cells


def _say(
    dialogues: Dialogues,
    cells: Sequence[Cell],
    figures: Figures,
    editable: frozenset[str],
    actor: Actor,
    now: datetime,
) -> None:
    """What is set is the word of above, what is declared that of below, where who has to reach it says it."""
    sides = Sides(figures.tree, figures.nodes)
    for cell in cells:
        talk = dialogues.talk(cell)
        if editable is LINES:
            said = agreeing.given(talk, talk.lines)
        else:
            own = sides.speaks(actor, cell.node, Side.BELOW)
            said = agreeing.declared(talk, talk.declared, own=own)
        dialogues.put(cell, said, actor=actor, now=now)


def _spots(figures: Figures, wanted: Sequence[Wanted]) -> Iterator[tuple[Node, Period]]:
    """Where these figures stand; what is not a place is named once it is put there."""
    for one in wanted:
        node = figures.node(one.node_id)
        if node is not None and one.grain in figures.tree.grains and one.starts_on in figures.year:
            period = periods.containing(one.starts_on, figures.year, one.grain)
            if period.first == one.starts_on:
                yield node, period


_STATES = ("agreed_at", "agreed_by", "version", "updated_at")
_WRITTEN = {
    LINES: (*LINES, "given_must", "given_stretch", *_STATES),
    DECLARED: (*DECLARED, "declared_at", "declared_by", *_STATES),
}


def _put(
    figures: Figures, one: Wanted, editable: frozenset[str], reason: str, actor: Actor, now: datetime
) -> tuple[Cell, dict[str, tuple[Any, Any]]]:
    node = figures.node(one.node_id)
    if node is None:
        raise NotFound("core.not_found", field="node_id", kind="target_node", id=one.node_id)
    above = figures.node(node.parent_id) if node.parent_id else None
    allowed = may_declare(actor, node) if editable is DECLARED else may_set(actor, node, above, figures.tree)
    if not allowed:
        raise Forbidden("targets.not_yours", field="node_id", node=node.name)
    periods.longer(one.grain, figures.tree.grains)
    period = periods.starting(one.starts_on, figures.year, one.grain)
    for name, value in one.values.items():
        if value is not None and not 0 <= value <= FIGURE_MAX:
            raise Invalid("targets.figure_out_of_range", field=name, value=value, limit=FIGURE_MAX)
    cell = figures.cell(node, period, now)
    if cell.locked_at is not None and editable is LINES and not reason.strip():
        raise Conflict("targets.locked_needs_reason", field="reason", node=node.name)
    seen = {name: one.base.get(name) for name in one.values}
    applied = merge_edit(cell, one.values, base=seen, editable=editable)
    if applied:
        _follow(cell, applied, editable, actor, now)
    return cell, applied


def _follow(
    cell: Cell,
    applied: Mapping[str, tuple[Any, Any]],
    editable: frozenset[str],
    actor: Actor,
    now: datetime,
) -> None:
    lower, upper = ("must", "stretch") if editable is LINES else ("declared_must", "declared_stretch")
    must, stretch = getattr(cell, lower), getattr(cell, upper)
    if must is not None and stretch is not None and stretch < must:
        raise Invalid("targets.stretch_below_must", field=upper, must=must, stretch=stretch)
    if cell.locked_at is not None and cell.must is None:
        raise Invalid("targets.locked_needs_must", field="must", node=cell.node.name)
    cell.updated_at = now
    if editable is DECLARED:
        cell.declared_at, cell.declared_by_id = now, actor.user_id
        return
    cell.agreed_at, cell.agreed_by_id = None, None
    for name in applied:
        if getattr(cell, f"given_{name}") is None:
            setattr(cell, f"given_{name}", getattr(cell, name))
