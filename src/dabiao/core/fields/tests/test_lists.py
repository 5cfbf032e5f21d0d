"""Custom fields in lists: shown when asked, found by conditions, in order, exported."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dabiao.core.access.services.roles import announce
from dabiao.core.fields.models import CustomField
from dabiao.core.fields.tests.made import make, make_all
from dabiao.core.lists import custom
from dabiao.modules.leads.models import Lead
from dabiao.testing.exports import exported
from dabiao.testing.people import NOW, Company, make_company

pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> Company:
    return make_company()


def leads(company: Company, *held: dict[str, Any]) -> list[int]:
    seller = company["sales1"]
    rows = [
        Lead(
            name=f"客户{place}",
            fields=fields,
            owner_id=seller.id,
            unit_id=seller.employee.unit_id,
            status="assigned",
            received_at=NOW,
            created_at=NOW,
            updated_at=NOW,
        )
        for place, fields in enumerate(held)
    ]
    return [row.pk for row in Lead.objects.bulk_create(rows)]


def found(company: Company, **asked: Any) -> list[int]:
    if "where" in asked:
        asked["where"] = json.dumps(asked["where"])
    return [row["id"] for row in company["sales1"].client.read("/leads", **asked)["items"]]


def test_a_list_answers_with_the_fields_that_were_asked_for(company: Company) -> None:
    make_all(company)
    leads(company, {"budget": 5, "people": 3, "way": "o1"})
    client = company["sales1"].client
    assert client.read("/leads")["items"][0]["fields"] == {}
    assert client.read("/leads", fields="budget, way")["items"][0]["fields"] == {"budget": 5, "way": "o1"}
    assert client.problem("GET", "/leads", {"fields": "budget,nothing"}) == (
        422,
        "lists.unknown_custom",
        "fields",
    )


def statements(company: Company, **asked: Any) -> list[str]:
    client = company["sales1"].client
    client.read("/leads", **asked)  # definitions are read once
    with CaptureQueriesContext(connection) as context:
        client.read("/leads", **asked)
    return [one["sql"] for one in context.captured_queries[1:]]  # without the session's


def test_a_list_without_custom_fields_costs_what_it_did(company: Company) -> None:
    before = statements(company)
    make_all(company)
    leads(company, {"budget": 5})
    after = statements(company)
    assert after == before
    assert '"fields"' not in "".join(after)


def test_one_row_and_three_take_the_same_statements(company: Company) -> None:
    make_all(company)
    asked = {
        "fields": "budget,way",
        "sort": "-fields.budget",
        "where": '{"field":"fields.people","op":"not_empty"}',
    }
    leads(company, {"budget": 5, "people": 1})
    one = len(statements(company, **asked))
    leads(company, {"budget": 6, "people": 1}, {"people": 2})
    assert len(statements(company, **asked)) == one


@pytest.mark.parametrize(
    ("key", "values"),
    [
        ("a_line", ["A", "B", "a", "台"]),
        ("people", [-5, 0, 9, 10]),
        ("rate", [5, 10, 100, 1000]),
        ("budget", [1, 20, 300, 10**15]),
        ("go_live", ["2025-12-31", "2026-01-01", "2026-01-02", "2026-11-30"]),
        ("demo_at", [f"2026-01-0{day}T00:00:00.00{ms}Z" for day, ms in ((1, 0), (1, 1), (2, 0), (3, 0))]),
    ],
)  # fmt: skip
def test_pages_of_any_size_follow_one_order_with_empty_ones_last(
    company: Company, key: str, values: list[Any]
) -> None:
    make_all(company)
    held = [values[2], None, values[0], values[3], values[1], None, values[1]]
    ids = leads(company, *({key: value} if value is not None else {} for value in held))
    ascending = sorted(
        ids, key=lambda id: (held[ids.index(id)] is None, _place(values, held[ids.index(id)]), id)
    )
    descending = sorted(
        ids, key=lambda id: (held[ids.index(id)] is None, -_place(values, held[ids.index(id)]), -id)
    )
    for sort, order in ((f"fields.{key}", ascending), (f"-fields.{key}", descending)):
        for limit in (1, 2, 3, 50):
            assert _walked(company, sort, limit) == order, (sort, limit)


def _place(values: list[Any], value: Any) -> int:
    return values.index(value) if value is not None else 0


def _walked(company: Company, sort: str, limit: int) -> list[int]:
    client, cursor, ids = company["sales1"].client, "", []
    while True:
        page = client.read("/leads", sort=sort, limit=limit, cursor=cursor)
        ids += [row["id"] for row in page["items"]]
        cursor = page["next"]
        if cursor is None:
            return ids


def test_without_an_index_only_short_lists_are_sorted(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(custom, "MOST", 2)
    field = make(company)
    ids = leads(company, {"budget": 5}, {"budget": 4}, {"budget": 3})
    client = company["sales1"].client
    too_many = (422, "lists.too_many_to_sort", "sort")
    assert client.problem("GET", "/leads", {"sort": "fields.budget"}) == too_many
    where = {"field": "fields.budget", "op": "lt", "value": 5}
    assert found(company, sort="fields.budget", where=where) == [ids[2], ids[1]]
    manager = company["manager"].client
    asked = {"kind": "lead", "query": {"sort": "fields.budget"}}
    assert manager.problem("POST", "/exports", asked) == too_many
    CustomField.objects.filter(pk=field["id"]).update(indexed=True, index_state="ready")
    announce()
    assert found(company, sort="fields.budget") == [ids[2], ids[1], ids[0]]


def test_what_has_no_order_is_not_sorted_by(company: Company) -> None:
    make_all(company)
    client = company["sales1"].client
    assert client.problem("GET", "/leads", {"sort": "fields.systems"}) == (422, "lists.not_sortable", "sort")
    assert client.problem("GET", "/leads", {"sort": "fields.nothing"}) == (422, "lists.unknown_sort", "sort")
    assert client.problem("GET", "/leads", {"sort": "fields.budget", "cursor": "eyJ4Ijox"}) == (
        422, "lists.bad_cursor", "cursor",
    )  # fmt: skip
    forged = "WyJ4IiwxXQ"  # ["x", 1]
    assert client.problem("GET", "/leads", {"sort": "fields.budget", "cursor": forged}) == (
        422, "lists.bad_cursor", "cursor",
    )  # fmt: skip


def test_conditions_know_custom_fields_by_their_labels_and_options(company: Company) -> None:
    make_all(company)
    ids = leads(company, {"systems": ["o1", "o2"], "rate": 850}, {"systems": ["o3"]}, {})
    assert found(company, where={"field": "fields.systems", "op": "contains", "value": "o2"}) == [ids[0]]
    assert found(company, where={"field": "fields.rate", "op": "gte", "value": 850}) == [ids[0]]
    words = {word["name"]: word for word in company["sales1"].client.read("/vocabularies/lead")["words"]}
    assert words["fields.systems"]["label"] == "Field systems"
    assert words["fields.systems"]["choices"][0] == {"value": "o1", "label": "用友"}
    assert words["fields.rate"]["scale"] == 2
    tree = {"kind": "lead", "where": {"field": "fields.systems", "op": "contains", "value": "o2"}}
    assert company["sales1"].client.write("POST", "/conditions/descriptions", tree)["text"] == (
        "Field systems contains 金蝶"
    )


def test_a_view_keeps_custom_columns_and_drops_conditions_on_removed_fields(company: Company) -> None:
    field = make(company)
    client = company["sales1"].client
    view = client.write(
        "POST",
        "/views",
        {
            "kind": "lead",
            "name": "大单",
            "where": {"field": "fields.budget", "op": "gt", "value": 100},
            "columns": [{"name": "name"}, {"name": "fields.budget", "width": 120}],
            "sort": "-fields.budget",
        },
    )
    assert view["columns"][1] == {"name": "fields.budget", "width": 120}
    company["ops"].client.write("POST", f"/fields/{field['id']}/removals")
    (shown,) = client.read("/views", kind="lead")["items"]
    assert (shown["where"], shown["dropped"]) == ({}, ["fields.budget"])


def test_an_export_holds_custom_fields_under_their_labels(company: Company) -> None:
    make_all(company)
    leads(company, {"budget": 1250, "rate": 850, "way": "o2", "systems": ["o1", "o3"], "tender": True,
                    "go_live": "2026-12-31", "demo_at": "2026-11-21T09:30:00.000Z"})  # fmt: skip
    heading, line = exported(company["ops"].client, "lead")
    row = dict(zip(heading, line, strict=True))
    assert {key: value for key, value in row.items() if key.startswith("Field ")} == {
        "Field a_line": "",
        "Field story": "",
        "Field people": "",
        "Field rate": "8.50",
        "Field budget": "12.50",
        "Field go_live": "2026-12-31",
        "Field demo_at": "2026-11-21 17:30:00",
        "Field tender": "Yes",
        "Field way": "金蝶",
        "Field systems": "用友, 自研",
    }
