"""Many rows written by one statement, as they are in memory."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import DataError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from dabiao.core import db
from dabiao.core.db import insert_rows, update_rows
from dabiao.core.notifications.models import Notification
from dabiao.modules.dispatch.models import Seat
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


def new(count: int, **said: Any) -> list[Lead]:
    kept = {"received_at": NOW, "created_at": NOW, "updated_at": NOW}
    return [Lead(name=f"客户{n}", phone=f"1380000{n:04}", **kept, **said) for n in range(count)]


def test_what_is_stored_at_once_is_what_would_have_been_saved() -> None:
    seller = make_company()["sales1"].id
    later = datetime(2026, 5, 1, 8, 30, 15, 123456, tzinfo=UTC)
    said: dict[str, Any] = {
        "remark": "第一行\n%s \\ 'x' \t",
        "raw": {"行": [1, None, "x"], "7": True},
        "fields": {"budget": 10**15},
        "tags": [3, 1],
        "cost_minor": 10**12,
        "owner_id": seller,
        "next_contact_at": later,
        "status": "assigned",
    }
    rows, plain = new(3, **said), new(1, **said)[0]
    assert insert_rows(rows) == rows
    plain.save()
    columns = [
        field.attname for field in Lead._meta.concrete_fields if field.name not in ("id", "name", "phone")
    ]
    kept = Lead.objects.order_by("pk").values_list(*columns)
    assert len(kept) == 4
    assert len(set(map(str, kept))) == 1
    assert [row.pk for row in rows] == list(Lead.objects.order_by("pk").values_list("pk", flat=True))[:3]
    rows[0].name = "改了"
    rows[0].save()
    assert Lead.objects.get(pk=rows[0].pk).name == "改了"


def test_numbers_that_others_write_larger_than_ours_are_kept() -> None:
    (row,) = insert_rows(new(1, raw={"id": 10**30, "at": [2**64, -(2**63) - 1]}))
    assert Lead.objects.get(pk=row.pk).raw == {"id": 10**30, "at": [2**64, -(2**63) - 1]}
    row.raw = {"id": 10**31}
    update_rows([row], ["raw"])
    assert Lead.objects.get(pk=row.pk).raw == {"id": 10**31}


def test_each_row_gets_its_own_id_over_several_statements(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(db, "MOST_ROWS", 3)
    rows = insert_rows(new(7))
    assert dict(Lead.objects.values_list("pk", "name")) == {row.pk: row.name for row in rows}
    with CaptureQueriesContext(connection) as context:
        assert insert_rows([]) == []
    assert context.captured_queries == []


def test_what_is_there_already_is_left_out_or_gets_what_is_new() -> None:
    people = make_company()
    ids = [people[name].id for name in ("sales1", "sales2")]

    def news(user_id: int, dedupe: str) -> Notification:
        about = {"kind": "lead.assigned", "subject_kind": "lead", "subject_id": 1}
        return Notification(user_id=user_id, dedupe=dedupe, created_at=NOW, **about)

    first = insert_rows([news(ids[0], "a")], unless=("user", "dedupe"))
    again = [news(ids[0], "a"), news(ids[1], "a"), news(ids[0], "b"), news(ids[0], "b")]
    made = insert_rows(again, unless=("user", "dedupe"))
    assert made == again[1:3]
    assert {one.pk for one in first + made} == set(Notification.objects.values_list("pk", flat=True))
    for given in (1, 2):
        seats = [Seat(user_id=id, day=NOW.date(), day_given=given, clean_run=given) for id in ids]
        insert_rows(seats, unless=["user"], put=["day", "day_given"])
    assert set(Seat.objects.values_list("day_given", "clean_run")) == {(2, 1)}


def test_a_constraint_holds_for_all_of_them_or_none() -> None:
    rows = new(2)
    rows[1].cost_minor = -1
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_rows(rows)
    assert not Lead.objects.exists()
