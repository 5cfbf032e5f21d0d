"""The people at a customer."""

import pytest

from dabiao.core.errors import Conflict, Forbidden, Invalid, NotFound
from dabiao.modules.customers import services
from dabiao.modules.customers.models import Contact
from dabiao.modules.customers.tests.builders import a_contact, a_customer, told
from dabiao.testing.people import NOW, Company


def test_a_new_contact_is_on_the_timeline_of_the_customer_too(company: Company) -> None:
    customer = a_customer(company["sales1"])
    contact = a_contact(company["sales1"], customer, title="采购总监", decision_role="decides")
    said = {
        "contact_id": contact.pk,
        "name": "王芳",
        "title": "采购总监",
        "customer_name": "杭州云岚科技有限公司",
        "import_id": None,
    }
    assert told("contact", contact.pk) == [("contact.created", said)]
    assert told("customer", customer.pk)[-1] == ("contact.created", said)


def test_the_last_one_named_primary_is_the_only_one(company: Company) -> None:
    sales1 = company["sales1"]
    customer, other = a_customer(sales1), a_customer(sales1, "别家")
    elsewhere = a_contact(sales1, other, "别人", is_primary=True)
    first = a_contact(sales1, customer, "甲", is_primary=True)
    second = a_contact(sales1, customer, "乙", is_primary=True)
    services.edit_contact(first.pk, changes={"is_primary": True}, version=2, actor=sales1.actor, now=NOW)
    services.edit_contact(first.pk, changes={"title": "经理"}, version=3, actor=sales1.actor, now=NOW)
    primary = Contact.objects.filter(is_primary=True).order_by("pk").values_list("pk", "version")
    assert list(primary) == [(elsewhere.pk, 1), (first.pk, 4)]
    assert told("contact", second.pk)[-1] == (
        "contact.edited",
        {"contact_id": second.pk, "name": "乙", "changes": {"is_primary": [True, False]}},
    )


def test_contacts_are_added_by_who_may_edit_the_customer(company: Company) -> None:
    customer = a_customer(company["sales1"])
    with pytest.raises(Invalid, match="core.not_found_here"):
        a_contact(company["sales2"], customer)
    with pytest.raises(Forbidden):
        a_contact(company["inspector"], customer)
    assert a_contact(company["lead1"], customer).customer_id == customer.pk


def test_a_contact_follows_its_customer_out_of_sight(company: Company) -> None:
    customer = a_customer(company["sales1"])
    contact = a_contact(company["sales1"], customer)
    services.assign(customer.pk, owner_id=company["sales2"].id, actor=company["manager"].actor, now=NOW)
    with pytest.raises(NotFound):
        services.edit_contact(
            contact.pk, changes={"title": "经理"}, version=1, actor=company["sales1"].actor, now=NOW
        )
    services.edit_contact(
        contact.pk, changes={"title": "经理"}, version=1, actor=company["sales2"].actor, now=NOW
    )


def test_two_who_change_the_same_fact_of_a_contact_collide(company: Company) -> None:
    contact = a_contact(company["sales1"], a_customer(company["sales1"]))
    actor = company["sales1"].actor
    services.edit_contact(contact.pk, changes={"title": "经理"}, version=1, actor=actor, now=NOW)
    with pytest.raises(Conflict, match="edit.conflict"):
        services.edit_contact(
            contact.pk, changes={"title": "总监"}, base={"title": ""}, version=1, actor=actor, now=NOW
        )


@pytest.mark.parametrize(
    ("facts", "code"), [({"name": ""}, "core.required"), ({"decision_role": "boss"}, "core.not_a_choice")]
)
def test_a_contact_needs_a_name_and_a_known_role(company: Company, facts: dict[str, str], code: str) -> None:
    customer = a_customer(company["sales1"])
    with pytest.raises(Invalid, match=code):
        a_contact(company["sales1"], customer, **facts)


def test_wire_shape_of_a_contact(company: Company) -> None:
    sales1, client = company["sales1"], company["ops"].client
    customer = a_customer(sales1)
    body = {
        "customer_id": customer.pk,
        "name": " 王　芳 ",
        "phone": "138-1234-5678",
        "email": "wang@yunlan.cn",
        "is_primary": True,
    }
    made = client.write("POST", "/contacts", body)
    assert (made["name"], made["phone"], made["customer_name"], made["actions"]) == (
        "王 芳",
        "13812345678",
        customer.name,
        ["edit", "reveal"],
    )
    edited = client.write(
        "PATCH", f"/contacts/{made['id']}", {"changes": {"wechat": "wangfang88"}, "version": 1}
    )
    assert (edited["wechat"], edited["version"]) == ("wangfang88", 2)
    assert client.read(f"/contacts/{made['id']}") == edited
    assert client.read("/customers/" + str(customer.pk))["contact_count"] == 1
