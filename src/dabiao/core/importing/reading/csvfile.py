"""Rows of a delimited text file, in constant memory."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from dabiao.core.errors import Invalid
from dabiao.core.importing.reading import delimiter, limits
from dabiao.core.importing.reading.rows import SourceRow
from dabiao.core.text import clean_cell

_SAMPLE = 256 * 1024
_DIRECTIVE = re.compile(r"sep=([,;\t|])[\r\n]", re.IGNORECASE)  # Excel's own first line, no row of the table


def guess_delimiter(path: Path, encoding: str) -> str:
    with path.open(encoding=encoding, newline="") as text:
        sample = text.read(_SAMPLE)
        if directive := _DIRECTIVE.match(sample):
            return directive[1]
        return delimiter.guess(sample, whole=not text.read(1))


def rows(path: Path, encoding: str, separator: str) -> Iterator[SourceRow]:
    """Every row that holds anything, the header first.

    Raises `importing.quote_unclosed` and `importing.row_too_large`, each naming the row.
    """
    with path.open(encoding=encoding, newline="") as text:
        lines = _Lines(text)
        reader = csv.reader(lines, delimiter=separator)
        number = 0
        while True:
            number += 1
            lines.start(number)
            try:
                cells = next(reader, None)
            except csv.Error:
                raise Invalid("importing.quote_unclosed", field="file", row=number) from None
            if cells is None:
                return
            if lines.exhausted_inside:
                raise Invalid("importing.quote_unclosed", field="file", row=number)
            limits.check_columns(len(cells))
            cleaned = [clean_cell(cell) for cell in cells]
            if any(cleaned) and not (number == 1 and cells[0].lower() == "sep="):
                yield SourceRow(number, cleaned)


class _Lines:
    """The lines of one record after another: knows when a record runs on too long, or past the end of the file."""

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self._row = 0
        self._taken = 0
        self.exhausted_inside = False

    def start(self, row: int) -> None:
        self._row, self._taken = row, 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._text.readline(limits.RECORD_CHARS + 1)
        if not line:
            self.exhausted_inside = self._taken > 0
            raise StopIteration
        self._taken += len(line)
        if self._taken > limits.RECORD_CHARS:
            raise Invalid("importing.row_too_large", field="file", row=self._row, limit=limits.RECORD_CHARS)
        return line
