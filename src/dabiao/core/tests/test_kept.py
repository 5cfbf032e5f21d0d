from datetime import date

import pytest
from django.db import connection
from django.db.models import BigIntegerField, CharField, DateField
from django.test.utils import CaptureQueriesContext

from dabiao.core.kept import Among, Given, Kept
from dabiao.modules.org.models import Employee
from dabiao.testing.people import make_company

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
