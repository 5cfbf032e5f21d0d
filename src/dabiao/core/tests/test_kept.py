from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.db.models import BigIntegerField, CharField, DateField, QuerySet
from django.test.utils import CaptureQueriesContext

from dabiao.core.actor import Actor, Scope
from dabiao.core.kept import Among, Given, Kept, Remembered, sql_of
from dabiao.core.scoping import rights, rights_on, visible
from dabiao.modules.leads.models import Lead
from dabiao.modules.org.models import Employee
from dabiao.testing.people import NOW, make_company

pytestmark = pytest.mark.django_db


def test_a_kept_statement_answers_as_django_would_whatever_is_given() -> None:
    company = make_company()
    kept = Kept(
        lambda: (
            Employee.objects.filter(
                user_id__in=Among("people", BigIntegerField()),
                level__in=Among("levels", CharField()),
                hired_on__lte=Given("day", DateField()),
            )
            .order_by("pk")
            .values_list("pk", "hired_on", "user__name", "on_duty")
        )
    )
    some = [company["sales1"].id, company["ops"].id, 10**9]
    everybody = list(Employee.objects.values_list("pk", flat=True))
    for people in (some, everybody, [], {some[0]}):
        for levels in (["B"], ["S", "A"], []):
            for day in (date(2025, 1, 6), date(2025, 1, 5)):
                rows = Employee.objects.filter(user_id__in=people, level__in=levels, hired_on__lte=day)
                expected = list(rows.order_by("pk").values_list("pk", "hired_on", "user__name", "on_duty"))
                assert kept(people=people, levels=levels, day=day) == expected


def test_it_is_one_statement_of_one_text_however_many_are_given() -> None:
    company = make_company()
    kept = Kept(lambda: Employee.objects.filter(pk__in=Among("people", BigIntegerField())).values_list("pk"))
    people = [one.id for one in company.people.values()]
    with CaptureQueriesContext(connection) as said:
        assert len(kept(people=people)) == len(people)
        assert kept(people=people[:1]) == [(people[0],)]
    assert len(said) == 2


def test_what_is_not_given_is_an_error() -> None:
    kept = Kept(lambda: Employee.objects.filter(pk=Given("id", BigIntegerField())).values_list("pk"))
    with pytest.raises(KeyError):
        kept()


def test_a_question_asked_again_is_not_written_again_and_still_tells_of_today() -> None:
    company = make_company()
    remembered, written = Remembered(), []

    def hired_by(day: date) -> list[tuple[int]]:
        def write() -> "QuerySet[Employee, tuple[int]]":
            written.append(day)
            return Employee.objects.filter(hired_on__lte=Given("day", DateField())).values_list("user_id")

        return remembered.rows("hired", write, day=day)

    assert len(hired_by(date(2025, 1, 6))) == len(company.people)
    Employee.objects.filter(user_id=company["sales1"].id).update(hired_on=date(2026, 1, 1))
    assert len(hired_by(date(2025, 1, 6))) == len(company.people) - 1
    assert hired_by(date(2020, 1, 1)) == []
    assert len(written) == 1


def test_other_rights_are_another_question() -> None:
    company = make_company()
    remembered = Remembered()

    def seen(login: str) -> set[int]:
        actor = company[login].actor
        rows = visible(Lead.objects.values_list("owner_id"), actor, "lead.read")
        return {id for (id,) in remembered.rows(rights(actor, "lead.read"), lambda: rows)}

    for login in ("sales1", "sales2"):
        owner = company[login].employee
        Lead.objects.create(
            name=login, owner_id=owner.pk, unit=owner.unit, received_at=NOW, created_at=NOW, updated_at=NOW
        )
    for login in ("sales1", "sales2", "sales1", "boss", "sales2"):
        everybody = visible(
            Lead.objects.values_list("owner_id", flat=True), company[login].actor, "lead.read"
        )
        assert seen(login) == set(everybody)


def test_more_questions_than_are_kept_are_written_anew() -> None:
    remembered = Remembered(most=2)
    for number in (1, 2, 3, 1, 2, 3):
        sql = remembered.sql(number, lambda: sql_of(Lead.objects.filter(pk=number).values_list("pk")))  # noqa: B023
        assert sql[1] == (number,)


def test_what_is_plainly_nothing_is_not_asked() -> None:
    remembered = Remembered()
    for _ in range(2):
        with CaptureQueriesContext(connection) as said:
            assert remembered.rows("none", lambda: Lead.objects.none().values_list("pk")) == []
        assert not said


def test_another_permission_of_the_same_reach_is_another_question() -> None:
    before = Actor(user_id=1, name="", grants={"lead.read": Scope.OWN, "lead.edit": Scope.OWN})
    after = replace(before, grants={"lead.claim": Scope.OWN, "lead.edit": Scope.OWN})
    assert rights_on(before, "lead") != rights_on(after, "lead")
    assert rights_on(before, "lead") != rights_on(replace(before, is_system=True), "lead")
    turned = replace(before, grants=dict(reversed(before.grants.items())))
    assert rights_on(before, "lead") == rights_on(turned, "lead")
