"""Sums of records by person: which of them count, and how they are made anew, a person in a transaction (ADR 0076).

A room names three tables: its sums, marks and how far they are made. Its sums have `owner_id` (0: nobody), and `basis`: all
that they hang on besides that person's records, under one name. A sum counts while it is of the basis that is asked for, its
person was reached and no mark is on them. Everybody else's records are read: being behind costs time, never truth.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import BooleanField, F, Func, Model, Q, QuerySet

from dabiao.core.db import hold_name
from dabiao.core.sums.rows import Making, Mark
from dabiao.core.timers.running import JobRun
from dabiao.core.upkeep.triggers import Watch, Watched

NOBODY = 0
STATE = 1
EVERYBODY = 2**62  # a number that no person's comes near
_AT_ONCE = 20
_ALL = 1_000_000


def of_person(id: int) -> Q:
    """Records of this person (0: of nobody)."""
    return _of_people([id])


def _of_people(ids: Collection[int]) -> Q:
    known = [id for id in ids if id != NOBODY]
    return Q(owner_id__in=known) | Q(owner_id=None) if NOBODY in ids else Q(owner_id__in=known)


class _OfMarked(Func):
    """Whether there is a mark on the owner. PostgreSQL guesses that an array has ten people, as is about true, and looks up
    their records; for a table's thousands it would read every record."""

    output_field = BooleanField()

    def __init__(self, marks: str) -> None:
        super().__init__(F("owner_id"), marks=marks)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        template = "%(expressions)s = ANY(ARRAY(SELECT owner_id FROM %(marks)s))"
        return self.as_sql(compiler, connection, template=template, **extra)

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        template = "%(expressions)s IN (SELECT owner_id FROM %(marks)s)"
        return self.as_sql(compiler, connection, template=template, **extra)


@dataclass(frozen=True)
class PersonalSums:
    """`name` is held while a person's are made, and names the triggers."""

    name: str
    rows: type[Model]
    marks: type[Mark]
    making: type[Making]

    def upto(self, basis: str) -> int:
        """Up to which person sums of this basis are made: `EVERYBODY`, or a person's number; below `NOBODY` none are."""
        found = self._of(self.making).filter(pk=STATE, basis=basis).values_list("whole", "reached").first()
        if found is None:
            return NOBODY - 1
        whole, reached = found
        return EVERYBODY if whole else int(reached)

    def counting(self, basis: Any, upto: Any = EVERYBODY) -> "QuerySet[Any]":
        """The sums that count, where so far are made. Of one moment with `stale`, or one statement with `of_marked`."""
        found = self._of(self.rows).filter(basis=basis)
        if upto != EVERYBODY:
            found = found.filter(owner_id__lte=upto)
        return found.exclude(owner_id__in=self._of(self.marks).values("owner_id"))

    def stale(self, upto: int) -> Q | None:
        """The records that no sum answers for, where sums are made as far as that; None: there are none."""
        if upto < NOBODY:
            return Q()
        marked = sorted(self._of(self.marks).values_list("owner_id", flat=True).distinct())
        found = _of_people(marked) if marked else None
        if upto == EVERYBODY:
            return found
        later = Q(owner_id__gt=upto)
        return later if found is None else found | later

    def of_marked(self) -> Func:
        """The records of people with a mark, as a condition of a statement; without those of nobody."""
        return _OfMarked(self.marks._meta.db_table)

    def marked_nobody(self) -> "QuerySet[Any]":
        """For `Exists`: whether there is a mark on the records of nobody."""
        return self._of(self.marks).filter(owner_id=NOBODY)

    def made(self) -> "QuerySet[Any]":
        """The row that tells how far they are made; none before the first."""
        return self._of(self.making).filter(pk=STATE)

    def is_behind(self, basis: str) -> bool:
        """Whether any sum is out of date."""
        return self._of(self.marks).exists() or self.upto(basis) != EVERYBODY

    def behind(self, basis: str) -> int:
        """How many people's sums are out of date at the most."""
        if self.upto(basis) != EVERYBODY:
            return _ALL
        return self._of(self.marks).values("owner_id").distinct().count()

    @transaction.atomic
    def forget(self) -> None:
        """`settle` makes every sum anew."""
        hold_name(self.name)
        self._of(self.making).update(basis="", whole=False)

    def settle(
        self,
        basis: str,
        now: datetime,
        *,
        people: int,
        following: Callable[[int], int | None],
        write: Callable[[int], None],
    ) -> int:
        """No sum is out of date any more, unless there are more people than asked for; returns how many were counted.

        `following`: the next person by number who may have records, behind a given one. `write` adds a person's sums, of
        their records and the basis. A transaction each: killed anywhere, the next run goes on where this one was.
        """
        for done in range(people):
            if not self._settle_one(basis, now, following, write):
                return done
        return people

    @transaction.atomic
    def _settle_one(
        self,
        basis: str,
        now: datetime,
        following: Callable[[int], int | None],
        write: Callable[[int], None],
    ) -> bool:
        """The next person of a basis that is not whole yet, else the one whose mark is oldest."""
        hold_name(self.name)
        made, _ = self._of(self.making).get_or_create(pk=STATE)
        if made.basis != basis:
            made.basis, made.begun_at, made.reached, made.whole = basis, now, NOBODY - 1, False
            made.save()
        if made.whole:
            oldest = self._of(self.marks).order_by("pk").values_list("owner_id", flat=True).first()
            if oldest is None:
                return False
            self._write(oldest, write)
            return True
        owner_id = NOBODY if made.reached < NOBODY else following(made.reached)
        if owner_id is None:
            self._of(self.rows).exclude(basis=basis).delete()
            made.whole = True
        else:
            self._write(owner_id, write)
            made.reached = owner_id
        made.save()
        return True

    def _write(self, owner_id: int, write: Callable[[int], None]) -> None:
        """Marks go first: what changes after that leaves marks of its own."""
        self._of(self.marks).filter(owner_id=owner_id).delete()
        self._of(self.rows).filter(owner_id=owner_id).delete()
        write(owner_id)

    def work_off(self, run: JobRun, basis: str, settle: Callable[[int], int]) -> int:
        """As a job, which has no checkpoint but what is left: those who are behind as it begins, so that it ends however many
        records change meanwhile. `settle` takes some people."""
        done, most = 0, self.behind(basis)
        while done < most and (found := settle(min(_AT_ONCE, most - done))):
            done += found
            run.progress(done)
        return done

    def watch(self, table: str, columns: tuple[str, ...], missed: Callable[[Any], None]) -> Watch:
        """Triggers that mark who has a record of this table, and who had it, when one of these columns changes."""
        into = f"INSERT INTO {self.marks._meta.db_table} (owner_id) SELECT"
        had = f"{into} COALESCE(OLD.owner_id, 0) WHERE COALESCE(OLD.owner_id, 0) <> COALESCE(NEW.owner_id, 0)"
        watched = Watched(table, columns, lambda row: f"{into} COALESCE({row}.owner_id, 0)", left=had)
        return Watch(self.name, (watched,), missed)

    @staticmethod
    def _of(model: type[Any]) -> Any:
        return model.objects
