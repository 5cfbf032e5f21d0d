"""A new customer."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.events.services import Entry, record_all
from dabiao.core.fields import checking
from dabiao.core.identity import keys as identity_keys
from dabiao.core.identity import services as identity
from dabiao.core.phones import normalise
from dabiao.modules.customers import events, rules
from dabiao.modules.customers.models import Customer
from dabiao.modules.customers.services._holding import wanted_holder
from dabiao.modules.customers.services._keys import keys_of
from dabiao.modules.org import queries as org


@transaction.atomic
def create(
    *,
    name: str,
    kind: str = "organisation",
    industry: str = "",
    region: str = "",
    phone: str = "",
    uscc: str = "",
    website: str = "",
    address: str = "",
    source: str = "",
    remark: str = "",
    fields: Mapping[str, Any] | None = None,
    complete: bool = True,
    owner_id: int | None = None,
    contact_times: tuple[datetime | None, datetime | None] = (None, None),
    actor: Actor,
    now: datetime,
) -> Customer:
    """Store a customer, the actor's own unless another working person within `customer.assign` is named.

    Raises `access.forbidden`, `org.not_working`, `customers.person_out_of_reach`, `core.required`, `core.not_a_choice`,
    `identity.taken` for somebody who is a customer or a lead already, `identity.bad_uscc`, `fields.*`. Not `complete` is
    what a program makes: nobody is there to be asked for required custom fields. `contact_times`: last and next, of the lead
    that became this customer.
    """
    actor.require("customer.create")
    rules.check_facts({"name": name, "kind": kind})
    holder = wanted_holder(owner_id, actor)
    customer = Customer(
        name=name.strip(),
        kind=kind,
        industry=industry,
        region=region,
        phone=normalise(phone) if phone else "",
        uscc=identity_keys.uscc(uscc),
        website=website,
        address=address,
        source=source,
        remark=remark,
        fields=checking.for_new("customer", fields or {}, complete=complete),
        owner_id=holder.user_id if holder else None,
        unit_id=holder.unit_id if holder else None,
        last_contact_at=contact_times[0],
        next_contact_at=contact_times[1],
        created_at=now,
        updated_at=now,
    )
    customer.save(force_insert=True)
    identity.refuse(identity.claim({("customer", customer.pk): keys_of(customer)}), actor=actor)
    entries = [Entry(events.CustomerCreated(name=customer.name, source=source), [customer])]
    if holder is not None and holder.user_id != actor.user_id:
        entries.append(Entry(_given(holder), [customer]))
    record_all(entries, actor=actor, now=now)
    return customer


def _given(holder: org.Holder) -> events.CustomerAssigned:
    return events.CustomerAssigned(
        owner_id=holder.user_id, owner_name=holder.name, from_owner_id=None, from_owner_name=""
    )
