"""The figures of one tree while they are written: cells and divisions come into being, sums are kept, the buffer is held."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet, Sum

from dabiao.core.errors import Conflict
from dabiao.modules.targets.enums import Axis
from dabiao.modules.targets.models import Breakdown, Cell, Node, Tree
from dabiao.modules.targets.rules import buffers, periods
from dabiao.modules.targets.rules.periods import Period

Place = tuple[int, str, date]  # node, grain, first day
Spot = tuple[Node, Period]
AT_ONCE = 500  # rows in one statement


def _place(node: Node, period: Period) -> Place:
    return node.pk, period.grain, period.first


def store(rows: Sequence[Model], columns: Sequence[str]) -> None:
    """Write these columns of rows that are there. One prepared statement for all of them: `bulk_update` spells a CASE for each
    value, which takes seconds for the two thousand cells of a paste."""
    if not rows:
        return
    meta = rows[0]._meta
    known: dict[str, Any] = {field.name: field for field in meta.concrete_fields}
    fields = [known[name] for name in columns]
    quote = connection.ops.quote_name
    names = ", ".join(f"{quote(field.column)} = %s" for field in fields)
    statement = f"UPDATE {quote(meta.db_table)} SET {names} WHERE {quote('id')} = %s"  # noqa: S608 - names of columns
    values = [
        [*(field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields), row.pk]
        for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(statement, values)


class Figures:
    """Only for whoever holds the tree's lock. Every cell that is set has the cells above it, in the tree and in time, and the
    divisions that it is a part of; their sums are summed anew from the rows, never counted up."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.year = periods.year_from(tree.starts_on)
        self._nodes = {node.pk: node for node in Node.objects.filter(tree=tree)}
        self._cells: dict[Place, Cell] = {}
        self._divisions: dict[tuple[int, str], Breakdown] = {}

    def node(self, id: int) -> Node | None:
        found = self._nodes.get(id)
        return found if found is not None and found.removed_at is None else None

    @property
    def nodes(self) -> Iterable[Node]:
        """Also those that are out of the tree."""
        return self._nodes.values()

    def load(self, grains: Iterable[str]) -> None:
        """Read what stands, in two statements, before many cells are asked for."""
        wanted = set(grains)
        for grain in list(wanted):
            while (longer := periods.longer(grain, self.tree.grains)) is not None:
                wanted.add(longer)
                grain = longer
        for cell in Cell.objects.filter(tree=self.tree, grain__in=wanted):
            self._cells[cell.node_id, cell.grain, cell.starts_on] = cell
        for one in Breakdown.objects.filter(cell__tree=self.tree, cell__grain__in=wanted):
            self._divisions[one.cell_id, one.axis] = one

    def standing(self, node: Node, period: Period) -> Cell | None:
        """The cell if there is one, of the grains that were loaded."""
        cell = self._cells.get(_place(node, period))
        if cell is not None:
            cell.node = node
        return cell

    def cell(self, node: Node, period: Period, now: datetime) -> Cell:
        """The cell, made with all that it hangs on where it is not there yet."""
        if (found := self.standing(node, period)) is not None:
            return found
        self.prepare([(node, period)], now)
        return self._cells[_place(node, period)]

    def prepare(self, wanted: Iterable[Spot], now: datetime) -> None:
        """Make what is not there yet of these cells and of all that they hang on: those nearest to the root and the year
        first, a few statements for each level."""
        levels: dict[int, list[Spot]] = defaultdict(list)
        for node, period in self._missing(wanted):
            levels[self._depth(node) + self.tree.grains.index(period.grain)].append((node, period))
        for level in sorted(levels):
            self._divide(levels[level])
            self._create(levels[level], now)

    def _missing(self, wanted: Iterable[Spot]) -> list[Spot]:
        found: dict[Place, Spot] = {}
        waiting = list(wanted)
        while waiting:
            spot = waiting.pop()
            place = _place(*spot)
            if place not in self._cells and place not in found:
                found[place] = spot
                waiting += [whole for whole, _ in self._wholes(*spot)]
        return list(found.values())

    def _wholes(self, node: Node, period: Period) -> list[tuple[Spot, Axis]]:
        """What a cell is a part of: the node above it, and the longer period."""
        wholes: list[tuple[Spot, Axis]] = []
        if (above := self._nodes.get(node.parent_id or 0)) is not None:
            wholes.append(((above, period), Axis.DOWN))
        if (longer := periods.longer(period.grain, self.tree.grains)) is not None:
            wholes.append(((node, periods.containing(period.first, self.year, longer)), Axis.TIME))
        return wholes

    def _depth(self, node: Node) -> int:
        above = self._nodes.get(node.parent_id or 0)
        return 0 if above is None else 1 + self._depth(above)

    def _divide(self, spots: list[Spot]) -> None:
        """The divisions that these cells are parts of; the wholes are there."""
        buffers_of = {Axis.DOWN: self.tree.buffer_bp, Axis.TIME: self.tree.time_buffer_bp}
        new: dict[tuple[int, str], Breakdown] = {}
        for spot in spots:
            for whole, axis in self._wholes(*spot):
                cell = self._cells[_place(*whole)]
                key = (cell.pk, str(axis))
                if key not in self._divisions and key not in new:
                    new[key] = Breakdown(
                        cell=cell,
                        axis=axis,
                        buffer_bp=buffers_of[axis],
                        must=cell.must or 0,
                        stretch=cell.stretch or 0,
                    )
        Breakdown.objects.bulk_create(new.values(), AT_ONCE)
        self._divisions |= new

    def _create(self, spots: list[Spot], now: datetime) -> None:
        new = []
        for node, period in spots:
            parts = {
                axis: self._divisions[self._cells[_place(*whole)].pk, str(axis)]
                for whole, axis in self._wholes(node, period)
            }
            cell = Cell(
                tree=self.tree,
                node=node,
                grain=period.grain,
                starts_on=period.first,
                ends_on=period.last,
                within=parts.get(Axis.DOWN),
                during=parts.get(Axis.TIME),
                created_at=now,
                updated_at=now,
            )
            new.append(cell)
            self._cells[_place(node, period)] = cell
        Cell.objects.bulk_create(new, AT_ONCE)

    def settle(self, changed: list[Cell]) -> None:
        """After these cells were saved: their divisions have their figures, those that they are a part of their sums.

        Raises `targets.below_parent` (409) for a closed one whose parts no longer exceed the whole by the buffer.
        """
        above = {id for cell in changed for id in (cell.within_id, cell.during_id) if id is not None}
        self._settle({cell.pk: cell for cell in changed}, above)

    def settle_above(self, moved: Iterable[Cell]) -> None:
        """After the node of these cells went out of the tree or came back: the figures above it have their sums, its own
        divisions stay as they are. Raises `targets.below_parent`."""
        self._settle({}, {cell.within_id for cell in moved if cell.within_id is not None})

    def _settle(self, own: Mapping[int, Cell], above: Collection[int]) -> None:
        touched = [one for one in self._divisions.values() if one.pk in above or one.cell_id in own]
        for one in touched:
            if (cell := own.get(one.cell_id)) is not None:
                one.must, one.stretch = cell.must or 0, cell.stretch or 0
        for axis, name in ((Axis.DOWN, "within_id"), (Axis.TIME, "during_id")):
            summed = [one for one in touched if one.axis == axis and one.pk in above]
            rows = Cell.objects.filter(**{f"{name}__in": [one.pk for one in summed]}, node__removed_at=None)
            sums = {
                id: (must or 0, stretch or 0)
                for id, must, stretch in rows.values_list(name).annotate(Sum("must"), Sum("stretch"))
            }
            for one in summed:
                one.must_sum, one.stretch_sum = sums.get(one.pk, (0, 0))
        for one in touched:
            self._refuse_short(one, one.buffer_bp)
        store(touched, ["must", "stretch", "must_sum", "stretch_sum"])

    def check(self, divisions: QuerySet[Breakdown], *, buffer_bp: int) -> None:
        """Whether these would hold with that buffer. Raises `targets.below_parent`."""
        for one in divisions.select_related("cell__node"):
            self._refuse_short(one, buffer_bp)

    def check_one(self, division: Breakdown) -> None:
        self._refuse_short(division, division.buffer_bp)

    def _refuse_short(self, one: Breakdown, buffer_bp: int) -> None:
        if one.closed_at is None:
            return
        for line in ("must", "stretch"):
            lacking = buffers.short_by(getattr(one, line), buffer_bp, getattr(one, f"{line}_sum"))
            if lacking:
                cell = Cell.objects.select_related("node").get(pk=one.cell_id)
                raise Conflict(
                    "targets.below_parent",
                    field=line,
                    node=cell.node.name,
                    node_id=cell.node_id,
                    axis=one.axis,
                    grain=cell.grain,
                    starts_on=cell.starts_on.isoformat(),
                    needed=buffers.needed(getattr(one, line), buffer_bp),
                    parts=getattr(one, f"{line}_sum"),
                    lacking=lacking,
                    buffer=f"{buffer_bp / 100:g}",
                )
