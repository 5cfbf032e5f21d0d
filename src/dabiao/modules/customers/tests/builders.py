"""Customers and contacts made through the services, and what was recorded of them."""

from typing import Any

from dabiao.core.events.models import Event, EventSubject
from dabiao.modules.customers import services
from dabiao.modules.customers.models import Contact, Customer
from dabiao.testing.people import NOW, Person


def a_customer(person: Person, name: str = "杭州云岚科技有限公司", **facts: Any) -> Customer:
    return services.create(name=name, **facts, actor=person.actor, now=NOW)


def a_contact(person: Person, customer: Customer, name: str = "王芳", **facts: Any) -> Contact:
    return services.create_contact(customer_id=customer.pk, name=name, **facts, actor=person.actor, now=NOW)


def told(kind: str, id: int) -> list[tuple[str, dict[str, Any]]]:
    """(kind, data) of everything on a record's timeline, the oldest first."""
    ids = EventSubject.objects.filter(kind=kind, object_id=id).values_list("event_id", flat=True)
    return list(Event.objects.filter(pk__in=ids).order_by("pk").values_list("kind", "data"))
