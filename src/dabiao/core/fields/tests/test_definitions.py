"""Making fields: what is accepted, what is refused, and what is told of it."""

from typing import Any

import pytest

from dabiao.core.events.models import Event
from dabiao.core.fields import services
from dabiao.core.fields.tests.made import make
from dabiao.testing.people import Company, make_company

pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> Company:
    return make_company()


def refused(company: Company, **body: Any) -> tuple[int, str, str | None]:
    whole = {"kind": "lead", "key": "budget", "type": "money", "labels": {"zh-Hans": "预算"}, **body}
    return company["ops"].client.problem("POST", "/fields", whole)


def test_a_new_field_is_there_for_everybody_from_their_next_request(company: Company) -> None:
    client = company["sales1"].client
    assert client.read("/fields")["items"] == []
    made = make(company, "systems", "choices", section="IT")
    (seen,) = client.read("/fields")["items"]
    assert seen == made
    assert [(one["id"], one["labels"], one["retired"]) for one in seen["options"]] == [
        ("o1", {"zh-Hans": "用友"}, False),
        ("o2", {"zh-Hans": "金蝶"}, False),
        ("o3", {"zh-Hans": "自研"}, False),
    ]
    assert (seen["type"], seen["section"], seen["sortable"], seen["index_state"]) == (
        "choices",
        "IT",
        False,
        "",
    )


def test_only_who_manages_fields_makes_them(company: Company) -> None:
    body = {"kind": "lead", "key": "budget", "type": "money", "labels": {"en": "Budget"}}
    assert company["manager"].client.problem("POST", "/fields", body)[:2] == (403, "access.forbidden")


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ({"key": "Budget"}, ("fields.bad_key", "key")),
        ({"key": "1st"}, ("fields.bad_key", "key")),
        ({"key": "a" * 41}, ("fields.bad_key", "key")),
        ({"key": "phone"}, ("fields.key_built_in", "key")),
        ({"key": "owner_id"}, ("fields.key_built_in", "key")),
        ({"kind": "unit"}, ("fields.unknown_kind", "kind")),
        ({"labels": {}}, ("fields.label_needed", "labels")),
        ({"labels": {"zh-Hans": "  "}}, ("fields.label_needed", "labels")),
        ({"labels": {"fr": "Budget"}}, ("fields.unknown_language", "labels")),
        ({"labels": {"en": "x" * 61}}, ("fields.label_too_long", "labels")),
        ({"labels": {"zh-Hans": "电话"}}, ("fields.label_built_in", "labels")),
        ({"type": "choice"}, ("fields.options_needed", "options")),
        ({"type": "choice", "options": [{"labels": {"en": "A"}}, {"labels": {"en": "a"}}]}, ("fields.option_twice", "options")),
        ({"options": [{"labels": {"en": "A"}}]}, ("fields.takes_no_options", "options")),
        ({"type": "choice", "options": [{"id": "o9", "labels": {"en": "A"}}]}, ("fields.unknown_option", "options")),
        ({"scale": 2}, ("fields.takes_no_scale", "scale")),
        ({"minimum": 5, "maximum": 4}, ("fields.bounds_crossed", "maximum")),
        ({"minimum": "many"}, ("fields.not_minor_units", "minimum")),
        ({"type": "bool", "minimum": 1}, ("fields.takes_no_bounds", "minimum")),
        ({"max_length": 10}, ("fields.bad_length", "max_length")),
        ({"type": "text", "max_length": 201}, ("fields.bad_length", "max_length")),
        ({"default": "12.50"}, ("fields.not_minor_units", "default")),
        ({"default": 1, "minimum": 2}, ("fields.too_small", "default")),
        ({"type": "long_text", "indexed": True}, ("fields.not_indexable", "indexed")),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_field(
    company: Company, body: dict[str, Any], problem: tuple[str, str]
) -> None:
    assert refused(company, **body) == (422, *problem)


def test_a_key_belongs_to_one_field_of_a_kind_also_while_it_is_removed(company: Company) -> None:
    made = make(company)
    assert refused(company, labels={"en": "Another"}) == (422, "fields.key_taken", "key")
    assert refused(company, key="other", labels={"en": "FIELD BUDGET"}) == (
        422,
        "fields.label_taken",
        "labels",
    )
    company["ops"].client.write("POST", f"/fields/{made['id']}/removals")
    assert refused(company, labels={"en": "Another"}) == (422, "fields.key_of_removed", "key")
    assert make(company, "budget", kind="customer")["kind"] == "customer"


def test_a_kind_has_no_more_fields_than_people_can_oversee(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "MOST", 1)
    make(company)
    assert refused(company, key="other", labels={"en": "Other"}) == (422, "fields.too_many", "kind")


def test_options_are_renamed_moved_and_retired_by_their_ids(company: Company) -> None:
    made = make(company, "way", "choice")
    options = [
        {"id": "o3", "labels": {"zh-Hans": "自己开发"}},
        {"labels": {"zh-Hans": "SAP"}},
        {"id": "o1", "labels": {"zh-Hans": "用友"}, "retired": True},
    ]
    body = {"changes": {"options": options}, "version": made["version"]}
    edited = company["ops"].client.write("PATCH", f"/fields/{made['id']}", body)
    assert [(one["id"], one["labels"]["zh-Hans"], one["retired"]) for one in edited["options"]] == [
        ("o3", "自己开发", False),
        ("o4", "SAP", False),
        ("o1", "用友", True),
        ("o2", "金蝶", True),  # left out: records may hold it
    ]


def test_type_and_key_stay(company: Company) -> None:
    made = make(company)
    body = {"changes": {"type": "text"}, "version": 1}
    problem = company["ops"].client.problem("PATCH", f"/fields/{made['id']}", body)
    assert problem == (422, "validation.extra_forbidden", "changes.type")


def test_two_who_change_one_field_both_hear_of_it(company: Company) -> None:
    client, made = company["ops"].client, make(company)
    client.write("PATCH", f"/fields/{made['id']}", {"changes": {"required": True}, "version": 1})
    late = {"changes": {"required": False}, "base": {"required": None}}
    assert client.problem("PATCH", f"/fields/{made['id']}", late) == (409, "edit.conflict", "required")


def test_fields_stand_in_the_order_they_were_put(company: Company) -> None:
    ids = [make(company, key)["id"] for key in ("a", "b", "c")]
    company["ops"].client.write("PUT", "/fields/order", {"kind": "lead", "ids": [ids[2], ids[0]]})
    assert [one["key"] for one in company["sales1"].client.read("/fields")["items"]] == ["c", "a", "b"]


def test_what_happens_to_a_field_is_recorded(company: Company) -> None:
    client, made = company["ops"].client, make(company)
    client.write("PATCH", f"/fields/{made['id']}", {"changes": {"required": True}, "version": 1})
    client.write("POST", f"/fields/{made['id']}/removals")
    client.write("POST", f"/fields/{made['id']}/removals")
    client.write("POST", f"/fields/{made['id']}/restorations")
    told = Event.objects.filter(kind__startswith="field.").order_by("pk").values_list("kind", "data")
    assert [(kind, data.get("changes")) for kind, data in told] == [
        ("field.created", None),
        ("field.edited", {"required": [False, True]}),
        ("field.removed", None),
        ("field.restored", None),
    ]
