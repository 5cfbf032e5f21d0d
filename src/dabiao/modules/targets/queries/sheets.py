"""A tree as a workbook: nodes by periods, sums as formulas, and what identifies each cell kept where nobody edits."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from typing import Any

from dabiao.core.actor import Actor
from dabiao.core.i18n import text
from dabiao.modules.targets.models import Tree
from dabiao.modules.targets.queries import tree_for
from dabiao.modules.targets.queries.grid import grid
from dabiao.modules.targets.queries.sheetcells import shown

ENTERED = ("must", "stretch", "declared_must", "declared_stretch")
KEPT = "dabiao"  # the hidden sheet: what the cells held when they left
FIRST_ROW, FIRST_COLUMN = 4, 4  # of figures; above them a row of codes, before them a column of ids
_ARGUMENTS = 200
_RED, _AMBER = "FFF4CCCC", "FFFFF2CC"


@dataclass(frozen=True, slots=True)
class Column:
    """One line of a period; `code` is what it is called in the hidden row."""

    grain: str
    first: str
    line: str
    heading: str

    @property
    def code(self) -> str:
        return f"{self.grain}:{self.first}:{self.line}"


def signature(tree: Tree) -> str:
    """Tells the sheet of one tree from that of any other, also of another installation."""
    return f"targets/1/{tree.pk}/{tree.created_at.isoformat()}"


def workbook(tree_id: int, *, grain: str, language: str, actor: Actor) -> tuple[str, bytes]:
    """(file name, XLSX). Raises `core.not_found`, `targets.grain_not_in_use`."""
    from openpyxl import Workbook  # heavy: only for whoever takes a sheet

    tree = tree_for(tree_id, actor=actor)
    found = grid(tree_id, grain=grain, actor=actor)
    book: Any = Workbook()
    sheet = book.active
    sheet.title = text(language, "targets.sheet.name")
    columns = _columns(found, language)
    rows = _rows(found["rows"], summed=not tree.metric.derived)
    _head(sheet, tree, columns, language)
    _body(sheet, tree, columns, rows, language)
    _look(sheet, columns, len(rows))
    _keep(book.create_sheet(KEPT), tree, columns, rows)
    sink = BytesIO()
    book.save(sink)
    return f"{tree.name} {grain}.xlsx", sink.getvalue()


def _columns(found: Mapping[str, Any], language: str) -> list[Column]:
    year = ("year", found["tree"]["starts_on"])
    spans = [(found["grain"], one["starts_on"]) for one in found["periods"]]
    places = [year] if found["grain"] == "year" else [year, *spans]
    return [
        Column(
            str(grain),
            first.isoformat(),
            line,
            text(language, f"targets.sheet.{line}", period=_period(str(grain), first, language)),
        )
        for grain, first in places
        for line in ENTERED
    ]


def _period(grain: str, first: Any, language: str) -> str:
    key = "year" if grain == "year" else "month" if grain == "month" else "other"
    return text(language, f"targets.sheet.period.{key}", year=first.year, month=first.month, day=first.day)


@dataclass(frozen=True, slots=True)
class _Row:
    """A node's figures, or (`of`) below a unit what its parts make and what they have to."""

    node: Mapping[str, Any]
    of: str = ""


def _rows(nodes: Sequence[Mapping[str, Any]], *, summed: bool) -> list[_Row]:
    above = {node["parent_id"] for node in nodes} if summed else set()
    rows: list[_Row] = []
    for node in nodes:
        rows.append(_Row(node))
        if node["node_id"] in above:
            rows += [_Row(node, "sum"), _Row(node, "needed")]
    return rows


def figures(node: Mapping[str, Any], columns: Sequence[Column]) -> list[int | None]:
    cells = [node["year"], *node["cells"]] if columns[-1].grain != "year" else [node["year"]]
    return [(cell or {}).get(line) for cell in cells for line in ENTERED]


def _head(sheet: Any, tree: Tree, columns: Sequence[Column], language: str) -> None:
    units = {"money": tree.metric.currency, "ratio": "%"}
    unit = units.get(tree.metric.measured) or text(language, "targets.sheet.pieces")
    _write(sheet.cell(1, 2), f"{tree.name} · {unit}")
    _write(sheet.cell(1, FIRST_COLUMN), text(language, "targets.sheet.help"))
    for place, column in enumerate(columns, FIRST_COLUMN):
        sheet.cell(2, place, column.code)
        _write(sheet.cell(3, place), column.heading)
    for place, key in ((2, "node"), (3, "kind")):
        _write(sheet.cell(3, place), text(language, f"targets.sheet.{key}"))
    if columns[-1].grain != "year":
        for n, line in enumerate(("must", "stretch")):
            _write(
                sheet.cell(3, FIRST_COLUMN + len(columns) + n), text(language, f"targets.sheet.all_{line}")
            )


def _write(cell: Any, value: str) -> None:
    """Text is always text: a name that begins with = is no formula."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
    cell.data_type = "s"


def _body(sheet: Any, tree: Tree, columns: Sequence[Column], rows: Sequence[_Row], language: str) -> None:
    from openpyxl.styles import Protection

    own = {row.node["node_id"]: n for n, row in enumerate(rows, FIRST_ROW) if not row.of}
    money, free = tree.metric.measured != "count", Protection(locked=False)
    for n, row in enumerate(rows, FIRST_ROW):
        indent = "\u3000" * row.node["depth"]
        name = (
            row.node["name"]
            if not row.of
            else text(language, f"targets.sheet.{row.of}", buffer=f"{tree.buffer_bp / 100:g}")
        )
        _write(sheet.cell(n, 2), indent + name)
        if row.of:
            _formulas(sheet, n, tree, columns, row, own, rows)
        else:
            sheet.cell(n, 1, row.node["node_id"])
            _write(sheet.cell(n, 3), text(language, f"enums.target_node.{row.node['kind']}"))
            for place, (column, figure) in enumerate(
                zip(columns, figures(row.node, columns), strict=True), FIRST_COLUMN
            ):
                cell = sheet.cell(n, place)
                if figure is not None:
                    cell.value = Decimal(shown(figure, tree.metric.measured) or "0")
                may = row.node["may_declare" if column.line.startswith("declared") else "may_set"]
                if may:
                    cell.protection = free
            if not tree.metric.derived:
                _across(sheet, n, columns)
        for place in range(FIRST_COLUMN, FIRST_COLUMN + len(columns) + 2):
            sheet.cell(n, place).number_format = "#,##0.00" if money else "#,##0"


def _formulas(
    sheet: Any,
    n: int,
    tree: Tree,
    columns: Sequence[Column],
    row: _Row,
    own: Mapping[int, int],
    rows: Sequence[_Row],
) -> None:
    """What those below make, and what they have to make, of the two lines."""
    kids = [
        own[one.node["node_id"]]
        for one in rows
        if not one.of and one.node["parent_id"] == row.node["node_id"]
    ]
    decimals = 2 if tree.metric.measured == "money" else 0
    for place, column in enumerate(columns, FIRST_COLUMN):
        if column.line.startswith("declared"):
            continue
        letter = sheet.cell(n, place).column_letter
        if row.of == "sum":
            sheet.cell(n, place).value = _sum_of([f"{letter}{one}" for one in kids])
        else:
            whole = f"{letter}{own[row.node['node_id']]}"
            raised = (
                f"ROUND({whole}*{10_000 + tree.buffer_bp}/10000,6)"  # what a machine adds is not rounded up
            )
            sheet.cell(n, place).value = f"=ROUNDUP({raised},{decimals})"


def _across(sheet: Any, n: int, columns: Sequence[Column]) -> None:
    if columns[-1].grain == "year":
        return
    for k, line in enumerate(("must", "stretch")):
        places = [
            sheet.cell(n, place).coordinate
            for place, column in enumerate(columns, FIRST_COLUMN)
            if column.line == line and column.grain != "year"
        ]
        sheet.cell(n, FIRST_COLUMN + len(columns) + k).value = _sum_of(places)


def _sum_of(places: Sequence[str]) -> str:
    chunks = [f"SUM({','.join(places[n : n + _ARGUMENTS])})" for n in range(0, len(places), _ARGUMENTS)]
    return "=" + "+".join(chunks)


def _look(sheet: Any, columns: Sequence[Column], count: int) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet.column_dimensions["A"].hidden = True
    sheet.row_dimensions[2].hidden = True
    sheet.freeze_panes = sheet.cell(FIRST_ROW, FIRST_COLUMN)
    sheet.column_dimensions["B"].width = 26
    for place in range(FIRST_COLUMN, FIRST_COLUMN + len(columns) + 2):
        sheet.column_dimensions[get_column_letter(place)].width = 15
        sheet.cell(3, place).font = Font(bold=True)
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatCells = False
    last = FIRST_ROW + count - 1
    _marks(sheet, columns, last)


def _marks(sheet: Any, columns: Sequence[Column], last: int) -> None:
    """Red where those below make less than they have to, or stretch is below must; amber where the periods lack."""
    from openpyxl.formatting.rule import FormulaRule
    from openpyxl.styles import PatternFill
    from openpyxl.utils import get_column_letter

    red, amber = (PatternFill(bgColor=one, fill_type="solid") for one in (_RED, _AMBER))
    for place, column in enumerate(columns, FIRST_COLUMN):
        at, own = get_column_letter(place), FIRST_ROW
        area = f"{at}{own}:{at}{last}"
        if column.line == "must":
            # the row of sums has no id, that below it neither: the sum is short of what stands under it
            short = f'AND($A{own}="",$A{own - 1}<>"",ROUND({at}{own}-{at}{own + 1},2)<0)'
            sheet.conditional_formatting.add(area, FormulaRule(formula=[short], fill=red))
        if column.line == "stretch":
            before = get_column_letter(place - 1)
            short = f'AND($A{own}="",$A{own - 1}<>"",ROUND({at}{own}-{at}{own + 1},2)<0)'
            below = f'AND($A{own}<>"",{at}{own}<>"",{before}{own}<>"",{at}{own}<{before}{own})'
            for rule in (short, below):
                sheet.conditional_formatting.add(area, FormulaRule(formula=[rule], fill=red))
    if columns[-1].grain != "year":
        for k in range(2):
            at, year = (get_column_letter(one + k) for one in (FIRST_COLUMN + len(columns), FIRST_COLUMN))
            lacking = (
                f'AND($A{FIRST_ROW}<>"",{year}{FIRST_ROW}<>"",ROUND({at}{FIRST_ROW}-{year}{FIRST_ROW},2)<0)'
            )
            sheet.conditional_formatting.add(
                f"{at}{FIRST_ROW}:{at}{last}", FormulaRule(formula=[lacking], fill=amber)
            )


def _keep(sheet: Any, tree: Tree, columns: Sequence[Column], rows: Sequence[_Row]) -> None:
    sheet.sheet_state = "veryHidden"
    sheet.append([signature(tree)])
    for line in _kept(columns, rows):
        sheet.append(line)


def _kept(columns: Sequence[Column], rows: Sequence[_Row]) -> Iterator[list[Any]]:
    """Node, column and figure of every cell that holds one: whole units as text, which no spreadsheet rounds."""
    for row in rows:
        if not row.of:
            for column, figure in zip(columns, figures(row.node, columns), strict=True):
                if figure is not None:
                    yield [row.node["node_id"], column.code, str(figure)]
