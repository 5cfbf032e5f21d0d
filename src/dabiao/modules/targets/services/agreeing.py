"""The dialogue on figures: proposed from above, accepted by either side, insisted on, taken back."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict, DomainError, Forbidden, Invalid, NotFound
from dabiao.core.events.facts import Fact
from dabiao.core.events.models import Event, EventSubject
from dabiao.core.events.services import Entry, record_all
from dabiao.modules.targets import events
from dabiao.modules.targets.enums import Awaited, Side
from dabiao.modules.targets.models import Cell, Tree
from dabiao.modules.targets.queries import cells_for
from dabiao.modules.targets.queries.sides import Sides
from dabiao.modules.targets.rules import agreeing
from dabiao.modules.targets.rules.agreeing import Talk
from dabiao.modules.targets.services._dialogues import Dialogues
from dabiao.modules.targets.services._locking import locked_tree
from dabiao.modules.targets.services._telling import tell
from dabiao.modules.targets.services.setting import LINES, Wanted, write

_SAVED = ["declared_must", "declared_stretch", "agreed_at", "agreed_by", "version", "updated_at"]


@dataclass(frozen=True, slots=True)
class Answer:
    """To a figure as it was seen: `version` is that of the cell."""

    cell_id: int
    version: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """Of one answer: where the figure stands now, or why nothing was done."""

    cell_id: int
    awaits: str = ""
    agreed: bool = False
    error: DomainError | None = None


@dataclass(slots=True)
class _Step:
    """One step on some cells; `side` empty: whichever the actor speaks for, first the one that is waited for."""

    tree: Tree
    actor: Actor
    now: datetime
    words: str = ""
    side: str = ""
    spoken: list[Cell] = field(default_factory=list)

    def cells(self, answers: Sequence[Answer]) -> list[Cell]:
        """Raises `core.not_found`, `targets.changed_meanwhile` (409)."""
        wanted = {one.cell_id: one.version for one in answers}
        rows = cells_for(self.actor).filter(tree_id=self.tree.pk, pk__in=list(wanted))
        found = {cell.pk: cell for cell in rows.select_related("node", "tree__metric")}
        for id, version in wanted.items():
            if id not in found:
                raise NotFound("core.not_found", field="cells", kind="target", id=id)
            if found[id].version != version:
                raise Conflict("targets.changed_meanwhile", field="cells", node=found[id].node.name)
        return [found[id] for id in wanted]

    def speaker(self, sides: Sides, cell: Cell, talk: Talk, only: Side | None = None) -> Side:
        """Raises `targets.not_yours`."""
        wished = [only] if only else [Side(self.side)] if self.side else _likely(talk)
        for side in wished:
            if sides.speaks(self.actor, cell.node, side):
                return side
        raise Forbidden("access.forbidden", field="cells", permission="target.edit")


def _likely(talk: Talk) -> list[Side]:
    return [Side.ABOVE, Side.BELOW] if talk.awaits == Awaited.ABOVE else [Side.BELOW, Side.ABOVE]


@transaction.atomic
def propose(
    tree_id: int, *, cells: Sequence[Wanted], words: str = "", actor: Actor, now: datetime
) -> list[Cell]:
    """Set these lines and tell those who have to reach them, who are asked for an answer; also of lines that stand as they are
    wanted and are not agreed yet. Raises as `set_targets`."""
    changed = write(
        tree_id,
        wanted=cells,
        editable=LINES,
        fact=events.TargetProposed,
        reason=words,
        actor=actor,
        now=now,
    )
    proposed = [*changed, *_as_they_stand(tree_id, cells, changed, words, actor, now)]
    tell(proposed, Side.BELOW, "target.proposed", words, actor=actor, now=now)
    return proposed


def _as_they_stand(
    tree_id: int,
    wanted: Sequence[Wanted],
    changed: Collection[Cell],
    words: str,
    actor: Actor,
    now: datetime,
) -> list[Cell]:
    """What was set before without a word, and is put forward now; what has been put forward as it stands is not said twice."""
    done = {cell.pk for cell in changed}
    places = {(one.node_id, one.grain, one.starts_on) for one in wanted}
    rows = Cell.objects.filter(
        tree_id=tree_id, node_id__in={one.node_id for one in wanted}, must__isnull=False, agreed_at=None
    )
    stood = [
        cell
        for cell in rows.exclude(pk__in=done).select_related("node", "tree__metric")
        if (cell.node_id, cell.grain, cell.starts_on) in places and cell.locked_at is None
    ]
    last = _last_step([cell.pk for cell in stood])
    stood = [cell for cell in stood if last.get(cell.pk) != events.TargetProposed.kind]
    facts = [
        events.TargetProposed(cell.node.name, str(cell.tree.metric), cell.grain, cell.starts_on, {}, words)
        for cell in stood
    ]
    record_all([Entry(fact, [cell]) for fact, cell in zip(facts, stood, strict=True)], actor=actor, now=now)
    return stood


def _last_step(ids: Collection[int]) -> dict[int, str]:
    """Of each of these cells what was done last from above."""
    told = EventSubject.objects.filter(kind="target", object_id__in=ids).order_by("event_id")
    of_cell = list(told.values_list("event_id", "object_id"))
    kinds = (events.TargetSet.kind, events.TargetProposed.kind, events.TargetInsisted.kind)
    steps = Event.objects.filter(pk__in=told.values("event_id"), kind__in=kinds)
    known = dict(steps.values_list("pk", "kind"))
    return {cell: known[event] for event, cell in of_cell if event in known}


@transaction.atomic
def accept(
    tree_id: int,
    *,
    cells: Sequence[Answer],
    side: str = "",
    words: str = "",
    actor: Actor,
    now: datetime,
) -> list[Outcome]:
    """Say yes: from above to what was declared, which comes into force; from below to the lines in force. Figure by figure
    where not all can be. Raises `core.not_found`, `targets.archived`."""
    step = _Step(locked_tree(tree_id, actor=actor), actor, now, words, side)
    return _together_or_alone(cells, lambda some: _accept(replace(step, spoken=[]), some))


@transaction.atomic
def insist(
    tree_id: int, *, cells: Sequence[Answer], reason: str, actor: Actor, now: datetime
) -> list[Outcome]:
    """Keep the lines in force against what was declared. Raises `core.required` without a reason, else as `accept`."""
    if not reason.strip():
        raise Invalid("core.required", field="reason")
    step = _Step(locked_tree(tree_id, actor=actor), actor, now, reason.strip())
    return _together_or_alone(cells, lambda some: _insist(replace(step, spoken=[]), some))


@transaction.atomic
def withdraw(
    tree_id: int,
    *,
    cells: Sequence[Answer],
    side: str = "",
    words: str = "",
    actor: Actor,
    now: datetime,
) -> list[Outcome]:
    """Take one's word back: from above the yes to the lines, from below also what was declared. Not of what is locked.
    Raises as `accept`."""
    step = _Step(locked_tree(tree_id, actor=actor), actor, now, words, side)
    return _together_or_alone(cells, lambda some: _withdraw(replace(step, spoken=[]), some))


Doing = Callable[[Sequence[Answer]], list[Outcome]]


def _together_or_alone(answers: Sequence[Answer], do: Doing) -> list[Outcome]:
    """All of them at once, since sums may only hold together; else by halves, so that few that cannot be hold up no others."""
    try:
        with transaction.atomic():
            return do(answers)
    except DomainError as error:
        if len(answers) == 1:
            return [Outcome(answers[0].cell_id, error=error)]
    middle = len(answers) // 2
    return [one for half in (answers[:middle], answers[middle:]) for one in _together_or_alone(half, do)]


def _accept(step: _Step, answers: Sequence[Answer]) -> list[Outcome]:
    cells, sides = step.cells(answers), Sides(step.tree)
    talks = Dialogues(cells)
    chosen = {cell.pk: step.speaker(sides, cell, talks.talk(cell)) for cell in cells}
    for cell in cells:
        agreeing.accepted(talks.talk(cell), chosen[cell.pk])
    before = {cell.pk: _stood(cell, talks.talk(cell)) for cell in cells}
    moved = _put_in_force(step, [cell for cell in cells if chosen[cell.pk] == Side.ABOVE], talks)
    changed = step.cells([replace(one, version=_version(one.cell_id)) for one in answers])

    def said(cell: Cell, talk: Talk) -> tuple[Talk, Fact]:
        after = agreeing.accepted(talk, chosen[cell.pk])
        side = chosen[cell.pk]
        must, stretch = after.lines
        place = (cell.node.name, cell.grain, cell.starts_on)
        return after, events.TargetAccepted(
            *place, side, must, stretch, after.agreed, step.words, before[cell.pk]
        )

    outcomes = _say(step, changed, said, moved)
    _tell_others(step, chosen, "target.accepted")
    return outcomes


def _stood(cell: Cell, talk: Talk) -> dict[str, Any]:
    """What `taking_back` puts in force again."""
    words = {"lines": talk.lines, "above": talk.above, "below": talk.below}
    given = [cell.given_must, cell.given_stretch]
    return {
        **{name: list(line) for name, line in words.items()},
        "given": given,
        "countered": talk.countered,
    }


def _version(cell_id: int) -> int:
    version: int = Cell.objects.values_list("version", flat=True).get(pk=cell_id)
    return version


def _put_in_force(step: _Step, cells: Sequence[Cell], talks: Dialogues) -> set[int]:
    """Returns the cells whose lines change by it."""
    moved: set[int] = set()
    wanted: list[Wanted] = []
    for cell in cells:
        must, stretch = agreeing.taken(talks.talk(cell))
        if (must, stretch) != (cell.must, cell.stretch):
            moved.add(cell.pk)
            base = {"must": cell.must, "stretch": cell.stretch}
            wanted.append(
                Wanted(cell.node_id, cell.grain, cell.starts_on, {"must": must, "stretch": stretch}, base)
            )
    if wanted:
        write(
            step.tree.pk,
            wanted=wanted,
            editable=LINES,
            fact=events.TargetSet,
            reason=step.words,
            actor=step.actor,
            now=step.now,
        )
    return moved


def _insist(step: _Step, answers: Sequence[Answer]) -> list[Outcome]:
    cells, sides = step.cells(answers), Sides(step.tree)

    def said(cell: Cell, talk: Talk) -> tuple[Talk, Fact]:
        step.speaker(sides, cell, talk, only=Side.ABOVE)
        after = agreeing.insisted(talk)
        return after, events.TargetInsisted(
            cell.node.name, cell.grain, cell.starts_on, *after.lines, step.words
        )

    outcomes = _say(step, cells, said)
    tell(step.spoken, Side.BELOW, "target.insisted", step.words, actor=step.actor, now=step.now)
    return outcomes


def _withdraw(step: _Step, answers: Sequence[Answer]) -> list[Outcome]:
    cells, sides = step.cells(answers), Sides(step.tree)
    chosen: dict[int, Side] = {}

    def said(cell: Cell, talk: Talk) -> tuple[Talk, Fact]:
        side = chosen[cell.pk] = step.speaker(sides, cell, talk)
        if cell.locked_at is not None:
            raise Conflict("targets.locked", field="cells", node=cell.node.name)
        after = agreeing.withdrawn(talk, side)
        return after, events.TargetWithdrawn(cell.node.name, cell.grain, cell.starts_on, side, step.words)

    outcomes = _say(step, cells, said)
    _tell_others(step, chosen, "target.withdrawn")
    return outcomes


def _say(
    step: _Step,
    cells: Sequence[Cell],
    said: Callable[[Cell, Talk], tuple[Talk, Fact]],
    moved: Collection[int] = (),
) -> list[Outcome]:
    """What changes by it is written with its fact; said a second time it changes nothing. `moved`: what changed before."""
    dialogues, outcomes = Dialogues(cells), []
    entries: list[Entry] = []
    for cell in cells:
        talk = dialogues.talk(cell)
        after, fact = said(cell, talk)
        outcomes.append(Outcome(cell.pk, after.awaits, after.agreed))
        if after == talk and cell.pk not in moved:
            continue
        entries.append(Entry(fact, [cell]))
        step.spoken.append(cell)
        if (cell.declared_must, cell.declared_stretch) != after.declared:
            cell.declared_must, cell.declared_stretch = after.declared
            cell.version += 1
        cell.updated_at = step.now
        dialogues.put(cell, after, actor=step.actor, now=step.now)
    Cell.objects.bulk_update(step.spoken, _SAVED, 500)
    dialogues.save()
    record_all(entries, actor=step.actor, now=step.now)
    return outcomes


def _tell_others(step: _Step, chosen: Mapping[int, Side], kind: str) -> None:
    for side, other in ((Side.ABOVE, Side.BELOW), (Side.BELOW, Side.ABOVE)):
        told = [cell for cell in step.spoken if chosen[cell.pk] == side]
        tell(told, other, kind, step.words, actor=step.actor, now=step.now)
