"""The board: sums of every stage, the newest cards, this month's ends; and the same numbers for the funnel."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dabiao.core.errors import Forbidden, Invalid
from dabiao.modules.opportunities import queries
from dabiao.modules.opportunities.tests.builders import an_opportunity, another_pipeline, move, stage
from dabiao.testing.people import NOW, Company


def column(board: dict[str, Any], code: str) -> dict[str, Any]:
    return next(one for one in board["columns"] if one["stage_code"] == code)


def board(company: Company, who: str = "sales1", **asked: Any) -> dict[str, Any]:
    return queries.board(**asked, actor=company[who].actor, now=NOW)


def test_every_stage_is_a_column_in_order(company: Company) -> None:
    found = board(company)
    assert [one["stage_code"] for one in found["columns"]] == [
        *("interested", "need_confirmed", "solution_accepted", "negotiating", "decided", "won", "lost")
    ]
    assert (found["columns"][0]["stage_name"], found["columns"][5]["stage_kind"]) == ("有意向", "won")
    assert {(one["count"], one["amount_minor"], len(one["items"])) for one in found["columns"]} == {(0, 0, 0)}


def test_sums_are_exact_and_rounded_once(company: Company) -> None:
    """Three times 5 fen at 30 % is 4.5, so 5; rounded one by one it would be 6."""
    for name in ("甲", "乙", "丙"):
        an_opportunity(company["sales1"], name, at="need_confirmed", amount_minor=5)
    found = column(board(company), "need_confirmed")
    assert (found["count"], found["amount_minor"], found["weighted_minor"]) == (3, 15, 5)
    assert [card["name"] for card in found["items"]] == ["丙", "乙", "甲"]
    assert found["next"] is None


def test_large_sums_stay_whole(company: Company) -> None:
    for name in ("甲", "乙", "丙"):
        an_opportunity(company["sales1"], name, at="decided", amount_minor=10**15 - 1)
    found = column(board(company), "decided")
    assert (found["amount_minor"], found["weighted_minor"]) == (2_999_999_999_999_997, 2_699_999_999_999_997)


def test_money_of_other_currencies_is_never_added_in(company: Company) -> None:
    an_opportunity(company["sales1"], "甲", amount_minor=1000)
    an_opportunity(company["sales1"], "乙", amount_minor=77, currency="USD")
    found = column(board(company), "interested")
    assert (found["count"], found["currency"], found["amount_minor"], found["weighted_minor"]) == (
        2,
        "CNY",
        1000,
        100,
    )
    assert found["others"] == [
        {"currency": "USD", "count": 1, "amount_minor": 77, "weighted_minor": 8, "credible_minor": 8}
    ]


def test_closed_columns_hold_the_current_month_of_the_company(company: Company) -> None:
    """Midnight of 1 March in Shanghai is 16:00 UTC of 28 February."""
    month = datetime(2026, 2, 28, 16, tzinfo=UTC)
    for name, at in (("上月", month - timedelta(seconds=1)), ("本月", month)):
        deal = an_opportunity(company["sales1"], name, now=month - timedelta(days=9))
        move(company["sales1"], deal, "won", now=at)
    found = column(board(company), "won")
    assert (found["count"], [card["name"] for card in found["items"]]) == (1, ["本月"])
    assert (found["closed_from"], column(board(company), "decided")["closed_from"]) == (month, None)


def test_everybody_sees_their_scope_and_may_narrow_it(company: Company) -> None:
    for who in ("sales1", "sales2", "sales3"):
        an_opportunity(company[who], who)
    for who, asked, names in (
        ("sales1", {}, "sales1"),
        ("manager", {}, "sales2 sales1"),
        ("boss", {}, "sales3 sales2 sales1"),
        ("boss", {"unit_id": company.east.pk}, "sales2 sales1"),
        ("boss", {"owner_id": company["sales3"].id}, "sales3"),
        ("sales1", {"owner_id": company["sales3"].id}, ""),
    ):
        found = column(board(company, who, **asked), "interested")
        assert (" ".join(card["name"] for card in found["items"]), found["count"]) == (
            names,
            len(names.split()),
        )
    with pytest.raises(Forbidden):
        board(company, "inspector")


def test_each_pipeline_has_its_own_board(company: Company) -> None:
    due = another_pipeline()
    an_opportunity(company["sales1"], stage_id=due.pk)
    found = board(company, pipeline_id=due.pipeline_id)
    assert [(one["stage_name"], one["count"]) for one in found["columns"]] == [("到期", 1), ("赢单", 0)]
    assert column(board(company), "interested")["count"] == 0
    with pytest.raises(Invalid, match="core.not_found_here"):
        board(company, pipeline_id=10**9)


def test_more_cards_come_from_the_list(company: Company) -> None:
    for n in range(23):
        an_opportunity(company["sales1"], f"商机{n}", now=NOW + timedelta(minutes=n))
    client = company["sales1"].client
    answer = client.read("/opportunities/board")
    found = column(answer, "interested")
    rest = client.read(
        "/opportunities", stage_id=found["stage_id"], sort=answer["sort"], cursor=found["next"]
    )
    names = [card["name"] for card in (*found["items"], *rest["items"])]
    assert (found["count"], len(found["items"]), names) == (23, 12, [f"商机{n}" for n in reversed(range(23))])
    assert found["items"][0] == {
        key: value
        for key, value in client.read(f"/opportunities/{found['items'][0]['id']}").items()
        if key in found["items"][0]
    }


def test_more_deals_cost_no_more_queries(company: Company) -> None:
    """The stages, all sums, all cards; which cards: one query on PostgreSQL, one per filled column on SQLite."""
    actor, counts = company["sales1"].actor, []
    for rows in (1, 3):
        for n in range(rows):
            an_opportunity(company["sales1"], f"{rows}-{n}")
            an_opportunity(company["sales1"], f"{rows}-{n}", at="decided")
        with CaptureQueriesContext(connection) as seen:
            queries.board(actor=actor, now=NOW)
        counts.append(len(seen))
    assert counts == [3, 3]


def test_the_funnel_counts_what_the_list_shows(company: Company) -> None:
    an_opportunity(company["sales1"], "甲", amount_minor=1)
    an_opportunity(company["sales2"], "乙", amount_minor=2)
    moved = an_opportunity(company["sales1"], "丙", amount_minor=4)
    move(company["sales1"], moved, "decided", now=NOW + timedelta(hours=1))
    actor = company["manager"].actor
    totals = queries.by_stage(filters={}, actor=actor)
    assert {(one.stage_id, one.currency, one.count, one.amount_minor) for one in totals} == {
        (stage("interested").pk, "CNY", 2, 3),
        (stage("decided").pk, "CNY", 1, 4),
    }
    assert [
        one.count for one in queries.by_stage(filters={"owner_id": company["sales2"].id}, actor=actor)
    ] == [1]
    entered = queries.entered_by_stage(filters={}, since=NOW, until=NOW + timedelta(days=1), actor=actor)
    assert entered == {stage("interested").pk: 3, stage("decided").pk: 1}
    assert queries.entered_by_stage(filters={}, since=NOW - timedelta(1), until=NOW, actor=actor) == {}
