"""How much one import may hold. The row and byte limits are settings; the rest keeps a hostile file from harm."""

from dataclasses import dataclass

from django.conf import settings

from dabiao.core.errors import Invalid

COLUMNS = 500
RECORD_CHARS = 1_000_000
SHEET_ROWS = 1_048_576
XLSX_PARTS = 10_000
XLSX_GROWTH = 10  # unpacked size of the whole workbook, in multiples of the byte limit
XLSX_RATIO = 250  # of one part; real sheets stay below 100


@dataclass(frozen=True, slots=True)
class Limits:
    bytes: int
    rows: int


def current() -> Limits:
    return Limits(bytes=settings.IMPORT_MAX_BYTES, rows=settings.IMPORT_MAX_ROWS)


def check_columns(count: int) -> None:
    if count > COLUMNS:
        raise Invalid("importing.too_many_columns", field="file", count=count, limit=COLUMNS)


def check_rows(count: int) -> None:
    """Raise `importing.too_many_rows` once a file has shown more rows than one import may hold."""
    limit = current().rows
    if count > limit:
        raise Invalid("importing.too_many_rows", field="file", limit=limit)
