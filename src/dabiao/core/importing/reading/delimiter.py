"""Which character separates the cells, told by how evenly each candidate divides the first rows."""

import csv
from collections import Counter

CANDIDATES = (",", "\t", ";", "|")
_ROWS = 100


def guess(sample: str, *, whole: bool) -> str:
    """The delimiter under which most rows are as wide as the header; a comma for a file of one column.

    `whole` says that the sample is the whole file, so that its last line is complete.
    """
    scored = [(_evenness(sample, candidate, whole=whole), candidate) for candidate in CANDIDATES]
    best = max(score for score, _ in scored)
    return next(candidate for score, candidate in scored if score == best) if best > (0.0, 0) else ","


def _evenness(sample: str, delimiter: str, *, whole: bool) -> tuple[float, int]:
    """(share of rows as wide as the header, that width); nothing for a header of one cell."""
    widths = _widths(sample, delimiter)
    if len(widths) > 1 and not whole:
        widths = widths[:-1]
    if not widths or widths[0] < 2:
        return 0.0, 0
    even = Counter(widths)[widths[0]] / len(widths)
    return round(even, 1), widths[0]


def _widths(sample: str, delimiter: str) -> list[int]:
    widths: list[int] = []
    reader = csv.reader(sample.splitlines(keepends=True), delimiter=delimiter)
    try:
        for cells in reader:
            if cells:
                widths.append(len(cells))
            if len(widths) > _ROWS:
                break
    except csv.Error:  # a quote that never closes under this delimiter
        return widths
    return widths
