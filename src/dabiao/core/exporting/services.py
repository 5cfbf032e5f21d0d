"""Any list as a file, streamed row by row."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import quote

from dabiao.core.errors import Invalid
from dabiao.core.exporting.columns import ExportColumn, writer_of
from dabiao.core.exporting.csv_writer import csv_bytes
from dabiao.core.i18n import DEFAULT

Format = Literal["csv", "xlsx"]
_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True)
class Export:
    """A download: what to call it, what it is, and its bytes, to be read once."""

    filename: str
    content_type: str
    chunks: Iterator[bytes]

    @property
    def disposition(self) -> str:
        """The Content-Disposition header; Chinese names survive in every browser."""
        plain = "".join(
            char if char.isascii() and (char.isalnum() or char in "-_. ") else "_" for char in self.filename
        )
        return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(self.filename, safe='')}"


def stream(
    columns: Sequence[ExportColumn],
    rows: Iterable[Mapping[str, Any]],
    *,
    format: str = "csv",
    filename: str,
    language: str = DEFAULT,
) -> Export:
    """`rows` under translated headings; `filename` without its extension. Raises `exporting.unknown_format`."""
    writers = [(column.name, writer_of(column, language)) for column in columns]
    heading = [column.heading(language) for column in columns]
    cells = ([None if row[name] is None else write(row[name]) for name, write in writers] for row in rows)
    return table(heading, cells, format=format, filename=filename)


def table(
    heading: Sequence[str], rows: Iterable[Sequence[Any]], *, format: str = "csv", filename: str
) -> Export:
    """Rows that are already cells (text, numbers, dates), under headings that are already words."""
    if format not in _TYPES:
        raise Invalid("exporting.unknown_format", field="format", value=format, known=", ".join(_TYPES))
    return Export(f"{filename}.{format}", _TYPES[format], _writer(format)(heading, rows))


def _writer(format: str) -> Callable[[Sequence[str], Iterable[Sequence[Any]]], Iterator[bytes]]:
    if format == "csv":
        return csv_bytes
    from dabiao.core.exporting.xlsx_writer import xlsx_bytes  # its date helpers load openpyxl whole

    return xlsx_bytes
