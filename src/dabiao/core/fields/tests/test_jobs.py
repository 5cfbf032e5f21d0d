"""Indexes built and dropped, data erased: by jobs that may be killed anywhere and started again."""

from contextlib import nullcontext
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.db.models import Q

from dabiao.core.actor import SYSTEM
from dabiao.core.conditions import vocabulary
from dabiao.core.conditions.language import compiled
from dabiao.core.events.models import Event
from dabiao.core.fields import indexing, jobs, purging
from dabiao.core.fields.models import CustomField
from dabiao.core.fields.tests.made import make, row
from dabiao.core.timers.models import Job
from dabiao.core.timers.worker import drain
from dabiao.modules.leads.models import Lead
from dabiao.testing.people import NOW, Company, make_company

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def company() -> Company:
    return make_company()


def lead(**fields: Any) -> Lead:
    return Lead.objects.create(name="王芳", fields=fields, received_at=NOW, created_at=NOW, updated_at=NOW)


def work(*, failing: bool = False) -> None:
    """All there is to do; a job that fails is told of, and due again later."""
    with pytest.raises(ExceptionGroup) if failing else nullcontext():
        drain(NOW.replace(year=2099))


def state(id: int) -> tuple[str, bool]:
    return row(id).index_state, indexing.stands(id)


def test_an_index_is_built_and_dropped_by_the_worker(company: Company) -> None:
    lead(budget=5)
    made = make(company, indexed=True)
    assert state(made["id"]) == ("building", False)
    work()
    assert state(made["id"]) == ("ready", True)
    (seen,) = company["sales1"].client.read("/fields")["items"]
    assert seen["index_state"] == "ready"
    body = {"changes": {"indexed": False}, "version": 1}
    company["ops"].client.write("PATCH", f"/fields/{made['id']}", body)
    assert state(made["id"]) == ("", True)
    work()
    assert state(made["id"]) == ("", False)


@pytest.mark.parametrize("type", ["text", "number", "money", "date", "datetime", "bool", "choice"])
def test_conditions_and_sorts_use_the_index_of_every_type(company: Company, type: str) -> None:
    made = make(company, "a_key", type, indexed=True)
    work()
    value = {"text": "x", "bool": True, "choice": "o1", "date": "2026-01-01", "datetime": "today"}.get(
        type, 1
    )
    where = {"field": "fields.a_key", "op": "is", "value": value}
    found = compiled(where, vocabulary.of("lead"), actor=SYSTEM, now=NOW)
    if type != "text":  # texts are compared in any spelling, which no order helps with
        assert indexing.name_of(made["id"]) in plan(Lead.objects.filter(found))
    if type in ("text", "number", "money", "date", "datetime"):
        from dabiao.core.lists.custom import sort_of

        sort = sort_of("lead", "fields.a_key")
        assert sort is not None
        assert sort.most is None
        ordered = Lead.objects.order_by(sort.path.desc(), "-pk")[:50]
        assert indexing.name_of(made["id"]) in plan(ordered)


def plan(rows: Any) -> str:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET enable_seqscan = off; SET enable_sort = off")
    try:
        return str(rows.explain())
    finally:
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("RESET enable_seqscan; RESET enable_sort")


def test_multiple_choice_is_indexed_where_the_database_can(company: Company) -> None:
    if connection.vendor != "postgresql":
        body = {"kind": "lead", "key": "a_key", "type": "choices", "labels": {"en": "X"}, "indexed": True,
                "options": [{"labels": {"en": "A"}}]}  # fmt: skip
        problem = company["ops"].client.problem("POST", "/fields", body)
        assert problem == (422, "fields.index_needs_postgresql", "indexed")
        return
    made = make(company, "a_key", "choices", indexed=True)
    work()
    where = {"field": "fields.a_key", "op": "contains", "value": "o1"}
    found = compiled(where, vocabulary.of("lead"), actor=SYSTEM, now=NOW)
    assert indexing.name_of(made["id"]) in plan(Lead.objects.filter(found))


def test_an_index_half_made_is_made_anew(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    made = make(company, indexed=True)
    work()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE pg_index SET indisvalid = false WHERE indexrelid = %s::regclass", [f"cf_{made['id']}"]
            )
    else:
        indexing.drop(made["id"])
    assert not indexing.stands(made["id"])
    jobs.settle({}, NOW)
    assert row(made["id"]).index_state == "building"
    work()
    assert state(made["id"]) == ("ready", True)
    before = Job.objects.count()
    jobs.settle({}, NOW)
    assert Job.objects.count() == before


def test_a_failure_is_shown_and_tried_again(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    made = make(company, indexed=True)
    whole = indexing.make

    def broken(row: CustomField) -> None:
        raise DatabaseError("disk full")

    monkeypatch.setattr(indexing, "make", broken)
    work(failing=True)
    assert (row(made["id"]).index_state, row(made["id"]).index_error) == ("failed", "disk full")
    monkeypatch.setattr(indexing, "make", whole)
    Job.objects.update(lease_until=None)
    work()
    assert state(made["id"]) == ("ready", True)


def test_a_purge_erases_a_removed_field_from_every_record(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(purging, "BATCH", 2)
    made = make(company, indexed=True)
    make(company, "people", "number")
    rows = [lead(budget=n, people=n) for n in range(5)] + [lead(people=9)]
    work()
    client = company["ops"].client
    problem = client.problem("POST", f"/fields/{made['id']}/purges", {"key": "budget"})
    assert problem == (409, "fields.not_removed", "id")
    client.write("POST", f"/fields/{made['id']}/removals")
    problem = client.problem("POST", f"/fields/{made['id']}/purges", {"key": "Budget"})
    assert problem == (422, "fields.purge_not_confirmed", "key")
    client.write("POST", f"/fields/{made['id']}/purges", {"key": "budget"})
    assert client.problem("POST", f"/fields/{made['id']}/restorations") == (409, "fields.is_purged", "id")
    work()
    assert [Lead.objects.get(pk=one.pk).fields for one in rows] == [{"people": n} for n in range(5)] + [
        {"people": 9}
    ]
    assert Lead.objects.filter(~Q(version=1)).count() == 0
    assert not CustomField.objects.filter(pk=made["id"]).exists()
    assert not indexing.stands(made["id"])
    assert Event.objects.get(kind="field.purged").data["records"] == 5
    again = make(company)  # its key is free again
    assert again["id"] != made["id"]


def test_a_purge_that_was_cut_short_goes_on_and_a_second_run_changes_nothing(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(purging, "BATCH", 2)
    made = make(company)
    for n in range(5):
        lead(budget=n)
    client = company["ops"].client
    client.write("POST", f"/fields/{made['id']}/removals")
    client.write("POST", f"/fields/{made['id']}/purges", {"key": "budget"})
    strip, calls = purging._strip, []

    def dying(row: CustomField, ids: list[int]) -> None:
        strip(row, ids)
        calls.append(ids)
        if len(calls) == 2:
            raise DatabaseError("the connection was lost")

    monkeypatch.setattr(purging, "_strip", dying)
    work(failing=True)
    Job.objects.filter(status="queued").update(lease_until=None)
    work()
    assert Lead.objects.exclude(fields={}).count() == 0
    assert Event.objects.get(kind="field.purged").data["records"] == 5
    job = Job.objects.get(kind="fields.purge")
    Job.objects.filter(pk=job.pk).update(status="queued", lease_until=None)
    work()
    assert Event.objects.filter(kind="field.purged").count() == 1
