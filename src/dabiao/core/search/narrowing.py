"""The rows of a list that a text finds, exactly, in whatever order and under whatever filters the list has."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.db.models import BooleanField, OuterRef, QuerySet, Subquery
from django.db.models.expressions import RawSQL
from django.db.models.lookups import IsNull

from dabiao.core.actor import Actor
from dabiao.core.search import kinds, pieces, probing, reach
from dabiao.core.search.kinds import KINDS, Searched
from dabiao.core.search.models import Entry
from dabiao.core.search.questions import Question, ask
from dabiao.core.search.reach import Reach

FEW = 100  # hits looked for at first: a page in the order of time, and "100+", need no more
SOME = 300  # the same for a list that passes over some of them: by a filter, or on its way to a later page
SPARSE = 20  # ids for each answer, and fewer are dense
MOST = 2_000  # hits known one by one where the newest do not decide; of more, only that there are more


@dataclass(frozen=True)
class SearchIn:
    """Rows are found by the entry of a kind: their own, or that of the record that `path` points to.

    `permission` says whose entries may matter, the kind's own unless given; `anyones` looks among all, for lists that
    show more than it reaches.
    """

    kind: str
    path: str = "pk"
    permission: str = ""
    anyones: bool = False


Narrow = Callable[[QuerySet[Any]], QuerySet[Any]]


@dataclass(frozen=True)
class Found:
    """`rows` of a list, which are those of `all_rows` that answer; all of them when nothing was asked.

    `ids` are the answers as far as they were looked for, the newest first and none left out down to the last; None when nothing
    was asked. They are all there are unless `more` can be asked, or there are `too_many`. `dense`: so many of the newest rows
    answer that reading these fills a page at once.
    """

    all_rows: QuerySet[Any]
    path: str = "pk"
    ids: tuple[int, ...] | None = None
    more: Callable[[], list[int]] | None = None
    too_many: Narrow | None = None
    dense: bool = False

    @property
    def rows(self) -> QuerySet[Any]:
        if self.ids is None:
            return self.all_rows
        return self.of_known() if self.too_many is None else self.too_many(self.all_rows)

    @property
    def are_all(self) -> bool:
        return self.too_many is None

    def among(self, seen: Any) -> "Found":
        """Those that pass one more condition."""
        return replace(self, all_rows=self.all_rows.filter(seen))

    def widened(self) -> "Found":
        """With up to `MOST` answers known one by one, for orders and filters that the newest do not decide."""
        if self.more is None:
            return self
        ids = tuple(self.more())
        return replace(self, ids=ids, more=None, too_many=None if len(ids) <= MOST else self.too_many)

    def of_known(self) -> QuerySet[Any]:
        """The rows among the answers that were looked for."""
        return self.all_rows.filter(**{f"{self.path}__in": RawSQL(*pieces.each_of(self.ids or ()))})

    def probe_count(self, limit: int) -> int:
        """The number of rows, counted no further than `limit`."""
        # often all of them are in the list, and that is enough to know
        if not self.are_all and len(self.ids or ()) >= limit:
            known = self.of_known().order_by()[:limit].count()
            if known >= limit:
                return known
        return self.widened().rows.order_by()[:limit].count()


def search(rows: QuerySet[Any], where: SearchIn, text: str, *, actor: Actor, passes_on: bool = True) -> Found:
    """Those of `rows` that answer to `text`; all of them when nothing was typed."""
    question, searched = ask(text), kinds.get(where.kind)
    if question is None:
        return Found(rows)
    within = reach.EVERYTHING if where.anyones else reach.of(actor, searched, where.permission)
    probe = partial(probing.probe, searched, question, within)
    first = _first(within, passes_on=passes_on)
    ids = tuple(probe(most=first + 1))
    if len(ids) <= first:
        return Found(rows, where.path, ids)
    if not passes_on:
        ids = ids[: FEW + 1]
    more = None if first == MOST else partial(probe, most=MOST + 1)
    dense = not passes_on and ids[0] - ids[-1] < SPARSE * len(ids)
    return Found(rows, where.path, ids, more, partial(_answering, where.path, searched, question), dense)


def _first(within: Reach, *, passes_on: bool) -> int:
    """Of everybody's records the newest lie side by side and cost little; all of a rare word are then known at once."""
    if passes_on:
        return MOST if within.is_narrow else SOME
    return SOME if within.tokens is None else FEW


def _answering(path: str, searched: Searched, question: Question, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Row by row as the list's own order brings them, for words that so many have that a page is soon full."""
    answers = pieces.answers(question)
    entry = Entry.objects.annotate(answers=RawSQL(answers.text, answers.params, output_field=BooleanField()))
    own = entry.filter(pk=OuterRef(path) * KINDS + searched.number, answers=True).values("pk")
    return rows.filter(IsNull(Subquery(own), False))
