"""A company that is copied is the one that the services make."""

from typing import Any

import pytest
from django.apps import apps
from django.core.management.color import no_style
from django.db import connection
from tests.shared_world import rolled_back

from dabiao.testing import copies, people
from dabiao.testing.people import make_company, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_is_known_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copies, "_known", {})


def rows() -> dict[str, Any]:
    """Every row of every table; passwords that nobody can use are random."""
    return {
        table._meta.db_table: sorted(
            tuple((key, str(value)) for key, value in row.items() if key != "password")
            for row in table._base_manager.values()
        )
        for table in apps.get_models(include_auto_created=True)
    }


def test_a_copy_is_row_for_row_what_the_services_made() -> None:
    with rolled_back():
        first, made = make_company(), rows()
    with rolled_back():
        second, copied = make_company(), rows()
    assert copied == made
    assert {name: person.id for name, person in second.people.items()} == {
        name: person.id for name, person in first.people.items()
    }
    assert second.team1.ancestor_ids == first.team1.ancestor_ids


def test_what_a_test_does_to_its_company_is_not_in_the_next_one() -> None:
    with rolled_back():
        make_company()["sales1"].employee.position = "changed"
    with rolled_back():
        company = make_company()
        company.root.name = "changed"
    with rolled_back():
        company = make_company()
        assert (company["sales1"].employee.position, company.root.name) == ("", "总部")


def test_where_somebody_lives_already_the_services_make_it() -> None:
    with rolled_back():
        make_company()
    make_unit("别处", "company", None)
    company = make_company()
    assert people.Unit.objects.count() == 7
    assert company.root.name == "总部"


def test_new_records_get_ids_behind_those_of_a_copy_though_ids_began_anew() -> None:
    with rolled_back():
        make_company()
    with connection.cursor() as cursor:
        units = {"table": people.Unit._meta.db_table, "column": "id"}
        for statement in connection.ops.sequence_reset_by_name_sql(no_style(), [units]):
            cursor.execute(statement)
    make_company()
    written = set(people.Unit.objects.values_list("pk", flat=True))
    assert make_unit("别处", "company", None).pk > max(written)
