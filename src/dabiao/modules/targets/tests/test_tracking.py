"""How a tree stands on a day: from the records, the deals and what the past says."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dabiao.core.actor import SYSTEM
from dabiao.modules.activities.models import Activity
from dabiao.modules.opportunities import services as opportunities
from dabiao.modules.opportunities.models import Opportunity
from dabiao.modules.opportunities.tests.builders import an_opportunity, move
from dabiao.modules.targets import services
from dabiao.modules.targets.models import Tree
from dabiao.modules.targets.queries.tracking import tracking_of
from dabiao.modules.targets.services import Carrying
from dabiao.modules.targets.tests.world import a_tree, metric, put
from dabiao.testing.people import NOW, Company, make_company

pytestmark = pytest.mark.django_db
MARCH, DAY = date(2026, 3, 1), date(2026, 3, 18)  # twelve of the month's twenty-two working days are over


@pytest.fixture
def company() -> Company:
    opportunities.ensure_default_pipeline(actor=SYSTEM, now=NOW)
    return make_company()


@pytest.fixture
def tree(company: Company) -> Tree:
    won = metric("won").pk
    return a_tree(company, metric_id=won, starts_on=date(2026, 1, 1), name="2026 年赢单")


def a_win(company: Company, who: str, amount: int, on: date, opened: date | None = None) -> Opportunity:
    deal = an_opportunity(company[who], f"{who} {on}", amount_minor=amount)
    move(company[who], deal, "won")
    moments = {"closed_at": _noon(on), "created_at": _noon(opened or on)}
    Opportunity.objects.filter(pk=deal.pk).update(**moments)
    services.settle("opportunity", ids=[deal.pk], actor=SYSTEM, now=NOW)
    return deal


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 4, tzinfo=UTC)


def rows(tree: Tree, company: Company, by: str = "ops", day: date = DAY) -> dict[str, dict[str, Any]]:
    found = tracking_of(tree.pk, grain=None, actor=company[by].actor, day=day)
    return {row["name"]: row for row in found["rows"]}


def test_a_row_says_how_far_it_is_and_how_far_it_should_be(company: Company, tree: Tree) -> None:
    put(tree, company, "sales1", 2_200, starts_on=MARCH)
    a_win(company, "sales1", 600, date(2026, 3, 3))
    now = rows(tree, company)["sales1"]["current"]
    named = ("must", "attained", "share_bp", "should_be", "pace", "gap", "needed_a_day")
    assert [now[name] for name in named] == [2_200, 600, 2_727, 1_200, 1_100, 1_600, 160]


def test_what_units_reached_and_expect_is_that_of_their_people(company: Company, tree: Tree) -> None:
    for who, amount in (("sales1", 100), ("sales1b", 30), ("sales2", 7)):
        a_win(company, who, amount, date(2026, 3, 3))
        an_opportunity(
            company[who],
            "将来",
            at="negotiating",
            amount_minor=amount * 10,
            expected_win_on=date(2026, 3, 30),
        )
    found = rows(tree, company)
    named = ("sales1", "一组", "华东", company.root.name)
    assert [found[name]["current"]["attained"] for name in named] == [100, 130, 137, 137]
    assert [found[name]["current"]["pipeline"] for name in named] == [700, 910, 959, 959]


def test_the_forecast_is_attained_and_weighted_deals_and_what_came_unforeseen_before(
    company: Company, tree: Tree
) -> None:
    a_win(company, "sales1", 600, date(2026, 3, 3))
    an_opportunity(
        company["sales1"], "将来", at="negotiating", amount_minor=1_000, expected_win_on=date(2026, 3, 30)
    )
    a_win(company, "sales1", 50, date(2026, 1, 27))  # unforeseen, after as much of January was over
    a_win(company, "sales1", 90, date(2026, 2, 26), opened=date(2026, 2, 1))  # was in the pipeline by then
    a_win(company, "sales1", 150, date(2026, 2, 27))
    told = rows(tree, company)["sales1"]["current"]["forecast"]
    assert told["point"] == 600 + 700 + (50 + 150) // 2
    assert 600 <= told["low"] <= told["point"] <= told["high"]


def test_without_history_it_goes_on_at_this_pace(company: Company, tree: Tree) -> None:
    a_win(company, "sales1", 600, date(2026, 3, 3))
    assert rows(tree, company)["sales1"]["current"]["forecast"]["point"] == 1_100


def test_what_earlier_months_lack_is_needed_now_and_the_target_stays(company: Company, tree: Tree) -> None:
    for month, must in ((1, 100), (2, 100), (3, 300), (4, 100)):
        put(tree, company, "sales1", must, starts_on=date(2026, month, 1))
    a_win(company, "sales1", 60, date(2026, 1, 20))
    row = rows(tree, company)["sales1"]
    assert (row["current"]["must"], row["current"]["needed_now"]) == (300, 300 + 105)
    assert row["streak"] == -2


def test_the_year_is_due_as_its_months_are(company: Company, tree: Tree) -> None:
    put(tree, company, "sales1", 1_000, grain="year", starts_on=date(2026, 1, 1))
    for month, must in ((1, 100), (2, 100), (3, 220), (12, 580)):
        put(tree, company, "sales1", must, starts_on=date(2026, month, 1))
    year = rows(tree, company)["sales1"]["year"]
    assert (year["must"], year["should_be"]) == (1_000, 100 + 100 + 120)


def test_no_target_and_a_target_of_zero_have_no_share(company: Company, tree: Tree) -> None:
    put(tree, company, "sales1", 0, starts_on=MARCH)
    found = rows(tree, company)
    assert [found[name]["current"]["share_bp"] for name in ("sales1", "sales2")] == [None, None]
    assert [found[name]["current"]["must"] for name in ("sales1", "sales2")] == [0, None]


def test_who_is_furthest_behind_is_named_first_and_why(company: Company, tree: Tree) -> None:
    cell = put(tree, company, "sales1", 2_200, starts_on=MARCH)
    put(tree, company, "sales2", 2_200, starts_on=MARCH)
    put(tree, company, "sales3", 2_200, starts_on=MARCH)
    a_win(company, "sales1", 1_000, date(2026, 3, 3))
    a_win(company, "sales3", 1_300, date(2026, 3, 3))
    deal = an_opportunity(
        company["sales1"], at="negotiating", amount_minor=2_000, expected_win_on=date(2026, 3, 30)
    )
    line = Carrying("opportunity", deal.pk)
    services.carry(cell.pk, lines=[line], actor=company["sales1"].actor, now=NOW)
    visit = {"about_kind": "customer", "about_id": 1, "method": "visit", "result": "reached"}
    moments = {"occurred_at": _noon(date(2026, 3, 2)), "created_at": NOW, "updated_at": NOW}
    Activity.objects.create(**visit, **moments, owner_id=company["sales2"].id, unit_id=company.team2.pk)
    found = tracking_of(tree.pk, grain=None, actor=company["ops"].actor, day=DAY)
    names = {row["node_id"]: row["name"] for row in found["rows"]}
    said = [(names[one["node_id"]], [reason["code"] for reason in one["reasons"]]) for one in found["help"]]
    assert said == [
        ("sales2", ["behind", "little_pipeline", "uncovered", "no_visits"]),
        ("sales1", ["behind"]),
    ]
    assert found["help"][0]["reasons"][0]["params"] == {"by": 1_200, "by_bp": 5_454}
    assert found["help"][0]["reasons"][3]["params"] == {"days": 16}


def test_everybody_sees_their_own_rows(company: Company, tree: Tree) -> None:
    assert list(rows(tree, company, "sales1")) == ["sales1"]
    assert set(rows(tree, company, "lead1")) == {"一组", "lead1", "sales1", "sales1b"}
    assert company["sales1"].client.read(f"/targets/trees/{tree.pk}/tracking")["grain"] == "month"
    answer = company["sales1"].client.problem("GET", "/targets/trees/999999/tracking")
    assert answer[:2] == (404, "core.not_found")


def test_before_and_after_the_year_nothing_falls_over(company: Company, tree: Tree) -> None:
    put(tree, company, "sales1", 100, starts_on=date(2026, 1, 1))
    put(tree, company, "sales1", 200, starts_on=date(2026, 12, 1))
    a_win(company, "sales1", 50, date(2026, 12, 3))
    before = rows(tree, company, day=date(2025, 11, 3))["sales1"]["current"]
    after = rows(tree, company, day=date(2027, 2, 3))["sales1"]["current"]
    assert (before["attained"], before["should_be"], before["pace"]) == (0, 0, None)
    assert (after["attained"], after["should_be"], after["forecast"]["high"]) == (50, 200, 50)


@pytest.mark.parametrize("grains", [["month", "week"], ["month", "ten_day"], ["half"]])
def test_any_length_of_period_is_tracked(company: Company, grains: list[str]) -> None:
    won = metric("won").pk
    tree = a_tree(company, metric_id=won, starts_on=date(2026, 1, 1), grains=grains)
    a_win(company, "sales1", 70, date(2026, 3, 17))
    found = tracking_of(tree.pk, grain=grains[-1], actor=company["ops"].actor, day=DAY)
    assert found["period"]["starts_on"] <= DAY <= found["period"]["ends_on"]
    assert next(row for row in found["rows"] if row["name"] == "sales1")["current"]["attained"] == 70


def test_many_are_tracked_in_as_many_statements_as_one(company: Company, tree: Tree) -> None:
    def asked(by: str) -> int:
        actor = company[by].actor
        with CaptureQueriesContext(connection) as captured:
            tracking_of(tree.pk, grain=None, actor=actor, day=DAY)
        kept = ("access_accessepoch", "fields_customfield")  # looked at again every few seconds
        return sum(not any(name in one["sql"] for name in kept) for one in captured)

    put(tree, company, "sales1", 100, starts_on=MARCH)
    a_win(company, "sales1", 5, date(2026, 3, 3))
    one = asked("sales1")
    for who in ("sales1b", "sales2", "sales3"):
        put(tree, company, who, 100, starts_on=MARCH)
        a_win(company, who, 5, date(2026, 3, 3))
    assert asked("sales1") == one
    assert asked("ops") - one in (0, -1, 1)  # who sees everything needs no list of what they see
