"""The keys that a customer holds: its own, and those of all its people."""

from collections.abc import Iterable

from dabiao.core.actor import Actor
from dabiao.core.identity import services as identity
from dabiao.core.identity.keys import Key, organisation_keys, person_keys
from dabiao.modules.customers.enums import CustomerKind
from dabiao.modules.customers.models import Contact, Customer


def keys_of(customer: Customer, contacts: Iterable[Contact] = ()) -> frozenset[Key]:
    found = person_keys(phone=customer.phone)
    if customer.kind == CustomerKind.ORGANISATION:
        found |= organisation_keys(name=customer.name, uscc=customer.uscc)
    for contact in contacts:
        found |= person_keys(phone=contact.phone, wechat=contact.wechat, email=contact.email)
    return found


def hold_keys(customer: Customer, *, actor: Actor) -> None:
    """After a change to a customer or its people. Raises `identity.taken`."""
    contacts = Contact.objects.filter(customer=customer)
    identity.rehold(("customer", customer.pk), keys_of(customer, contacts), actor=actor)


def people_of(customers: Iterable[int]) -> dict[int, list[Contact]]:
    """Customer → its contacts, whose numbers are its keys too."""
    found: dict[int, list[Contact]] = {}
    for contact in Contact.objects.filter(customer_id__in=list(customers)):
        found.setdefault(contact.customer_id, []).append(contact)
    return found
