"""How far people are: counted from the records, judged by what held on each day."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dabiao.core import figures
from dabiao.core.access import actors
from dabiao.modules.activities import services as activities
from dabiao.modules.org import services as org
from dabiao.modules.quotas import services
from dabiao.modules.quotas.queries import progress
from dabiao.modules.quotas.tests.world import TODAY, ask, cell, contact, kind, moment
from dabiao.modules.targets import services as targets
from dabiao.modules.visits import services as visits
from dabiao.modules.visits.tests.world import OFFICE, a_visit, check
from dabiao.testing.people import NOW, Company, make_company

pytestmark = pytest.mark.django_db
YESTERDAY = TODAY - timedelta(days=1)
SUNDAY = date(2026, 3, 15)


@pytest.fixture
def company() -> Company:
    return make_company()


def test_done_is_counted_from_the_records_of_the_day_and_due_by_the_working_hours(company: Company) -> None:
    ask(company, "calls", 30)
    for _ in range(2):
        contact(company, "sales1")
    contact(company, "sales1", at=NOW - timedelta(days=1))
    found = cell(company, "sales1", "calls")
    assert (found["done"], found["wanted"], found["state"]) == (2, 30, "behind")
    assert found["due"] == 3  # one hour of seven and a half is over
    contact(company, "sales1")
    assert cell(company, "sales1", "calls")["state"] == "on_pace"


def test_sums_by_day_say_the_same_as_the_records(company: Company) -> None:
    ask(company, "calls", 2)
    for day in (YESTERDAY, YESTERDAY, TODAY):
        contact(company, "sales1", at=moment(day))
    before = progress.mine("week", actor=company["sales1"].actor, now=NOW)
    targets.tally(actor=company["ops"].actor, now=NOW)
    assert progress.mine("week", actor=company["sales1"].actor, now=NOW) == before
    assert cell(company, "sales1", "calls", "week")["done"] == 3


def test_yesterday_is_judged_by_yesterdays_quota(company: Company) -> None:
    ask(company, "calls", 1)
    contact(company, "sales1", at=moment(YESTERDAY))
    ask(company, "calls", 50, base=1, now=NOW)
    assert cell(company, "sales1", "calls", day=YESTERDAY)["state"] == "reached"
    assert cell(company, "sales1", "calls")["wanted"] == 50
    assert cell(company, "sales1", "calls", "week")["wanted"] == 2 + 3 * 50


def test_a_day_off_asks_for_nothing_and_breaks_no_row(company: Company) -> None:
    ask(company, "calls", 1)
    assert cell(company, "sales1", "calls", day=SUNDAY)["state"] == "none"
    for day in (date(2026, 3, 13), date(2026, 3, 16), YESTERDAY):
        contact(company, "sales1", at=moment(day))
    found = progress.mine("week", actor=company["sales1"].actor, now=NOW)["mine"]
    assert (found["streak"], found["days_reached"], found["days_judged"]) == (3, 2, 2)


def test_leave_asks_for_nothing(company: Company) -> None:
    ask(company, "calls", 1)
    person = company["sales1"]
    days = {"first_on": YESTERDAY, "last_on": YESTERDAY}
    org.enter_absence(person.id, kind="sick", **days, actor=person.actor, now=NOW)
    assert cell(company, "sales1", "calls", day=YESTERDAY)["state"] == "none"
    assert cell(company, "sales1", "calls")["wanted"] == 1


@pytest.mark.parametrize(("parts", "wanted"), [(("am",), 3), (("am", "pm"), 0)])
def test_half_a_day_of_leave_asks_for_half_and_two_halves_for_nothing(
    company: Company, parts: tuple[str, ...], wanted: int
) -> None:
    ask(company, "calls", 5)
    person = company["sales1"]
    for part in parts:
        days = {"first_on": YESTERDAY, "last_on": YESTERDAY, "part": part}
        org.enter_absence(person.id, kind="sick", **days, actor=person.actor, now=NOW)
    assert cell(company, "sales1", "calls", day=YESTERDAY)["wanted"] == wanted
    assert cell(company, "sales1", "calls")["wanted"] == 5


def test_who_works_one_half_of_today_owes_nothing_before_it_begins(company: Company) -> None:
    ask(company, "calls", 30)
    for who, part in (("sales1", "am"), ("sales1b", "pm")):
        days = {"first_on": TODAY, "last_on": TODAY, "part": part}
        org.enter_absence(company[who].id, kind="sick", **days, actor=company[who].actor, now=NOW)
    assert cell(company, "sales1", "calls")["due"] == 0  # it is ten, an hour of the morning's is over
    assert cell(company, "sales1b", "calls")["due"] == 4  # a third of fifteen, rounded down on the way


def test_past_days_ask_what_was_asked_of_who_one_was_then(company: Company) -> None:
    ask(company, "calls", 20)
    ask(company, "calls", 8, level="A")
    ask(company, "calls", 30, unit_id=company.team2.pk)
    person = company["sales1"].employee
    monday = NOW - timedelta(days=2)
    for changes, at in (({"level": "A"}, monday), ({"unit_id": company.team2.pk}, NOW)):
        person.refresh_from_db()
        org.edit_employee(
            person.pk, changes=changes, base=None, version=person.version, actor=company["ops"].actor, now=at
        )
    days = progress.mine("week", actor=company["sales1"].actor, now=NOW)["days"]
    place = [one["code"] for one in progress.mine(actor=company["sales1"].actor, now=NOW)["kinds"]].index(
        "calls"
    )
    assert [one["wanted"][place] for one in days[:3]] == [8, 8, 30]
    friday = TODAY - timedelta(days=5)
    assert cell(company, "sales1", "calls", day=friday)["wanted"] == 20


def test_today_counts_as_a_day_once_it_is_reached(company: Company) -> None:
    ask(company, "calls", 1)
    contact(company, "sales1")
    assert progress.mine(actor=company["sales1"].actor, now=NOW)["mine"]["days_reached"] == 1


def test_quotas_hold_below_a_unit_and_the_nearest_wins(company: Company) -> None:
    ask(company, "calls", 20)
    ask(company, "calls", 30, unit_id=company.team1.pk)
    ask(company, "calls", 5, user_id=company["sales1b"].id)
    people = ("sales1", "sales1b", "sales2")
    assert [cell(company, one, "calls")["wanted"] for one in people] == [30, 5, 20]
    ask(company, "calls", None, unit_id=company.team1.pk, base=30, now=NOW)
    assert cell(company, "sales1", "calls")["wanted"] == 20


def test_a_newcomer_owes_a_part(company: Company) -> None:
    ask(company, "calls", 30)
    terms: dict[str, Any] = {"changes": {"ramp": [50] * 20}, "version": 1}
    services.edit_terms(**terms, actor=company["ops"].actor, now=NOW)
    assert cell(company, "sales1", "calls")["wanted"] == 15


def test_a_call_that_the_telephone_system_wrote_is_told_from_somebodys_word(company: Company) -> None:
    ask(company, "calls", 5)
    mine = contact(company, "sales1")
    activities.log(
        subject_kind=mine.about_kind,
        subject_id=mine.about_id,
        method="call",
        purpose="",
        result="reached",
        actor=actors.of_user(company["sales1"].id, via="system"),
        now=NOW,
    )
    found = cell(company, "sales1", "calls")
    assert (found["done"], found["proven"]) == (2, 1)
    assert cell(company, "sales1", "flyers")["proven"] is None


def test_a_visit_with_a_check_in_on_the_spot_is_told_from_somebodys_word(company: Company) -> None:
    ask(company, "visits", 2)
    following = {"result": "reached", "next_contact_at": NOW + timedelta(days=3)}
    for place in (OFFICE, None):
        visit = a_visit(company)
        check(company, visit, at=place)
        visits.finish(visit.pk, **following, actor=company["sales1"].actor, now=NOW + timedelta(hours=1))
    found = cell(company, "sales1", "visits")
    assert (found["done"], found["proven"]) == (2, 1)


def test_a_number_opens_its_records(company: Company) -> None:
    ask(company, "calls", 5)
    contact(company, "sales1")
    contact(company, "sales1", at=NOW - timedelta(days=1))
    link = cell(company, "sales1", "calls")["link"]
    rows = company["sales1"].client.read(link["path"], **link["params"])
    assert len(rows["items"]) == 1


def test_leads_contacted_for_the_first_time_are_counted_and_open(company: Company) -> None:
    seller = company["sales1"]
    lead = seller.client.write("POST", "/leads", {"name": "张三", "phone": "13800138000"})["id"]
    ask(company, "leads_contacted", 1)
    about = {
        "subject_kind": "lead",
        "subject_id": lead,
        "method": "call",
        "purpose": "",
        "result": "reached",
    }
    for _ in range(2):
        activities.log(**about, actor=seller.actor, now=NOW)
    found = cell(company, "sales1", "leads_contacted")
    assert (found["done"], found["proven"]) == (1, 0)
    rows = seller.client.read(found["link"]["path"], **found["link"]["params"])
    assert [row["id"] for row in rows["items"]] == [lead]


def test_a_team_is_sorted_by_who_needs_help_and_reaches_as_far_as_ones_scope(company: Company) -> None:
    ask(company, "calls", 10)
    for _ in range(10):
        contact(company, "sales1")
    found = progress.team(actor=company["lead1"].actor, now=NOW)
    names = [row["name"] for row in found["people"]]
    assert set(names) == {"sales1", "sales1b", "lead1"}
    assert names[-1] == "sales1"
    assert (found["count"], found["reached_count"], found["behind_count"]) == (3, 1, 2)
    assert {one["done"] for one in found["totals"] if one["wanted"]} == {10}
    everybody = progress.team(unit_id=company.south.pk, actor=company["ops"].actor, now=NOW)
    assert [row["name"] for row in everybody["people"]] == ["sales3"]
    alone = progress.team(actor=company["sales1"].actor, now=NOW)
    assert [row["name"] for row in alone["people"]] == ["sales1"]


def test_more_people_take_no_more_statements(company: Company) -> None:
    ask(company, "calls", 10)
    counts = []
    progress.team("month", actor=company["sales1"].actor, now=NOW)
    for who in ("sales1", "lead1"):
        actor = company[who].actor
        with CaptureQueriesContext(connection) as asked:
            progress.team("month", actor=actor, now=NOW)
        counts.append(len(asked))
    assert counts[1] <= counts[0]


def test_figures_say_what_was_done_and_how_many_days_were_reached(company: Company) -> None:
    ask(company, "calls", 1)
    contact(company, "sales1", at=moment(YESTERDAY))
    whose: list[figures.Whose] = [("user", company["sales1"].id), ("unit", company.east.pk)]
    codes = ["quota.done.calls", "quota.days_reached"]
    assert [one.code for one in figures.chosen(codes, field="codes")] == codes
    found = figures.values(codes, whose, (date(2026, 3, 1), TODAY), now=NOW)
    assert found == {(code, one): 1 for code in codes for one in whose}


@pytest.mark.parametrize("span", ["day", "week", "month"])
def test_every_span_has_its_days(company: Company, span: str) -> None:
    found = progress.mine(span, actor=company["sales1"].actor, now=NOW)
    days: Callable[[str], int] = {"day": 1, "week": 7, "month": 31}.__getitem__
    assert len(found["days"]) == days(span)
    assert kind("calls").pk in {one["id"] for one in found["kinds"]}
