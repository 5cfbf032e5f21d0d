"""Rows as a file, written while they come."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import quote

from dabiao.core.errors import Invalid
from dabiao.core.exporting.columns import ExportColumn, cell_of
from dabiao.core.exporting.csv_writer import csv_bytes
from dabiao.core.i18n import DEFAULT

Format = Literal["csv", "xlsx"]
_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# of an operation that answers with a workbook, in its OpenAPI document
WORKBOOK: dict[str, Any] = {
    "responses": {
        200: {
            "description": "A workbook.",
            "content": {_TYPES["xlsx"]: {"schema": {"type": "string", "format": "binary"}}},
        }
    }
}


@dataclass(frozen=True)
class TableFile:
    """A download: what to call it, what it is, and its bytes, to be read once."""

    filename: str
    content_type: str
    chunks: Iterator[bytes]

    @property
    def disposition(self) -> str:
        return disposition(self.filename)


def stream(
    columns: Sequence[ExportColumn],
    rows: Iterable[Mapping[str, Any]],
    *,
    format: str = "csv",
    filename: str,
    language: str = DEFAULT,
) -> TableFile:
    """`rows` under translated headings; `filename` without its extension. Raises `exporting.unknown_format`."""
    writers = [cell_of(column, language) for column in columns]
    heading = [column.heading(language) for column in columns]
    cells = ([write(row) for write in writers] for row in rows)
    return table(heading, cells, format=format, filename=filename)


def table(
    heading: Sequence[str], rows: Iterable[Sequence[Any]], *, format: str = "csv", filename: str
) -> TableFile:
    """Rows that are already cells (text, numbers, dates), under headings that are already words."""
    check_format(format)
    return TableFile(f"{filename}.{format}", _TYPES[format], _writer(format)(heading, rows))


def check_format(format: str) -> None:
    """Raises `exporting.unknown_format` naming those there are."""
    if format not in _TYPES:
        raise Invalid("exporting.unknown_format", field="format", value=format[:20], known=", ".join(_TYPES))


def disposition(filename: str, *, how: Literal["attachment", "inline"] = "attachment") -> str:
    """The Content-Disposition header of a download; Chinese names survive in every browser."""
    plain = "".join(
        char if char.isascii() and (char.isalnum() or char in "-_. ") else "_" for char in filename
    )
    return f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(filename, safe='')}"


class Chunks:
    """Bytes that come in pieces, for whoever wants to read them like a file; a piece is given whole, whatever its size."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces

    def read(self, _size: int = -1, /) -> bytes:
        return next(filter(None, self._pieces), b"")


def _writer(format: str) -> Callable[[Sequence[str], Iterable[Sequence[Any]]], Iterator[bytes]]:
    if format == "csv":
        return csv_bytes
    from dabiao.core.exporting.xlsx_writer import xlsx_bytes  # its date helpers load openpyxl whole

    return xlsx_bytes
