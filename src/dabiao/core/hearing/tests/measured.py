"""The labelled sentences, and how well denials in them are told."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from dabiao.core.hearing.listening import Heard, keyword

FILE = Path(__file__).with_name("sentences.txt")


@dataclass(frozen=True)
class Sentence:
    word: str
    label: str
    text: str

    @property
    def apart(self) -> bool:
        """Kept apart while the negations were written."""
        return sha256(self.text.encode()).digest()[0] % 2 == 1

    @property
    def heard(self) -> str:
        found = [one.denied for one in Heard(self.text).find(keyword(self.word))]
        return "0" if not found else "+" if False in found else "-"


def sentences() -> list[Sentence]:
    rows = [row for row in FILE.read_text("utf-8").splitlines() if row and not row.startswith("#")]
    return [Sentence(*row.split("|", 2)) for row in rows]


def figures(chosen: list[Sentence], label: str) -> tuple[float, float]:
    """(precision, recall) of a label."""
    right = sum(one.heard == one.label == label for one in chosen)
    said = sum(one.heard == label for one in chosen)
    meant = sum(one.label == label for one in chosen)
    return right / max(said, 1), right / max(meant, 1)
