"""CSV for Excel and everything else: UTF-8 with its mark, CRLF, formulas neutralised."""

import codecs
import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from io import StringIO
from typing import Any

from dabiao.core.text import guard

_BLOCK = 64 * 1024


def csv_bytes(heading: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """The file in blocks, as the rows come."""
    buffer = StringIO()
    writer = csv.writer(buffer)
    writer.writerow([guard(cell) for cell in heading])
    yield codecs.BOM_UTF8
    for row in rows:
        writer.writerow([_cell(value) for value in row])
        if buffer.tell() >= _BLOCK:
            yield _drained(buffer)
    yield _drained(buffer)


def _drained(buffer: StringIO) -> bytes:
    block = buffer.getvalue().encode("utf-8", "replace")
    buffer.seek(0)
    buffer.truncate()
    return block


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return guard(value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    return str(value)
