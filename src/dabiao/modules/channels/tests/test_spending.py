"""Campaigns keep their leads, and what was spent is split to the last fen."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabiao.core.actor import SYSTEM
from dabiao.modules.channels import services
from dabiao.modules.channels.models import Campaign, CampaignName, Delivery, Spend
from dabiao.modules.channels.rules import within
from dabiao.modules.channels.tests.builders import connected, deliver, settled, states
from dabiao.modules.leads import services as leads
from dabiao.testing.people import NOW, make_company

FIRST = date(2026, 1, 1)
days = st.integers(0, 400)


@given(amount=st.integers(0, 10**12), length=st.integers(1, 366), cuts=st.lists(days, max_size=6), start=days)
def test_any_pieces_of_the_days_add_up_to_the_amount(
    amount: int, length: int, cuts: list[int], start: int
) -> None:
    first = FIRST + timedelta(days=start)
    last = first + timedelta(days=length - 1)
    edges = sorted({FIRST, FIRST + timedelta(days=1000), *(FIRST + timedelta(days=cut) for cut in cuts)})
    parts = [within(amount, first, last, since, until) for since, until in pairwise(edges)]
    assert sum(parts) == amount
    assert min(parts) >= 0


@given(amount=st.integers(0, 10**6), length=st.integers(1, 366))
def test_no_day_has_more_than_a_unit_over_another(amount: int, length: int) -> None:
    last = FIRST + timedelta(days=length - 1)
    one = timedelta(days=1)
    each = [within(amount, FIRST, last, FIRST + n * one, FIRST + (n + 1) * one) for n in range(length)]
    assert max(each) - min(each) <= 1
    assert each == sorted(each, reverse=True)


@pytest.mark.django_db
def test_a_campaign_keeps_the_leads_of_the_name_it_had() -> None:
    ops = make_company()["ops"].client
    made = ops.write("POST", "/campaigns", {"name": "信息流3月", "source": "advert"})
    changes = {"changes": {"name": "Feed März"}, "version": 1}
    renamed = ops.write("PATCH", f"/campaigns/{made['id']}", changes)
    assert (renamed["name"], renamed["other_names"]) == ("Feed März", ["信息流3月"])
    assert sorted(CampaignName.objects.values_list("key", flat=True)) == ["feed märz", "信息流3月"]
    back = ops.write("PATCH", f"/campaigns/{made['id']}", {"changes": {"name": "信息流3月"}, "version": 2})
    assert back["other_names"] == ["feed märz"]


@pytest.mark.django_db
def test_a_name_is_one_campaigns_however_it_is_spelt() -> None:
    ops = make_company()["ops"].client
    ops.write("POST", "/campaigns", {"name": "Baidu 品牌詞", "source": "advert"})
    again = {"name": "ＢＡＩＤＵ 品牌词", "source": "advert"}
    assert ops.problem("POST", "/campaigns", again) == (409, "channels.campaign_taken", "name")


@pytest.mark.django_db
def test_names_in_leads_that_are_no_campaign_are_told_and_made_one_by_a_press() -> None:
    company = make_company()
    ops = company["ops"].client
    for number, name in enumerate(("展会", "展会", "春季", "")):
        values = {"phone": f"1380000000{number}", "campaign": name, "source": "event"}
        leads.receive(values=values, actor=SYSTEM, now=NOW)
    told = ops.read("/campaigns/unknown")["items"]
    assert [(one["campaign"], one["source"], one["count"]) for one in told] == [
        ("展会", "event", 2),
        ("春季", "event", 1),
    ]
    made = ops.write("POST", "/campaigns", {"name": "展会", "source": "event"})
    ops.write("POST", f"/campaigns/{made['id']}/names", {"name": "春季"})
    assert ops.read("/campaigns/unknown")["items"] == []


def line(**more: Any) -> dict[str, Any]:
    return {
        "campaign": "展会",
        "first_on": "2026-03-01",
        "last_on": "2026-03-31",
        "amount_minor": 100,
        **more,
    }


@pytest.mark.django_db
def test_a_sheet_can_be_pasted_again_and_counts_once() -> None:
    ops = make_company()["ops"].client
    ops.write("POST", "/campaigns", {"name": "展会", "source": "event"})
    whole = {k: v for k, v in line(source="advert").items() if k != "campaign"}
    for amount in (100, 100, 250):
        said = ops.write("POST", "/spends/batch", {"items": [line(amount_minor=amount), whole]})
        assert [one["ok"] for one in said["results"]] == [True, True]
    assert sorted(Spend.objects.values_list("source", "amount_minor")) == [("advert", 100), ("event", 250)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "code", "field"),
    [
        ({"campaign": "没有"}, "channels.campaign_unknown", "campaign"),
        ({"campaign": ""}, "channels.spend_on_nothing", "campaign"),
        ({"last_on": "2026-02-28"}, "channels.days_out_of_order", "last_on"),
        ({"last_on": "2027-03-02"}, "channels.days_out_of_order", "last_on"),
    ],
)
def test_a_wrong_line_names_its_field_and_the_others_are_entered(wrong: Any, code: str, field: str) -> None:
    ops = make_company()["ops"].client
    ops.write("POST", "/campaigns", {"name": "展会", "source": "event"})
    said = ops.write("POST", "/spends/batch", {"items": [line(**wrong), line()]})["results"]
    assert [(one["ok"], one.get("code"), one.get("field")) for one in said] == [
        (False, code, field),
        (True, None, None),
    ]


@pytest.mark.django_db
def test_a_campaign_that_moves_to_another_source_takes_its_spend_along() -> None:
    ops = make_company()["ops"].client
    made = ops.write("POST", "/campaigns", {"name": "展会", "source": "event"})
    ops.write("POST", "/spends/batch", {"items": [line()]})
    ops.write("PATCH", f"/campaigns/{made['id']}", {"changes": {"source": "advert"}, "version": 1})
    assert Spend.objects.get().source == "advert"
    ops.write("DELETE", f"/spends/{Spend.objects.get().pk}")
    assert ops.read("/spends")["items"] == []


@pytest.mark.django_db
def test_spend_is_delivered_once_its_campaign_is_known() -> None:
    connection = connected("spend")
    deliver(connection, {"id": "r1", "campaign": "展会", "from": "2026-03-01", "amount": "12.5"})
    settled()
    assert states(connection) == [("r1", "refused", "channels.campaign_unknown")]
    services.create_campaign(name="展会", source="event", actor=SYSTEM, now=NOW)
    services.retry_all(connection.pk, actor=SYSTEM, now=NOW)
    settled()
    assert Spend.objects.values_list("amount_minor", "source", "external_id").get() == (1250, "event", "r1")
    assert Delivery.objects.get().state == "done"


@pytest.mark.django_db
def test_a_manager_keeps_to_the_campaigns_of_their_units() -> None:
    company = make_company()
    ops, manager = company["ops"].client, company["manager"].client
    theirs = {"name": "华东", "source": "event", "unit_id": company.east.pk}
    mine = manager.write("POST", "/campaigns", theirs)
    assert mine["actions"] == ["edit"]
    whole = ops.write("POST", "/campaigns", {"name": "全国", "source": "event"})
    ops.write("POST", "/campaigns", {"name": "华南", "source": "event", "unit_id": company.south.pk})
    assert [(one["name"], one["actions"]) for one in manager.read("/campaigns")["items"]] == [
        ("全国", []),
        ("华东", ["edit"]),
    ]
    for path, body in (
        (f"/campaigns/{whole['id']}", {"changes": {"state": "ended"}, "version": 1}),
        (f"/campaigns/{mine['id']}", {"changes": {"unit_id": company.south.pk}, "version": 1}),
    ):
        assert manager.problem("PATCH", path, body)[:2] == (403, "access.forbidden")
    elsewhere = Campaign.objects.get(name="华南").pk
    assert manager.problem("GET", f"/campaigns/{elsewhere}")[:2] == (404, "core.not_found")
    said = manager.write("POST", "/spends/batch", {"items": [line(campaign="全国"), line(campaign="华东")]})
    assert [one["ok"] for one in said["results"]] == [False, True]
