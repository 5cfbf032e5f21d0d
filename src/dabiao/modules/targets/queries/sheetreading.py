"""A workbook that comes back, cell by cell: only cells that somebody changed since it left are of interest."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from dabiao.core.errors import DomainError, Invalid
from dabiao.core.importing.reading import limits, xlsx_guard
from dabiao.modules.targets.models import Tree
from dabiao.modules.targets.queries.sheetcells import figure
from dabiao.modules.targets.queries.sheets import ENTERED, FIRST_COLUMN, KEPT, signature

_CODES_ROW = 2
MOST_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class Typed:
    """A changed cell: where it stands in the workbook, what it is, what it held when the sheet left, and what it holds now or
    why that cannot be."""

    address: str
    node_id: int
    grain: str
    first: str
    line: str
    before: int | None
    after: int | None = None
    error: DomainError | None = None


def changed(path: Path, tree: Tree) -> tuple[list[Typed], int]:
    """Every cell that differs from what the sheet held when it left, and how many do not. Raises `importing.*` for what is no
    sound workbook, `targets.sheet_of_another` for any but a sheet of this tree."""
    xlsx_guard.check(path)
    with xlsx_guard.refusing_damage():
        formulas, values = _opened(path, cached=False), _opened(path, cached=True)
        try:
            kept = _kept(values, tree)
            return _compared(formulas, values, tree, kept)
        finally:
            formulas.close()
            values.close()


def _opened(path: Path, *, cached: bool) -> Any:
    from openpyxl import load_workbook

    return load_workbook(path, read_only=True, data_only=cached, keep_links=False)


def _kept(book: Any, tree: Tree) -> dict[tuple[int, str], int]:
    if KEPT not in book.sheetnames:
        raise Invalid("targets.sheet_of_another", field="file", name=tree.name)
    lines = book[KEPT].iter_rows(min_row=1, max_col=3, values_only=True)
    first = next(lines, (None,))
    if first[0] != signature(tree):
        raise Invalid("targets.sheet_of_another", field="file", name=tree.name)
    return {(int(line[0]), str(line[1])): int(line[2]) for line in lines if line[0] is not None}


def _compared(
    formulas: Any, values: Any, tree: Tree, kept: Mapping[tuple[int, str], int]
) -> tuple[list[Typed], int]:
    name = next(one for one in formulas.sheetnames if one != KEPT)
    pairs = zip(_lines(formulas[name]), _lines(values[name]), strict=True)
    codes: dict[int, str] = {}
    found, same = [], 0
    for number, (written, cached) in enumerate(islice(pairs, MOST_ROWS + 1), 1):
        if number > MOST_ROWS:
            raise Invalid("importing.too_many_rows", field="file", limit=MOST_ROWS)
        if number == _CODES_ROW:
            codes = {place: str(cell.value) for place, cell in enumerate(written) if _is_code(cell.value)}
        node_id = cached[0].value if cached and number > _CODES_ROW else None
        if not isinstance(node_id, int):
            continue
        for place, code in codes.items():
            if place >= len(written):
                continue
            one = _read(
                written[place], cached[place], node_id, code, kept.get((node_id, code)), tree, number, place
            )
            if one is None:
                same += 1
            else:
                found.append(one)
    return found, same


def _lines(sheet: Any) -> Iterator[Any]:
    return sheet.iter_rows(min_row=1, max_col=limits.COLUMNS + FIRST_COLUMN)


def _is_code(value: Any) -> bool:
    return isinstance(value, str) and value.count(":") == 2 and value.rpartition(":")[2] in ENTERED


def _read(
    written: Any, cached: Any, node_id: int, code: str, before: int | None, tree: Tree, row: int, place: int
) -> Typed | None:
    from openpyxl.utils import get_column_letter

    grain, first, line = code.split(":")
    typed = (f"{get_column_letter(place + 1)}{row}", node_id, grain, first, line, before)
    if written.value is not None and cached.value is None and written.data_type == "f":
        return Typed(*typed, error=Invalid("targets.sheet_formula_without_value"))
    try:
        after = figure(cached.value, tree.metric.measured)
    except DomainError as error:
        return Typed(*typed, error=error)
    return None if after == before else Typed(*typed, after=after)
