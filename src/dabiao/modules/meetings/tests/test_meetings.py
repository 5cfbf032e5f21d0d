"""Meetings from the plan to the task that a decision leaves."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.utils.timezone import get_default_timezone

from dabiao.core.actor import SYSTEM
from dabiao.core.comments import services as comments
from dabiao.core.errors import Conflict, Forbidden, Invalid, NotFound
from dabiao.core.figures import values
from dabiao.core.notifications.models import Notification
from dabiao.core.timers.worker import drain
from dabiao.modules.activities import services as activities
from dabiao.modules.activities.models import Task
from dabiao.modules.activities.queries import calendar
from dabiao.modules.meetings import queries, services
from dabiao.modules.meetings.models import Meeting, Series, Topic
from dabiao.modules.meetings.queries.detail import detail
from dabiao.modules.reviews.tests.world import FEBRUARY, a_company, decided, won_tree
from dabiao.modules.targets.tests.world import put
from dabiao.testing.people import NOW, Company
from dabiao.testing.statements import counted

pytestmark = pytest.mark.django_db
SOON = NOW + timedelta(hours=2)
DAILY: dict[str, Any] = {
    "kind": "morning",
    "title": "一组晨会",
    "repeat": "weekly",
    "weekdays": [0, 1, 2, 3, 4],
    "at": time(8, 45),
    "minutes": 15,
}


@pytest.fixture
def company() -> Company:
    return a_company()


def planned(company: Company, by: str = "lead1", **facts: Any) -> Meeting:
    wanted = {
        "kind": "weekly",
        "title": "一组周会",
        "starts_at": SOON,
        "minutes": 60,
        "unit_id": company.team1.pk,
    }
    return services.plan(**{**wanted, **facts}, actor=company[by].actor, now=NOW)


def running(company: Company, **facts: Any) -> Meeting:
    return services.begin(planned(company, **facts).pk, actor=company["lead1"].actor, now=SOON)


def seen(meeting: Meeting, company: Company, by: str = "lead1", now: datetime = SOON) -> dict[str, Any]:
    return detail(meeting.pk, actor=company[by].actor, now=now)


def decision(meeting: Meeting, company: Company, by: str = "lead1", **facts: Any) -> Any:
    wanted = {"text": "周五前报价", "owner_id": company["sales1"].id, "due_on": date(2026, 3, 20), **facts}
    return services.decide(meeting.pk, **wanted, actor=company[by].actor, now=SOON)


def test_everybody_of_the_unit_takes_part_and_is_told(company: Company) -> None:
    meeting = planned(company)
    assert {one["name"] for one in seen(meeting, company)["attendees"]} == {"lead1", "sales1", "sales1b"}
    told = Notification.objects.filter(kind="meeting.planned").values_list("user_id", flat=True)
    assert set(told) == {company["sales1"].id, company["sales1b"].id}


def test_the_agenda_fills_itself_in_and_stays_when_it_begins(company: Company) -> None:
    tree = won_tree(company)
    put(tree, company, "一组", 600, starts_on=date(2026, 3, 1))
    decided(company, "sales1", date(2026, 3, 3), 100)
    meeting = running(company)
    decided(company, "sales1", date(2026, 3, 4), 200)
    found = seen(meeting, company)

    def attained(blocks: list[dict[str, Any]]) -> tuple[int, int]:
        rows = next(one["rows"] for one in blocks if one["block"] == "targets")
        return rows[0]["value"], rows[0]["of"]

    assert (attained(found["agenda"]), attained(found["now"])) == ((100, 600), (300, 600))


def test_an_evening_shows_what_every_room_offers(company: Company) -> None:
    decided(company, "sales1", date(2026, 3, 3), 100)
    meeting = planned(company, kind="evening")
    block = next(one for one in seen(meeting, company)["now"] if one["block"] == "figures")
    assert ("enums.target_metric.won", 100) in [(row["label"], row["value"]) for row in block["rows"]]


def test_a_number_of_deals_at_risk_is_what_its_list_holds(company: Company) -> None:
    from dabiao.modules.opportunities.tests.builders import an_opportunity

    an_opportunity(company["sales1"], "拖了", expected_win_on=FEBRUARY)
    meeting = planned(company)
    block = next(one for one in seen(meeting, company)["now"] if one["block"] == "deals")
    listed = company["lead1"].client.read(
        "/opportunities", count="true", slipping_on="2026-03-18", unit_id=company.team1.pk
    )
    assert block["rows"][0]["value"] == listed["count"] == 1


def test_a_decision_is_a_task_at_once_and_says_how_it_stands(company: Company) -> None:
    meeting = running(company)
    made = decision(meeting, company)
    task = Task.objects.get(pk=made.task_id)
    assert (task.title, task.owner_id) == ("周五前报价", company["sales1"].id)
    assert seen(meeting, company)["decisions"][0]["standing"] == "open"
    assert seen(meeting, company, now=NOW + timedelta(days=5))["decisions"][0]["standing"] == "late"
    activities.tasks.complete(task.pk, actor=company["sales1"].actor, now=NOW)
    assert seen(meeting, company)["decisions"][0]["standing"] == "done"


def test_who_takes_the_minutes_decides_in_the_name_of_the_chair(company: Company) -> None:
    meeting = running(company, minute_taker_id=company["sales1b"].id)
    decision(meeting, company, "sales1b")
    with pytest.raises(Forbidden):
        decision(meeting, company, "sales1")
    assert Task.objects.get().author_id == company["lead1"].id


def test_open_decisions_come_to_the_next_of_the_series(company: Company) -> None:
    services.begin_series(**DAILY, unit_id=company.team1.pk, actor=company["lead1"].actor, now=NOW)
    first = Meeting.objects.get()
    services.begin(first.pk, actor=company["lead1"].actor, now=first.starts_at)
    services.decide(
        first.pk,
        text="补线索",
        owner_id=company["sales1"].id,
        due_on=date(2026, 3, 25),
        actor=company["lead1"].actor,
        now=first.starts_at,
    )
    services.finish(first.pk, actor=company["lead1"].actor, now=first.ends_at)
    drain(first.ends_at)
    second = Meeting.objects.get(state="planned")
    assert [one["text"] for one in seen(second, company)["before"]] == ["补线索"]
    told = Notification.objects.filter(kind="meeting.minutes").values_list("user_id", flat=True)
    assert set(told) == {company["sales1"].id, company["sales1b"].id}


def test_the_next_of_a_series_comes_once_and_skips_days_off(company: Company) -> None:
    friday = datetime(2026, 4, 3, 2, tzinfo=UTC)  # the Qingming holiday lasts until Monday
    series = services.begin_series(
        **DAILY, unit_id=company.team1.pk, actor=company["lead1"].actor, now=friday
    )
    for _ in range(3):
        services.make_next(series.pk, actor=SYSTEM, now=friday)
    [meeting] = Meeting.objects.all()
    assert meeting.starts_at.astimezone(get_default_timezone()).date() == date(2026, 4, 7)
    for _ in range(2):
        services.make_next(series.pk, actor=SYSTEM, now=meeting.ends_at)
    assert Meeting.objects.count() == 2


def test_a_series_that_was_ended_makes_no_more(company: Company) -> None:
    series = services.begin_series(**DAILY, unit_id=company.team1.pk, actor=company["lead1"].actor, now=NOW)
    services.end_series(series.pk, actor=company["lead1"].actor, now=NOW)
    assert services.make_next(series.pk, actor=SYSTEM, now=NOW + timedelta(days=9)) is None


def test_who_left_drops_out_and_the_successor_takes_the_chair(company: Company) -> None:
    meeting = planned(company)
    alone = planned(company, kind="one_to_one", unit_id=None, people=[company["sales1"].id])
    services.begin_series(**DAILY, unit_id=company.team1.pk, actor=company["lead1"].actor, now=NOW)
    assert queries.holdings(company["lead1"].id) == 4
    services.transfer(company["lead1"].id, to_user_id=company["manager"].id, actor=SYSTEM, now=NOW)
    assert (
        Meeting.objects.get(pk=meeting.pk).owner_id == company["manager"].id == Series.objects.get().owner_id
    )
    assert Meeting.objects.get(pk=alone.pk).state == "cancelled"
    assert "lead1" not in {one["name"] for one in seen(meeting, company, "manager")["attendees"]}


def test_a_one_to_one_is_seen_by_the_two_and_nobody_above(company: Company) -> None:
    meeting = planned(company, kind="one_to_one", unit_id=None, people=[company["sales1"].id])
    assert seen(meeting, company, "sales1")["private"]
    for other in ("sales1b", "manager", "boss", "ops"):
        with pytest.raises(NotFound):
            seen(meeting, company, other)
        assert company[other].client.read("/meetings")["items"] == []
        assert company[other].client.send("GET", f"/timeline/meeting/{meeting.pk}").status_code == 404
    day = (SOON.date(), SOON.date())
    shown = calendar(first=day[0], last=day[1], actor=company["ops"].actor)["items"]
    assert [one for one in shown if one["sort"] == "meeting"] == []


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"kind": "one_to_one", "unit_id": None}, "meetings.needs_two"),
        ({"unit_id": None}, "meetings.needs_people"),
        ({"starts_at": NOW - timedelta(days=1)}, "meetings.in_the_past"),
        ({"minutes": 4}, "meetings.bad_length"),
        ({"people": [999_999]}, "org.not_working"),
    ],
)
def test_a_meeting_says_what_is_wrong_with_it(company: Company, facts: dict[str, Any], code: str) -> None:
    with pytest.raises(Invalid, match=code):
        planned(company, **facts)


def test_only_ones_own_unit_is_called_together(company: Company) -> None:
    with pytest.raises(Forbidden, match="meetings.unit_out_of_reach"):
        planned(company, by="sales1", unit_id=company.root.pk)


def test_moved_and_cancelled_meetings_are_told(company: Company) -> None:
    meeting, actor = planned(company), company["lead1"].actor
    services.move(meeting.pk, starts_at=SOON + timedelta(days=1), minutes=30, actor=actor, now=NOW)
    services.cancel(meeting.pk, reason="拜访", actor=actor, now=NOW)
    with pytest.raises(Conflict, match="meetings.not_now"):
        services.begin(meeting.pk, actor=actor, now=NOW)
    kinds = (
        Notification.objects.filter(user_id=company["sales1"].id)
        .order_by("pk")
        .values_list("kind", flat=True)
    )
    assert list(kinds) == ["meeting.planned", "meeting.moved", "meeting.cancelled"]


def test_two_minute_takers_meet_only_on_one_topic(company: Company) -> None:
    meeting, actor = running(company), company["lead1"].actor
    one, two = Topic.objects.filter(meeting=meeting).order_by("pk")[:2]
    services.edit_topic(one.pk, changes={"minutes": "甲"}, base={"minutes": ""}, actor=actor, now=SOON)
    services.edit_topic(two.pk, changes={"minutes": "乙"}, base={"minutes": ""}, actor=actor, now=SOON)
    with pytest.raises(Conflict, match="edit.conflict"):
        services.edit_topic(one.pk, changes={"minutes": "丙"}, base={"minutes": ""}, actor=actor, now=SOON)


def test_one_topic_is_timed_at_a_time(company: Company) -> None:
    meeting, actor = running(company), company["lead1"].actor
    one, two = Topic.objects.filter(meeting=meeting).order_by("pk")[:2]
    services.set_timer(one.pk, running=True, actor=actor, now=SOON)
    services.set_timer(two.pk, running=True, actor=actor, now=SOON + timedelta(minutes=3))
    services.finish(meeting.pk, actor=actor, now=SOON + timedelta(minutes=5))
    assert [Topic.objects.get(pk=row.pk).seconds for row in (one, two)] == [180, 120]


def test_participants_bring_topics_and_comment_with_names(company: Company) -> None:
    meeting = planned(company)
    services.add_topic(meeting.pk, title="样品", actor=company["sales1"].actor, now=NOW)
    assert seen(meeting, company)["topics"][-1]["author_name"] == "sales1"
    comments.add(
        subject_kind="meeting",
        subject_id=meeting.pk,
        text="请带上报价",
        mentions=[company["sales1b"].id],
        actor=company["sales1"].actor,
        now=NOW,
    )
    assert Notification.objects.filter(user_id=company["sales1b"].id, kind__startswith="comment").exists()


def test_it_stands_in_the_calendar_of_who_takes_part(company: Company) -> None:
    planned(company)
    shown = company["sales1"].client.read(
        "/calendar", first="2026-03-18", last="2026-03-18", owner_id=company["sales1"].id
    )
    assert [(one["sort"], one["title"]) for one in shown["items"]] == [("meeting", "一组周会")]
    path = company["sales1"].client.write("POST", "/me/calendar-feed")["path"]
    assert path.endswith(".ics")


def test_held_meetings_are_a_figure(company: Company) -> None:
    meeting = running(company)
    services.finish(meeting.pk, actor=company["lead1"].actor, now=SOON)
    who = ("unit", company.east.pk)
    assert values(["meeting.held"], [who], (SOON.date(), SOON.date()), now=SOON) == {("meeting.held", who): 1}


def test_the_figure_opens_as_many_and_tells_of_private_ones(company: Company) -> None:
    alone = running(company, kind="one_to_one", unit_id=None, people=[company["sales1"].id])
    mine = [running(company), alone]
    for one in mine:
        services.finish(one.pk, actor=company["lead1"].actor, now=SOON)
    planned(company, title="还没开")
    days = {"held_from": SOON.isoformat(), "held_to": (SOON + timedelta(minutes=1)).isoformat()}
    lead, east = ("user", company["lead1"].id), ("unit", company.east.pk)
    found = values(["meeting.held"], [lead, east], (SOON.date(), SOON.date()), now=SOON)
    assert found == {("meeting.held", lead): 2, ("meeting.held", east): 1}  # a talk of two is of no unit
    for who, figure, private in (("lead1", lead, 0), ("manager", lead, 1), ("manager", east, 0)):
        whose = {"owner_id" if figure == lead else "unit_id": figure[1]}
        client, value = company[who].client, found["meeting.held", figure]
        assert client.read("/meetings/held", **whose, **days) == {"held": value, "private": private}
        assert client.read("/meetings", count=True, state="held", **whose, **days)["count"] + private == value
    later = {"held_from": days["held_to"], "held_to": (SOON + timedelta(days=1)).isoformat()}
    assert company["lead1"].client.read("/meetings/held", **later) == {"held": 0, "private": 0}


def test_more_decisions_cost_no_more_statements(company: Company) -> None:
    meeting = running(company)
    decision(meeting, company)
    actor = company["lead1"].actor

    def cost() -> int:
        return counted(lambda: detail(meeting.pk, actor=actor, now=SOON))

    one = cost()
    for who in ("sales1b", "lead1"):
        decision(meeting, company, owner_id=company[who].id)
    assert cost() == one


def test_the_api_holds_a_meeting(company: Company) -> None:
    client = company["lead1"].client
    body = {
        "kind": "weekly",
        "title": "周会",
        "starts_at": "2999-01-01T02:00:00Z",
        "unit_id": company.team1.pk,
    }
    made = client.write("POST", "/meetings", body)
    path = f"/meetings/{made['id']}"
    client.write("PATCH", path, {"changes": {"place": "一号会议室"}, "version": made["version"]})
    client.write("POST", f"{path}/moves", {"starts_at": "2999-01-02T02:00:00Z", "minutes": 45})
    client.write("POST", f"{path}/presences", {"user_id": company["sales1"].id, "presence": "present"})
    client.write("POST", f"{path}/topics", {"title": "报价"})
    begun = client.write("POST", f"{path}/beginnings")
    topic = begun["topics"][-1]
    client.write("POST", f"/meetings/topics/{topic['id']}/timers", {"running": True})
    written = {"changes": {"minutes": "按九折"}, "base": {"minutes": ""}}
    client.write("PATCH", f"/meetings/topics/{topic['id']}", written)
    task = {"text": "报价", "owner_id": company["sales1"].id, "due_on": "2999-01-03", "topic_id": topic["id"]}
    key = {"idempotency_key": "0123456789abcdef"}
    for _ in range(2):
        client.write("POST", f"{path}/decisions", task, **key)
    held = client.write("POST", f"{path}/finishes")
    assert (held["state"], len(held["decisions"]), held["topics"][-1]["minutes"]) == ("held", 1, "按九折")
    assert [one["id"] for one in client.read("/meetings", when="past")["items"]] == [made["id"]]
    series = {**DAILY, "at": "08:45", "unit_id": company.team1.pk}
    listed = client.write("POST", "/meetings/series", series)["items"]
    client.write("DELETE", f"/meetings/series/{listed[0]['id']}")
    assert client.read("/meetings/series")["items"] == []


def test_a_held_meeting_is_reopened_with_a_reason_and_held_again(company: Company) -> None:
    meeting, actor = planned(company), company["lead1"].actor
    services.begin(meeting.pk, actor=actor, now=SOON)
    figures = Meeting.objects.get(pk=meeting.pk).agenda
    services.finish(meeting.pk, actor=actor, now=SOON)
    assert "reopen" in detail(meeting.pk, actor=actor, now=SOON)["actions"]
    with pytest.raises(Invalid, match="core.required"):
        services.reopen(meeting.pk, reason=" ", actor=actor, now=SOON)
    for _ in range(2):
        services.reopen(meeting.pk, reason="漏记了一个决定", actor=actor, now=SOON)
    meeting.refresh_from_db()
    assert (meeting.state, meeting.held_at, meeting.agenda) == ("running", None, figures)
    told = Notification.objects.filter(user_id=company["sales1"].id, kind="meeting.reopened")
    assert [one.params["reason"] for one in told] == ["漏记了一个决定"]
    services.finish(meeting.pk, actor=actor, now=SOON + timedelta(minutes=5))
    with pytest.raises(Forbidden):
        services.reopen(meeting.pk, reason="我也要改", actor=company["sales1"].actor, now=SOON)


def test_a_changed_series_takes_the_planned_one_along_and_leaves_what_was_held(company: Company) -> None:
    lead = company["lead1"].actor
    series = services.begin_series(**DAILY, unit_id=company.team1.pk, actor=lead, now=NOW)
    first = Meeting.objects.get(series=series)
    services.begin(first.pk, actor=lead, now=first.starts_at)
    services.finish(first.pk, actor=lead, now=first.ends_at)
    drain(first.ends_at)
    ahead = Meeting.objects.get(series=series, state="planned")
    changes = {"title": "一组碰头会", "at": time(9, 30), "weekdays": [4]}
    services.edit_series(series.pk, changes=changes, version=1, actor=lead, now=first.ends_at)
    first.refresh_from_db()
    ahead.refresh_from_db()
    assert (first.title, first.starts_at.minute) == ("一组晨会", 45)
    local = ahead.starts_at.astimezone(get_default_timezone())
    assert (ahead.title, local.weekday(), f"{local:%H:%M}", ahead.planned_on) == (
        "一组碰头会",
        4,
        "09:30",
        local.date(),
    )
    assert Meeting.objects.filter(series=series).count() == 2
    with pytest.raises(Invalid, match="meetings.no_weekdays"):
        services.edit_series(series.pk, changes={"weekdays": []}, version=2, actor=lead, now=first.ends_at)
    with pytest.raises(NotFound):
        services.edit_series(
            series.pk, changes={"title": "别人"}, version=2, actor=company["sales1"].actor, now=NOW
        )
