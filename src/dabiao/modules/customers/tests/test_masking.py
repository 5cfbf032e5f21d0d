"""Phones, WeChat and e-mail are masked; a look at them is recorded; a masked value never comes back as a real one."""

import pytest

from dabiao.core.access import services as access
from dabiao.core.errors import Forbidden
from dabiao.modules.customers import services
from dabiao.modules.customers.models import Contact, Customer
from dabiao.modules.customers.tests.builders import a_contact, a_customer, told
from dabiao.testing.people import NOW, Company

MASKED = {"phone": "138****5678", "wechat": "w*******88", "email": "w***@yunlan.cn"}
PLAIN = {"phone": "13812345678", "wechat": "wangfang88", "email": "wang@yunlan.cn"}


@pytest.fixture
def customer(company: Company) -> Customer:
    return a_customer(company["sales1"], phone="13888886666")


@pytest.fixture
def contact(company: Company, customer: Customer) -> Contact:
    return a_contact(company["sales1"], customer, **PLAIN)


def handles(row: dict[str, str]) -> dict[str, str]:
    return {name: row[name] for name in PLAIN}


def test_only_who_may_read_phones_sees_them(company: Company, contact: Contact) -> None:
    for name, expected in (("sales1", MASKED), ("lead1", MASKED), ("ops", PLAIN)):
        client = company[name].client
        assert handles(client.read(f"/contacts/{contact.pk}")) == expected
        assert handles(client.read("/contacts")["items"][0]) == expected


def test_a_share_of_another_customer_does_not_unmask_a_contact_of_the_same_number(company: Company) -> None:
    """Rights reach a contact by its customer's id, never by its own."""
    sales1, reader = company["sales1"], company["inspector"]
    wanted, other = a_customer(sales1, "甲"), a_customer(sales1, "乙")
    contact = Contact.objects.create(
        pk=other.pk, customer=wanted, name="王芳", **PLAIN, created_at=NOW, updated_at=NOW
    )
    access.save_role(
        code="inspector",
        name="",
        grants={"customer.read": "all", "customer.read_phone": "shared"},
        known=access.known_permissions(),
        actor=company["ops"].actor,
        now=NOW,
    )
    share = {"kind": "customer", "user_id": reader.id, "level": "read", "actor": sales1.actor, "now": NOW}
    access.share(object_id=other.pk, **share)
    assert handles(reader.client.read(f"/contacts/{contact.pk}")) == MASKED
    access.share(object_id=wanted.pk, **share)
    assert handles(reader.client.read(f"/contacts/{contact.pk}")) == PLAIN


def test_a_reveal_gives_all_and_is_recorded(company: Company, customer: Customer, contact: Contact) -> None:
    client = company["sales1"].client
    assert client.write("POST", f"/contacts/{contact.pk}/reveals") == PLAIN
    assert client.write("POST", f"/customers/{customer.pk}/reveals") == {"phone": "13888886666"}
    said = {"contact_id": contact.pk, "name": "王芳"}
    assert told("customer", customer.pk)[-2:] == [("contact.revealed", said), ("customer.revealed", {})]
    assert told("contact", contact.pk)[-1] == ("contact.revealed", said)


def test_who_may_only_read_cannot_reveal(company: Company, customer: Customer, contact: Contact) -> None:
    actor = company["inspector"].actor
    with pytest.raises(Forbidden):
        services.reveal(customer.pk, actor=actor, now=NOW)
    with pytest.raises(Forbidden):
        services.reveal_contact(contact.pk, actor=actor, now=NOW)
    assert company["sales2"].client.problem("POST", f"/contacts/{contact.pk}/reveals")[0] == 404


def test_a_masked_value_is_refused_as_a_new_one(
    company: Company, customer: Customer, contact: Contact
) -> None:
    client = company["sales1"].client
    for path, field, value in (
        (f"/customers/{customer.pk}", "phone", "138****6666"),
        (f"/contacts/{contact.pk}", "email", MASKED["email"]),
    ):
        body = {"changes": {field: value}, "version": 1}
        assert client.problem("PATCH", path, body) == (422, "core.masked_value", field)


def test_the_masked_value_counts_as_what_was_seen(company: Company, contact: Contact) -> None:
    client = company["sales1"].client
    client.write("PATCH", f"/contacts/{contact.pk}", {"changes": {"title": "经理"}, "version": 1})
    body = {"changes": {"phone": "13900001111"}, "base": {"phone": MASKED["phone"]}, "version": 1}
    assert client.write("PATCH", f"/contacts/{contact.pk}", body)["phone"] == "139****1111"


def test_a_conflict_does_not_tell_a_hidden_phone(company: Company, contact: Contact) -> None:
    client = company["sales1"].client
    body = {"changes": {"phone": "13900001111"}, "base": {"phone": "130****0000"}, "version": 0}
    response = client.send("PATCH", f"/contacts/{contact.pk}", body)
    assert response.status_code == 409
    assert response.json()["params"]["conflicts"] == [
        {"field": "phone", "base": "130****0000", "yours": "13900001111", "theirs": "138****5678"}
    ]


def test_the_timeline_hides_handles_inside_changes(
    company: Company, customer: Customer, contact: Contact
) -> None:
    client = company["sales1"].client
    client.write("PATCH", f"/contacts/{contact.pk}", {"changes": {"phone": "13900001111"}, "version": 1})
    for path in (f"/timeline/customer/{customer.pk}", f"/timeline/contact/{contact.pk}"):
        newest = client.read(path)["items"][0]
        assert newest["data"]["changes"] == {"phone": ["138****5678", "139****1111"]}
