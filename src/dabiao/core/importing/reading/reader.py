"""Opening a file as a table: its layout, its header, and its rows as often as they are wanted."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from dabiao.core.errors import Invalid
from dabiao.core.importing.reading import csvfile, encoding, headers, limits, sniff
from dabiao.core.importing.reading.rows import SourceRow

_NO_DELIMITERS = '"\r\n\0 '


@dataclass(frozen=True, slots=True)
class Layout:
    """How to read the file: what was detected, or what a person said instead."""

    format: sniff.Format
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    epoch_1904: bool = False


@dataclass(frozen=True)
class Table:
    """`header` holds one unique name per column; `rows()` starts behind it, afresh each time it is called."""

    path: Path
    layout: Layout
    header: tuple[str, ...]
    header_row: int
    sheets: tuple[str, ...] = ()

    def rows(self, *, after: int = 0) -> Iterator[SourceRow]:
        """The rows behind row number `after`, in constant memory. Raises `importing.too_many_rows` past the limit."""
        every = _all_rows(self.path, self.layout)
        source = (row for row in every if row.number > self.header_row)
        for count, row in enumerate(source, start=1):
            limits.check_rows(count)
            if row.number > after:
                yield row


def open(
    path: Path, *, encoding: str | None = None, delimiter: str | None = None, sheet: str | None = None
) -> Table:
    """Detect what is not said, and read the header. Raises `Invalid` with a code that names fault and mend."""
    layout, sheets = _layout(path, encoding, delimiter, sheet)
    return opened(path, layout, sheets)


def opened(path: Path, layout: Layout, sheets: tuple[str, ...] = ()) -> Table:
    """A file whose layout is already known."""
    head = list(islice(_all_rows(path, layout), headers.LOOKED_AT))
    if not head:
        raise Invalid("importing.file_empty", field="file")
    cells, number = headers.found(head, merges=layout.format == "xlsx")
    return Table(path, layout, headers.unique(cells), number, sheets)


def _layout(
    path: Path, named_encoding: str | None, delimiter: str | None, sheet: str | None
) -> tuple[Layout, tuple[str, ...]]:
    if sniff.format_of(path) == "xlsx":
        from dabiao.core.importing.reading import xlsx  # loaded only for a workbook: half a second and 15 MB

        book = xlsx.inspect(path, sheet)
        return Layout("xlsx", sheet=book.sheet, epoch_1904=book.epoch_1904), book.sheets
    codec = encoding.checked(path, named_encoding) if named_encoding else encoding.detect(path)
    if delimiter is not None and (len(delimiter) != 1 or delimiter in _NO_DELIMITERS):
        raise Invalid("importing.bad_delimiter", field="delimiter", value=delimiter)
    return Layout("csv", encoding=codec, delimiter=delimiter or csvfile.guess_delimiter(path, codec)), ()


def _all_rows(path: Path, layout: Layout) -> Iterator[SourceRow]:
    if layout.format == "xlsx":
        from dabiao.core.importing.reading import xlsx

        return xlsx.rows(path, layout.sheet)
    return csvfile.rows(path, layout.encoding, layout.delimiter)
