"""What records hold: checked in one place, changed field by field, told with before and after."""

from typing import Any

import pytest

from dabiao.core.events.models import Event
from dabiao.core.fields.tests.made import make, make_all
from dabiao.modules.customers.models import Customer
from dabiao.modules.leads.models import Lead
from dabiao.modules.opportunities.models import Opportunity
from dabiao.testing.people import Company, make_company

pytestmark = pytest.mark.django_db

WHOLE = {
    "a_line": "云岚",
    "story": "第一行\n第二行",
    "people": 120,
    "rate": 850,
    "budget": 12_500_000,
    "go_live": "2026-12-31",
    "demo_at": "2026-11-21T09:30:00.000Z",
    "tender": False,
    "way": "o2",
    "systems": ["o1", "o3"],
}


@pytest.fixture
def company() -> Company:
    return make_company()


def lead(company: Company, **fields: Any) -> dict[str, Any]:
    made: dict[str, Any] = company["sales1"].client.write(
        "POST", "/leads", {"name": "王芳", "fields": fields}
    )
    return made


def change(company: Company, id: int, changes: dict[str, Any], **more: Any) -> dict[str, Any]:
    body = {"changes": changes, **(more or {"version": Lead.objects.get(pk=id).version})}
    changed: dict[str, Any] = company["sales1"].client.write("PATCH", f"/leads/{id}", body)
    return changed


def refused(company: Company, id: int, changes: dict[str, Any], **more: Any) -> tuple[int, str, str | None]:
    body = {"changes": changes, **(more or {"version": Lead.objects.get(pk=id).version})}
    return company["sales1"].client.problem("PATCH", f"/leads/{id}", body)


def test_a_record_holds_one_value_of_every_type(company: Company) -> None:
    make_all(company)
    sent = {
        **WHOLE,
        "a_line": " 云岚 ",
        "demo_at": "2026-11-21T17:30:00+08:00",
        "systems": ["o3", "o1", "o3"],
    }
    made = lead(company, **sent)
    assert made["fields"] == WHOLE
    assert Lead.objects.get().fields == WHOLE


def test_what_is_empty_is_absent(company: Company) -> None:
    make_all(company)
    made = lead(company, a_line="  ", story="", budget=None, systems=[], tender=None)
    assert Lead.objects.get().fields == {}
    change(company, made["id"], {"fields.budget": 5, "fields.a_line": "x"})
    change(company, made["id"], {"fields.budget": None, "fields.a_line": ""})
    assert Lead.objects.get().fields == {}


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("a_line", 5, "not_text"),
        ("a_line", "x" * 201, "too_long"),
        ("people", "12", "not_an_integer"),
        ("people", 12.5, "not_an_integer"),
        ("people", True, "not_an_integer"),
        ("people", 10**16, "too_large"),
        ("budget", 12.5, "not_minor_units"),
        ("go_live", "2026-02-30", "not_a_date"),
        ("go_live", "20261231", "not_a_date"),
        ("go_live", 20261231, "not_a_date"),
        ("demo_at", "2026-11-21T09:30:00", "not_a_moment"),
        ("demo_at", "tomorrow", "not_a_moment"),
        ("tender", "yes", "not_yes_or_no"),
        ("tender", 1, "not_yes_or_no"),
        ("way", "o9", "not_an_option"),
        ("way", ["o1"], "not_an_option"),
        ("systems", "o1", "not_a_list"),
        ("systems", ["o1", {}], "not_an_option"),
        ("nothing", 1, "unknown"),
    ],
)
def test_a_wrong_value_is_named_with_its_field(company: Company, key: str, value: Any, code: str) -> None:
    make_all(company)
    made = lead(company)
    assert refused(company, made["id"], {f"fields.{key}": value}) == (422, f"fields.{code}", f"fields.{key}")
    body = {"name": "王芳", "fields": {key: value}}
    problem = company["sales1"].client.problem("POST", "/leads", body)
    assert problem == (422, f"fields.{code}", f"fields.{key}")


def test_bounds_hold_and_are_said_as_people_write_them(company: Company) -> None:
    make(company, "rate", "number", scale=1, minimum=10, maximum=95)
    make(company, "go_live", "date", minimum="2026-01-01")
    made = lead(company, rate=10, go_live="2026-01-01")
    response = company["sales1"].client.send(
        "PATCH", f"/leads/{made['id']}", {"changes": {"fields.rate": 96}, "version": 1}
    )
    assert response.json()["detail"] == "Not more than 9.5"
    assert refused(company, made["id"], {"fields.go_live": "2025-12-31"})[1] == "fields.too_small"


def test_several_mistakes_come_back_together(company: Company) -> None:
    make_all(company)
    body = {"name": "王芳", "fields": {"budget": "a lot", "go_live": "soon"}}
    said = company["sales1"].client.send("POST", "/leads", body).json()
    assert [one["field"] for one in said["errors"]] == ["fields.budget", "fields.go_live"]


def test_required_is_asked_of_new_records_and_old_ones_stay_valid(company: Company) -> None:
    old = lead(company)
    field = make(company, required=True)
    problem = company["sales1"].client.problem("POST", "/leads", {"name": "李敏"})
    assert problem == (422, "fields.required", "fields.budget")
    change(company, old["id"], {"remark": "回电"})
    made = lead(company, budget=1)
    assert refused(company, made["id"], {"fields.budget": None}) == (422, "fields.required", "fields.budget")
    company["ops"].client.write("POST", f"/fields/{field['id']}/removals")
    lead(company)


def test_a_default_fills_what_was_not_said(company: Company) -> None:
    make(company, "tender", "bool", default=False)
    assert lead(company)["fields"] == {"tender": False}
    assert lead(company, tender=True)["fields"] == {"tender": True}
    assert lead(company, tender=None)["fields"] == {}


def test_a_retired_option_stays_where_it_is_and_is_chosen_no_more(company: Company) -> None:
    field = make(company, "systems", "choices")
    old, new = lead(company, systems=["o1"]), lead(company)
    options = [{**one, "retired": one["id"] == "o1"} for one in field["options"]]
    body = {"changes": {"options": options}, "version": 1}
    company["ops"].client.write("PATCH", f"/fields/{field['id']}", body)
    assert change(company, old["id"], {"fields.systems": ["o1", "o2"]})["fields"] == {"systems": ["o1", "o2"]}
    assert refused(company, new["id"], {"fields.systems": ["o1"]})[1] == "fields.option_retired"


def test_an_edit_touches_the_keys_it_names_and_no_other(company: Company) -> None:
    make_all(company)
    made = lead(company, **WHOLE)
    changed = change(company, made["id"], {"fields.budget": 1, "fields.way": None, "remark": "改过"})
    rest = {key: value for key, value in WHOLE.items() if key != "way"}
    assert (changed["fields"], changed["remark"]) == ({**rest, "budget": 1}, "改过")
    nested = change(company, made["id"], {"fields": {"budget": 2}})
    assert nested["fields"] == {**rest, "budget": 2}


def test_two_change_different_fields_of_one_record(company: Company) -> None:
    make_all(company)
    made = lead(company, budget=1, people=1)
    change(company, made["id"], {"fields.budget": 2}, base={"fields.budget": 1})
    changed = change(company, made["id"], {"fields.people": 2}, base={"fields.people": 1})
    assert changed["fields"] == {"budget": 2, "people": 2}


def test_two_change_the_same_field_and_the_second_is_asked(company: Company) -> None:
    make_all(company)
    made = lead(company, budget=1)
    change(company, made["id"], {"fields.budget": 2, "fields.people": 5}, version=1)
    late = {"changes": {"fields.budget": 3}, "base": {"fields.budget": 1}, "version": 1}
    said = company["sales1"].client.send("PATCH", f"/leads/{made['id']}", late)
    assert said.status_code == 409
    assert said.json()["params"]["conflicts"] == [
        {"field": "fields.budget", "base": 1, "yours": 3, "theirs": 2}
    ]
    late = {"changes": {"fields.people": 6}, "base": {"fields.people": None}, "version": 1}
    assert company["sales1"].client.problem("PATCH", f"/leads/{made['id']}", late)[:2] == (
        409,
        "edit.conflict",
    )


def test_the_timeline_tells_before_and_after_of_each_field(company: Company) -> None:
    make_all(company)
    made = lead(company, budget=1)
    change(company, made["id"], {"fields.budget": 2, "fields.systems": ["o1"], "fields.people": None})
    fact = Event.objects.get(kind="lead.edited").data
    assert fact["changes"] == {"fields.budget": [1, 2], "fields.systems": [None, ["o1"]]}


def test_an_unknown_name_is_still_an_error(company: Company) -> None:
    made = lead(company)
    assert refused(company, made["id"], {"budget": 1}) == (
        422,
        "validation.extra_forbidden",
        "changes.budget",
    )
    assert refused(company, made["id"], {"fields": 1})[0] == 422


def test_a_removed_field_is_hidden_and_its_data_kept(company: Company) -> None:
    field = make(company)
    made = lead(company, budget=7)
    admin, client = company["ops"].client, company["sales1"].client
    admin.write("POST", f"/fields/{field['id']}/removals")
    assert client.read(f"/leads/{made['id']}")["fields"] == {}
    assert refused(company, made["id"], {"fields.budget": 8}) == (422, "fields.unknown", "fields.budget")
    assert Lead.objects.get().fields == {"budget": 7}
    admin.write("POST", f"/fields/{field['id']}/restorations")
    assert client.read(f"/leads/{made['id']}")["fields"] == {"budget": 7}


@pytest.mark.parametrize("kind", ["customer", "opportunity", "contact", "contract"])
def test_every_kind_with_a_page_holds_custom_fields(company: Company, kind: str) -> None:
    make(company, kind=kind)
    client = company["sales1"].client
    customer = client.write("POST", "/customers", {"name": "云岚科技"})["id"]
    plural = {
        "customer": "customers",
        "opportunity": "opportunities",
        "contact": "contacts",
        "contract": "contracts",
    }[kind]
    facts: dict[str, dict[str, Any]] = {
        "customer": {"name": "云岭科技"},
        "opportunity": {"name": "采购", "customer_id": customer, "amount_minor": 1},
        "contact": {"name": "王芳", "customer_id": customer},
        "contract": {"title": "合同", "customer_id": customer, "amount_minor": 1},
    }
    made = client.write("POST", f"/{plural}", {**facts[kind], "fields": {"budget": 1}})
    assert made["fields"] == {"budget": 1}
    body = {"changes": {"fields.budget": 2}, "version": made["version"]}
    assert client.write("PATCH", f"/{plural}/{made['id']}", body)["fields"] == {"budget": 2}
    rows = client.read(f"/{plural}", fields="budget", sort="-fields.budget")["items"]
    assert rows[0]["fields"] == {"budget": 2}
    where = '{"field":"fields.budget","op":"is","value":2}'
    assert [row["id"] for row in client.read(f"/{plural}", where=where)["items"]] == [made["id"]]


def test_a_converted_lead_hands_on_fields_of_the_same_key_and_type(company: Company) -> None:
    make(company, "budget", kind="lead")
    make(company, "budget", kind="opportunity")
    make(company, "people", "number", kind="lead")
    make(company, "people", "text", kind="opportunity")
    make(company, "systems", "choices", kind="lead")
    other = [{"labels": {"zh-Hans": "自研"}}, {"labels": {"zh-Hans": "用友"}}]
    make(company, "systems", "choices", kind="customer", options=other)
    make(company, "must", "text", kind="customer", required=True)
    made = lead(company, budget=5, people=3, systems=["o1", "o2"])
    body = {"opportunity_name": "采购", "amount_minor": 100, "customer_name": "云岚科技"}
    company["sales1"].client.write("POST", f"/leads/{made['id']}/conversions", body)
    assert Opportunity.objects.get().fields == {"budget": 5}
    assert Customer.objects.get().fields == {"systems": ["o2"]}  # 用友, by its word; 金蝶 has none there


def test_who_asks_again_adds_what_was_not_known(company: Company) -> None:
    make_all(company)
    client = company["sales1"].client
    client.write("POST", "/leads", {"name": "王芳", "phone": "13812345678", "fields": {"budget": 1}})
    again = {"name": "王芳", "phone": "13812345678", "fields": {"budget": 9, "people": 4}}
    assert client.write("POST", "/leads", again)["joined"] is True
    row = Lead.objects.get()
    assert row.fields == {"budget": 1, "people": 4}
    (enquiry,) = client.read(f"/leads/{row.pk}/enquiries")["items"]
    assert enquiry["fields"] == {"budget": 9, "people": 4}
