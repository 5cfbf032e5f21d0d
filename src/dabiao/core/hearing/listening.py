"""What was said, ready to be asked for many words: each is looked for in folded clauses, and heard as said or as denied."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from dabiao.core.hearing.negation import denied
from dabiao.core.hearing.spelling import Clause, clauses, keyword

__all__ = ["Found", "Heard", "keyword"]


@dataclass(frozen=True, slots=True)
class Found:
    """A word in a text: its place in the text as it was typed, and whether it was denied."""

    start: int
    end: int
    denied: bool


class Heard:
    """One text. Words are given as `keyword` spells them."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _clauses(self) -> list[Clause]:
        return clauses(self.text)

    @cached_property
    def _whole(self) -> str:
        return "\n".join(clause.text for clause in self._clauses)

    def find(self, word: str) -> Iterator[Found]:
        """Every place where the word stands. Looking for a word that is not there costs one search in C: with hundreds of
        words that is quicker than any automaton written in Python."""
        if not word or word not in self._whole:
            return
        for clause in self._clauses:
            start = clause.text.find(word)
            while start >= 0:
                end = start + len(word)
                if _stands_alone(clause.text, start, end):
                    at = clause.at
                    yield Found(at[start], at[end - 1] + 1, denied(clause.text, start, end, clause.gaps))
                start = clause.text.find(word, end)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """A Latin word or number is no part of a longer one; its plural is the word."""
    if start and _latin(text[start]) and _latin(text[start - 1]):
        return False
    if not _latin(text[end - 1]) or not _latin(text[end : end + 1] or " "):
        return True
    return text[end] == "s" and text[end - 1].isalpha() and not _latin(text[end + 1 : end + 2] or " ")


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
