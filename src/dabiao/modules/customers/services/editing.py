"""Facts about a customer change."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.events.services import record
from dabiao.core.fields import checking
from dabiao.core.identity.keys import uscc
from dabiao.core.locking import columns, wired
from dabiao.core.masking import Shape, merge_masked_edit
from dabiao.core.phones import normalise
from dabiao.core.scoping import demand, fetch, reaches
from dabiao.modules.customers import events, queries, rules
from dabiao.modules.customers.models import Customer
from dabiao.modules.customers.services._keys import hold_keys

EDITABLE = frozenset(
    {
        *("name", "kind", "industry", "region", "phone", "uscc", "website", "address", "source", "remark"),
        "next_contact_at",
    }
)
KEYED = frozenset({"name", "kind", "phone", "uscc"})
HANDLES: Mapping[str, Shape] = {"phone": "phone"}


@transaction.atomic
def edit(
    customer_id: int,
    *,
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> Customer:
    """Change fields of a customer. Raises `edit.conflict` where somebody else changed the same field meanwhile,
    `core.masked_value` for a phone as the screen masks it, `core.required`, `core.not_a_choice`,
    `identity.taken`, `identity.bad_uscc`."""
    customer = fetch(queries.visible_to(actor), customer_id, lock=True)
    demand(actor, "customer.edit", customer)
    wanted = checking.for_edit("customer", changes, customer.fields)
    if wanted.get("phone"):
        wanted["phone"] = normalise(wanted["phone"])
    if "uscc" in wanted:
        wanted["uscc"] = uscc(wanted["uscc"] or "")
    hidden = {} if reaches(actor, "customer.read_phone", customer) else HANDLES
    rules.check_facts(wanted)
    applied = merge_masked_edit(
        customer,
        wanted,
        base=base,
        version=version,
        editable=checking.editable(EDITABLE, wanted),
        hidden=hidden,
    )
    if applied:
        customer.updated_at = now
        customer.save(update_fields=[*columns(applied), "version", "updated_at"])
        if not KEYED.isdisjoint(applied):
            hold_keys(customer, actor=actor)
        record(events.CustomerEdited(changes=wired(applied)), customer, actor=actor, now=now)
    return customer
