"""Whole sheets at random: out and in again changes nothing; what is edited in it is exactly what changes."""

from datetime import date
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from dabiao.modules.targets import services
from dabiao.modules.targets.models import Cell, Tree
from dabiao.modules.targets.queries import sheets
from dabiao.modules.targets.services import Wanted
from dabiao.modules.targets.tests.test_sheets import at
from dabiao.modules.targets.tests.world import a_tree, node
from dabiao.testing.people import NOW, Company, make_company

NAMES = ("总部", "一组", "sales1", "sales1b")
Place = tuple[str, int]  # whose, and of which month
Figures = dict[str, int | None]

figures = st.integers(0, 10**10) | st.none()


@st.composite
def of_a_cell(draw: Any) -> Figures:
    """Lines that may stand together."""
    must, over = draw(figures), draw(figures)
    said, more = draw(figures), draw(figures)
    return {
        "must": must,
        "stretch": None if over is None else (must or 0) + over,
        "declared_must": said,
        "declared_stretch": None if more is None else (said or 0) + more,
    }


sheet = st.dictionaries(
    st.tuples(st.sampled_from(NAMES), st.integers(1, 12)), of_a_cell(), min_size=1, max_size=12
)


def write(tree: Tree, company: Company, cells: dict[Place, Figures]) -> None:
    for lines, do in (
        (("must", "stretch"), services.set_targets),
        (("declared_must", "declared_stretch"), services.declare),
    ):
        wanted = [
            Wanted(node(tree, name).pk, "month", date(2027, month, 1), {one: said[one] for one in lines})
            for (name, month), said in cells.items()
        ]
        do(tree.pk, cells=wanted, actor=company["ops"].actor, now=NOW)


def stands(tree: Tree) -> dict[Place, Figures]:
    """What is set; a cell in which nothing is set is no cell."""
    rows = Cell.objects.filter(tree=tree, grain="month").values_list(
        "node__name", "starts_on", *sheets.ENTERED
    )
    return {
        (name, first.month): dict(zip(sheets.ENTERED, said, strict=True))
        for name, first, *said in rows
        if any(one is not None for one in said)
    }


def out(tree: Tree, company: Company) -> Any:
    _, content = sheets.workbook(tree.pk, grain="month", language="zh-Hans", actor=company["ops"].actor)
    return load_workbook(BytesIO(content))


def back(book: Any, tree: Tree, company: Company) -> dict[str, Any]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "sheet.xlsx"
        book.save(path)
        who = {"actor": company["ops"].actor, "now": NOW}
        return services.read_sheet(tree.pk, path=path, file=path.name, dry_run=False, **who)


@pytest.mark.django_db
@given(sheet, sheet)
@settings(max_examples=10, deadline=None)
def test_a_whole_sheet_goes_out_and_in_and_only_what_is_edited_changes(
    first: dict[Place, Figures], edits: dict[Place, Figures]
) -> None:
    with transaction.atomic():
        company = make_company()
        tree = a_tree(company)
        write(tree, company, first)
        before = stands(tree)
        assert before == {place: said for place, said in first.items() if set(said.values()) != {None}}
        said = back(out(tree, company), tree, company)
        assert (said["changed"], said["refused"], stands(tree)) == (0, 0, before)

        book = out(tree, company)
        for (name, month), lines in edits.items():
            for line, value in lines.items():
                cell = at(book.active, tree, name, f"month:2027-{month:02d}-01:{line}")
                cell.value = None if value is None else f"{value // 100}.{value % 100:02d}"
        said = back(book, tree, company)
        after = {place: one for place, one in {**before, **edits}.items() if set(one.values()) != {None}}
        assert (said["refused"], stands(tree)) == (0, after)
        assert said["changed"] == sum(
            (before.get(place) or dict.fromkeys(sheets.ENTERED))[line] != value
            for place, lines in edits.items()
            for line, value in lines.items()
        )
        transaction.set_rollback(True)
