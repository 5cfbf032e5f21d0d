"""The rows of a list that a text finds, exactly, in whatever order and under whatever filters the list has."""

from dataclasses import dataclass, replace
from typing import Any

from django.db.models import BooleanField, OuterRef, QuerySet, Subquery
from django.db.models.expressions import RawSQL
from django.db.models.lookups import IsNull

from dabiao.core.actor import Actor
from dabiao.core.search import kinds, probing, reach
from dabiao.core.search.kinds import KINDS, Searched
from dabiao.core.search.models import Entry
from dabiao.core.search.questions import Question, ask

MOST = 2_000  # hits up to here are known one by one; of more, only that there are more


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


@dataclass(frozen=True)
class Found:
    """`rows` of the list. `newest` are the ids of the newest answers when there are more than `MOST`."""

    all_rows: QuerySet[Any]
    rows: QuerySet[Any]
    path: str = "pk"
    newest: tuple[int, ...] = ()

    def among(self, seen: Any) -> "Found":
        """Those that pass one more condition."""
        return replace(self, all_rows=self.all_rows.filter(seen), rows=self.rows.filter(seen))

    def probe_count(self, limit: int) -> int:
        """The number of rows, counted no further than `limit`."""
        if len(self.newest) >= limit:  # often all of the newest are in the list, and that is enough to know
            known = _among(self.all_rows, self.path, self.newest).order_by()[:limit].count()
            if known >= limit:
                return known
        return self.rows.order_by()[:limit].count()


def search(rows: QuerySet[Any], where: SearchIn, text: str, *, actor: Actor) -> Found:
    """Those of `rows` that answer to `text`; all of them when nothing was typed."""
    question, searched = ask(text), kinds.get(where.kind)
    if question is None:
        return Found(rows, rows)
    within = reach.EVERYTHING if where.anyones else reach.of(actor, searched, where.permission)
    ids = probing.probe(searched, question, within, most=MOST + 1)
    if len(ids) <= MOST:
        return Found(rows, _among(rows, where.path, ids))
    return Found(rows, _answering(rows, where.path, searched, question), where.path, tuple(ids))


def _among(rows: QuerySet[Any], path: str, ids: Any) -> QuerySet[Any]:
    sql, param = probing.among(ids)
    return rows.filter(**{f"{path}__in": RawSQL(sql.removeprefix("(").removesuffix(")"), [param])})


def _answering(rows: QuerySet[Any], path: str, searched: Searched, question: Question) -> QuerySet[Any]:
    """Row by row as the list's own order brings them, for words that so many have that a page is soon full."""
    answers = probing.answers(question)
    entry = Entry.objects.annotate(answers=RawSQL(answers.text, answers.params, output_field=BooleanField()))
    own = entry.filter(pk=OuterRef(path) * KINDS + searched.number, answers=True).values("pk")
    return rows.filter(IsNull(Subquery(own), False))
