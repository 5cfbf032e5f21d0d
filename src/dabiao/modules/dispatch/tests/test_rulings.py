"""Which rules hold, and whom they mean."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dabiao.core.actor import SYSTEM
from dabiao.core.conditions.binding import Asking
from dabiao.core.conditions.language import holds
from dabiao.core.fields import services as fields
from dabiao.modules.dispatch.models import Policy, Rule
from dabiao.modules.dispatch.queries import rulings
from dabiao.modules.dispatch.rules.choosing import Ruling
from dabiao.modules.dispatch.rules.hours import is_open
from dabiao.modules.leads.models import Lead
from dabiao.modules.org import services as org
from dabiao.modules.org.models import Employee, Unit
from dabiao.testing.people import NOW, Company, make_company

pytestmark = pytest.mark.django_db

ADVERTS = {"field": "source", "op": "is", "value": "advert"}


@pytest.fixture
def company(db: None) -> Company:
    return make_company()


def a_rule(name: str = "rule", place: int = 1, **facts: Any) -> Rule:
    return Rule.objects.create(name=name, place=place, created_at=NOW, updated_at=NOW, **facts)


def meant(rule: Rule) -> set[int]:
    return set(rulings.rulings([rule])[rule.pk].people)


def matches(rule: Rule, **lead: Any) -> bool:
    return holds(rulings.parsed(rule), Lead(received_at=NOW, **lead), Asking(SYSTEM, NOW))


def test_rules_are_asked_in_their_order_without_those_that_are_off_or_gone() -> None:
    a_rule("third", 3)
    a_rule("off", 1, active=False)
    a_rule("gone", 1, removed_at=NOW)
    a_rule("first", 1)
    a_rule("second", 1)
    assert [rule.name for rule in rulings.active_rules()] == ["first", "second", "third"]


def test_a_unit_means_everybody_in_it_and_below_who_has_not_left(company: Company) -> None:
    org.depart(company["sales2"].id, successor_id=None, left_on=NOW.date(), actor=SYSTEM, now=NOW)
    everybody = {company[name].id for name in ("sales1", "sales1b", "lead1", "manager")}
    assert meant(a_rule(candidates={"units": [company.east.pk]})) == everybody


def test_who_is_named_is_meant_and_who_is_excepted_is_not(company: Company) -> None:
    rule = a_rule(
        candidates={
            "units": [company.team1.pk],
            "people": [company["sales3"].id, company["sales2"].id],
            "except": [company["lead1"].id, company["sales2"].id],
        }
    )
    assert meant(rule) == {company[name].id for name in ("sales1", "sales1b", "sales3")}


def test_a_ruling_says_all_that_a_choice_depends_on(company: Company) -> None:
    rule = a_rule(
        candidates={
            "people": [company["sales1"].id],
            "levels": ["S", "A"],
            "tags": [{"id": 3, "least": 50}],
        },
        strategy="weighted",
        weights={"S": 3, "A": 1},
        cap_day=20,
        cap_hour=5,
        cap_open=9,
    )
    assert rulings.rulings([rule])[rule.pk] == Ruling(
        rule.pk, (company["sales1"].id,), "weighted", ("S", "A"), {3: 50}, {"S": 3, "A": 1}, 20, 5, 9
    )


def test_two_statements_read_whom_all_rules_mean(company: Company) -> None:
    rules = [a_rule(candidates={"units": [unit.pk]}) for unit in (company.east, company.south, company.root)]
    for some in (rules[:1], rules):
        with CaptureQueriesContext(connection) as asked:
            assert len(rulings.rulings(some)) == len(some)
        assert len(asked) == 2


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_units_and_people_come_to_the_same_as_when_each_person_is_asked(
    company: Company, data: st.DataObject
) -> None:
    units, people = list(Unit.objects.all()), list(Employee.objects.select_related("unit"))
    some_units = st.lists(st.sampled_from([unit.pk for unit in units]), max_size=3, unique=True)
    some_people = st.lists(st.sampled_from([person.pk for person in people]), max_size=3, unique=True)
    rules = [
        a_rule(
            candidates={
                "units": data.draw(some_units),
                "people": data.draw(some_people),
                "except": data.draw(some_people),
            }
        )
        for _ in range(3)
    ]
    found = rulings.rulings(rules)
    for rule in rules:
        said = rule.candidates
        naive = {
            person.pk
            for person in people
            if person.pk not in said["except"]
            and (
                person.pk in said["people"]
                or any(ancestor in said["units"] for ancestor in person.unit.ancestor_ids)
            )
        }
        assert set(found[rule.pk].people) == naive


def test_a_condition_is_read_once_and_again_when_the_rule_changes() -> None:
    rule = a_rule(condition=ADVERTS)
    assert rulings.parsed(rule) is rulings.parsed(Rule.objects.get(pk=rule.pk))
    assert (matches(rule, source="advert"), matches(rule, source="form")) == (True, False)
    rule.condition, rule.version = {"field": "source", "op": "is", "value": "form"}, 2
    assert (matches(rule, source="advert"), matches(rule, source="form")) == (False, True)


def test_a_rule_without_a_condition_is_for_every_lead() -> None:
    assert matches(a_rule(), source="advert")


def test_a_condition_on_a_field_that_was_taken_away_is_true_of_no_lead(company: Company) -> None:
    made = fields.create(
        kind="lead", key="budget", type="text", values={"labels": {"zh-Hans": "预算"}}, actor=SYSTEM, now=NOW
    )
    rule = a_rule(condition={"field": "fields.budget", "op": "is_not", "value": "0"})
    assert matches(rule, fields={"budget": "9"})
    fields.remove(made.pk, actor=SYSTEM, now=NOW)
    assert not matches(rule, fields={"budget": "9"})
    fields.restore(made.pk, actor=SYSTEM, now=NOW)
    assert matches(rule, fields={"budget": "9"})


def test_a_rule_gives_at_the_companys_hours_at_its_own_or_always() -> None:
    """The company's are the Chinese workdays from nine to noon and half past one to six; it is Wednesday, ten."""
    policy, night = rulings.policy(), NOW + timedelta(hours=12)
    assert not Policy.objects.exists()
    evening, tomorrow = NOW + timedelta(hours=10), NOW + timedelta(hours=23)
    own = {"days": "all", "spans": [["20:00", "23:00"]]}
    for rule, from_ten, from_ten_at_night in (
        (a_rule(hours="working"), NOW, tomorrow),
        (a_rule(hours="own", own_hours=own), evening, night),
        (a_rule(hours="always"), NOW, night),
    ):
        assert rulings.opens_at(rule, policy, NOW) == from_ten
        assert rulings.opens_at(rule, policy, night) == from_ten_at_night


def test_clocks_run_in_the_companys_hours_unless_the_rule_has_its_own() -> None:
    night, policy = NOW + timedelta(hours=12), rulings.policy()
    own = {"days": "all", "spans": [["20:00", "23:00"]]}
    rules = (None, a_rule(hours="always"), a_rule(hours="own", own_hours=own))
    assert [is_open(night, rulings.week_of(rule, policy)) for rule in rules] == [False, False, True]


def test_the_clocks_of_a_rule_stand_above_those_of_the_grade_and_of_the_company() -> None:
    policy = Policy(clock={"response": 400, "feedback": 900}, grades={"A": {"response": 120, "warn": 60}})
    rule = a_rule(clock={"feedback": 600, "response": 200}, grades={"A": {"response": 90}})
    assert rulings.terms_of(None, policy, "B").response == 400
    told = [rulings.terms_of(of, policy, "A") for of in (None, rule)]
    assert [(one.warn, one.response, one.feedback) for one in told] == [(60, 120, 900), (60, 90, 600)]
    assert rulings.terms_of(rule, policy, "B").response == 200
