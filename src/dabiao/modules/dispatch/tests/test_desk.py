"""The live desk and one's own clocks: what stands where, who sees it, and what it costs."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dabiao.modules.dispatch.models import Seat
from dabiao.modules.dispatch.tests.standing import MINUTE, Floor
from dabiao.testing.people import NOW, ApiClient, Company, make_company

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def _on_that_wednesday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def company(db: None) -> Company:
    return make_company()


@pytest.fixture
def floor(company: Company) -> Floor:
    return Floor(company)


def columns(desk: Any) -> dict[str, list[int]]:
    return {column["state"]: [card["lead_id"] for card in column["items"]] for column in desk["columns"]}


def test_a_lead_stands_in_the_column_of_its_state_what_is_due_first_on_top(
    company: Company, floor: Floor
) -> None:
    sales = company["sales1"]
    later = floor.running(sales, given=NOW)
    sooner = floor.running(sales, given=NOW - 4 * MINUTE)
    told = floor.running(sales, "feedback", responded_at=NOW, feedback_due_at=NOW + 20 * MINUTE)
    plain = floor.case(None, lead={"unit_id": company.team1.pk}, urgency=2)
    urgent = floor.case(None, lead={"unit_id": company.team1.pk}, urgency=0)
    on_desk = floor.case(sales, "desk")
    floor.case(sales, "closed", closed_at=NOW)
    assert columns(company["lead1"].client.read("/dispatch/desk")) == {
        "waiting": [urgent.lead_id, plain.lead_id],
        "responding": [sooner.lead_id, later.lead_id],
        "feedback": [told.lead_id],
        "desk": [on_desk.lead_id],
    }


def test_a_card_says_whose_it_is_and_when_its_clock_ends(company: Company, floor: Floor) -> None:
    case = floor.running(company["sales1"], hops=2, lead={"company": "云岚科技", "grade": "A"})
    desk = company["lead1"].client.read("/dispatch/desk")
    assert desk["as_of"] == "2026-03-18T02:00:00Z"
    assert desk["columns"][1] == {
        "state": "responding",
        "count": 1,
        "items": [
            {
                "id": case.pk,
                "lead_id": case.lead_id,
                "state": "responding",
                "kind": "arrival",
                "title": "王芳",
                "company": "云岚科技",
                "phone": "138****5678",
                "grade": "A",
                "source": "manual",
                "campaign": "",
                "owner_id": company["sales1"].id,
                "owner_name": "sales1",
                "unit_id": company.team1.pk,
                "unit_name": "一组",
                "rule_name": None,
                "hops": 2,
                "why": "",
                "arrived_at": "2026-03-18T02:00:00Z",
                "state_at": "2026-03-18T02:00:00Z",
                "next_at": None,
                "given_at": "2026-03-18T02:00:00Z",
                "warn_at": "2026-03-18T02:03:00Z",
                "due_at": "2026-03-18T02:05:00Z",
                "responded_at": None,
                "evidence": "",
                "actions": ["assign"],
            }
        ],
    }


def test_after_the_answer_the_second_clock_is_the_one_that_runs(company: Company, floor: Floor) -> None:
    floor.running(
        company["sales1"],
        "feedback",
        responded_at=NOW,
        evidence="declared",
        feedback_due_at=NOW + 20 * MINUTE,
    )
    card = company["lead1"].client.read("/dispatch/desk")["columns"][2]["items"][0]
    assert (card["warn_at"], card["due_at"], card["evidence"]) == (None, "2026-03-18T02:20:00Z", "declared")


def test_a_column_shows_fifty_and_counts_all(company: Company, floor: Floor) -> None:
    for number in range(52):
        floor.running(company["sales1"], given=NOW + number * SECOND)
    column = company["lead1"].client.read("/dispatch/desk")["columns"][1]
    assert (column["count"], len(column["items"])) == (52, 50)
    assert column["items"][0]["given_at"] == "2026-03-18T02:00:00Z"


def test_everybody_sees_what_their_scope_reaches_and_the_pool_they_may_claim_from(
    company: Company, floor: Floor
) -> None:
    mine = floor.running(company["sales1"]).lead_id
    team = floor.running(company["sales1b"]).lead_id
    branch = floor.running(company["sales2"]).lead_id
    foreign = floor.running(company["sales3"]).lead_id
    in_pool = floor.case(None, lead={"unit_id": company.east.pk}).lead_id
    nowhere = floor.case(None).lead_id
    elsewhere = floor.case(None, lead={"unit_id": company.south.pk}).lead_id

    def seen(who: str) -> set[int]:
        found = columns(company[who].client.read("/dispatch/desk"))
        return {lead for some in found.values() for lead in some}

    assert seen("sales1") == {mine, in_pool, nowhere}
    assert seen("lead1") == {mine, team, in_pool, nowhere}
    assert seen("manager") == {mine, team, branch, in_pool, nowhere}
    assert seen("ops") == {mine, team, branch, foreign, in_pool, nowhere, elsewhere}


def test_the_desk_narrows_to_a_unit_and_those_below(company: Company, floor: Floor) -> None:
    floor.running(company["sales1"])
    second = floor.running(company["sales2"])
    floor.breach(company["sales1"])
    desk = company["manager"].client.read("/dispatch/desk", unit_id=company.team2.pk)
    assert columns(desk)["responding"] == [second.lead_id]
    assert [person["name"] for person in desk["people"]] == ["sales2"]
    assert desk["breaches"] == []


def test_who_reads_no_dispatch_has_no_desk(company: Company, floor: Floor) -> None:
    for path in (
        "/dispatch/desk",
        "/dispatch/clocks",
        "/dispatch/stints",
        "/dispatch/breaches",
        "/dispatch/compliance",
    ):
        assert company["finance"].client.problem("GET", path)[:2] == (403, "access.forbidden")
        assert ApiClient().problem("GET", path)[:2] == (401, "access.unauthenticated")


def test_a_person_is_shown_with_their_load_and_how_the_day_goes(company: Company, floor: Floor) -> None:
    sales = company["sales1"]
    floor.running(sales)
    floor.running(sales, "feedback", responded_at=NOW, feedback_due_at=NOW + MINUTE)
    floor.stint(sales, given=NOW - 30 * MINUTE, responded_at=NOW - 29 * MINUTE)
    floor.stint(sales, given=NOW - 60 * MINUTE, responded_at=NOW - 58 * MINUTE)
    floor.breach(sales, at=NOW)
    floor.breach(sales, at=NOW - timedelta(days=1))
    Seat.objects.create(user_id=sales.id, day=NOW.date(), day_given=7)
    Seat.objects.create(user_id=company["sales1b"].id, day=NOW.date() - timedelta(days=1), day_given=9)
    people = {one["name"]: one for one in company["lead1"].client.read("/dispatch/desk")["people"]}
    assert list(people) == ["lead1", "sales1", "sales1b"]
    assert people["sales1"] == {
        "id": sales.id,
        "name": "sales1",
        "unit_id": company.team1.pk,
        "unit_name": "一组",
        "level": "B",
        "on_duty": True,
        "busy_until": None,
        "open": {"responding": 1, "feedback": 1, "desk": 0},
        "given_today": 7,
        "capacity": 30,
        "breaches_today": 1,
        "median_seconds": 60,
        "actions": ["duty"],
    }
    assert (people["sales1b"]["given_today"], people["sales1b"]["median_seconds"]) == (0, None)


def test_the_feed_tells_the_newest_breach_first_with_the_level_it_cost(
    company: Company, floor: Floor
) -> None:
    lost = floor.breach(company["sales1"], level_before="B", level_after="C")
    spared = floor.breach(company["sales1b"], at=NOW - MINUTE, waiver="not_delivered")
    floor.breach(company["sales2"])
    feed = company["lead1"].client.read("/dispatch/desk")["breaches"]
    told = [
        (one["id"], one["owner_name"], one["level_before"], one["level_after"], one["waiver"]) for one in feed
    ]
    assert told == [(lost.pk, "sales1", "B", "C", ""), (spared.pk, "sales1b", "", "", "not_delivered")]
    assert feed[0]["lead_title"] == "王芳"


def test_the_desk_takes_as_many_statements_full_as_nearly_empty(company: Company, floor: Floor) -> None:
    client = company["manager"].client

    def fill(times: int) -> None:
        for _ in range(times):
            for who in ("sales1", "sales1b", "sales2"):
                floor.running(company[who])
                floor.breach(company[who])
                floor.stint(company[who], responded_at=NOW)

    fill(1)
    client.read("/dispatch/desk")
    with CaptureQueriesContext(connection) as few:
        client.read("/dispatch/desk")
    fill(3)
    with CaptureQueriesContext(connection) as many:
        client.read("/dispatch/desk")
    assert len(many) == len(few)


def test_my_clocks_are_my_running_turns_what_is_due_first_on_top(company: Company, floor: Floor) -> None:
    sales = company["sales1"]
    second = floor.running(sales, given=NOW)
    first = floor.running(sales, given=NOW - 4 * MINUTE, lead={"company": "云岚科技", "grade": "A"})
    third = floor.running(
        sales, "feedback", responded_at=NOW, evidence="telephony", feedback_due_at=NOW + 20 * MINUTE
    )
    floor.running(company["sales1b"])
    floor.case(sales, "desk")
    found = sales.client.read("/dispatch/clocks")
    assert [one["lead_id"] for one in found["items"]] == [first.lead_id, second.lead_id, third.lead_id]
    assert found["items"][0] == {
        "id": first.stint_id,
        "lead_id": first.lead_id,
        "state": "responding",
        "hops": 0,
        "given_at": "2026-03-18T01:56:00Z",
        "warn_at": "2026-03-18T01:59:00Z",
        "due_at": "2026-03-18T02:01:00Z",
        "responded_at": None,
        "evidence": "",
        "feedback_due_at": None,
        "name": "王芳",
        "company": "云岚科技",
        "phone": "138****5678",
        "grade": "A",
        "source": "manual",
        "campaign": "",
        "region": "",
        "received_at": "2026-03-18T02:00:00Z",
        "title": "王芳",
        "reveals": True,
    }
    last = found["items"][2]
    assert (last["state"], last["warn_at"], last["due_at"]) == ("feedback", None, "2026-03-18T02:20:00Z")


def test_my_clocks_are_one_statement(company: Company, floor: Floor) -> None:
    from dabiao.modules.dispatch.queries import stints

    actor = company["sales1"].actor
    for _ in range(3):
        floor.running(company["sales1"])
    with CaptureQueriesContext(connection) as asked:
        assert len(stints.clocks(actor=actor, now=NOW)["items"]) == 3
    assert len(asked) == 1
