"""A text as clauses in one spelling: 简繁, case and width folded, what only separates left out, places kept."""

import unicodedata
from dataclasses import dataclass
from functools import cache

from dabiao.core.text import fold

ENDS = frozenset("，。！？；!?;\n\r\t()（）【】[]{}|…")
QUIET = frozenset("'’‘`\"“”「」『』《》")  # leave no gap: don't → dont


@dataclass(frozen=True, slots=True)
class Clause:
    """`text` has one character per place in `at`, which says where in the original it came from; `gaps` are the places before
    which something stood that was left out."""

    text: str
    at: tuple[int, ...]
    gaps: frozenset[int]


@cache
def _spelled(char: str) -> str:
    """The character in one spelling; nothing for what separates or is not seen."""
    folded = fold(unicodedata.normalize("NFKC", char))
    return "".join(one for one in folded if one.isalnum())


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def clauses(text: str) -> list[Clause]:
    """The clauses of a text, those without a word left out."""
    found: list[Clause] = []
    chars: list[str] = []
    at: list[int] = []
    gaps: set[int] = set()
    gap = False

    def close() -> None:
        nonlocal gap
        if chars:
            found.append(_closed(chars, at, gaps))
        chars.clear()
        at.clear()
        gaps.clear()
        gap = False

    for place, char in enumerate(text):
        if char in QUIET:
            continue
        spelled = _spelled(char)
        if not spelled:
            if _ends(text, place):
                close()
            else:
                gap = bool(chars)
            continue
        if gap:
            if _latin(chars[-1]) and _latin(spelled[0]):
                chars.append(" ")
                at.append(place)
            gaps.add(len(chars))
            gap = False
        for one in spelled:
            chars.append(one)
            at.append(place)
    close()
    return found


def _ends(text: str, place: int) -> bool:
    """Whether a clause ends here. A point or comma within a number or name does not."""
    char = text[place]
    if char in ENDS:
        return True
    if char not in ".,":
        return False
    after = text[place + 1 : place + 2]
    if char == ",":
        return not after.isdigit()
    return (not after or after.isspace()) and text[place - 1 : place].isascii()


def _closed(chars: list[str], at: list[int], gaps: set[int]) -> Clause:
    """Letters that were spaced out one by one (`C R M`) are one word again."""
    keep = [
        place
        for place, char in enumerate(chars)
        if char != " " or not (_alone(chars, place - 1) and _alone(chars, place + 1))
    ]
    if len(keep) == len(chars):
        return Clause("".join(chars), tuple(at), frozenset(gaps))
    moved = {old: new for new, old in enumerate(keep)}
    return Clause(
        "".join(chars[place] for place in keep),
        tuple(at[place] for place in keep),
        frozenset(moved[gap] for gap in gaps if gap in moved),
    )


def _alone(chars: list[str], place: int) -> bool:
    """Whether a letter stands by itself."""
    before = chars[place - 1] if place > 0 else " "
    after = chars[place + 1] if place + 1 < len(chars) else " "
    return chars[place].isalpha() and not _latin(before) and not _latin(after)


def keyword(text: str) -> str:
    """A word that somebody looks for, spelled as clauses are; empty where nothing of it can be heard."""
    return " ".join(clause.text for clause in clauses(text))
