"""Which entries answer a question: the newest first, never more than asked for, whoever asks and whatever lies there."""

from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from dabiao.core.search import arms, stretches
from dabiao.core.search.arms import Asked
from dabiao.core.search.kinds import Searched, record_id
from dabiao.core.search.pieces import Sql, run
from dabiao.core.search.questions import Question
from dabiao.core.search.reach import Reach
from dabiao.core.search.stretches import Stretch

Row = tuple[Any, ...]
ID = Sql("e.id")
ENDLESS = 1 << 62  # above every entry id, for where all are read at once


def probe(searched: Searched, question: Question, reach: Reach, *, most: int) -> list[int]:
    """Ids of the records that answer, the highest first, none left out down to the last; at most `most`."""
    if reach.is_empty:
        return []
    (rows,) = newest([Asked(searched, question, reach, ID)], most=most)
    return [record_id(id) for (id,) in rows]


def newest(asked: list[Asked], *, most: int) -> list[list[Row]]:
    """`probe` for several kinds or questions in the same statements, with the columns asked for."""
    last = _last(list({one.searched.kind: one.searched for one in asked if _far(one.reach, most)}.values()))
    hunts = [_Hunt(one, most, last.get(one.searched.kind, ENDLESS)) for one in asked]
    while going := [hunt for hunt in hunts if hunt.goes_on]:
        _ask(going)
    return [hunt.answers() for hunt in hunts]


@dataclass
class _Hunt:
    """What one kind has answered so far."""

    asked: Asked
    most: int
    last: int
    stretch: Stretch | None = None  # read by words last
    rows: list[Row] = field(default_factory=list)
    by_words: int = 0
    cut: int = 0  # the last entry of an arm that had more to say
    goes_on: bool = True

    def next_arms(self) -> list[Sql]:
        """By words the last of them; the others are short, and asked at once."""
        if self.stretch is not None:
            wanted = self.most - len(self.answers())
            self.stretch = stretches.after(self.stretch, self.last, hits=self.by_words, wanted=wanted)
            return [arms.by_words(self.asked, self.stretch)]
        self.stretch = stretches.first_of(self.last, _far(self.asked.reach, self.most))
        found = [arms.shared(self.asked)] if self.asked.reach.shared else []
        if self._asks_words:
            found += [arms.by_handle(self.asked), arms.by_words(self.asked, self.stretch)]
        return found

    def take(self, answered: list[list[Row]]) -> None:
        """The rows of each of `next_arms`."""
        for rows in answered:
            self.rows += rows
            if len(rows) >= self.most:
                self.cut = max(self.cut, rows[-1][0])
        if self._asks_words:
            self.by_words += len(answered[-1])
        self.goes_on = self._read_from > 0 and len(self.answers()) < self.most

    def answers(self) -> list[Row]:
        """The newest first, none left out down to the last; no more than `most`."""
        floor = max(self.cut, self._read_from)
        return sorted((row for row in self.rows if row[0] >= floor), reverse=True)[: self.most]

    @property
    def _asks_words(self) -> bool:
        return self.asked.reach.tokens != ()

    @property
    def _read_from(self) -> int:
        """The entry id from which on all was read by words."""
        return self.stretch.first if self.stretch and self._asks_words else 0


def _far(reach: Reach, most: int) -> int:
    """How many of the newest entry ids are likely to hold enough; 0 for all, which SQLite reads backwards by itself."""
    if connection.vendor != "postgresql" or reach.is_narrow:
        return 0
    return stretches.OF_ALL_EACH * most if reach.tokens is None else stretches.OF_SOME


def _ask(hunts: list[_Hunt]) -> None:
    wanted = [hunt.next_arms() for hunt in hunts]
    flat = [
        (Sql(f"{arm.text} LIMIT {hunt.most:d}", arm.params))
        for hunt, own in zip(hunts, wanted, strict=True)
        for arm in own
    ]
    answered = _each(flat)
    for hunt, own in zip(hunts, wanted, strict=True):
        hunt.take([next(answered) for _ in own])


def _each(asked: list[Sql]) -> Any:
    """The rows of every SELECT, all asked in one statement."""
    text = " UNION ALL ".join(
        f"SELECT {n} AS place, * FROM ({one.text}) AS arm{n}" for n, one in enumerate(asked)
    )
    found: list[list[Row]] = [[] for _ in asked]
    if asked:
        for place, *row in run(Sql(text, [param for one in asked for param in one.params])):
            found[place].append(tuple(row))
    return iter(found)


def _last(wanted: list[Searched]) -> dict[str, int]:
    """The highest entry id of each kind, in one statement; needed only where stretches are asked."""
    if not wanted:
        return {}
    keys = ((one.model._meta.db_table, _key(one)) for one in wanted)
    highest = ", ".join(f"(SELECT MAX({key}) FROM {table})" for table, key in keys)
    row = run(Sql(f"SELECT {highest}"))[0]
    return {one.kind: one.entry_id(id or 0) for one, id in zip(wanted, row, strict=True)}


def _key(searched: Searched) -> str:
    key: Any = searched.model._meta.pk
    return str(key.column)
