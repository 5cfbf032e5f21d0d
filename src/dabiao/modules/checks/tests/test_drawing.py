"""Programmes and draws: whose records, how many, who looks; once per period, and to be made again."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from dabiao.core.errors import Conflict, DomainError, NotFound
from dabiao.core.events.models import Event
from dabiao.core.notifications.models import Notification
from dabiao.core.timers.models import Timer
from dabiao.core.timers.worker import drain
from dabiao.modules.activities import services as activities
from dabiao.modules.activities.models import Activity
from dabiao.modules.checks import queries, services
from dabiao.modules.checks.models import Check, Draw, Programme, Stratum
from dabiao.modules.checks.queries import populating
from dabiao.modules.checks.tests.world import HOUR, a_programme, contacts, drawn
from dabiao.modules.org.models import Employee
from dabiao.testing.people import NOW, Company
from dabiao.testing.statements import counted


def test_each_person_has_two_of_theirs_drawn_and_their_lead_looks(company: Company) -> None:
    contacts(company, "sales1", 5)
    contacts(company, "sales2", 1)
    contacts(company, "sales3", 3)
    checks = drawn(company)
    whose = sorted((check.owner_id, check.checker_id) for check in checks)
    one, two = company["sales1"].id, company["sales2"].id
    assert whose == sorted([(one, company["lead1"].id)] * 2 + [(two, company["manager"].id)])
    assert {check.record_kind for check in checks} == {"activity"}
    assert checks[0].due_at.isoformat() == "2026-03-20T15:59:59+00:00"


def test_managers_are_looked_at_too_and_nobody_by_themselves(company: Company) -> None:
    contacts(company, "lead1", 2)
    contacts(company, "manager", 2)
    checks = drawn(company, checker_ids=[company["lead1"].id])
    assert {(check.owner_id, check.checker_id) for check in checks} == {
        (company["lead1"].id, company["manager"].id),
        (company["manager"].id, company["lead1"].id),
    }


def test_the_same_period_is_drawn_once_and_more_needs_a_reason(company: Company) -> None:
    contacts(company, "sales1", 5)
    programme, manager = a_programme(company, cadence="weekly"), company["manager"].actor
    services.draw(programme.pk, actor=manager, now=NOW)
    with pytest.raises(Conflict, match="already_drawn"):
        services.draw(programme.pk, actor=manager, now=NOW + timedelta(days=1))
    extra = services.draw(programme.pk, reason="客户投诉后加看", actor=manager, now=NOW)
    assert (extra.number, extra.period) == (1, "2026-W12")
    told = [
        event.data["reason"] for event in Event.objects.filter(kind="check_programme.drawn").order_by("pk")
    ]
    assert told == ["", "客户投诉后加看"]


def test_a_draw_can_be_made_again_whatever_happens_afterwards(company: Company) -> None:
    made = contacts(company, "sales1", 9)
    checks = drawn(company, strategy="risk")
    activities.remove(made[0].pk, actor=company["sales1"].actor, now=NOW)
    contacts(company, "sales1", 4)
    draw = Draw.objects.get()
    again = populating.drawn_again(draw)
    assert (again["population_holds"], again["same_winners"]) == (True, True)
    assert again["winners"] == [(check.owner_id, check.record_id) for check in checks]


def test_tampering_shows(company: Company) -> None:
    contacts(company, "sales1", 9)
    drawn(company)
    draw = Draw.objects.get()
    Draw.objects.update(seed="b")
    assert not populating.drawn_again(Draw.objects.get())["same_winners"]
    Draw.objects.update(seed=draw.seed)
    stratum = Stratum.objects.filter(records=9).get()
    stratum.population = stratum.population[:-1]
    stratum.save()
    assert not populating.drawn_again(draw)["population_holds"]


def test_random_draws_among_all(company: Company) -> None:
    contacts(company, "sales1", 30)
    contacts(company, "sales1b", 2)
    checks = drawn(company, strategy="random", each=None, share=20)
    assert (len(checks), Draw.objects.get().total) == (7, 7)


def test_who_is_new_is_looked_at_twice_as_often(company: Company) -> None:
    contacts(company, "sales1", 9)
    contacts(company, "sales1b", 9)
    Employee.objects.filter(pk=company["sales1b"].id).update(hired_on=date(2026, 2, 20))
    checks = drawn(company, newcomer_days=90)
    assert [sum(c.owner_id == company[one].id for c in checks) for one in ("sales1", "sales1b")] == [2, 4]


def test_conditions_and_days_narrow_what_is_drawn(company: Company) -> None:
    contacts(company, "sales1", 3, back=timedelta(days=40))
    kept = contacts(company, "sales1", 2)
    Activity.objects.filter(pk=kept[0].pk).update(method="visit")
    where = {"field": "method", "op": "is", "value": "visit"}
    assert [check.record_id for check in drawn(company, where=where)] == [kept[0].pk]


def test_each_checker_is_told_once(company: Company) -> None:
    contacts(company, "sales1", 5)
    contacts(company, "sales1b", 5)
    drawn(company)
    told = Notification.objects.get(kind="check.given")
    assert (told.user_id, told.params["count"]) == (company["lead1"].id, 4)


def test_the_timer_draws_at_its_time_and_sets_the_next(company: Company) -> None:
    contacts(company, "sales1", 3)
    programme = a_programme(company, cadence="daily", minute=11 * 60)
    assert programme.next_at is not None
    assert programme.next_at.isoformat() == "2026-03-18T11:00:00+08:00"
    contacts(company, "sales1", 3, back=timedelta(days=1))
    drain(NOW + HOUR)
    draw = Draw.objects.get()
    assert (draw.period, draw.first_on, draw.by_id) == ("2026-03-18", date(2026, 3, 17), None)
    assert Check.objects.count() == 2
    programme.refresh_from_db()
    assert programme.next_at.isoformat() == "2026-03-19T03:00:00+00:00"
    services.draw_when_due(programme.pk, day=date(2026, 3, 18), actor=company["ops"].actor, now=NOW + HOUR)
    assert Draw.objects.count() == 1


def test_what_is_stopped_draws_no_more(company: Company) -> None:
    programme = a_programme(company, cadence="daily", minute=11 * 60)
    key = f"checks.draw:{programme.pk}"
    assert Timer.objects.filter(key=key).exists()
    actor = company["manager"].actor
    services.programmes.edit(programme.pk, changes={"active": False}, version=1, actor=actor, now=NOW)
    assert not Timer.objects.filter(key=key).exists()
    day = date(2026, 3, 18)
    assert services.draw_when_due(programme.pk, day=day, actor=actor, now=NOW) is None


def test_who_has_left_is_not_drawn(company: Company) -> None:
    contacts(company, "sales1", 3)
    Employee.objects.filter(pk=company["sales1"].id).update(
        status="left", left_on=date(2026, 3, 1), on_duty=False
    )
    assert drawn(company) == []


@pytest.mark.parametrize(
    ("facts", "code", "field"),
    [
        ({"unit_ids": []}, "checks.nobody", "unit_ids"),
        ({"each": None}, "checks.each_or_share", "each"),
        ({"share": 5}, "checks.each_or_share", "each"),
        ({"kind": "weather"}, "core.not_a_choice", "kind"),
        ({"strategy": "luck"}, "core.not_a_choice", "strategy"),
        ({"due_days": 0}, "checks.out_of_range", "due_days"),
        ({"questions": [{"text": "？", "kind": "yes_no"}]}, "checks.questions", "questions"),
        ({"questions": [{"text": " ", "kind": "yes_no"}] * 2}, "core.required", "questions.0.text"),
        ({"name": " "}, "core.required", "name"),
        ({"checker_ids": [999_999]}, "org.not_working", "checker_ids"),
        ({"unit_ids": [999_999]}, "core.not_found_here", "unit_ids"),
        (
            {"kind": "conversation", "where": {"field": "x", "op": "eq", "value": 1}},
            "checks.no_condition_here",
            "where",
        ),
    ],
)
def test_what_makes_no_sense_is_refused(company: Company, facts: Any, code: str, field: str) -> None:
    with pytest.raises(DomainError) as refused:
        a_programme(company, **facts)
    assert (refused.value.code, refused.value.field) == (code, field)


def test_programmes_reach_no_further_than_their_keeper(company: Company) -> None:
    with pytest.raises(DomainError) as refused:
        a_programme(company, unit_ids=[company.south.pk])
    assert (refused.value.code, refused.value.field) == ("checks.out_of_reach", "unit_ids")
    with pytest.raises(DomainError) as refused:
        a_programme(company, "lead1", unit_ids=[], user_ids=[company["sales2"].id])
    assert refused.value.field == "user_ids"
    programme = a_programme(company)
    with pytest.raises(NotFound):
        queries.programme(programme.pk, actor=company["lead1"].actor)


@pytest.mark.parametrize(
    "kind", ["activity", "lead_declared", "conversation", "opportunity", "customer", "plan", "report"]
)
def test_every_kind_costs_the_same_statements_for_one_and_for_all(company: Company, kind: str) -> None:
    def statements(units: list[int]) -> int:
        programme = Programme(kind=kind, unit_ids=units, user_ids=[], newcomer_days=0)
        day = NOW.date()
        moment = datetime.now(NOW.tzinfo)
        return counted(lambda: populating.frozen(programme, day=day, first=day, last=day, now=moment))

    assert statements([company.team1.pk]) == statements([company.root.pk])
