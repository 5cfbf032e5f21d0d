"""Doing a check: answers, feedback, the person's word, tasks, records that are gone, people who leave."""

from pathlib import Path

import pytest

from dabiao.core.actor import SYSTEM
from dabiao.core.errors import Conflict, DomainError, Forbidden, NotFound
from dabiao.core.events.models import Event, EventSubject
from dabiao.core.figures import moments
from dabiao.core.notifications.models import Notification
from dabiao.core.timers.worker import drain
from dabiao.modules.activities import services as activities
from dabiao.modules.activities.models import Task
from dabiao.modules.checks import queries, services
from dabiao.modules.checks.jobs import remind
from dabiao.modules.checks.models import Check
from dabiao.modules.checks.queries.figures import Checked
from dabiao.modules.checks.tests.world import (
    BAD,
    GOOD,
    HOUR,
    MIDDLING,
    a_company,
    a_programme,
    contacts,
    drawn,
    finish,
)
from dabiao.modules.contracts.tests.together import real_database
from dabiao.modules.org import services as org
from dabiao.testing.people import NOW, Company


@pytest.fixture
def check(company: Company) -> Check:
    contacts(company, "sales1", 4)
    return drawn(company)[0]


def test_a_result_follows_from_the_answers_and_the_person_is_told(company: Company, check: Check) -> None:
    done = finish(company, check, praised=True)
    assert (done.points, done.result, done.praised, done.state) == (100, "passed", True, "finished")
    drain(NOW)
    told = Notification.objects.get(kind="check.finished")
    assert (told.user_id, told.params["by"]) == (company["sales1"].id, "lead1")


@pytest.mark.parametrize(("answers", "result"), [(MIDDLING, "needs_work"), (BAD, "serious")])
def test_what_did_not_pass_needs_words(company: Company, check: Check, answers: object, result: str) -> None:
    with pytest.raises(DomainError, match="feedback_needed"):
        finish(company, check, answers=answers, feedback=" ")
    done = finish(company, check, answers=answers, feedback="下次先写客户原话", praised=True)
    assert (done.result, done.praised) == (result, False)


def test_the_result_stands_on_no_timeline_of_the_record(company: Company, check: Check) -> None:
    finish(company, check, answers=BAD, feedback="只有你我知道")
    event = Event.objects.get(kind="check.finished")
    assert set(event.data) == {"check_id", "programme", "owner_id"}
    kinds = EventSubject.objects.filter(event_id=event.pk).values_list("kind", flat=True)
    assert sorted(kinds) == ["activity", "check", "lead"]


def test_the_person_sees_nothing_before_and_everything_after(company: Company, check: Check) -> None:
    mine = company["sales1"].actor
    with pytest.raises(NotFound):
        queries.detail(check.pk, actor=mine, now=NOW)
    finish(company, check)
    row = queries.detail(check.pk, actor=mine, now=NOW)
    assert (row["feedback"], row["actions"]) == ("写得很清楚", ["answer"])
    assert row["answers"] == GOOD


def test_the_person_answers_once(company: Company, check: Check) -> None:
    finish(company, check)
    mine = company["sales1"].actor
    with pytest.raises(DomainError, match="explanation_needed"):
        services.answer(check.pk, reply="explain", actor=mine, now=NOW)
    with pytest.raises(Forbidden, match="only_the_person"):
        services.answer(check.pk, reply="agree", actor=company["lead1"].actor, now=NOW)
    services.answer(check.pk, reply="explain", text="客户在开会", actor=mine, now=NOW)
    with pytest.raises(Conflict, match="replied_already"):
        services.answer(check.pk, reply="agree", actor=mine, now=NOW)
    drain(NOW)
    assert Notification.objects.get(kind="check.explain").user_id == company["lead1"].id


def test_nobody_checks_their_own_nor_what_is_beyond_them(company: Company) -> None:
    contacts(company, "lead1", 2)
    check = drawn(company)[0]
    with pytest.raises(NotFound):
        finish(company, check)
    with pytest.raises(Forbidden):
        finish(company, check, "sales3")
    assert finish(company, check, "inspector").result == "passed"


def test_who_comes_second_hears_who_was_first(company: Company, check: Check) -> None:
    finish(company, check)
    with pytest.raises(Conflict) as refused:
        finish(company, check, "manager")
    assert (refused.value.code, refused.value.params["name"]) == ("checks.done_already", "lead1")


def test_a_task_follows_about_the_lead_that_was_spoken_with(company: Company, check: Check) -> None:
    lead1 = company["lead1"].actor
    with pytest.raises(Conflict, match="not_finished"):
        services.follow_up(check.pk, title="补写", actor=lead1, now=NOW)
    finish(company, check)
    services.follow_up(check.pk, title="补写客户原话", actor=lead1, now=NOW)
    task = Task.objects.get()
    assert (task.owner_id, task.about_kind, task.title) == (company["sales1"].id, "lead", "补写客户原话")
    with pytest.raises(Conflict, match="followed_up"):
        services.follow_up(check.pk, title="再来", actor=lead1, now=NOW)


def test_what_is_gone_is_said_so_and_the_next_of_the_draw_takes_its_place(company: Company) -> None:
    contacts(company, "sales1", 4)
    checks, lead1 = drawn(company), company["lead1"].actor
    with pytest.raises(Conflict, match="not_gone"):
        services.replace(checks[0].pk, actor=lead1, now=NOW)
    for check in checks:
        activities.remove(check.record_id, actor=company["sales1"].actor, now=NOW)
    row = queries.detail(checks[0].pk, actor=lead1, now=NOW)
    assert (row["gone"], row["evidence"], row["actions"]) == (True, None, ["replace"])
    made = [services.replace(check.pk, actor=lead1, now=NOW) for check in checks]
    assert all(made)
    assert len({one.record_id for one in [*checks, *made]}) == 4  # type: ignore[union-attr]
    assert queries.draw_of(checks[0].draw_id, actor=lead1)["same_winners"]
    activities.remove(made[0].record_id, actor=company["sales1"].actor, now=NOW)  # type: ignore[union-attr]
    assert services.replace(made[0].pk, actor=lead1, now=NOW) is None  # type: ignore[union-attr]


def test_a_checker_who_leaves_hands_over_and_nobody_gets_their_own(company: Company) -> None:
    contacts(company, "sales1", 2)
    contacts(company, "sales1b", 2)
    checks = drawn(company)
    programme = a_programme(company, checker_ids=[company["lead1"].id])
    to, lead1 = company["sales1b"].id, company["lead1"].id
    assert queries.worklist(actor=company["lead1"].actor, now=NOW)["open"] == len(checks) == 4
    assert services.transfer(lead1, to_user_id=to, actor=SYSTEM, now=NOW) == 4
    assert set(Check.objects.values_list("owner_id", "checker_id")) == {
        (company["sales1"].id, to),
        (to, None),
    }
    programme.refresh_from_db()
    assert programme.checker_ids == [to]


def test_what_is_open_of_somebody_who_leaves_ends(company: Company, check: Check) -> None:
    finish(company, check)
    org.depart(
        company["sales1"].id, left_on=NOW.date(), successor_id=company["sales1b"].id, actor=SYSTEM, now=NOW
    )
    drain(NOW)
    assert sorted(Check.objects.values_list("state", flat=True)) == ["finished", "void"]


def test_late_checkers_are_reminded_once_a_day(company: Company, check: Check) -> None:
    late = check.due_at + HOUR
    for _ in range(2):
        remind({}, late)
    told = Notification.objects.get(kind="check.late")
    assert (told.user_id, told.params["count"]) == (company["lead1"].id, 2)


def test_the_board_counts_what_its_lists_show(company: Company) -> None:
    contacts(company, "sales1", 10)
    contacts(company, "sales2", 10)
    for check in drawn(company, each=4):
        if check.owner_id == company["sales1"].id:
            finish(company, check, answers=BAD, feedback="先补目的")
    day = NOW.date()
    seen = queries.board(first=day, last=day, actor=company["manager"].actor, now=NOW)
    rows = {one["name"]: one for one in seen["people"]}
    assert {name: (one["records"], one["finished"], one["repeated"]) for name, one in rows.items()} == {
        "sales1": (10, 4, True),
        "sales2": (10, 0, False),
    }
    assert [(one["name"], one["picked"], one["finished"]) for one in seen["checkers"]] == [
        ("lead1", 4, 4),
        ("manager", 4, 0),
    ]
    assert seen["weeks"] == [{"starts_on": day.replace(day=16), "passed": 0, "needs_work": 0, "serious": 4}]
    assert seen["total"]["picked"] == 8
    own = queries.board(first=day, last=day, actor=company["sales2"].actor, now=NOW)
    assert [(one["name"], one["records"], one["picked"]) for one in own["people"]] == [("sales2", 10, 0)]


def test_figures_are_by_person_and_unit(company: Company) -> None:
    contacts(company, "sales1", 4)
    one, other = drawn(company)
    finish(company, one)
    finish(company, other, answers=BAD, feedback="补目的")
    mine, team, south = ("user", company["sales1"].id), ("unit", company.east.pk), ("unit", company.south.pk)
    found = Checked().values(
        {"check.done", "check.passed"}, {mine, team, south}, (NOW.date(), NOW.date()), now=NOW
    )
    assert found == {
        (code, who): n for code, n in (("check.done", 2), ("check.passed", 1)) for who in (mine, team)
    }
    since, until = moments((NOW.date(), NOW.date()))
    days = {"finished_from": since.isoformat(), "finished_to": until.isoformat(), "count": True}
    for (code, (kind, id)), number in found.items():
        asked = {"owner_id" if kind == "user" else "unit_id": id, "state": "finished"}
        passed = {"result": "passed"} if code == "check.passed" else {}
        opened = company["manager"].client.read("/checks", **asked, **passed, **days)
        assert opened["count"] == len(opened["items"]) == number


@pytest.mark.django_db(transaction=True)
def test_two_who_finish_at_once_leave_one_result(tmp_path: Path) -> None:
    company = a_company()
    contacts(company, "sales1", 2)
    check = drawn(company)[0]
    with real_database(tmp_path) as together:
        found = together(
            lambda: finish(company, check), lambda: finish(company, check, "manager", feedback="另一句")
        )
        assert sorted(type(one).__name__ for one in found) == ["Check", "Conflict"]
        assert Event.objects.filter(kind="check.finished").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_draw_at_once_draw_once(tmp_path: Path) -> None:
    company = a_company()
    contacts(company, "sales1", 5)
    programme, manager = a_programme(company), company["manager"].actor
    with real_database(tmp_path) as together:
        found = together(*[lambda: services.draw(programme.pk, actor=manager, now=NOW)] * 2)
        assert sorted(type(one).__name__ for one in found) == ["Conflict", "Draw"]
        assert Check.objects.count() == 2
