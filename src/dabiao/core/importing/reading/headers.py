"""Column names: which rows hold them, and every one unique, none empty."""

import re
from collections.abc import Sequence

from dabiao.core.importing.reading.rows import SourceRow
from dabiao.core.text import tidy

TITLES = 3
LOOKED_AT = TITLES + 2
_LONGEST = 40
_DATA = re.compile(r"\d{4}|@")


def unique(cells: Sequence[str]) -> tuple[str, ...]:
    """`["名称", "", "名称"]` → `("名称", "#2", "名称 (2)")`. Line breaks inside a header become spaces."""
    taken: set[str] = set()
    names: list[str] = []
    for position, cell in enumerate(cells, start=1):
        name = " ".join(tidy(cell).split())[:120] or f"#{position}"
        candidate, copy = name, 1
        while candidate in taken:
            copy += 1
            candidate = f"{name} ({copy})"
        taken.add(candidate)
        names.append(candidate)
    return tuple(names)


def found(head: Sequence[SourceRow], *, merges: bool) -> tuple[list[str], int]:
    """The header among the first rows, and the number of its last row.

    A title over the table (one cell, often merged over all columns) is passed over when column names follow it. With
    `merges`, names in two rows are one header: 「联系方式」 over 「电话」 and 「邮箱」, beside a 「姓名」 merged downwards.
    """
    start = 0
    while start < min(TITLES, len(head) - 1) and _is_title(head, start):
        start += 1
    upper = head[start]
    lower = head[start + 1] if merges and len(head) > start + 1 else None
    if lower is None or not _continues(upper.cells, lower.cells):
        return upper.cells, upper.number
    width = max(len(upper.cells), len(lower.cells))
    pairs = zip(_padded(upper.cells, width), _padded(lower.cells, width), strict=True)
    return [below or above for above, below in pairs], lower.number


def _is_title(head: Sequence[SourceRow], place: int) -> bool:
    """One cell alone, with column names somewhere below it and nothing but such titles between."""
    if _filled(head[place].cells) != 1:
        return False
    below = next((row for row in head[place + 1 :] if _filled(row.cells) > 1), None)
    return below is not None and _are_names(below.cells)


def _continues(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Whether the lower row names what the upper left open, and leaves open what that named alone."""
    width = max(len(upper), len(lower))
    pairs = list(zip(_padded(upper, width), _padded(lower, width), strict=True))
    fills = any(below and not above for above, below in pairs)
    leaves = any(above and not below for above, below in pairs)
    return fills and leaves and _are_names(lower)


def _are_names(cells: Sequence[str]) -> bool:
    """Words, each once: no number, day or address among them."""
    names = [cell for cell in cells if cell]
    return len(set(names)) == len(names) and all(_is_name(name) for name in names)


def _is_name(cell: str) -> bool:
    return 2 <= len(cell) <= _LONGEST and not _DATA.search(cell) and any(char.isalpha() for char in cell)


def _filled(cells: Sequence[str]) -> int:
    return sum(1 for cell in cells if cell)


def _padded(cells: Sequence[str], width: int) -> list[str]:
    return [*cells, *[""] * (width - len(cells))]


def is_unnamed(name: str, position: int) -> bool:
    return name == f"#{position}"
