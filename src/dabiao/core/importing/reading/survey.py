"""One pass over a whole file before anything is imported: how many rows, which columns, what they hold."""

from dataclasses import dataclass, field

from dabiao.core.errors import Invalid
from dabiao.core.importing.reading import headers
from dabiao.core.importing.reading.reader import Table
from dabiao.core.importing.reading.rows import SourceRow

SAMPLES = 3
_SAMPLE_CHARS = 80
_SAMPLED_ROWS = 500


@dataclass(slots=True)
class Column:
    """`samples`: the first few different values, shortened."""

    name: str
    samples: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Survey:
    columns: list[Column]
    rows: int


def survey(table: Table) -> Survey:
    """Read the file to its end. Raises what reading raises, and `importing.no_rows` for a header alone."""
    columns = [Column(name) for name in table.header]
    count = 0
    for row in table.rows():
        count += 1
        if count <= _SAMPLED_ROWS:
            _sample(columns, row)
    if not count:
        raise Invalid("importing.no_rows", field="file")
    shown = [
        column
        for position, column in enumerate(columns, start=1)
        if column.samples or not headers.is_unnamed(column.name, position)
    ]
    return Survey(shown, count)


def _sample(columns: list[Column], row: SourceRow) -> None:
    for column, cell in zip(columns, row.cells, strict=False):
        if cell and len(column.samples) < SAMPLES:
            short = cell[:_SAMPLE_CHARS]
            if short not in column.samples:
                column.samples.append(short)
