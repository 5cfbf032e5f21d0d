"""A lead becomes customer, contact and opportunity, in one step and with its history."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction

from dabiao.core import subjects
from dabiao.core.actor import SYSTEM, Actor, Scope
from dabiao.core.errors import Conflict, Invalid
from dabiao.core.events.services import record
from dabiao.core.fields.carrying import carried
from dabiao.core.identity import services as identity
from dabiao.core.money import DEFAULT_CURRENCY
from dabiao.core.scoping import demand, fetch
from dabiao.modules.customers import queries as customer_queries
from dabiao.modules.customers import services as customers
from dabiao.modules.leads import events, queries, rules
from dabiao.modules.leads.enums import LeadStatus
from dabiao.modules.leads.models import Lead
from dabiao.modules.leads.services._keys import holder_of
from dabiao.modules.opportunities import services as opportunities

# what converting a lead includes
MADE = (
    *("customer.read", "customer.create", "customer.edit", "customer.assign"),
    *("opportunity.create", "opportunity.assign"),
)


@dataclass(frozen=True)
class Conversion:
    """What the salesperson chose in the dialogue. `customer_id` joins an existing customer instead of making one."""

    opportunity_name: str
    amount_minor: int
    customer_name: str = ""
    customer_kind: str = "organisation"
    contact_name: str = ""
    expected_win_on: date | None = None
    customer_id: int | None = None
    currency: str = DEFAULT_CURRENCY


@dataclass(frozen=True)
class Converted:
    customer_id: int
    contact_id: int | None
    opportunity_id: int


@transaction.atomic
def convert(lead_id: int, *, conversion: Conversion, actor: Actor, now: datetime) -> Converted:
    """Make (or join) the customer, its contact and an opportunity, all owned by the lead's owner.

    Raises `leads.already_converted`, `leads.is_invalid`, `leads.not_owned`, and `core.not_found_here` for a customer
    out of sight.
    """
    lead = fetch(queries.visible_to(actor), lead_id, lock=True)
    demand(actor, "lead.convert", lead)
    rules.check_live(lead.status)
    if lead.owner_id is None:
        raise Conflict("leads.not_owned", field="owner_id")
    trusted = _entrusted(actor)
    identity.release(holder_of(lead))  # for the customer, who gets them in this transaction
    customer_id, customer_name = _customer(lead, conversion, actor, now)
    contact_id = _contact(
        lead, conversion, customer_id, trusted if conversion.customer_id is None else actor, now
    )
    opportunity = opportunities.create(
        name=conversion.opportunity_name,
        customer_id=customer_id,
        amount_minor=conversion.amount_minor,
        currency=conversion.currency,
        expected_win_on=conversion.expected_win_on,
        lead_id=lead.pk,
        source=lead.source,
        fields=carried("lead", "opportunity", lead.fields),
        complete=False,
        owner_id=lead.owner_id,
        contact_times=_contact_times(lead),
        actor=trusted,
        now=now,
    )
    if conversion.customer_id is not None:
        _carry_contact(lead, customer_id, actor=actor, now=now)
    _close(lead, customer_id, opportunity.pk, now)
    fact = events.LeadConverted(
        customer_id=customer_id,
        customer_name=customer_name,
        contact_id=contact_id,
        opportunity_id=opportunity.pk,
        opportunity_name=opportunity.name,
    )
    record(fact, lead, ("customer", customer_id), ("opportunity", opportunity.pk), actor=actor, now=now)
    return Converted(customer_id, contact_id, opportunity.pk)


def _entrusted(actor: Actor) -> Actor:
    """The actor, with reach over what a lead becomes: whoever may convert it does so for its owner, shared or not.

    A customer that is joined is looked up, and its people are added to, with the actor's own reach.
    """
    return replace(actor, grants={**actor.grants, **dict.fromkeys(MADE, Scope.ALL)})


def _customer(lead: Lead, conversion: Conversion, actor: Actor, now: datetime) -> tuple[int, str]:
    if conversion.customer_id is not None:
        existing = customer_queries.visible_to(actor).filter(pk=conversion.customer_id).first()
        if existing is None:
            raise Invalid("core.not_found_here", field="customer_id", value=conversion.customer_id)
        return existing.pk, existing.name
    customer = customers.create(
        name=conversion.customer_name or lead.company or lead.display,
        kind=conversion.customer_kind,
        region=lead.region,
        phone=lead.phone,
        source=lead.source,
        remark=lead.remark,
        fields=carried("lead", "customer", lead.fields),
        complete=False,
        owner_id=lead.owner_id,
        contact_times=_contact_times(lead),
        actor=_entrusted(actor),
        now=now,
    )
    return customer.pk, customer.name


def _contact(lead: Lead, conversion: Conversion, customer_id: int, actor: Actor, now: datetime) -> int | None:
    reachable = conversion.customer_id is not None and (lead.phone or lead.wechat or lead.email)
    name = conversion.contact_name or lead.name or (lead.display if reachable else "")
    if not name:
        return None
    contact = customers.create_contact(
        customer_id=customer_id,
        name=name,
        title=lead.title,
        phone=lead.phone,
        wechat=lead.wechat,
        email=lead.email,
        is_primary=conversion.customer_id is None,
        fields=carried("lead", "contact", lead.fields),
        complete=False,
        actor=actor,
        now=now,
    )
    return contact.pk


def _contact_times(lead: Lead) -> tuple[datetime | None, datetime | None]:
    """What was said with the lead, and what was promised next, goes on with what it becomes."""
    return lead.last_contact_at, lead.next_contact_at if lead.last_contact_at else None


def _carry_contact(lead: Lead, customer_id: int, *, actor: Actor, now: datetime) -> None:
    """A customer joined keeps its own plan where that comes first."""
    if lead.last_contact_at is None:
        return
    known = customer_queries.visible_to(SYSTEM).filter(pk=customer_id)
    there = known.values_list("next_contact_at", flat=True).get()
    plans = [planned for planned in (there, lead.next_contact_at) if planned is not None]
    subjects.touch(
        "customer",
        customer_id,
        occurred_at=lead.last_contact_at,
        next_contact_at=min(plans, default=None),
        actor=actor,
        now=now,
    )


def _close(lead: Lead, customer_id: int, opportunity_id: int, now: datetime) -> None:
    lead.status, lead.converted_at = LeadStatus.CONVERTED, now
    lead.customer_id, lead.opportunity_id = customer_id, opportunity_id
    lead.next_contact_at = None
    lead.version, lead.updated_at = lead.version + 1, now
    lead.save(
        update_fields=[
            *(
                "status",
                "converted_at",
                "customer",
                "opportunity",
                "next_contact_at",
                "version",
                "updated_at",
            ),
        ]
    )
