"""From stage to stage, and to an end."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.db import connection

from dabiao.core.actor import SYSTEM
from dabiao.core.errors import Conflict, Forbidden, Invalid, NotFound
from dabiao.modules.customers.models import Customer
from dabiao.modules.opportunities import services
from dabiao.modules.opportunities.models import Opportunity, StageEntry
from dabiao.modules.opportunities.services._history import enter_many
from dabiao.modules.opportunities.tests.builders import an_opportunity, another_pipeline, move, stage, told
from dabiao.testing.people import NOW, Company

LATER = NOW + timedelta(days=2)


def stays(opportunity: Opportunity) -> list[tuple[str, object, object]]:
    entries = StageEntry.objects.filter(opportunity=opportunity).order_by("pk")
    return list(entries.values_list("stage__code", "entered_at", "left_at"))


def open_deals() -> int:
    return Customer.objects.get().open_opportunity_count


def test_a_move_is_kept_with_its_time_in_the_stage_before(company: Company) -> None:
    deal = an_opportunity(company["sales1"])
    move(company["sales1"], deal, "negotiating", now=LATER, reason="客户要求报价")
    deal.refresh_from_db()
    assert (deal.stage.code, deal.stage_entered_at, deal.closed_at, deal.version) == (
        "negotiating",
        LATER,
        None,
        2,
    )
    assert stays(deal) == [("interested", NOW, LATER), ("negotiating", LATER, None)]
    said = {
        "name": "CRM 采购",
        "from_stage": "interested",
        "to_stage": "negotiating",
        "reason": "客户要求报价",
        "reopened": False,
        "bulk_id": None,
        "from_stage_name": "",
        "to_stage_name": "",
        "redesign_id": None,
        "cause": "",
    }
    assert told("opportunity", deal.pk)[-1] == ("opportunity.stage_moved", said)
    assert told("customer", deal.customer_id)[-1] == ("opportunity.stage_moved", said)
    assert open_deals() == 1


def test_winning_closes_and_keeps_who_sold_it(company: Company) -> None:
    deal = an_opportunity(company["sales1"])
    services.touch(deal.pk, occurred_at=NOW, next_contact_at=LATER, actor=SYSTEM, now=NOW)
    move(company["lead1"], deal, "won", now=LATER)
    deal.refresh_from_db()
    assert (deal.stage.kind, deal.closed_at, deal.next_contact_at, open_deals()) == ("won", LATER, None, 0)
    assert told("opportunity", deal.pk)[-1] == (
        "opportunity.won",
        {
            "name": "CRM 采购",
            "from_stage": "interested",
            "cause": "moved",
            "reason": "",
            "amount_minor": 100_000,
            "currency": "CNY",
            "owner_id": company["sales1"].id,
            "bulk_id": None,
            "from_stage_name": "",
        },
    )


def test_losing_needs_a_reason_and_keeps_it_with_the_competitor(company: Company) -> None:
    deal = an_opportunity(company["sales1"])
    with pytest.raises(Invalid, match="opportunities.reason_needed"):
        move(company["sales1"], deal, "lost", reason="  ")
    move(company["sales1"], deal, "lost", reason=" 价格 ", competitor="友商", now=LATER)
    deal.refresh_from_db()
    assert (deal.lost_reason, deal.lost_to.name, deal.closed_at, open_deals()) == ("价格", "友商", LATER, 0)
    assert (deal.competitor, deal.competitor_count) == ("友商", 1)
    kind, data = told("opportunity", deal.pk)[-1]
    assert (kind, data["reason"], data["competitor"]) == ("opportunity.lost", "价格", "友商")


def test_reopening_clears_the_end(company: Company) -> None:
    deal = an_opportunity(company["sales1"])
    move(company["sales1"], deal, "lost", reason="价格", competitor="友商")
    move(company["sales1"], deal, "negotiating", now=LATER)
    deal.refresh_from_db()
    assert (deal.closed_at, deal.lost_reason, deal.lost_to, deal.competitor) == (None, "", None, "友商")
    assert open_deals() == 1
    kind, data = told("opportunity", deal.pk)[-1]
    assert (kind, data["reopened"]) == ("opportunity.stage_moved", True)


def test_from_one_end_to_the_other_stays_closed(company: Company) -> None:
    deal = an_opportunity(company["sales1"])
    move(company["sales1"], deal, "won")
    move(company["sales1"], deal, "lost", reason="客户反悔", now=LATER)
    deal.refresh_from_db()
    assert (deal.stage.kind, deal.closed_at, deal.lost_reason, open_deals()) == ("lost", LATER, "客户反悔", 0)


def test_who_comes_second_is_told_where_it_is_and_who_brought_it_there(company: Company) -> None:
    deal = an_opportunity(company["sales1"])
    move(company["sales1"], deal, "negotiating", now=LATER)
    with pytest.raises(Conflict) as refused:
        move(company["lead1"], deal, "solution_accepted", expected="interested")
    assert (refused.value.code, refused.value.params) == (
        "opportunities.stage_moved",
        {
            "stage_id": stage("negotiating").pk,
            "stage_code": "negotiating",
            "stage_name": "",
            "moved_by_id": company["sales1"].id,
            "moved_by": "sales1",
            "moved_at": LATER,
        },
    )
    with pytest.raises(Conflict):
        move(company["lead1"], deal, "negotiating", expected="interested")


def test_asking_twice_moves_once(company: Company) -> None:
    deal = an_opportunity(company["sales1"])
    for _ in range(2):
        move(company["sales1"], deal, "negotiating", expected="interested")
    move(company["sales1"], deal, "negotiating")
    deal.refresh_from_db()
    assert (deal.version, len(stays(deal)), len(told("opportunity", deal.pk))) == (2, 2, 2)


def test_a_stage_of_another_pipeline_is_refused(company: Company) -> None:
    deal, due = an_opportunity(company["sales1"]), another_pipeline()
    for stage_id, code in ((due.pk, "opportunities.other_pipeline"), (10**9, "core.not_found_here")):
        with pytest.raises(Invalid) as refused:
            services.move(
                deal.pk,
                stage_id=stage_id,
                expected_stage_id=deal.stage_id,
                actor=company["sales1"].actor,
                now=NOW,
            )
        assert (refused.value.code, refused.value.field) == (code, "stage_id")


def test_who_may_not_move_cannot(company: Company) -> None:
    deal = an_opportunity(company["sales1"])
    with pytest.raises(Forbidden):
        move(company["finance"], deal, "won")
    with pytest.raises(NotFound):
        move(company["sales2"], deal, "won")


def test_a_clock_that_went_back_does_not_turn_time_round(company: Company) -> None:
    deal = an_opportunity(company["sales1"])
    move(company["sales1"], deal, "decided", now=NOW - timedelta(seconds=5))
    assert stays(deal) == [("interested", NOW, NOW), ("decided", NOW, None)]


def test_evidence_wins_whatever_the_stage_and_only_once(company: Company) -> None:
    deal = an_opportunity(company["sales1"])
    move(company["sales1"], deal, "lost", reason="价格")
    for cause in ("contract_signed", "payment_received"):
        services.win(deal.pk, cause=cause, actor=company["finance"].actor, now=LATER)
    deal.refresh_from_db()
    assert (deal.stage.kind, deal.closed_at, deal.lost_reason, open_deals()) == ("won", LATER, "", 0)
    causes = [data["cause"] for kind, data in told("opportunity", deal.pk) if kind == "opportunity.won"]
    assert causes == ["contract_signed"]
    with pytest.raises(NotFound):
        services.win(10**9, cause="contract_signed", actor=SYSTEM, now=NOW)


def test_winning_stays_in_its_own_pipeline(company: Company) -> None:
    deal = an_opportunity(company["sales1"], stage_id=another_pipeline().pk)
    services.win(deal.pk, cause="contract_signed", actor=SYSTEM, now=NOW)
    deal.refresh_from_db()
    assert (deal.stage.pipeline_id, deal.stage.kind) == (deal.pipeline_id, "won")


def test_the_conflict_names_the_stage_in_the_readers_language(company: Company) -> None:
    deal = an_opportunity(company["sales1"])
    move(company["sales1"], deal, "negotiating")
    body = {"stage_id": stage("decided").pk, "expected_stage_id": stage("interested").pk}
    client, path = company["lead1"].client, f"/opportunities/{deal.pk}/stage-moves"
    response = client.send("POST", path, body)
    assert (response.status_code, response.json()["code"]) == (409, "opportunities.stage_moved")
    assert response.json()["detail"] == (
        "sales1 has just moved it to “Negotiating”; please look before you go on"
    )
    response = client.send("POST", path, body, accept_language="zh-CN")
    assert response.json()["detail"] == "sales1 刚刚把它移到了“商务谈判”，请看过后再操作"


def test_a_move_over_http_answers_with_the_record(company: Company) -> None:
    deal = an_opportunity(company["sales1"])
    body = {"stage_id": stage("decided").pk, "expected_stage_id": deal.stage_id}
    answer = company["sales1"].client.write("POST", f"/opportunities/{deal.pk}/stage-moves", body)
    assert (answer["stage_code"], answer["stage_name"], answer["percent"], answer["weighted_minor"]) == (
        "decided",
        "Decided to buy",
        90,
        90_000,
    )
    assert [
        (stay["stage_code"], stay["actor_name"], stay["left_at"] is None) for stay in answer["history"]
    ] == [
        ("interested", "sales1", False),
        ("decided", "sales1", True),
    ]


def test_every_stay_says_where_the_deal_came_from_and_older_ones_are_told_it(company: Company) -> None:
    deal = an_opportunity(company["sales1"])
    for days, code in ((1, "negotiating"), (2, "interested"), (3, "lost"), (4, "negotiating")):
        move(company["sales1"], deal, code, now=NOW + timedelta(days=days), reason="客户要求")
    deal.refresh_from_db()
    deal.stage, deal.stage_entered_at = stage("interested"), NOW + timedelta(days=5)
    deal.save()
    enter_many([deal], company["sales1"].actor)  # as lists do it
    services.change_pipeline(
        deal.pk,
        stage_id=another_pipeline().pk,
        expected_stage_id=deal.stage_id,
        actor=company["sales1"].actor,
        now=NOW + timedelta(days=6),
    )
    way = [None, "interested", "negotiating", "interested", "lost", "negotiating", "interested"]
    entries = StageEntry.objects.filter(opportunity=deal).order_by("pk")
    assert list(entries.values_list("came_from__code", flat=True)) == way
    StageEntry.objects.update(came_from=None)
    told = import_module("dabiao.modules.opportunities.migrations.0012_came_from")
    with connection.cursor() as cursor:
        cursor.execute(told.FILL)
    assert list(entries.values_list("came_from__code", flat=True)) == way
