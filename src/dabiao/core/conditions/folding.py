"""Comparing texts without regard to case, width and 简繁, alike in Python and in SQL (ADR 0007).

Texts are put in order at the door (`squash`), so what is left to compare goes character by character: each character
stands for all that fold to the same. On an object both sides are folded; in a query each character of the wanted text
becomes the class of its spellings (`[台臺]`), which needs no function in the database and no second column.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from dabiao.core.text import fold, squash

# everything with case, width or a compatible form; CJK ideographs, and no Hangul, Yi or private use between
_RANGES = ((0x20, 0xA000), (0xA640, 0xAC00), (0xF900, 0xFFFE))


@cache
def _folds() -> dict[int, str]:
    """Character → the one it folds to, where that is one other character."""
    found = {}
    for start, end in _RANGES:
        for code in range(start, end):
            char = chr(code)
            if unicodedata.category(char) in ("Cn", "Cs", "Cf"):
                continue
            folded = _settled(char)
            if folded != char:
                found[code] = folded
    return found


def _settled(char: str) -> str:
    """`fold` until nothing changes; a character that would become several or none stays as it is."""
    for _ in range(4):
        folded = fold(char)
        if len(folded) != 1 or folded == char:
            return char
        char = folded
    return char


@cache
def _spellings() -> dict[str, str]:
    """Folded character → all its spellings, itself first."""
    found: dict[str, list[str]] = defaultdict(list)
    for code, folded in _folds().items():
        found[folded].append(chr(code))
    return {folded: folded + "".join(others) for folded, others in found.items()}


def folded(text: str) -> str:
    """The form in which kept texts are compared."""
    return text.casefold() if text.isascii() else text.translate(_folds())


def wanted(text: str) -> str:
    """A text that somebody looks for, put in order as kept ones are and folded."""
    return folded(squash(text))


def pattern(text: str) -> str:
    """A regular expression, the same for Python and PostgreSQL, for the folded `text` in any spelling."""
    return "".join(_class(char) for char in text)


def _class(char: str) -> str:
    spellings = _spellings().get(char, char)
    if len(spellings) == 1:
        return f"\\{char}" if char.isascii() and not char.isalnum() else char
    return f"[{''.join(_inside(one) for one in spellings)}]"


def _inside(char: str) -> str:
    return f"\\{char}" if char in "\\]^-[" else char


def whole(texts: Iterable[str]) -> str:
    """Exactly one of the folded `texts`."""
    return rf"\A(?:{'|'.join(pattern(text) for text in sorted(texts))})\Z"
