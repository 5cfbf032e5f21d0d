"""Flow, cohorts and ends as workbooks: the figures of the page, in words."""

from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from dabiao.core.actor import SYSTEM
from dabiao.core.money import to_decimal
from dabiao.modules.analytics import services
from dabiao.modules.analytics.tests.flow_world import make_deals
from dabiao.testing.people import NOW, Company

SPAN = {"from": "2026-01-01", "to": "2027-01-01"}


def rows(company: Company, path: str, **asked: Any) -> list[tuple[Any, ...]]:
    answer = company["manager"].client.get(f"/api/v1/{path}/table.xlsx", asked)
    assert answer.status_code == 200
    assert "attachment" in answer["Content-Disposition"]
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content)), read_only=True).worksheets[0]
    return [tuple(row) for row in sheet.iter_rows(values_only=True)]


@pytest.fixture
def filled(company: Company) -> Company:
    make_deals(company, 3)
    services.settle(actor=SYSTEM, now=NOW)
    return company


def test_the_flow_is_a_file_of_its_steps(filled: Company) -> None:
    shown = filled["manager"].client.read("/deal-flow", **SPAN)
    heading, *lines = rows(filled, "deal-flow", **SPAN)
    assert len(heading) == 4
    wanted = sorted((one["count"], f"{to_decimal(one['amount_minor']):.2f}") for one in shown["links"])
    assert sorted((count, f"{amount:.2f}") for _, _, count, amount in lines) == wanted
    assert all(isinstance(name, str) and "." not in name for line in lines for name in line[:2])


def test_cohorts_and_ends_are_files_of_what_the_page_shows(filled: Company) -> None:
    shown = filled["manager"].client.read("/deal-cohorts", months=12)
    _, *lines = rows(filled, "deal-cohorts", months=12)
    assert [line[:2] for line in lines] == [(one["month"], one["opened"]["count"]) for one in shown["rows"]]
    for by in ("reason", "source", "person", "band", "product"):
        ends = filled["manager"].client.read("/deal-outcomes", by=by, **SPAN)
        heading, *lines = rows(filled, "deal-outcomes", by=by, **SPAN)
        place = 1 if ends["lost_only"] else 2
        assert [line[place] for line in lines] == [
            one["lost"]["count"] for one in (*ends["rows"], ends["total"])
        ]
        assert all(line[0] for line in lines), by
        assert len(heading) == (4 if ends["lost_only"] else 9)


def test_who_may_not_export_deals_gets_no_file(filled: Company) -> None:
    answer = filled["sales1"].client.get("/api/v1/deal-flow/table.xlsx")
    assert answer.status_code == 403
