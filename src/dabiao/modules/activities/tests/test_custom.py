"""Custom fields of contacts: asked when one is written down, found and put in order afterwards."""

import json

import pytest

from dabiao.core.events.models import Event
from dabiao.core.fields.tests.made import make
from dabiao.modules.activities.models import Activity
from dabiao.modules.activities.tests.builders import a_customer, a_lead
from dabiao.testing.people import Company

pytestmark = pytest.mark.django_db
CALL = {"method": "call", "result": "reached"}


def write(company: Company, kind: str, id: int, **fields: object) -> int:
    body = {**CALL, "subject_kind": kind, "subject_id": id, "fields": fields}
    made = company["sales1"].client.write("POST", "/activities", body)
    assert made["fields"] == fields
    return made["id"]  # type: ignore[no-any-return]


def test_a_contact_holds_custom_fields_and_tells_of_them(company: Company) -> None:
    make(company, "minutes", "number", kind="activity")
    id = write(company, "lead", a_lead(company["sales1"]).pk, minutes=25)
    client = company["sales1"].client
    assert client.read(f"/activities/{id}")["fields"] == {"minutes": 25}
    assert client.read("/activities")["items"][0]["fields"] == {}
    assert client.read("/activities", fields="minutes")["items"][0]["fields"] == {"minutes": 25}
    assert Event.objects.get(kind="activity.logged").data["fields"] == {"minutes": 25}


def test_contacts_are_found_and_put_in_order_by_custom_fields(company: Company) -> None:
    make(company, "minutes", "number", kind="activity")
    lead = a_lead(company["sales1"]).pk
    short, long, unsaid = (
        write(company, "lead", lead, **held) for held in ({"minutes": 5}, {"minutes": 50}, {})
    )
    client = company["sales1"].client

    def found(**asked: object) -> list[int]:
        return [row["id"] for row in client.read("/activities", **asked)["items"]]

    assert found(sort="-fields.minutes") == [long, short, unsaid]
    assert found(sort="fields.minutes") == [short, long, unsaid]
    assert found(where=json.dumps({"field": "fields.minutes", "op": "gt", "value": 10})) == [long]
    assert found(where=json.dumps({"field": "fields.minutes", "op": "empty"})) == [unsaid]
    assert found(where=json.dumps({"field": "method", "op": "is", "value": "visit"})) == []


def test_customers_are_found_by_the_contacts_they_had(company: Company) -> None:
    make(company, "minutes", "number", kind="activity")
    known, other = a_customer(company["sales1"]), a_customer(company["sales1"], name="云岭")
    write(company, "customer", known.pk, minutes=40)
    write(company, "customer", other.pk, minutes=4)
    long = {"field": "fields.minutes", "op": "gte", "value": 40}
    where = json.dumps({"field": "activities", "op": "some", "where": long})
    client = company["sales1"].client
    assert [row["id"] for row in client.read("/customers", where=where)["items"]] == [known.pk]


def test_a_required_field_is_asked_for_and_a_bad_value_named(company: Company) -> None:
    make(company, "minutes", "number", kind="activity", required=True)
    lead = a_lead(company["sales1"]).pk
    body = {**CALL, "subject_kind": "lead", "subject_id": lead}
    client = company["sales1"].client
    assert client.problem("POST", "/activities", body) == (422, "fields.required", "fields.minutes")
    bad = {**body, "fields": {"minutes": "viel"}}
    assert client.problem("POST", "/activities", bad) == (422, "fields.not_an_integer", "fields.minutes")
    assert not Activity.objects.exists()
