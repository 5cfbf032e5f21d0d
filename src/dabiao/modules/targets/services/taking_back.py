"""A yes is taken back as if it had not been said: its figure, both words and who is waited for are what they were before."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict, Forbidden, NotFound
from dabiao.core.events.models import Event, EventSubject
from dabiao.core.events.services import Entry, record_all
from dabiao.modules.targets import events
from dabiao.modules.targets.enums import Side
from dabiao.modules.targets.models import Cell, Tree
from dabiao.modules.targets.queries import cells_for
from dabiao.modules.targets.queries.sides import Sides
from dabiao.modules.targets.services._dialogues import Dialogues
from dabiao.modules.targets.services._locking import locked_tree
from dabiao.modules.targets.services._telling import tell
from dabiao.modules.targets.services.agreeing import Answer, Outcome, _together_or_alone
from dabiao.modules.targets.services.setting import LINES, Wanted, write

_STEPS = (
    events.TargetSet.kind,
    events.TargetDeclared.kind,
    events.TargetProposed.kind,
    events.TargetAccepted.kind,
    events.TargetInsisted.kind,
    events.TargetWithdrawn.kind,
    events.TargetLocked.kind,
    events.TargetUnlocked.kind,
    events.TargetChangeAnswered.kind,
)
_SAVED = ["given_must", "given_stretch", "agreed_at", "agreed_by", "updated_at"]


@transaction.atomic
def take_back(tree_id: int, *, cell_ids: Collection[int], actor: Actor, now: datetime) -> list[Outcome]:
    """Of figures to which the actor said yes last, and nothing was done since; figure by figure where not all can be. An
    outcome has `targets.nothing_to_take_back` or `targets.locked` (409), or why the figure of before cannot be set.
    Raises `core.not_found`, `targets.archived`."""
    tree = locked_tree(tree_id, actor=actor)
    answers = [Answer(id, 0) for id in cell_ids]
    return _together_or_alone(
        answers, lambda some: _take_back(tree, [one.cell_id for one in some], actor, now)
    )


def _take_back(tree: Tree, ids: Sequence[int], actor: Actor, now: datetime) -> list[Outcome]:
    said = _said(_cells(tree, ids, actor), tree, actor)
    wanted = [
        Wanted(cell.node_id, cell.grain, cell.starts_on, _lines(said[cell.pk]), _standing(cell))
        for cell in _cells(tree, ids, actor)
        if _lines(said[cell.pk]) != _standing(cell)
    ]
    if wanted:
        write(tree.pk, wanted=wanted, editable=LINES, fact=events.TargetSet, reason="", actor=actor, now=now)
    cells = _cells(tree, ids, actor)
    dialogues = Dialogues(cells)
    for cell in cells:
        before = said[cell.pk]["before"]
        above, below = ((one[0], one[1]) for one in (before["above"], before["below"]))
        talk = replace(dialogues.talk(cell), above=above, below=below, countered=before["countered"])
        dialogues.put(cell, talk, actor=actor, now=now)
        cell.given_must, cell.given_stretch = before["given"]
        cell.updated_at = now
    Cell.objects.bulk_update(cells, _SAVED, 500)
    dialogues.save()
    _tell(cells, said, actor, now)
    talks = [dialogues.talk(cell) for cell in cells]
    return [Outcome(cell.pk, talk.awaits, talk.agreed) for cell, talk in zip(cells, talks, strict=True)]


def _cells(tree: Tree, ids: Sequence[int], actor: Actor) -> list[Cell]:
    rows = cells_for(actor).filter(tree_id=tree.pk, pk__in=ids).select_related("node", "tree__metric")
    found = {cell.pk: cell for cell in rows}
    if gone := next((id for id in ids if id not in found), None):
        raise NotFound("core.not_found", field="cells", kind="target", id=gone)
    return [found[id] for id in ids]


def _said(cells: Sequence[Cell], tree: Tree, actor: Actor) -> dict[int, dict[str, Any]]:
    """Of each cell the yes that is taken back, as it was written down."""
    last, sides = _last_steps([cell.pk for cell in cells]), Sides(tree)
    said: dict[int, dict[str, Any]] = {}
    for cell in cells:
        step = last.get(cell.pk)
        own = step is not None and step.kind == events.TargetAccepted.kind and step.actor_id == actor.user_id
        if step is None or not own or not step.data.get("before"):
            raise Conflict("targets.nothing_to_take_back", field="cells", node=cell.node.name)
        if cell.locked_at is not None:
            raise Conflict("targets.locked", field="cells", node=cell.node.name)
        if not sides.speaks(actor, cell.node, Side(step.data["side"])):
            raise Forbidden("access.forbidden", field="cells", permission="target.edit")
        said[cell.pk] = step.data
    return said


def _last_steps(ids: Collection[int]) -> dict[int, Event]:
    told = EventSubject.objects.filter(kind="target", object_id__in=ids)
    steps = {one.pk: one for one in Event.objects.filter(pk__in=told.values("event_id"), kind__in=_STEPS)}
    of_cell = told.order_by("event_id").values_list("event_id", "object_id")
    return {cell: steps[event] for event, cell in of_cell if event in steps}


def _lines(said: Mapping[str, Any]) -> dict[str, int | None]:
    must, stretch = said["before"]["lines"]
    return {"must": must, "stretch": stretch}


def _standing(cell: Cell) -> dict[str, int | None]:
    return {"must": cell.must, "stretch": cell.stretch}


def _tell(cells: Sequence[Cell], said: Mapping[int, Mapping[str, Any]], actor: Actor, now: datetime) -> None:
    """Written down, and the other side is told as it was of the yes."""
    facts = [
        events.TargetWithdrawn(cell.node.name, cell.grain, cell.starts_on, said[cell.pk]["side"])
        for cell in cells
    ]
    record_all([Entry(fact, [cell]) for fact, cell in zip(facts, cells, strict=True)], actor=actor, now=now)
    for side, other in ((Side.ABOVE, Side.BELOW), (Side.BELOW, Side.ABOVE)):
        moved = [cell for cell in cells if said[cell.pk]["side"] == side]
        tell(moved, other, "target.withdrawn", "", actor=actor, now=now)
