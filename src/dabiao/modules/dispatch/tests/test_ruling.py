"""Keeping the rules: who may, what is refused, what follows, and two at once."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.errors import DomainError, Forbidden
from dabiao.core.events.models import Event
from dabiao.modules.dispatch.models import Case, Policy, Rule
from dabiao.modules.dispatch.services import policies, ruling
from dabiao.modules.dispatch.tests import world
from dabiao.modules.leads.models import Lead
from dabiao.modules.org import services as org
from dabiao.testing.people import NOW, Company, make_company

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=10)
NIGHTLY = {"days": "all", "spans": [["02:00", "03:00"]]}


@pytest.fixture
def company(db: None) -> Company:
    return make_company()


@pytest.fixture
def ops(company: Company) -> Actor:
    return company["ops"].actor


def a_rule(ops: Actor, company: Company, name: str = "华东", **said: Any) -> Rule:
    values = {"name": name, "candidates": {"units": [company.east.pk]}, **said}
    return ruling.create(values=values, actor=ops, now=NOW)


def names() -> list[str]:
    rows = Rule.objects.filter(removed_at=None).order_by("place", "id")
    return list(rows.values_list("name", flat=True))


def told() -> list[tuple[str, Any]]:
    found = Event.objects.filter(kind__startswith="dispatch_").order_by("pk")
    return [(event.kind, event.data) for event in found]


def test_a_new_rule_is_asked_after_all_others(company: Company, ops: Actor) -> None:
    for name in ("first", "second", "third"):
        a_rule(ops, company, name)
    assert names() == ["first", "second", "third"]
    assert told()[0] == ("dispatch_rule.created", {"name": "first"})


def test_only_who_manages_dispatch_keeps_rules(company: Company, ops: Actor) -> None:
    rule, lead = a_rule(ops, company), company["lead1"].actor
    for attempt in (
        lambda: a_rule(lead, company),
        lambda: ruling.edit(rule.pk, changes={"active": False}, version=1, actor=lead, now=NOW),
        lambda: ruling.arrange(ids=[rule.pk], actor=lead, now=NOW),
        lambda: ruling.remove(rule.pk, actor=lead, now=NOW),
        lambda: policies.edit(changes={"recycle_days": 1}, version=1, actor=lead, now=NOW),
    ):
        with pytest.raises(Forbidden):
            attempt()
    assert (names(), Policy.objects.count()) == (["华东"], 0)


@pytest.mark.parametrize(
    ("said", "code", "field"),
    [
        (
            {"condition": {"field": "sauce", "op": "is", "value": 1}},
            "conditions.unknown_field",
            "condition.field",
        ),
        ({"condition": {"field": "owner_id", "op": "is_me"}}, "dispatch.nobody_asks", "condition.op"),
        ({"candidates": {"units": [999]}}, "dispatch.unknown_unit", "candidates.units.0"),
        ({"candidates": {"people": [999]}}, "org.not_working", "candidates.people.0"),
        ({"candidates": {}}, "dispatch.nobody_named", "candidates"),
        ({"fallback": "pool", "pool_unit_id": 999}, "dispatch.unknown_unit", "pool_unit_id"),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(
    company: Company, ops: Actor, said: dict[str, Any], code: str, field: str
) -> None:
    with pytest.raises(DomainError) as refused:
        a_rule(ops, company, **said)
    assert (refused.value.code, refused.value.field) == (code, field)
    assert names() == []


def test_who_left_hinders_no_other_change_but_cannot_be_named_anew(company: Company, ops: Actor) -> None:
    gone = company["sales2"].id
    rule = a_rule(ops, company, candidates={"people": [gone, company["sales1"].id]})
    other = a_rule(ops, company)
    org.depart(gone, successor_id=None, left_on=NOW.date(), actor=ops, now=NOW)
    ruling.edit(rule.pk, changes={"cap_day": 5}, version=1, actor=ops, now=LATER)
    with pytest.raises(DomainError) as refused:
        ruling.edit(other.pk, changes={"candidates": {"people": [gone]}}, version=1, actor=ops, now=LATER)
    assert (refused.value.code, refused.value.params["name"]) == ("org.not_working", "sales2")


def test_an_edit_is_checked_as_the_whole_rule_and_told(company: Company, ops: Actor) -> None:
    rule = a_rule(ops, company, cap_hour=5)
    with pytest.raises(DomainError) as refused:
        ruling.edit(rule.pk, changes={"cap_day": 4}, version=1, actor=ops, now=LATER)
    assert (refused.value.code, refused.value.field) == ("dispatch.hour_above_day", "cap_hour")
    ruling.edit(rule.pk, changes={"cap_day": 9, "cap_hour": 5}, version=1, actor=ops, now=LATER)
    ruling.edit(rule.pk, changes={"active": False}, version=2, actor=ops, now=LATER)
    ruling.edit(rule.pk, changes={"active": False}, version=3, actor=ops, now=LATER)
    assert told()[1:] == [
        ("dispatch_rule.edited", {"name": "华东", "changes": {"cap_day": [None, 9]}}),
        ("dispatch_rule.switched", {"name": "华东", "state": "off"}),
    ]
    kept = Rule.objects.get()
    assert (kept.version, kept.cap_day, kept.active, kept.updated_at) == (3, 9, False, LATER)


def test_two_who_edit_different_things_both_win_and_the_same_thing_conflicts(
    company: Company, ops: Actor
) -> None:
    rule = a_rule(ops, company)
    ruling.edit(rule.pk, changes={"cap_day": 9}, version=1, actor=ops, now=LATER)
    ruling.edit(rule.pk, changes={"name": "东"}, base={"name": "华东"}, actor=ops, now=LATER)
    with pytest.raises(DomainError) as refused:
        ruling.edit(rule.pk, changes={"cap_day": 7}, base={"cap_day": None}, actor=ops, now=LATER)
    assert (refused.value.code, refused.value.field) == ("edit.conflict", "cap_day")


def test_a_new_order_keeps_the_rules_that_its_writer_did_not_know(company: Company, ops: Actor) -> None:
    one, two, three = (a_rule(ops, company, name).pk for name in ("one", "two", "three"))
    a_rule(ops, company, "late")
    ruling.arrange(ids=[three, one, two], actor=ops, now=LATER)
    assert names() == ["three", "one", "two", "late"]
    ruling.arrange(ids=[two, 999, two], actor=ops, now=LATER)
    assert names() == ["two", "three", "one", "late"]
    before = len(told())
    ruling.arrange(ids=[two, three], actor=ops, now=LATER)
    assert len(told()) == before
    assert told()[-1] == ("dispatch_rule.reordered", {"names": ["two", "three", "one", "late"]})


def test_a_removed_rule_is_kept_for_the_ledger_and_asked_no_more(company: Company, ops: Actor) -> None:
    rule = a_rule(ops, company)
    ruling.remove(rule.pk, actor=ops, now=LATER)
    ruling.remove(rule.pk, actor=ops, now=LATER + timedelta(hours=1))
    assert names() == []
    assert Rule.objects.get().removed_at == LATER
    assert [kind for kind, _ in told()] == ["dispatch_rule.created", "dispatch_rule.removed"]
    with pytest.raises(DomainError):
        ruling.edit(rule.pk, changes={"active": True}, version=2, actor=ops, now=LATER)


def test_who_waits_is_tried_again_as_soon_as_the_rules_change(company: Company, ops: Actor) -> None:
    """Each change by itself lets the waiting lead go to somebody, though its next try is far off."""
    world.policy()
    nobody = {"candidates": {"units": [company.east.pk], "levels": ["S"]}, "hours": "always"}
    blocked = a_rule(ops, company, **nobody)
    spare = a_rule(ops, company, name="spare", hours="always")
    changes = (
        lambda: ruling.edit(
            blocked.pk, changes={"candidates": spare.candidates}, version=1, actor=ops, now=LATER
        ),
        lambda: ruling.edit(blocked.pk, changes={"active": False}, version=1, actor=ops, now=LATER),
        lambda: ruling.arrange(ids=[spare.pk], actor=ops, now=LATER),
        lambda: ruling.remove(blocked.pk, actor=ops, now=LATER),
    )
    for number, change in enumerate(changes):
        lead = world.arrived(company, phone=f"1380000000{number}")
        world.run()
        far_off(lead)
        with transaction.atomic():
            change()
            world.run(LATER)
            assert world.owner_of(lead) is not None
            transaction.set_rollback(True)


def test_who_waits_for_the_companys_hours_is_tried_again_when_they_change(
    company: Company, ops: Actor
) -> None:
    a_rule(ops, company)
    policies.edit(changes={"working": NIGHTLY}, version=1, actor=ops, now=NOW)
    lead = world.arrived(company)
    world.run()
    assert world.owner_of(lead) is None
    policies.edit(changes={"working": world.ALL_DAY}, version=2, actor=ops, now=LATER)
    world.run(LATER)
    assert world.owner_of(lead) is not None


def far_off(lead: Lead) -> None:
    Case.objects.filter(lead=lead, state="waiting").update(next_at=NOW + timedelta(days=1))


def test_the_companys_settings_are_one_row_that_has_to_fit_every_rule(company: Company, ops: Actor) -> None:
    a_rule(ops, company, clock={"warn": 240})
    policies.edit(changes={"clock": {"feedback": 900}}, version=1, actor=ops, now=LATER)
    with pytest.raises(DomainError) as refused:
        policies.edit(changes={"clock": {"response": 100}}, version=2, actor=ops, now=LATER)
    assert (refused.value.code, refused.value.field) == ("dispatch.warn_too_late", "clock.warn")
    with pytest.raises(DomainError) as refused:
        policies.edit(changes={"clock": {"response": 200, "warn": 60}}, version=2, actor=ops, now=LATER)
    assert (refused.value.code, refused.value.params["name"]) == ("dispatch.rule_in_the_way", "华东")
    assert Policy.objects.values_list("clock", "version").get() == ({"feedback": 900}, 2)
    assert told()[1:] == [("dispatch_policy.edited", {"changes": {"clock": [{}, {"feedback": 900}]}})]
