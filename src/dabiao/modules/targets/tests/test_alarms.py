"""What was missed too often or by far waits for a decision: opened once, reminded of, handed upwards, decided with a reason."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from dabiao.core.actor import SYSTEM
from dabiao.core.errors import Conflict, Forbidden, Invalid
from dabiao.core.events.models import Event
from dabiao.core.notifications.models import Notification
from dabiao.core.timers.firing import fire_due
from dabiao.core.timers.models import Timer
from dabiao.modules.opportunities import services as opportunities
from dabiao.modules.org import services as org
from dabiao.modules.targets import jobs, services
from dabiao.modules.targets.models import Alarm, AlarmTerms, Tree
from dabiao.modules.targets.queries.tracking import tracking_of
from dabiao.modules.targets.tests.test_tracking import a_win
from dabiao.modules.targets.tests.world import a_tree, metric, put
from dabiao.testing.people import NOW, Company, make_company

pytestmark = pytest.mark.django_db
BORN = datetime(2026, 1, 1, 2, tzinfo=UTC)


def at(month: int, day: int, hour: int = 2) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


@pytest.fixture
def company() -> Company:
    opportunities.ensure_default_pipeline(actor=SYSTEM, now=NOW)
    company = make_company()
    for unit, who in ((company.team1, "lead1"), (company.east, "manager")):
        unit.refresh_from_db()
        change = {"changes": {"leader_id": company[who].id}, "base": {}, "version": unit.version}
        org.edit_unit(unit.pk, **change, actor=company["ops"].actor, now=NOW)
    return company


@pytest.fixture
def tree(company: Company) -> Tree:
    won = metric("won").pk
    tree = a_tree(company, metric_id=won, starts_on=date(2026, 1, 1), name="2026 年赢单")
    Tree.objects.filter(pk=tree.pk).update(created_at=BORN)
    for month in range(1, 7):
        put(tree, company, "sales1", 100, starts_on=date(2026, month, 1))
    return tree


def opened() -> list[tuple[int, list[str], int, int]]:
    rows = Alarm.objects.order_by("cell__starts_on").select_related("cell")
    return [(one.cell.starts_on.month, one.reasons, one.attained, one.missed) for one in rows]


def one_alarm(company: Company, tree: Tree) -> Alarm:
    """Of January, opened on Monday the 2nd of February, for who leads the team."""
    jobs.judge({}, at(2, 2))
    return Alarm.objects.get()


def test_a_period_is_judged_once_it_is_over_in_the_companys_zone(company: Company, tree: Tree) -> None:
    a_win(company, "sales1", 40, date(2026, 1, 20))
    jobs.judge({}, datetime(2026, 1, 31, 15, 59, tzinfo=UTC))  # a minute before midnight in Shanghai
    assert opened() == []
    jobs.judge({}, datetime(2026, 1, 31, 16, 0, tzinfo=UTC))
    assert opened() == [(1, ["far_below"], 40, 1)]


def test_the_second_run_changes_nothing(company: Company, tree: Tree) -> None:
    jobs.judge({}, at(2, 2))
    told = Notification.objects.count(), Event.objects.filter(kind="target.alarm_opened").count()
    jobs.judge({}, at(2, 2, 5))
    jobs.judge({}, at(2, 3))
    assert opened() == [(1, ["far_below"], 0, 1)]
    assert (
        (Notification.objects.count(), Event.objects.filter(kind="target.alarm_opened").count())
        == told
        == (1, 1)
    )


def test_after_an_outage_all_that_ended_meanwhile_is_judged_each_once(company: Company, tree: Tree) -> None:
    for month in (1, 2, 3, 4):
        a_win(company, "sales1", 60 if month != 4 else 100, date(2026, month, 20))
    jobs.judge({}, at(2, 1))
    jobs.judge({}, at(6, 1))
    assert opened() == [(3, ["missed_in_row"], 60, 3), (5, ["far_below"], 0, 1)]


def test_what_ended_before_the_tree_was_made_is_nobodys_fault(company: Company, tree: Tree) -> None:
    Tree.objects.filter(pk=tree.pk).update(created_at=at(3, 18))
    jobs.judge({}, at(4, 1))
    assert [month for month, *_ in opened()] == [3]


def test_the_terms_of_a_tree_are_its_own(company: Company, tree: Tree) -> None:
    ops = company["ops"].actor
    terms = {"missed": {"month": 2}, "under_bp": 0, "decide_within": 1}
    services.set_alarm_terms(tree.pk, **terms, actor=ops, now=BORN)
    jobs.judge({}, at(3, 2))
    assert opened() == [(2, ["missed_in_row"], 0, 2)]
    assert Alarm.objects.get().due_on == date(2026, 3, 3)
    with pytest.raises(Invalid, match="targets.grain_not_in_use"):
        services.set_alarm_terms(tree.pk, **{**terms, "missed": {"week": 2}}, actor=ops, now=NOW)


def test_who_leads_the_node_above_is_asked_within_three_working_days(company: Company, tree: Tree) -> None:
    alarm = one_alarm(company, tree)
    assert (alarm.owner_id, alarm.due_on) == (company["lead1"].id, date(2026, 2, 5))
    told = Notification.objects.get()
    assert (told.user_id, told.kind, told.params["node"]) == (company["lead1"].id, "target.alarm", "sales1")


def test_who_does_not_decide_is_reminded_and_then_it_goes_one_level_up(company: Company, tree: Tree) -> None:
    alarm = one_alarm(company, tree)
    steps = []
    for now in (at(2, 5, 17), at(2, 9, 17), at(2, 28, 17), at(3, 9, 17), at(4, 1, 17), at(5, 1, 17)):
        Timer.objects.exclude(handler=services.CALL).delete()
        fire_due(now)
        fire_due(now)
        alarm.refresh_from_db()
        steps.append((alarm.owner_id, alarm.stage))
    lead, manager, keeper = (company[who].id for who in ("lead1", "manager", "ops"))
    assert steps == [(lead, 1), (manager, 2), (manager, 3), (keeper, 4), (keeper, 5), (keeper, 6)]
    assert Event.objects.filter(kind="target.alarm_handed_up").count() == 2


def test_once_decided_nobody_is_reminded(company: Company, tree: Tree) -> None:
    alarm = one_alarm(company, tree)
    lead = company["lead1"].actor
    services.decide(alarm.pk, decision="reresource", reason="王芳接手老客户", actor=lead, now=at(2, 3))
    assert not Timer.objects.filter(handler=services.CALL).exists()
    services.follow_up(alarm.pk, stage=0, actor=SYSTEM, now=at(2, 9))
    alarm.refresh_from_db()
    assert (alarm.stage, alarm.decision, alarm.reason) == (0, "reresource", "王芳接手老客户")
    with pytest.raises(Conflict, match="targets.alarm_decided"):
        services.decide(alarm.pk, decision="keep", reason="再看一个月", actor=lead, now=at(2, 4))


def test_whoever_retargets_has_made_the_change_and_it_is_named(company: Company, tree: Tree) -> None:
    alarm = one_alarm(company, tree)
    Event.objects.filter(kind="target.set").update(at=BORN)
    call: dict[str, Any] = {
        "decision": "retarget",
        "reason": "两个月内补新人",
        "actor": company["lead1"].actor,
    }
    with pytest.raises(Conflict, match="targets.no_change_made"):
        services.decide(alarm.pk, **call, now=NOW)
    put(tree, company, "sales1", 80, by="lead1", starts_on=date(2026, 3, 1))
    change = Event.objects.filter(kind="target.set").latest("pk").pk
    assert services.decide(alarm.pk, **call, now=NOW + timedelta(minutes=1)).change_id == change


def test_only_who_leads_above_decides_and_says_why(company: Company, tree: Tree) -> None:
    alarm = one_alarm(company, tree)
    with pytest.raises(Forbidden, match="targets.not_yours"):
        services.decide(alarm.pk, decision="keep", reason="x", actor=company["sales1"].actor, now=at(2, 3))
    with pytest.raises(Invalid, match="core.required"):
        services.decide(alarm.pk, decision="keep", reason=" ", actor=company["lead1"].actor, now=at(2, 3))
    path = f"/targets/alarms/{alarm.pk}/decisions"
    body = {"decision": "keep", "reason": "季节性"}
    assert company["sales3"].client.problem("POST", path, body)[:2] == (404, "core.not_found")
    made = company["lead1"].client.write("POST", path, body)
    assert (made["decision"], made["decided_by"], made["may_decide"]) == ("keep", "lead1", False)


def test_the_tracking_page_lists_what_waits_first(company: Company, tree: Tree) -> None:
    jobs.judge({}, at(3, 2))
    january, february = Alarm.objects.order_by("cell__starts_on")
    ops = company["ops"].actor
    services.decide(january.pk, decision="keep", reason="季节性", actor=ops, now=at(3, 2))
    listed = tracking_of(tree.pk, grain=None, actor=ops, day=date(2026, 3, 18))["alarms"]
    assert [(one["id"], one["may_decide"]) for one in listed] == [(february.pk, True), (january.pk, False)]


def test_a_vacancy_and_who_came_in_mid_month_raise_none(company: Company, tree: Tree) -> None:
    team = company.team1
    ops = company["ops"].actor
    node = next(one for one in tree.nodes.all() if one.unit_id == team.pk and one.kind == "unit")
    services.add_node(tree.pk, parent_id=node.pk, name="空编", actor=ops, now=NOW)
    put(tree, company, "空编", 100, starts_on=date(2026, 1, 1))
    put(tree, company, "sales1b", 100, starts_on=date(2026, 1, 1))
    tree.nodes.filter(name="sales1b").update(from_on=date(2026, 1, 12))
    tree.nodes.filter(name="sales1").update(to_on=date(2026, 1, 20))
    jobs.judge({}, at(2, 2))
    assert opened() == []
    assert AlarmTerms.objects.get(tree=tree).judged_to == date(2026, 2, 1)
