"""One box over every kind of record: the best few of each."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import F

from dabiao.core import subjects
from dabiao.core.actor import Actor
from dabiao.core.search import kinds, pieces, probing, reach
from dabiao.core.search.arms import Asked
from dabiao.core.search.kinds import Searched, record_id
from dabiao.core.search.pieces import Sql
from dabiao.core.search.questions import Question, ask
from dabiao.core.search.reach import Reach
from dabiao.core.text import fold

RANKED = 300  # of each kind, the newest


@dataclass(frozen=True)
class Hit:
    """A record that the actor may see; `marks` are the parts of title and subtitle that were asked for, as written."""

    kind: str
    id: int
    title: str
    subtitle: str
    marks: list[str]


def find(text: str, *, actor: Actor, per_kind: int) -> list[Hit]:
    """By whole field or handle first, then by beginning, then by any part; among those the newest.

    Of words that more than 300 records of a kind have, only the newest 300 are put in this order.
    """
    question = ask(text)
    if question is None:
        return []
    reaches = {one.kind: reach.of(actor, one) for one in kinds.every() if one.offered}
    asked = [kinds.get(kind) for kind, within in reaches.items() if not within.is_empty]
    return [
        hit
        for one, ids in _best(asked, question, reaches, per_kind)
        for hit in _hits(one, ids, question, actor)
    ]


def _best(
    asked: list[Searched], question: Question, reaches: dict[str, Reach], per_kind: int
) -> Iterator[tuple[Searched, list[int]]]:
    """The ids of the best of every kind."""
    columns = _ranked(question)
    wanted = [Asked(one, question, reaches[one.kind], columns) for one in asked]
    for one, rows in zip(asked, probing.newest(wanted, most=RANKED), strict=True):
        best = sorted(rows, key=lambda row: (row[1], -row[0]))[:per_kind]
        yield one, [record_id(id) for id, _ in best]


def _ranked(question: Question) -> Sql:
    """An entry's id and its rank."""
    whole, begins = (
        pieces.holds("texts", [f"\n{question.whole}\n"]),
        pieces.holds("texts", [f"\n{question.whole}"]),
    )
    handle = pieces.is_handle(question)
    return Sql(
        f"e.id, CASE WHEN {whole.text} OR {handle.text} THEN 0 WHEN {begins.text} THEN 1 ELSE 2 END",
        [*whole.params, *handle.params, *begins.params],
    )


def _hits(searched: Searched, ids: list[int], question: Question, actor: Actor) -> Iterator[Hit]:
    """In the order of `ids`, without what the actor may not see."""
    if not ids:
        return
    subject = subjects.get(searched.kind)
    subtitle = F(subject.subtitle_field or subject.title_field)
    seen: dict[int, tuple[Any, Any]] = {
        id: (title, under)
        for id, title, under in subject.visible_to(actor)
        .filter(pk__in=ids)
        .values_list("pk", subject.title_field, subtitle)
    }
    for id in ids:
        if id in seen:
            title, under = (text or "" for text in seen[id])
            marks = [*marks_in(title, question.words), *marks_in(under, question.words)]
            yield Hit(searched.kind, id, title or under or f"#{id}", under, list(dict.fromkeys(marks)))


def marks_in(text: str, words: tuple[str, ...]) -> Iterator[str]:
    """The parts of a text that fold to one of the words: 「臺灣」 for 「台湾」."""
    places = [(at, char) for at, original in enumerate(text) for char in fold(original) or " "]
    folded = "".join(char for _, char in places)
    for word in words:
        at = folded.find(word)
        while at >= 0:
            yield text[places[at][0] : places[at + len(word) - 1][0] + 1]
            at = folded.find(word, at + len(word))
