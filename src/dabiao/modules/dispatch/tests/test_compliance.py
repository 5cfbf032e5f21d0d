"""The compliance record: every number is the length of the list that it opens."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dabiao.core.events.models import Event
from dabiao.modules.dispatch.models import Policy, Seat
from dabiao.modules.dispatch.rules.compliance import Answer, ranked, span
from dabiao.modules.dispatch.tests.standing import MINUTE, Floor
from dabiao.testing.people import NOW, Company, make_company

SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)


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


def mixed(floor: Floor) -> None:
    """sales1: two in time, one of them by their own word; one late; one breached at the cost of a level. sales1b: one that
    lost both clocks, both waived; sales2: one in time."""
    company = floor.company
    one, other, second = company["sales1"], company["sales1b"], company["sales2"]
    told = {"evidence": "telephony", "feedback_due_at": NOW + 20 * MINUTE, "feedback_at": NOW}
    floor.stint(one, responded_at=NOW + MINUTE, **told)
    floor.stint(
        one, responded_at=NOW + 5 * MINUTE, evidence="declared", feedback_due_at=NOW, feedback_at=NOW + SECOND
    )
    floor.stint(one, responded_at=NOW + 9 * MINUTE, evidence="message")
    floor.breach(one, level_before="B", level_after="C", appeal="asked")
    both = floor.stint(other)
    floor.breach(other, stint=both, waiver="not_delivered")
    floor.breach(other, stint=both, clock="feedback", waiver="system_fault")
    floor.stint(second, responded_at=NOW + 2 * MINUTE, evidence="chat")


NONE = {"given": 0, "in_time": 0, "late": 0, "breached": 0, "declared": 0, "feedback_in_time": 0}
NONE |= {"feedback_breached": 0, "levels_lost": 0, "appeals_open": 0, "levels_regained": 0, "waived": []}
NONE |= {"median_seconds": None, "ninetieth_seconds": None, "declared_share": None}


@pytest.mark.django_db
def test_the_record_counts_each_persons_turns(company: Company, floor: Floor) -> None:
    mixed(floor)
    found = company["manager"].client.read("/dispatch/compliance", period="day")
    sales1 = {
        **NONE,
        "given": 4,
        "in_time": 2,
        "late": 1,
        "breached": 1,
        "declared": 1,
        "feedback_in_time": 1,
        "levels_lost": 1,
        "appeals_open": 1,
        "median_seconds": 300,
        "ninetieth_seconds": 540,
        "declared_share": 3333,
    }
    sales1b = {
        **NONE,
        "given": 1,
        "breached": 1,
        "feedback_breached": 1,
        "waived": [{"waiver": "not_delivered", "n": 1}, {"waiver": "system_fault", "n": 1}],
    }
    sales2 = {
        **NONE,
        "given": 1,
        "in_time": 1,
        "median_seconds": 120,
        "ninetieth_seconds": 120,
        "declared_share": 0,
    }
    assert found["people"] == [
        {"id": company["sales1"].id, "name": "sales1", **sales1},
        {"id": company["sales1b"].id, "name": "sales1b", **sales1b},
        {"id": company["sales2"].id, "name": "sales2", **sales2},
    ]
    team1 = {
        **sales1,
        "given": 5,
        "breached": 2,
        "feedback_breached": 1,
        "waived": sales1b["waived"],
    }
    assert sorted(found["units"], key=lambda unit: unit["id"]) == [
        {"id": company.team1.pk, "name": "一组", **team1},
        {"id": company.team2.pk, "name": "二组", **sales2},
    ]
    assert found["all"]["given"] == 6
    assert found["period"] == {"kind": "day", "first": "2026-03-18", "last": "2026-03-18"}
    assert (found["since"], found["until"]) == ("2026-03-17T16:00:00Z", "2026-03-18T16:00:00Z")


@pytest.mark.django_db
def test_every_number_is_the_length_of_the_list_it_opens(company: Company, floor: Floor) -> None:
    mixed(floor)
    floor.stint(company["sales1"], given=NOW - DAY, responded_at=NOW - DAY)
    client = company["manager"].client
    found = client.read("/dispatch/compliance", period="day")
    when = {"since": found["since"], "until": found["until"]}
    for whose, rows in (("owner_id", found["people"]), ("unit_id", found["units"])):
        for row in rows:
            for opens in found["opens"]:
                page = client.read("/dispatch/stints", **when, **opens["params"], **{whose: row["id"]})
                assert (opens["key"], len(page["items"])) == (opens["key"], row[opens["key"]])
            for waived in row["waived"]:
                asked = {**when, whose: row["id"], "waiver": waived["waiver"]}
                assert len(client.read("/dispatch/stints", **asked)["items"]) == waived["n"]


@pytest.mark.django_db
def test_everybody_sees_the_record_of_whom_they_reach(company: Company, floor: Floor) -> None:
    mixed(floor)

    def people(who: str, **params: Any) -> list[str]:
        return [one["name"] for one in company[who].client.read("/dispatch/compliance", **params)["people"]]

    assert people("sales1") == ["sales1"]
    assert people("lead1") == ["sales1", "sales1b"]
    assert people("manager") == ["sales1", "sales1b", "sales2"]
    assert people("manager", unit_id=company.team2.pk) == ["sales2"]
    assert people("boss") == ["sales1", "sales1b", "sales2"]
    assert people("sales3") == []


@pytest.mark.django_db
def test_my_own_record_says_how_far_i_am_from_my_level(company: Company, floor: Floor) -> None:
    mixed(floor)
    Seat.objects.create(user_id=company["sales1"].id, clean_run=6)
    Policy.objects.update_or_create(pk=1, defaults={"clean_to_regain": 8, "updated_at": NOW})
    mine = company["sales1"].client.read("/dispatch/compliance", period="day")["mine"]
    assert (mine["name"], mine["in_time"], mine["clean_run"], mine["clean_to_regain"]) == ("sales1", 2, 6, 8)
    nobody = company["sales3"].client.read("/dispatch/compliance")["mine"]
    kept = {
        "id": company["sales3"].id,
        "name": "sales3",
        "level": "B",
        "base_level": "B",
        "clean_run": 0,
        "clean_to_regain": 8,
    }
    assert nobody == {**NONE, **kept}


@pytest.mark.django_db
def test_levels_that_came_back_are_counted_where_they_did(company: Company, floor: Floor) -> None:
    mixed(floor)

    def changed(who: str, before: str, after: str) -> None:
        person = company[who]
        concerned = {"kind": "employee", "id": person.id, "version": 1}
        held = {"owner_ids": [person.id], "unit_ids": [person.employee.unit_id]}
        data = {"before": before, "after": after, "reason": ""}
        Event.objects.create(
            kind="employee.level_changed",
            at=NOW,
            actor_name="system",
            via="system",
            data=data,
            audience=[concerned | held],
        )

    changed("sales1", "C", "B")
    changed("sales1", "B", "C")
    changed("sales2", "D", "C")
    people = {
        one["name"]: one["levels_regained"]
        for one in company["manager"].client.read("/dispatch/compliance")["people"]
    }
    assert people == {"sales1": 1, "sales1b": 0, "sales2": 1}
    assert company["lead1"].client.read("/dispatch/compliance")["all"]["levels_regained"] == 1


@pytest.mark.django_db
def test_the_record_takes_as_many_statements_for_one_as_for_three(company: Company, floor: Floor) -> None:
    client = company["manager"].client
    floor.breach(company["sales1"])
    client.read("/dispatch/compliance")
    client.read("/dispatch/stints")
    with CaptureQueriesContext(connection) as few:
        client.read("/dispatch/compliance")
        client.read("/dispatch/stints")
        client.read("/dispatch/breaches")
    mixed(floor)
    with CaptureQueriesContext(connection) as many:
        client.read("/dispatch/compliance")
        client.read("/dispatch/stints")
        client.read("/dispatch/breaches")
    assert len(many) == len(few)


@pytest.mark.django_db
def test_turns_are_paged_the_newest_first(company: Company, floor: Floor) -> None:
    ids = [floor.stint(company["sales1"], given=NOW - n * MINUTE).pk for n in range(3)]
    client = company["lead1"].client
    first = client.read("/dispatch/stints", limit=2)
    second = client.read("/dispatch/stints", limit=2, cursor=first["next"])
    assert [row["id"] for row in (*first["items"], *second["items"])] == ids
    assert second["next"] is None


@pytest.mark.django_db
def test_a_lead_that_went_on_is_not_named_to_who_lost_it(company: Company, floor: Floor) -> None:
    sales = company["sales1"]
    case = floor.running(company["sales2"])
    stint = floor.stint(sales, case=case, end="breached", ended_at=NOW)
    floor.breach(sales, stint=stint)
    assert [row["lead_title"] for row in sales.client.read("/dispatch/stints")["items"]] == [None]
    assert [row["lead_title"] for row in sales.client.read("/dispatch/breaches")["items"]] == [None]
    assert company["manager"].client.read("/dispatch/breaches")["items"][0]["lead_title"] == "王芳"


def test_time_to_answer_is_counted_back_from_the_end_of_the_clock() -> None:
    evening, morning = NOW, NOW + 15 * HOUR
    overnight = {"given_at": evening, "due_at": morning, "response": 300}
    assert Answer(**overnight, responded_at=morning - MINUTE).seconds == 240
    assert Answer(**overnight, responded_at=evening + MINUTE).seconds == 60
    assert (
        Answer(given_at=NOW, due_at=NOW + 5 * MINUTE, responded_at=NOW + 7 * MINUTE, response=300).seconds
        == 420
    )
    assert Answer(given_at=NOW, responded_at=NOW + HOUR).seconds == 3600
    assert Answer(given_at=NOW).seconds is None


def test_the_last_second_of_a_clock_is_in_time() -> None:
    due = NOW + 5 * MINUTE
    kept = [Answer(given_at=NOW, due_at=due, responded_at=at) for at in (due, due + SECOND)]
    assert [(one.in_time, one.late) for one in kept] == [(True, False), (False, True)]
    assert Answer(given_at=NOW, responded_at=NOW + DAY).in_time


@pytest.mark.parametrize(
    ("values", "half", "nine"),
    [
        ([], None, None),
        ([7], 7, 7),
        ([4, 1, 3, 2], 2, 4),
        (list(range(1, 11)), 5, 9),
        (list(range(1, 12)), 6, 10),
    ],
)
def test_the_half_and_nine_in_ten_are_values_that_there_were(
    values: list[int], half: int | None, nine: int | None
) -> None:
    assert (ranked(values, 5), ranked(values, 9)) == (half, nine)


def test_a_week_begins_on_monday_and_a_month_with_its_first() -> None:
    from dabiao.modules.dispatch.enums import Period

    day = date(2026, 3, 18)
    assert span(Period.DAY, day) == (day, date(2026, 3, 19))
    assert span(Period.WEEK, day) == (date(2026, 3, 16), date(2026, 3, 23))
    assert span(Period.MONTH, date(2026, 12, 31)) == (date(2026, 12, 1), date(2027, 1, 1))
