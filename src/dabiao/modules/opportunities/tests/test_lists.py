"""The list of opportunities and its file: who sees what, filters, orders, pages, cost."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dabiao.modules.opportunities import services
from dabiao.modules.opportunities.models import Opportunity
from dabiao.modules.opportunities.schemas import deals as schemas
from dabiao.modules.opportunities.tests.builders import (
    a_customer,
    an_opportunity,
    another_pipeline,
    move,
    stage,
)
from dabiao.testing.exports import exported
from dabiao.testing.people import NOW, ApiClient, Company


def listed(company: Company, who: str, **params: Any) -> list[str]:
    return [row["name"] for row in company[who].client.read("/opportunities", **params)["items"]]


@pytest.fixture
def three(company: Company) -> Company:
    """甲 of sales1, 乙 of sales2, 丙 of sales3."""
    for who, name in (("sales1", "甲"), ("sales2", "乙"), ("sales3", "丙")):
        an_opportunity(company[who], name)
    return company


def test_everybody_sees_what_their_scope_reaches(three: Company) -> None:
    for who, expected in (
        ("sales1", "甲"),
        ("lead1", "甲"),
        ("manager", "乙甲"),
        ("ops", "丙乙甲"),
        ("finance", "丙乙甲"),
    ):
        assert "".join(listed(three, who)) == expected
    assert three["inspector"].client.problem("GET", "/opportunities")[:2] == (403, "access.forbidden")


@pytest.mark.parametrize("path", ["", "/1", "/board"])
def test_strangers_are_turned_away(db: None, path: str) -> None:
    assert ApiClient().problem("GET", f"/opportunities{path}")[:2] == (401, "access.unauthenticated")


def test_a_foreign_deal_is_like_none(three: Company) -> None:
    deal, client = Opportunity.objects.get(name="丙"), three["sales1"].client
    body = {"stage_id": deal.stage_id, "expected_stage_id": deal.stage_id}
    assert client.problem("GET", f"/opportunities/{deal.pk}")[:2] == (404, "core.not_found")
    assert client.problem("POST", f"/opportunities/{deal.pk}/stage-moves", body)[:2] == (
        404,
        "core.not_found",
    )


def test_the_list_costs_the_same_for_one_and_for_three(company: Company) -> None:
    client, counts = company["sales1"].client, []
    client.read("/opportunities")  # whoever acts is put together at the first request
    for rows in (1, 3):
        while Opportunity.objects.count() < rows:
            an_opportunity(company["sales1"])
        with CaptureQueriesContext(connection) as seen:
            assert len(client.read("/opportunities")["items"]) == rows
        counts.append(len(seen))
    assert counts == [2, 2]


def test_a_deal_is_told_whole(company: Company) -> None:
    client = company["sales1"].client
    customer = a_customer(company["sales1"])
    body = {
        "name": " CRM　采购 ",
        "customer_id": customer.pk,
        "amount_minor": 123_450,
        "expected_win_on": "2026-06-30",
        "competitors": ["友商", " 友商。"],
        "unnamed_rivals": 1,
    }
    made = client.write("POST", "/opportunities", body)
    assert {
        name: made[name]
        for name in ("name", "customer_name", "stage_name", "stage_kind", "percent", "currency")
    } == {
        "name": "CRM 采购",
        "customer_name": "云岚科技",
        "stage_name": "Interested",
        "stage_kind": "open",
        "percent": 10,
        "currency": "CNY",
    }
    assert (made["expected_win_on"], made["weighted_minor"], made["chances"], made["actions"]) == (
        "2026-06-30",
        12_345,
        {"by_stage": 10.0, "by_competition": 33.3},
        ["edit", "move"],
    )
    assert client.read(f"/opportunities/{made['id']}") == made
    assert client.read(f"/customers/{customer.pk}")["open_opportunity_count"] == 1


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"stage_kind": "open"}, "乙甲"),
        ({"stage_kind": "won"}, "丙"),
        ({"stage_kind": "lost"}, ""),
        ({"win_from": "2026-04-02"}, "乙"),
        ({"win_to": "2026-04-01"}, "甲"),
        ({"win_from": "2026-04-01", "win_to": "2026-04-02"}, "乙甲"),
        ({"currency": "USD"}, "乙"),
        ({"source": "展会"}, "甲"),
        ({"closed_from": "2026-03-18T02:00:00Z"}, "丙"),
        ({"closed_to": "2026-03-18T02:00:00Z"}, ""),
        ({"entered_before": "2026-03-18T02:00:00Z"}, ""),
        ({"next_contact_before": "2026-03-19T00:00:00Z"}, "甲"),
        ({"q": "乙"}, "乙"),
        ({"q": "甲的客户"}, "甲"),
        ({"q": "%"}, ""),
    ],
)
def test_filters(company: Company, params: dict[str, str], expected: str) -> None:
    sales1 = company["sales1"]
    first = an_opportunity(sales1, "甲", expected_win_on=date(2026, 4, 1), source="展会")
    an_opportunity(sales1, "乙", expected_win_on=date(2026, 4, 2), currency="USD")
    move(sales1, an_opportunity(sales1, "丙"), "won")
    services.touch(first.pk, occurred_at=NOW, next_contact_at=NOW, actor=sales1.actor, now=NOW)
    assert "".join(listed(company, "sales1", **params)) == expected


def test_stage_customer_owner_unit_and_ids_narrow_the_list(three: Company) -> None:
    deal = Opportunity.objects.get(name="乙")
    move(three["sales2"], deal, "decided")
    assert listed(three, "ops", stage_id=stage("decided").pk) == ["乙"]
    assert listed(three, "ops", pipeline_id=another_pipeline().pipeline_id) == []
    assert listed(three, "ops", customer_id=deal.customer_id) == ["乙"]
    assert listed(three, "ops", owner_id=three["sales3"].id) == ["丙"]
    assert listed(three, "ops", unit_id=three.east.pk) == ["乙", "甲"]
    assert listed(three, "ops", ids=[deal.pk, 10**12]) == ["乙"]


@pytest.mark.parametrize(
    "sort",
    [
        "amount_minor",
        "-amount_minor",
        "expected_win_on",
        "-expected_win_on",
        "stage_entered_at",
        "-last_contact_at",
        "next_contact_at",
    ],
)
def test_pages_in_every_order_show_each_deal_once(company: Company, sort: str) -> None:
    for n in range(7):
        an_opportunity(
            company["sales1"],
            f"商机{n}",
            amount_minor=n % 3,
            expected_win_on=date(2026, 4, 1 + n % 2) if n % 3 else None,
            now=NOW + timedelta(minutes=n % 2),
        )
    client, cursor, seen = company["sales1"].client, "", []
    while cursor is not None:
        page = client.read("/opportunities", sort=sort, limit=2, cursor=cursor)
        seen += [row["id"] for row in page["items"]]
        cursor = page["next"]
    whole = [row["id"] for row in client.read("/opportunities", sort=sort)["items"]]
    assert (seen, len(set(seen))) == (whole, 7)


@pytest.mark.parametrize(
    "changes",
    [
        {"name": None},
        {"amount_minor": None},
        {"amount_minor": -1},
        {"amount_minor": 10**15 + 1},
        {"amount_minor": 1.5},
        {"currency": "XXX"},
        {"unnamed_rivals": 100},
        {"expected_win_on": "2026-02-30"},
        {"stage_id": 1},
        {"next_contact_at": "2026-03-18T02:00:00"},
        {"next_contact_at": "9999-12-31T23:59:59-12:00"},
    ],
)
def test_a_malformed_change_is_refused(company: Company, changes: dict[str, Any]) -> None:
    deal = an_opportunity(company["sales1"])
    body = {"changes": changes, "version": 1}
    assert company["sales1"].client.problem("PATCH", f"/opportunities/{deal.pk}", body)[0] == 422
    deal.refresh_from_db()
    assert deal.version == 1


def test_a_date_may_be_taken_away(company: Company) -> None:
    deal = an_opportunity(company["sales1"], expected_win_on=date(2026, 4, 1))
    body = {"changes": {"expected_win_on": None}, "base": {"expected_win_on": "2026-04-01"}, "version": 1}
    assert (
        company["sales1"].client.write("PATCH", f"/opportunities/{deal.pk}", body)["expected_win_on"] is None
    )


def test_pipelines_are_told_in_the_readers_language(company: Company) -> None:
    another_pipeline()
    client = company["sales1"].client
    default, other = client.read("/pipelines")
    assert (default["name"], default["is_default"], default["stages"][1]) == (
        "Standard pipeline",
        True,
        {
            "id": stage("need_confirmed").pk,
            "code": "need_confirmed",
            "name": "Need confirmed",
            "position": 2,
            "percent": 30,
            "kind": "open",
            "active": True,
        },
    )
    assert (other["name"], [one["name"] for one in other["stages"]]) == ("续约", ["到期", "Won"])


def test_an_export_holds_the_rows_of_the_list_in_words(three: Company) -> None:
    heading, *lines = exported(three["manager"].client, "opportunity", sort="amount_minor")
    rows = [dict(zip(heading, line, strict=True)) for line in lines]
    assert [(row["Deal"], row["Stage"], row["State"], row["Amount"]) for row in rows] == [
        ("甲", "Interested", "Open", "1000.00"),
        ("乙", "Interested", "Open", "1000.00"),
    ]
    refused = three["sales1"].client.problem("POST", "/exports", {"kind": "opportunity"})
    assert refused[:2] == (403, "access.forbidden")


def test_answers_have_the_documented_shape(three: Company) -> None:
    client = three["ops"].client
    row = client.read("/opportunities")["items"][0]
    detail = client.read(f"/opportunities/{row['id']}")
    board = client.read("/opportunities/board")
    pipeline = client.read("/pipelines")[0]
    for shape, answer in (
        (schemas.OpportunityOut, row),
        (schemas.OpportunityDetail, detail),
        (schemas.StayOut, detail["history"][0]),
        (schemas.Board, board),
        (schemas.BoardColumn, board["columns"][0]),
        (schemas.OpportunityOut, board["columns"][0]["items"][0]),
        (schemas.PipelineOut, pipeline),
        (schemas.StageOut, pipeline["stages"][0]),
    ):
        shape.model_validate(answer)
        assert set(answer) == set(shape.model_fields)
