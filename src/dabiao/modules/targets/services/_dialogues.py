"""The dialogues on some cells of one tree while a step is written, and who speaks for which side."""

from collections.abc import Collection
from datetime import datetime

from dabiao.core.actor import Actor
from dabiao.modules.targets.models import Cell, Dialogue
from dabiao.modules.targets.rules.agreeing import Talk
from dabiao.modules.targets.services._figures import AT_ONCE, store

_WORDS = ("above_must", "above_stretch", "below_must", "below_stretch", "countered")
_REST = ("locked_must", "locked_stretch", "reason")
_ASKED = ("asked_must", "asked_stretch", "asked_reason", "asked_at", "asked_by")


class Dialogues:
    """Only for whoever holds the tree's lock. What is put is saved by `save`; the cells are their writer's to save."""

    def __init__(self, cells: Collection[Cell]) -> None:
        self._rows = {row.cell_id: row for row in Dialogue.objects.filter(cell_id__in=[c.pk for c in cells])}
        self._changed: dict[int, Dialogue] = {}

    def row(self, cell: Cell) -> Dialogue:
        if cell.pk not in self._rows:
            self._rows[cell.pk] = Dialogue.begun(cell)
        return self._rows[cell.pk]

    def talk(self, cell: Cell) -> Talk:
        return self.row(cell).standing(cell)

    def put(self, cell: Cell, talk: Talk, *, actor: Actor, now: datetime) -> None:
        """Both words as they are now; whether the cell is agreed follows."""
        row = self.keep(cell)
        row.above_must, row.above_stretch = talk.above
        row.below_must, row.below_stretch = talk.below
        row.countered = talk.countered
        if not talk.agreed:
            cell.agreed_at, cell.agreed_by_id = None, None
        elif cell.agreed_at is None:
            cell.agreed_at, cell.agreed_by_id = now, actor.user_id

    def keep(self, cell: Cell) -> Dialogue:
        """The row, to be saved with what the caller puts on it."""
        row = self._changed[cell.pk] = self.row(cell)
        return row

    def save(self) -> None:
        rows = list(self._changed.values())
        new, old = [row for row in rows if row.pk is None], [row for row in rows if row.pk is not None]
        Dialogue.objects.bulk_create(new, batch_size=AT_ONCE)
        store(old, [*_WORDS, *_REST, *_ASKED])
