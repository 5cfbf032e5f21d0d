"""What channels cost and bring: every number is that of the list it opens, and no cost is counted twice."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabiao.core.actor import SYSTEM, Scope
from dabiao.modules.analytics import queries
from dabiao.modules.analytics.enums import ReturnBy
from dabiao.modules.analytics.rules.returning import Cell, put_together, total
from dabiao.modules.channels import services as channels
from dabiao.modules.leads import services as leads
from dabiao.modules.leads.models import Lead
from dabiao.modules.opportunities import services as opportunities
from dabiao.modules.opportunities.models import Opportunity, Stage
from dabiao.testing.people import NOW, Company, make_company

JAN, FEB, MAR = (datetime(2026, month, 10, 2, tzinfo=UTC) for month in (1, 2, 3))


@pytest.fixture
def company(db: None) -> Company:
    company = make_company()
    seller = company["sales1"].actor
    channels.create_campaign(name="春季", source="advert", actor=SYSTEM, now=NOW)
    channels.create_campaign(name="展会", source="event", actor=SYSTEM, now=NOW)
    arrivals = [
        *(("advert", "春季", JAN, 500), ("advert", "春 季", FEB, 500), ("advert", "春季", FEB, 0)),
        *(("advert", "", FEB, 300), ("event", "展会", FEB, 200), ("event", "没登记", MAR, 100)),
    ]
    for number, (source, campaign, at, cost) in enumerate(arrivals):
        leads.receive(
            values={
                "name": f"客户{number}",
                "phone": f"1380000000{number}",
                "source": source,
                "campaign": campaign,
                "received_at": at,
                "cost_minor": cost,
            },
            actor=seller,
            now=at,
        )
    ids = list(Lead.objects.order_by("pk").values_list("pk", flat=True))
    leads.invalidate(ids[2], reason="spam", note="", actor=seller, now=NOW)
    leads.qualify(ids[1], actor=seller, now=NOW)
    made = leads.convert(
        ids[0],
        conversion=leads.Conversion(opportunity_name="采购", amount_minor=1_000_000),
        actor=seller,
        now=NOW,
    )
    won = Stage.objects.get(kind="won", pipeline__is_default=True)
    deal = Opportunity.objects.get(pk=made.opportunity_id)
    opportunities.move(deal.pk, stage_id=won.pk, expected_stage_id=deal.stage_id, actor=seller, now=NOW)
    return company


def spend(campaign: str, source: str, first: date, last: date, amount: int) -> None:
    about = {"campaign": campaign} if campaign else {"source": source}
    channels.enter(**about, first_on=first, last_on=last, amount_minor=amount, actor=SYSTEM, now=NOW)


def returns(company: Company, by: ReturnBy, who: str = "ops") -> dict[str, Any]:
    return queries.returns(
        by, first=date(2026, 1, 1), until=date(2026, 4, 1), actor=company[who].actor, now=NOW
    )


def shown(found: dict[str, Any], *names: str) -> dict[str, list[Any]]:
    return {
        row["name"] or row["key"]: [
            row["numbers"][name]["value"] if name in row["numbers"] else row[name] for name in names
        ]
        for row in found["rows"]
    }


def test_spellings_of_one_campaign_are_one_row_and_unknown_names_are_told(company: Company) -> None:
    found = returns(company, ReturnBy.CAMPAIGN)
    assert shown(found, "leads", "valid", "qualified", "opportunities", "won", "won_minor", "unknown") == {
        "春季": [2, 1, 1, 1, 1, 1_000_000, False],
        "春 季": [1, 1, 1, 0, 0, 0, True],
        "none": [1, 1, 0, 0, 0, 0, False],
        "展会": [1, 1, 0, 0, 0, 0, False],
        "没登记": [1, 1, 0, 0, 0, 0, True],
    }
    assert found["total"]["numbers"]["leads"]["value"] == 6


def test_spend_is_split_by_days_and_cost_of_leads_counts_where_none_was_entered(company: Company) -> None:
    spend("春季", "", date(2026, 1, 31), date(2026, 2, 1), 3)
    spend("", "event", date(2026, 3, 1), date(2026, 4, 30), 6100)
    assert shown(returns(company, ReturnBy.MONTH), "cost_minor", "own_cost_minor") == {
        "2026-01": [2, 0],
        "2026-02": [1 + 500 + 300 + 200, 1000],
        "2026-03": [3100, 0],
    }
    by_source = shown(returns(company, ReturnBy.SOURCE), "cost_minor", "cost_per_lead_minor", "return_share")
    assert by_source == {"event": [3300, 1650, 0], "advert": [803, 201, 12453300]}


def test_every_number_opens_the_list_that_has_as_many(company: Company) -> None:
    client = company["ops"].client
    checked = 0
    for by in ReturnBy:
        found = returns(company, by)
        for row in [found["total"], *found["rows"]]:
            for name, number in row["numbers"].items():
                if number["link"] is None:
                    continue
                params = {**number["link"]["params"], "count": True}
                said = client.read(number["link"]["path"], **params)
                if name == "won_minor":
                    assert sum(one["amount_minor"] for one in said["items"]) == number["value"]
                elif name == "cash_minor":
                    assert sum(one["received_minor"] for one in said["items"]) == number["value"]
                else:
                    assert said["count"] == number["value"], (by, row["key"], name)
                checked += 1
    assert checked > 60


def test_every_cost_opens_the_lines_it_is_made_of(company: Company) -> None:
    spend("春季", "", date(2025, 12, 20), date(2026, 2, 3), 4603)
    spend("", "event", date(2026, 3, 1), date(2026, 5, 30), 6101)
    client, checked = company["ops"].client, 0
    for by in ReturnBy:
        found = returns(company, by)
        for row in [found["total"], *found["rows"]]:
            said = client.read("/spends", **row["spends"])["items"] if row["spends"] else []
            assert sum(one["within_minor"] for one in said) + row["own_cost_minor"] == row["cost_minor"]
            checked += len(said)
    assert checked >= 9


def test_a_manager_sees_their_leads_and_the_spend_of_their_units_alone(company: Company) -> None:
    theirs = {"name": "华东", "source": "advert", "unit_id": company.east.pk}
    channels.create_campaign(**theirs, actor=SYSTEM, now=NOW)
    spend("春季", "", date(2026, 1, 1), date(2026, 1, 31), 900)
    spend("华东", "", date(2026, 1, 1), date(2026, 1, 31), 70)
    found = returns(company, ReturnBy.CAMPAIGN, "manager")
    costs = shown(found, "leads", "cost_minor")
    assert (costs["春季"], costs["华东"]) == ([2, 500], [0, 70])


def test_who_may_not_read_leads_has_the_sums_and_opens_none(company: Company) -> None:
    spend("春季", "", date(2026, 1, 1), date(2026, 1, 31), 900)
    names = ("leads", "qualified", "won_minor", "cost_minor", "cost_per_lead_minor", "return_share")
    for by in ReturnBy:
        everything, sums = (returns(company, by, who) for who in ("ops", "finance"))
        assert shown(sums, *names) == shown(everything, *names)
        rows = [sums["total"], *sums["rows"]]
        assert {one["link"] for row in rows for one in row["numbers"].values()} == {None}
    assert company["finance"].client.problem("GET", "/leads")[0] == 403


def test_their_sums_reach_as_far_as_analytics_does(company: Company) -> None:
    def leads_of(scope: Scope) -> int:
        grants = {"analytics.read": scope, "campaign.read": Scope.ALL}
        actor = replace(company["sales3"].actor, grants=grants)
        found = queries.returns(
            ReturnBy.SOURCE, first=date(2026, 1, 1), until=date(2026, 4, 1), actor=actor, now=NOW
        )
        value: int = found["total"]["numbers"]["leads"]["value"]
        return value

    assert [leads_of(scope) for scope in (Scope.OWN, Scope.UNIT, Scope.ALL)] == [0, 0, 6]


def test_a_period_that_is_empty_or_endless_is_refused(company: Company) -> None:
    ops = company["ops"].client
    assert (
        ops.problem("GET", "/returns", {"from": "2026-03-01", "to": "2026-02-01"})[1]
        == "analytics.empty_period"
    )
    assert (
        ops.problem("GET", "/returns", {"from": "2020-01-01", "to": "2026-01-01"})[1] == "analytics.too_long"
    )


MONTHS = st.sampled_from([date(2026, 1, 1), date(2026, 2, 1)])
CELLS = st.builds(
    Cell,
    st.sampled_from([None, 1, 2]),
    st.sampled_from(["", "甲"]),
    st.sampled_from(["advert", "event"]),
    MONTHS,
)
PLACES = st.tuples(st.sampled_from([None, 1, 2]), st.sampled_from(["advert", "event"]), MONTHS)


@given(
    counted=st.dictionaries(CELLS, st.fixed_dictionaries({"leads": st.integers(0, 9)})),
    own=st.dictionaries(CELLS, st.integers(0, 99)),
    amounts=st.dictionaries(PLACES, st.integers(0, 999)),
)
def test_however_it_is_grouped_the_rows_add_up_to_the_same(counted: Any, own: Any, amounts: Any) -> None:
    sums = {
        (whole.numbers["leads"], whole.spent_minor, whole.own_minor)
        for group in (lambda one: one.source, lambda one: str(one.campaign_id), lambda one: str(one.month))
        for whole in [total(put_together(counted, own, amounts, group))]
    }
    assert len(sums) == 1
    assert sums.pop()[1] == sum(amounts.values())
