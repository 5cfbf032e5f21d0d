"""Cases as rows of numbers: numbers as they are, choices and words as yes or no. What is learnt of columns is plain data."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import Any

from dabiao.core.hearing.spelling import clauses

Case = Mapping[str, Any]  # name → number, text of a choice, list of choices; under `TEXT` free text
TEXT = "text"
MOST_VALUES = 40  # of one choice; the others are one
MOST_WORDS = 200
LEAST = 20  # cases that a value or word must occur in
NAN = float("nan")


@dataclass(frozen=True, slots=True)
class Column:
    """`kind`: `number`, `is` (a choice has this value) or `says` (these characters stand in the text)."""

    name: str
    kind: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Encoder:
    columns: tuple[Column, ...]

    def row(self, case: Case) -> list[float]:
        said = "\n".join(clause.text for clause in clauses(str(case.get(TEXT) or "")))
        return [_cell(column, case, said) for column in self.columns]


def _cell(column: Column, case: Case, said: str) -> float:
    if column.kind == "says":
        return float(column.value in said)
    value = case.get(column.name)
    if column.kind == "number":
        return float(value) if isinstance(value, int | float) else NAN
    return float(column.value in value if isinstance(value, list) else str(value) == column.value)


def learnt(cases: Sequence[Case]) -> Encoder:
    """The columns worth having, by how often a value occurs; what is rare tells nothing."""
    names = sorted({name for case in cases for name in case if name != TEXT})
    columns: list[Column] = []
    for name in names:
        values = [case.get(name) for case in cases]
        if any(isinstance(value, int | float) for value in values):
            columns.append(Column(name, "number"))
            continue
        several = chain.from_iterable(
            value if isinstance(value, list) else [value] for value in values if value
        )
        counts = Counter(str(one) for one in several)
        columns += [Column(name, "is", value) for value in _frequent(counts, MOST_VALUES)]
    words = Counter(chain.from_iterable(_grams(str(case.get(TEXT) or "")) for case in cases))
    columns += [Column(TEXT, "says", word) for word in _frequent(words, MOST_WORDS)]
    return Encoder(tuple(columns))


def _frequent(counts: Counter[str], most: int) -> list[str]:
    """The most frequent first, and of equally many in one order, so that the same cases give the same columns."""
    found = sorted((-n, value) for value, n in counts.items() if n >= LEAST)
    return [value for _, value in found[:most]]


def _grams(text: str) -> set[str]:
    """Pairs of ideographs and whole Latin words, each once."""
    return set(chain.from_iterable(_of_clause(clause.text) for clause in clauses(text)))


def _of_clause(text: str) -> Iterable[str]:
    for one, two in pairwise(text):
        if not one.isascii() and not two.isascii():
            yield one + two
    yield from (word for word in text.split() if word.isascii() and len(word) > 2 and not word.isdigit())
