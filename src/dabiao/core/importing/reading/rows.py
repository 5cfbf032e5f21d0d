"""One row of a file, as text."""

from typing import NamedTuple


class SourceRow(NamedTuple):
    """`number` counts as a spreadsheet does: the first row of the file is 1, blank rows included."""

    number: int
    cells: list[str]
