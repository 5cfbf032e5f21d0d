"""Creating and editing customers."""

from datetime import timedelta

import pytest

from dabiao.core.actor import SYSTEM
from dabiao.core.errors import Conflict, Forbidden, Invalid, NotFound
from dabiao.modules.customers import queries, services
from dabiao.modules.customers.models import Customer
from dabiao.modules.customers.tests.builders import a_customer, told
from dabiao.testing.people import NOW, Company

LATER = NOW + timedelta(days=1)


def test_a_new_customer_is_the_actors_own(company: Company) -> None:
    customer = a_customer(company["sales1"], source="展会")
    assert (customer.owner_id, customer.unit_id) == (company["sales1"].id, company.team1.pk)
    created = {"name": "杭州云岚科技有限公司", "source": "展会", "import_id": None, "contact_name": ""}
    assert told("customer", customer.pk) == [("customer.created", created)]


def test_a_customer_for_somebody_else_needs_assigning_to_reach_them(company: Company) -> None:
    customer = a_customer(company["lead1"], owner_id=company["sales1"].id)
    assert (customer.owner_id, customer.unit_id) == (company["sales1"].id, company.team1.pk)
    assert [kind for kind, _ in told("customer", customer.pk)] == ["customer.created", "customer.assigned"]
    for giver, taker in (("lead1", "sales2"), ("sales1", "sales1b"), ("manager", "sales3")):
        with pytest.raises(Forbidden, match="person_out_of_reach"):
            a_customer(company[giver], owner_id=company[taker].id)
    assert Customer.objects.count() == 1


def test_the_system_creates_for_nobody_unless_told_for_whom(company: Company) -> None:
    nobodys = services.create(name="无主", actor=SYSTEM, now=NOW)
    given = services.create(name="有主", owner_id=company["sales3"].id, actor=SYSTEM, now=NOW)
    assert (nobodys.owner_id, nobodys.unit_id) == (None, None)
    assert (given.owner_id, given.unit_id) == (company["sales3"].id, company.team3.pk)


def test_who_may_not_create_is_told_so(company: Company) -> None:
    with pytest.raises(Forbidden, match="access.forbidden"):
        a_customer(company["inspector"])


@pytest.mark.parametrize(
    ("facts", "code"), [({"name": "  "}, "core.required"), ({"kind": "firm"}, "core.not_a_choice")]
)
def test_a_customer_needs_a_name_and_a_known_kind(company: Company, facts: dict[str, str], code: str) -> None:
    with pytest.raises(Invalid, match=code):
        services.create(**{"name": "云岚", **facts}, actor=company["sales1"].actor, now=NOW)


def test_phones_are_stored_in_one_spelling(company: Company) -> None:
    assert a_customer(company["sales1"], phone="+86 138 1234 5678").phone == "13812345678"


def test_an_edit_changes_what_it_says_and_is_recorded(company: Company) -> None:
    customer, sales1 = a_customer(company["sales1"]), company["sales1"]
    changes = {"industry": "软件", "phone": "138 1234 5678", "name": customer.name}
    services.edit(customer.pk, changes=changes, version=1, actor=sales1.actor, now=LATER)
    customer.refresh_from_db()
    assert (customer.industry, customer.phone, customer.version, customer.updated_at) == (
        "软件",
        "13812345678",
        2,
        LATER,
    )
    assert told("customer", customer.pk)[1] == (
        "customer.edited",
        {
            "changes": {"industry": ["", "软件"], "phone": ["", "13812345678"]},
            "import_id": None,
            "bulk_id": None,
        },
    )


def test_an_edit_that_changes_nothing_leaves_no_trace(company: Company) -> None:
    customer = a_customer(company["sales1"], region="杭州")
    services.edit(
        customer.pk, changes={"region": "杭州"}, version=1, actor=company["sales1"].actor, now=LATER
    )
    customer.refresh_from_db()
    assert (customer.version, customer.updated_at, len(told("customer", customer.pk))) == (1, NOW, 1)


def test_two_who_change_different_fields_both_succeed(company: Company) -> None:
    customer = a_customer(company["sales1"])
    lead1, sales1 = company["lead1"].actor, company["sales1"].actor
    services.edit(
        customer.pk, changes={"region": "杭州"}, base={"region": ""}, version=1, actor=sales1, now=NOW
    )
    services.edit(
        customer.pk, changes={"industry": "软件"}, base={"industry": ""}, version=1, actor=lead1, now=NOW
    )
    customer.refresh_from_db()
    assert (customer.region, customer.industry, customer.version) == ("杭州", "软件", 3)


def test_two_who_change_the_same_field_collide(company: Company) -> None:
    customer = a_customer(company["sales1"])
    sales1 = company["sales1"].actor
    services.edit(customer.pk, changes={"region": "杭州"}, version=1, actor=sales1, now=NOW)
    with pytest.raises(Conflict) as refused:
        services.edit(
            customer.pk, changes={"region": "宁波"}, base={"region": ""}, version=1, actor=sales1, now=NOW
        )
    assert refused.value.params["conflicts"] == [
        {"field": "region", "base": "", "yours": "宁波", "theirs": "杭州"}
    ]


def test_a_foreign_customer_cannot_be_touched_and_a_readable_one_not_edited(company: Company) -> None:
    customer = a_customer(company["sales1"])
    changes = {"region": "杭州"}
    with pytest.raises(NotFound):
        services.edit(customer.pk, changes=changes, version=1, actor=company["sales2"].actor, now=NOW)
    with pytest.raises(Forbidden):
        services.edit(customer.pk, changes=changes, version=1, actor=company["finance"].actor, now=NOW)


def test_what_others_write_cannot_be_edited(company: Company) -> None:
    customer = a_customer(company["sales1"])
    for field in ("owner_id", "open_opportunity_count", "last_contact_at"):
        with pytest.raises(Invalid, match="core.not_editable"):
            services.edit(customer.pk, changes={field: 1}, version=1, actor=company["sales1"].actor, now=NOW)


def test_the_latest_contact_counts_and_the_plan_is_replaced(company: Company) -> None:
    customer, actor = a_customer(company["sales1"]), company["sales1"].actor
    services.touch(customer.pk, occurred_at=NOW, next_contact_at=LATER, actor=actor, now=NOW)
    services.touch(
        customer.pk, occurred_at=NOW - timedelta(days=3), next_contact_at=None, actor=actor, now=NOW
    )
    customer.refresh_from_db()
    assert (customer.last_contact_at, customer.next_contact_at, customer.version) == (NOW, None, 1)


def test_names_are_told_for_records_above(company: Company) -> None:
    one, other = a_customer(company["sales1"], "甲"), a_customer(company["sales2"], "乙")
    assert queries.names([one.pk, other.pk, 10**9]) == {one.pk: "甲", other.pk: "乙"}
    assert (queries.name_of(one.pk), queries.name_of(10**9)) == ("甲", "")
