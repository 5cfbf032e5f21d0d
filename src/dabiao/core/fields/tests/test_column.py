"""The column of custom fields while a new version is rolled out."""

import pytest
from django.db import connection
from tests.journey import live_through

from dabiao.core.fields import kinds
from dabiao.testing.people import make_company

pytestmark = pytest.mark.django_db
ITS_OWN = {"number": "'HT-1'", "seq": "99", "is_primary": "false"}  # what no two rows may share


@pytest.mark.parametrize("fielded", kinds.every(), ids=lambda fielded: fielded.kind)
def test_a_program_that_does_not_know_the_column_can_still_insert(fielded: kinds.Fielded) -> None:
    live_through(make_company())
    known = [
        field.column
        for field in fielded.model._meta.concrete_fields
        if field.column != "fields" and not field.primary_key
    ]
    copied = ", ".join(ITS_OWN.get(column, f'"{column}"') for column in known)
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{fielded.table}" ({", ".join(known)}) SELECT {copied} FROM "{fielded.table}" '
            "ORDER BY id DESC LIMIT 1"
        )
    assert fielded.model._default_manager.latest("pk").fields == {}
