"""Customers changing hands."""

import pytest

from dabiao.core.errors import Forbidden, Invalid
from dabiao.core.events.models import Event
from dabiao.core.notifications.models import Notification
from dabiao.core.timers.worker import drain
from dabiao.modules.customers import queries, services
from dabiao.modules.customers.models import Customer
from dabiao.modules.customers.tests.builders import a_customer, told
from dabiao.testing.people import NOW, Company


def test_an_assigned_customer_reaches_its_person_who_is_told_once(company: Company) -> None:
    customer, sales1b = a_customer(company["sales1"]), company["sales1b"]
    answer = company["lead1"].client.write(
        "POST", f"/customers/{customer.pk}/assignments", {"owner_id": sales1b.id}
    )
    assert (answer["owner_id"], answer["unit_id"], answer["version"]) == (sales1b.id, company.team1.pk, 2)
    drain()
    drain()
    assert list(Notification.objects.values_list("user_id", "kind", "params")) == [
        (sales1b.id, "customer.assigned", {"title": customer.name, "by": "lead1"})
    ]
    assert told("customer", customer.pk)[-1] == (
        "customer.assigned",
        {
            "owner_id": sales1b.id,
            "owner_name": "sales1b",
            "from_owner_id": company["sales1"].id,
            "from_owner_name": "sales1",
            "reason": "",
            "bulk_id": None,
        },
    )


def test_listeners_of_the_old_and_the_new_owner_are_addressed(company: Company) -> None:
    customer = a_customer(company["sales1"])
    services.assign(customer.pk, owner_id=company["sales2"].id, actor=company["manager"].actor, now=NOW)
    audience = Event.objects.get(kind="customer.assigned").audience
    assert audience == [
        {
            "kind": "customer",
            "id": customer.pk,
            "version": 2,
            "owner_ids": [company["sales1"].id, company["sales2"].id],
            "unit_ids": [company.team1.pk, company.team2.pk],
        }
    ]


def test_assigning_to_the_owner_again_changes_nothing(company: Company) -> None:
    customer = a_customer(company["sales1"])
    services.assign(customer.pk, owner_id=company["sales1"].id, actor=company["lead1"].actor, now=NOW)
    assert (Customer.objects.get().version, len(told("customer", customer.pk))) == (1, 1)


def test_both_the_customer_and_the_person_must_be_in_reach(company: Company) -> None:
    mine, foreign = a_customer(company["sales1"]), a_customer(company["sales3"], "外地客户")
    sales1, lead1 = company["sales1"].client, company["lead1"].client
    body = {"owner_id": company["sales1b"].id}
    assert sales1.problem("POST", f"/customers/{mine.pk}/assignments", body)[:2] == (403, "access.forbidden")
    assert lead1.problem("POST", f"/customers/{foreign.pk}/assignments", body)[0] == 404
    away = {"owner_id": company["sales2"].id}
    assert lead1.problem("POST", f"/customers/{mine.pk}/assignments", away) == (
        403,
        "customers.person_out_of_reach",
        "owner_id",
    )


def test_nobody_who_left_receives_a_customer(company: Company) -> None:
    customer = a_customer(company["sales1"])
    company["ops"].client.write(
        "POST", f"/employees/{company['sales2'].id}/departures", {"left_on": "2026-03-31"}
    )
    with pytest.raises(Invalid, match="org.not_working"):
        services.assign(customer.pk, owner_id=company["sales2"].id, actor=company["ops"].actor, now=NOW)


def test_a_departure_hands_everything_to_the_successor_without_a_message_per_row(company: Company) -> None:
    customers = [a_customer(company["sales1"], name) for name in ("甲", "乙", "丙")]
    a_customer(company["sales2"], "别人的")
    sales1, heir = company["sales1"], company["sales1b"]
    assert queries.holdings(sales1.id) == 3
    answer = company["ops"].client.write(
        "POST", f"/employees/{sales1.id}/departures", {"successor_id": heir.id, "left_on": "2026-03-31"}
    )
    assert answer["transferred"] == [{"kind": "customer", "count": 3}]
    assert (queries.holdings(sales1.id), queries.holdings(heir.id)) == (0, 3)
    kind, data = told("customer", customers[0].pk)[-1]
    assert (kind, data["from_owner_name"], data["owner_name"], data["reason"]) == (
        "customer.assigned",
        "sales1",
        "sales1b",
        "handover",
    )
    drain()
    assert not Notification.objects.filter(kind="customer.assigned").exists()


def test_a_foreign_right_does_not_help(company: Company) -> None:
    customer = a_customer(company["sales1"])
    with pytest.raises(Forbidden):
        services.assign(customer.pk, owner_id=company["sales1b"].id, actor=company["finance"].actor, now=NOW)
