"""Many rows written by one statement, as they are in memory."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import DataError, connection
from django.test.utils import CaptureQueriesContext

from dabiao.core import db
from dabiao.core.db import update_rows
from dabiao.modules.leads.models import Lead
from dabiao.testing.people import NOW, make_company

pytestmark = pytest.mark.django_db
NAMES = ("name", "remark", "raw", "fields", "cost_minor", "owner_id", "next_contact_at", "version")


def leads(count: int) -> list[Lead]:
    rows = [
        Lead(name=f"客户{n}", received_at=NOW, created_at=NOW, updated_at=NOW, phone=f"1380000{n:04}")
        for n in range(count)
    ]
    return Lead.objects.bulk_create(rows)


def held() -> list[tuple[Any, ...]]:
    return list(Lead.objects.order_by("pk").values_list("pk", "phone", *NAMES))


def test_each_row_gets_its_own_values_of_every_type() -> None:
    seller = make_company()["sales1"].id
    first, second, third = leads(3)
    later = datetime(2026, 5, 1, 8, 30, 15, 123456, tzinfo=UTC)
    first.name, first.remark, first.raw = "O'Neil 100% 的“客户”", "第一行\n%s", {"行": [1, None, "x"]}
    first.fields, first.cost_minor, first.owner_id = {"budget": 10**15}, 10**12, seller
    first.next_contact_at = later
    second.name, second.version, second.next_contact_at = "", 7, None
    update_rows([first, second], NAMES)
    said = ("O'Neil 100% 的“客户”", "第一行\n%s", {"行": [1, None, "x"]}, {"budget": 10**15})
    assert held() == [
        (first.pk, first.phone, *said, 10**12, seller, later, 1),
        (second.pk, second.phone, "", "", {}, {}, 0, None, None, 7),
        (third.pk, third.phone, "客户2", "", {}, {}, 0, None, None, 1),
    ]


def test_a_column_may_be_empty_in_all_rows() -> None:
    rows = leads(2)
    Lead.objects.update(next_contact_at=NOW, owner_id=None)
    update_rows(rows, ["next_contact_at"])
    assert set(Lead.objects.values_list("next_contact_at", flat=True)) == {None}


def test_many_rows_take_as_few_statements_as_they_need(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(db, "MOST_ROWS", 3)
    rows = leads(7)
    for n, row in enumerate(rows):
        row.next_contact_at = NOW + timedelta(days=n)
    with CaptureQueriesContext(connection) as context:
        update_rows(rows, ["next_contact_at"])
    assert len([one for one in context.captured_queries if one["sql"].startswith("UPDATE")]) == 3
    found = Lead.objects.order_by("pk").values_list("next_contact_at", flat=True)
    assert list(found) == [NOW + timedelta(days=n) for n in range(7)]
    with CaptureQueriesContext(connection) as context:
        update_rows([], ["next_contact_at"])
    assert context.captured_queries == []


def test_what_does_not_fit_is_refused_not_cut() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite keeps texts of any length")
    (row,) = leads(1)
    row.name = "长" * 121
    with pytest.raises(DataError):
        update_rows([row], ["name"])
