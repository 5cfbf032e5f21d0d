"""Targets go out as a workbook and come back: what nobody changed stays, what cannot be is named by its address."""

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from dabiao.core.errors import Conflict, DomainError, Invalid
from dabiao.modules.targets import services
from dabiao.modules.targets.models import Cell, Tree
from dabiao.modules.targets.queries import sheets
from dabiao.modules.targets.queries.sheetcells import figure, shown
from dabiao.modules.targets.tests import world
from dabiao.modules.targets.tests.world import JANUARY, YEAR, a_tree, put, wish
from dabiao.testing.people import NOW, Company, make_company

pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> Company:
    return make_company()


@pytest.fixture
def tree(company: Company) -> Tree:
    tree = a_tree(company)
    put(tree, company, "sales1", 12_345_678_901_23)
    put(tree, company, "sales1b", 5)
    services.set_targets(
        tree.pk, cells=[wish(tree, "sales1b", {"stretch": 7})], actor=company["ops"].actor, now=NOW
    )
    services.declare(
        tree.pk, cells=[wish(tree, "sales1b", {"declared_must": 6})], actor=company["ops"].actor, now=NOW
    )
    put(tree, company, company.root.name, 0, grain="year", starts_on=YEAR)
    return tree


def out(tree: Tree, company: Company, grain: str = "month") -> Any:
    _, content = sheets.workbook(tree.pk, grain=grain, language="en", actor=company["ops"].actor)
    return load_workbook(BytesIO(content))


def at(sheet: Any, tree: Tree, name: str, code: str) -> Any:
    row = next(n for n in range(4, sheet.max_row + 1) if sheet.cell(n, 1).value == world.node(tree, name).pk)
    place = next(n for n in range(4, sheet.max_column + 1) if sheet.cell(2, n).value == code)
    return sheet.cell(row, place)


def back(
    book: Any, tree: Tree, company: Company, tmp_path: Path, by: str = "ops", **asked: Any
) -> dict[str, Any]:
    path = tmp_path / "sheet.xlsx"
    book.save(path)
    return services.read_sheet(
        tree.pk, path=path, file="sheet.xlsx", **{"dry_run": False, **asked}, actor=company[by].actor, now=NOW
    )


def standing(tree: Tree) -> list[tuple[Any, ...]]:
    names = ("node_id", "grain", "starts_on", *sheets.ENTERED, "version")
    return sorted(Cell.objects.filter(tree=tree).values_list(*names), key=str)


@pytest.mark.parametrize("grain", ["year", "quarter", "month"])
def test_a_sheet_that_nobody_touched_changes_nothing(
    grain: str, company: Company, tree: Tree, tmp_path: Path
) -> None:
    before = standing(tree)
    said = back(out(tree, company, grain), tree, company, tmp_path)
    assert (said["changed"], said["refused"]) == (0, 0)
    assert standing(tree) == before


TYPED: list[tuple[Any, int | None]] = [
    ("12.5万", 12_500_000),
    ("１２０", 12_000),
    ("1,200.50", 120_050),
    (" 100 ", 10_000),
    (0.1, 10),
    (99, 9_900),
    ("", None),
]


def test_only_changed_cells_change_however_they_are_typed(
    company: Company, tree: Tree, tmp_path: Path
) -> None:
    before = {(one[0], one[1], one[2]): one for one in standing(tree)}
    book = out(tree, company)
    for n, (typed, _) in enumerate(TYPED, 1):
        at(book.active, tree, "sales1", f"month:2027-{n:02d}-01:must").value = typed
    tried = back(book, tree, company, tmp_path, dry_run=True)
    assert {(one[0], one[1], one[2]): one for one in standing(tree)} == before
    assert back(book, tree, company, tmp_path)["changed"] == tried["changed"] == len(TYPED) - 1
    cells = Cell.objects.filter(node=world.node(tree, "sales1"), grain="month").order_by("starts_on")
    assert [one.must for one in cells] == [typed for _, typed in TYPED if typed is not None]
    kept = Cell.objects.get(node=world.node(tree, "sales1b"), grain="month", starts_on=JANUARY)
    assert (kept.must, kept.stretch, kept.declared_must, kept.version) == (
        5,
        7,
        6,
        before[kept.node_id, "month", JANUARY][-1],
    )
    assert (again := back(book, tree, company, tmp_path))["changed"] == len(TYPED) - 1
    assert again["refused"] == 0


def test_a_declared_figure_comes_back_as_declared(company: Company, tree: Tree, tmp_path: Path) -> None:
    book = out(tree, company)
    at(book.active, tree, "sales1b", "month:2027-01-01:declared_must").value = 9
    back(book, tree, company, tmp_path)
    cell = Cell.objects.get(node=world.node(tree, "sales1b"), grain="month", starts_on=JANUARY)
    assert (cell.must, cell.declared_must) == (5, 900)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("abc", "importing.not_money"),
        ("=1+1", "targets.sheet_formula_without_value"),
        (-1, "targets.figure_out_of_range"),
        ("0.001", "importing.money_too_precise"),
        (True, "importing.not_a_number"),
        (0.04, "targets.stretch_below_must"),
    ],
)
def test_what_cannot_be_is_refused_by_its_address_and_nothing_is_written(
    typed: Any, code: str, company: Company, tree: Tree, tmp_path: Path
) -> None:
    before, book = standing(tree), out(tree, company)
    cell = at(book.active, tree, "sales1b", "month:2027-01-01:stretch")
    cell.value = typed
    at(book.active, tree, "sales1", "month:2027-02-01:must").value = 1
    said = back(book, tree, company, tmp_path, dry_run=True)
    wrong = [(one.address, one.error.code) for one, _ in said["cells"] if one.error]
    assert (wrong, said["changed"], said["refused"]) == ([(cell.coordinate, code)], 1, 1)
    with pytest.raises(Conflict, match="targets.sheet_refused"):
        back(book, tree, company, tmp_path)
    assert standing(tree) == before


def test_what_others_changed_since_is_refused_and_what_they_alone_changed_is_kept(
    company: Company, tree: Tree, tmp_path: Path
) -> None:
    book = out(tree, company)
    put(tree, company, "sales1", 1)
    put(tree, company, "sales1b", 6)
    at(book.active, tree, "sales1", "month:2027-01-01:must").value = 5
    said = back(book, tree, company, tmp_path, dry_run=True)
    assert [one.error.code for one, _ in said["cells"]] == ["edit.conflict"]


def test_the_sheet_of_another_tree_or_any_other_file_is_refused(
    company: Company, tree: Tree, tmp_path: Path
) -> None:
    other = a_tree(company, starts_on=date(2028, 1, 1))
    for book in (out(other, company), Workbook()):
        with pytest.raises(Invalid, match="targets.sheet_of_another"):
            back(book, tree, company, tmp_path)
    (tmp_path / "no.xlsx").write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(DomainError, match=r"importing\."):
        services.read_sheet(
            tree.pk, path=tmp_path / "no.xlsx", file="no.xlsx", actor=company["ops"].actor, now=NOW
        )


def test_sums_are_formulas_and_a_name_never_is_one(company: Company, tree: Tree) -> None:
    node = world.node(tree, "sales1")
    type(node).objects.filter(pk=node.pk).update(name="=HYPERLINK(1)")
    sheet = out(tree, company).active
    named = next(cell for cell in sheet["B"] if "HYPERLINK" in str(cell.value))
    assert named.data_type == "s"
    row = next(n for n in range(4, sheet.max_row + 1) if sheet.cell(n, 1).value == node.parent_id)
    formulas = [sheet.cell(row + n, 4).value for n in (1, 2)]
    assert formulas[0].startswith("=SUM(D")
    assert formulas[1] == f"=ROUNDUP(ROUND(D{row}*10500/10000,6),2)"
    assert sheet.column_dimensions["A"].hidden
    assert len(sheet.conditional_formatting) > 0


def test_the_sheet_goes_out_and_in_by_http(company: Company, tree: Tree) -> None:
    client: Client = company["ops"].client
    answer = client.get(f"/api/v1/targets/trees/{tree.pk}/sheet.xlsx", {"grain": "month"})
    assert answer.status_code == 200
    book = load_workbook(BytesIO(answer.content))
    at(book.active, tree, "sales1", "month:2027-02-01:must").value = "1.5万"
    sink = BytesIO()
    book.save(sink)
    body = {"file": SimpleUploadedFile("目标.xlsx", sink.getvalue()), "dry_run": "true"}
    said = client.post(f"/api/v1/targets/trees/{tree.pk}/sheets", body).json()
    assert (said["changed"], said["applied"], [one["after"] for one in said["cells"]]) == (
        1,
        False,
        [1_500_000],
    )


@given(st.integers(0, 10**14), st.sampled_from(["money", "count"]))
def test_every_figure_survives_the_way_out_and_in(one: int, measured: str) -> None:
    text = shown(one, measured)
    assert figure(text, measured) == one
    assert figure(float(text or 0), measured) == one
