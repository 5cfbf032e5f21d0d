"""The people at a customer. Whoever may edit the customer may edit them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from dabiao.core.access import services as access
from dabiao.core.actor import Actor
from dabiao.core.errors import Invalid, NotFound
from dabiao.core.events.services import Entry, record, record_all
from dabiao.core.fields import checking
from dabiao.core.locking import columns, wired
from dabiao.core.masking import merge_masked_edit
from dabiao.core.phones import normalise
from dabiao.core.scoping import demand, fetch, reaches
from dabiao.modules.customers import events, queries, rules
from dabiao.modules.customers.models import Contact, Customer
from dabiao.modules.customers.services._keys import hold_keys

EDITABLE = frozenset({"name", "title", "phone", "wechat", "email", "decision_role", "is_primary", "remark"})

KEYED = frozenset({"phone", "wechat", "email"})


@transaction.atomic
def create_contact(
    *,
    customer_id: int,
    name: str,
    title: str = "",
    phone: str = "",
    wechat: str = "",
    email: str = "",
    decision_role: str = "unknown",
    is_primary: bool = False,
    remark: str = "",
    fields: Mapping[str, Any] | None = None,
    complete: bool = True,
    actor: Actor,
    now: datetime,
) -> Contact:
    """Add somebody to a customer that the actor may edit; a new primary contact takes the place of the former.

    Raises `core.not_found_here`, `access.forbidden`, `core.required`, `core.not_a_choice`, `identity.taken`, `fields.*`.
    """
    rules.check_facts({"name": name, "decision_role": decision_role})
    customer = _customer_to_edit(customer_id, actor)
    entries = _demote_primary(customer, now) if is_primary else []
    contact = Contact(
        customer=customer,
        name=name.strip(),
        title=title,
        phone=normalise(phone) if phone else "",
        wechat=wechat,
        email=email,
        decision_role=decision_role,
        is_primary=is_primary,
        remark=remark,
        fields=checking.for_new("contact", fields or {}, complete=complete),
        created_at=now,
        updated_at=now,
    )
    contact.save(force_insert=True)
    hold_keys(customer, actor=actor)
    fact = events.ContactCreated(
        contact_id=contact.pk, name=contact.name, title=title, customer_name=customer.name
    )
    entries.append(Entry(fact, [customer, contact]))
    record_all(entries, actor=actor, now=now)
    return contact


def _customer_to_edit(customer_id: int, actor: Actor) -> Customer:
    """The customer, locked: so that two who name a primary contact at once do not both succeed."""
    try:
        customer = fetch(queries.visible_to(actor), customer_id, lock=True)
    except NotFound:
        raise Invalid("core.not_found_here", field="customer_id", value=customer_id) from None
    demand(actor, "customer.edit", customer)
    return customer


def _demote_primary(customer: Customer, now: datetime, *, but: int = 0) -> list[Entry]:
    """Make room for a new primary contact; says who had the place."""
    former = Contact.objects.filter(customer=customer, is_primary=True).exclude(pk=but).first()
    if former is None:
        return []
    former.customer = customer
    former.is_primary, former.version, former.updated_at = False, former.version + 1, now
    former.save(update_fields=["is_primary", "version", "updated_at"])
    fact = events.ContactEdited(contact_id=former.pk, name=former.name, changes={"is_primary": [True, False]})
    return [Entry(fact, [customer, former])]


@transaction.atomic
def edit_contact(
    contact_id: int,
    *,
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> Contact:
    """Change facts about a contact. Raises `edit.conflict`, `core.masked_value`, `core.required`."""
    seen = fetch(queries.contacts_visible_to(actor), contact_id)
    customer = fetch(queries.visible_to(actor), seen.customer_id, lock=True)
    contact = fetch(Contact.objects.filter(customer=customer), contact_id, lock=True)
    contact.customer = customer
    demand(actor, "customer.edit", customer)
    wanted = checking.for_edit("contact", changes, contact.fields)
    if wanted.get("phone"):
        wanted["phone"] = normalise(wanted["phone"])
    hidden = {} if reaches(actor, "customer.read_phone", customer) else queries.CONTACT_HANDLES
    rules.check_facts(wanted)
    applied = merge_masked_edit(
        contact,
        wanted,
        base=base,
        version=version,
        editable=checking.editable(EDITABLE, wanted),
        hidden=hidden,
    )
    if applied:
        entries = _demote_primary(customer, now, but=contact.pk) if contact.is_primary else []
        contact.updated_at = now
        contact.save(update_fields=[*columns(applied), "version", "updated_at"])
        if not KEYED.isdisjoint(applied):
            hold_keys(customer, actor=actor)
        fact = events.ContactEdited(contact_id=contact.pk, name=contact.name, changes=wired(applied))
        record_all([*entries, Entry(fact, [customer, contact])], actor=actor, now=now)
    return contact


@transaction.atomic
def reveal_contact(contact_id: int, *, actor: Actor, now: datetime) -> dict[str, str]:
    """Phone, WeChat and e-mail in full; the look is recorded before it is given."""
    contact = fetch(queries.contacts_visible_to(actor), contact_id)
    demand(actor, "customer.reveal", contact.customer)
    access.note_look("contact", contact.pk, actor=actor, now=now)
    fact = events.ContactRevealed(contact_id=contact.pk, name=contact.name)
    record(fact, contact.customer, contact, actor=actor, now=now)
    return {"phone": contact.phone, "wechat": contact.wechat, "email": contact.email}
