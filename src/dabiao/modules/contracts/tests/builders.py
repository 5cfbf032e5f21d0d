"""A contract with what it needs, made through the services by the person who owns it."""

from datetime import date, datetime
from typing import Any

from dabiao.modules.contracts import services
from dabiao.modules.contracts.models import Contract
from dabiao.modules.customers import services as customers
from dabiao.modules.customers.models import Customer
from dabiao.modules.opportunities import services as opportunities
from dabiao.modules.opportunities.models import Opportunity
from dabiao.testing.names import unused
from dabiao.testing.people import NOW, Person

SIGNED_ON = date(2025, 1, 8)


def a_customer(person: Person, name: str = "杭州云岚科技有限公司") -> Customer:
    return customers.create(name=unused(name), actor=person.actor, now=NOW)


def an_opportunity(person: Person, customer: Customer) -> Opportunity:
    return opportunities.create(
        name="云岚科技 CRM 采购", customer_id=customer.pk, amount_minor=900_000, actor=person.actor, now=NOW
    )


def a_contract(person: Person, *, now: datetime = NOW, **facts: Any) -> Contract:
    """A draft over 900,000 fen, with a customer of its own unless one is given."""
    wanted = {"title": "CRM 服务合同", "amount_minor": 900_000, **facts}
    if "customer_id" not in wanted:
        wanted["customer_id"] = a_customer(person).pk
    return services.create(**wanted, actor=person.actor, now=now)


def a_signed_contract(person: Person, **facts: Any) -> Contract:
    draft = a_contract(person, **facts)
    return services.sign(draft.pk, signed_on=SIGNED_ON, actor=person.actor, now=NOW)


def a_won_contract(person: Person, **facts: Any) -> Contract:
    """Signed, with the opportunity it came from."""
    customer = a_customer(person)
    opportunity = an_opportunity(person, customer)
    return a_signed_contract(person, customer_id=customer.pk, opportunity_id=opportunity.pk, **facts)
