"""Metrics over two others: counted from the records of both, set place by place, never summed."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabiao.core.errors import Conflict, Invalid
from dabiao.modules.opportunities import services as opportunities
from dabiao.modules.opportunities.tests.builders import an_opportunity, move
from dabiao.modules.targets import services
from dabiao.modules.targets.enums import Measured
from dabiao.modules.targets.models import Alarm, Metric, Tree
from dabiao.modules.targets.queries import checking, filling, grid, opening, standing, tracking
from dabiao.modules.targets.rules import periods, ratios
from dabiao.modules.targets.services import Carrying
from dabiao.modules.targets.tests.world import a_tree, node, put
from dabiao.testing.people import NOW, Company, make_company

MARCH, DAY = date(2026, 3, 1), date(2026, 3, 31)


@pytest.fixture
def company(db: None) -> Company:
    from dabiao.core.actor import SYSTEM

    opportunities.ensure_default_pipeline(actor=SYSTEM, now=NOW)
    return make_company()


def a_ratio(company: Company, code: str, **facts: Any) -> Tree:
    metric = Metric.objects.get(code=code)
    return a_tree(company, metric_id=metric.pk, starts_on=date(2026, 1, 1), name=code, **facts)


def decide(company: Company, who: str, *amounts: int, lost: int = 0) -> None:
    for amount in amounts:
        deal = an_opportunity(company[who], f"赢 {amount}", amount_minor=amount)
        move(company[who], deal, "won")
    for number in range(lost):
        deal = an_opportunity(company[who], f"丢 {number}", amount_minor=1)
        move(company[who], deal, "lost", reason="价格")


def reached(tree: Tree, company: Company, month: int = 3) -> dict[str, int | None]:
    found = standing.reached(tree.pk, grain="month", actor=company["ops"].actor, day=DAY)
    return {tree.nodes.get(pk=row["node_id"]).name: row["periods"][month - 1] for row in found["rows"]}


def test_a_win_rate_is_what_was_won_of_what_was_decided_for_each_place_by_itself(company: Company) -> None:
    decide(company, "sales1", 100, 200, lost=1)
    decide(company, "sales2", 300)
    found = reached(a_ratio(company, "win_rate"), company)
    assert found["sales1"] == 6_667
    assert found["sales2"] == 10_000
    assert found["华东"] == 7_500, "three of four, not the mean of the two"
    assert found["sales3"] is None, "nothing was decided: that is no zero"


def test_an_average_is_money_by_pieces(company: Company) -> None:
    decide(company, "sales1", 100, 201)
    decide(company, "sales2", 300)
    found = reached(a_ratio(company, "average_deal"), company)
    assert (found["sales1"], found["华东"]) == (151, 200)


def test_a_ratio_opens_the_records_of_both(company: Company) -> None:
    decide(company, "sales1", 100, lost=1)
    tree = a_ratio(company, "win_rate")
    about: dict[str, Any] = {
        "grain": "month",
        "starts_on": MARCH,
        "now": NOW,
        "actor": company["sales1"].actor,
    }
    id = node(tree, "sales1").pk
    whole = opening.records_of(id, **about)
    assert (whole["attained"], [one["of"] for one in whole["parts"]]) == (5_000, ["over", "under"])
    over, under = (opening.records_of(id, of=of, **about) for of in ("over", "under"))
    assert (over["attained"], len(over["entries"])) == (1, 1)
    assert under["attained"] == 2
    listed = company["sales1"].client.read("/opportunities", where=json.dumps(under["where"]), count=True)
    assert listed["count"] == 2, "the list that it opens shows exactly those"
    with pytest.raises(Invalid, match="targets.no_ratio"):
        opening.records_of(node(a_ratio(company, "won"), "sales1").pk, of="over", **about)


def test_parts_of_a_ratio_stand_by_themselves(company: Company) -> None:
    tree, by = a_ratio(company, "win_rate"), {"actor": company["ops"].actor, "now": NOW}
    team = put(tree, company, "一组", 5_000, starts_on=MARCH)
    person = put(tree, company, "sales1", 2_000, starts_on=MARCH)
    assert grid.grid(tree.pk, grain="month", actor=company["ops"].actor)["divisions"] == []
    refused = "targets.ratio_has_no_parts"
    with pytest.raises(Conflict, match=refused):
        services.close(team.pk, axis="down", **by)
    with pytest.raises(Conflict, match=refused):
        services.carry(person.pk, lines=[Carrying("event", name="沙龙", amount=1)], **by)
    even = {"even": 10}
    with pytest.raises(Conflict, match=refused):
        filling.filling(tree, down=even, time=even, day=DAY, actor=company["ops"].actor)
    found = checking.check(person.pk, reason="定了", **by)
    assert found["ready"], "nothing to divide and nothing to hold in reserve"


def test_a_ratio_is_due_as_it_is_and_unjudged_where_nothing_happened(company: Company) -> None:
    decide(company, "sales1", 100, lost=1)
    tree = a_ratio(company, "win_rate")
    for who in ("sales1", "sales2"):
        put(tree, company, who, 6_000, starts_on=MARCH)
    found = tracking.tracking_of(tree.pk, grain="month", actor=company["ops"].actor, day=date(2026, 3, 20))
    rows = {row["name"]: row["current"] for row in found["rows"]}
    names = ("attained", "should_be", "gap", "share_bp", "needed_now")
    assert [rows["sales1"][name] for name in names] == [5_000, 6_000, 1_000, 8_333, None]
    assert [rows["sales2"][name] for name in names] == [0, None, None, None, None]
    terms: dict[str, Any] = {"missed": {"month": 1}, "under_bp": 5_000, "decide_within": 3}
    services.set_alarm_terms(tree.pk, **terms, actor=company["ops"].actor, now=NOW)
    Tree.objects.filter(pk=tree.pk).update(created_at=NOW.replace(month=1))
    services.judge_ended(tree.pk, actor=company["ops"].actor, now=NOW.replace(month=4, day=2))
    assert list(Alarm.objects.values_list("cell__node__name", flat=True)) == ["sales1"]


def test_a_metric_of_two_is_made_of_what_can_be_divided(company: Company) -> None:
    id = {one.code: one.pk for one in Metric.objects.all()}

    def make(over: str, under: str, **facts: Any) -> Metric:
        wanted = {
            "name": f"{over}/{under}",
            "source": "derived",
            "measured": "count",
            "day_field": "",
            **facts,
        }
        return services.create_metric(
            **wanted, over_id=id.get(over), under_id=id.get(under), actor=company["ops"].actor, now=NOW
        )

    assert make("received", "signed").measured == Measured.RATIO
    assert make("signed", "contracts").measured == Measured.MONEY
    for over, under, code in (
        ("contracts", "signed", "no_such_ratio"),
        ("win_rate", "contracts", "needs_two"),
        ("won", "won", "needs_two"),
        ("won", "gone", "needs_two"),
    ):
        with pytest.raises(Invalid, match=f"targets.{code}"):
            make(over, under)
    dollars = services.create_metric(
        name="美元签约",
        source="contract",
        measured="money",
        measure="amount_minor",
        day_field="signed_on",
        currency="USD",
        actor=company["ops"].actor,
        now=NOW,
    )
    id["dollars"] = dollars.pk
    with pytest.raises(Invalid, match="targets.ratio_of_currencies"):
        make("signed", "dollars")
    a_ratio(company, "win_rate")
    with pytest.raises(Conflict, match="targets.metric_in_use"):
        services.edit_metric(
            id["won_deals"], changes={"active": False}, version=1, actor=company["ops"].actor, now=NOW
        )


@given(st.lists(st.tuples(st.integers(0, 10**12), st.integers(0, 10**9)), min_size=1, max_size=20))
def test_the_ratio_of_a_whole_lies_between_those_of_its_parts(pairs: list[tuple[int, int]]) -> None:
    over = dict(enumerate(one for one, _ in pairs)) | {-1: sum(one for one, _ in pairs if _)}
    under = dict(enumerate(two for _, two in pairs)) | {-1: sum(two for _, two in pairs)}
    found = ratios.ratios(over, under, measured=Measured.MONEY)
    parts = [found[place] for place in range(len(pairs)) if place in found]
    assert (-1 in found) == bool(parts)
    if parts:
        assert min(parts) <= found[-1] <= max(parts)


def test_periods_of_a_ratio_are_not_added_up(company: Company) -> None:
    decide(company, "sales1", 100, lost=1)
    tree = a_ratio(company, "win_rate")
    year = periods.year_from(tree.starts_on)
    found = standing.reached(tree.pk, grain="quarter", actor=company["sales1"].actor, day=year.last)
    (row,) = [row for row in found["rows"] if row["node_id"] == node(tree, "sales1").pk]
    assert (row["year"], row["periods"]) == (5_000, [5_000, None, None, None])
