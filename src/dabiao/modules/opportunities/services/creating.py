"""A new opportunity."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.errors import Invalid, NotFound
from dabiao.core.events.audience import Subject
from dabiao.core.events.services import Entry, record_all
from dabiao.core.fields import checking
from dabiao.core.scoping import fetch
from dabiao.modules.customers import queries as customers
from dabiao.modules.opportunities import events, rules
from dabiao.modules.opportunities.models import Opportunity, StageEntry
from dabiao.modules.opportunities.services._counting import count_held
from dabiao.modules.opportunities.services._holding import wanted_holder
from dabiao.modules.opportunities.services._rivals import enter_all
from dabiao.modules.opportunities.services._starting import first_stage
from dabiao.modules.org import queries as org


@transaction.atomic
def create(
    *,
    name: str,
    customer_id: int,
    amount_minor: int,
    currency: str = "CNY",
    expected_win_on: date | None = None,
    pipeline_id: int | None = None,
    stage_id: int | None = None,
    product_id: int | None = None,
    lead_id: int | None = None,
    source: str = "",
    competitors: Sequence[str] = (),
    unnamed_rivals: int = 0,
    budget_minor: int | None = None,
    decides_on: date | None = None,
    fields: Mapping[str, Any] | None = None,
    complete: bool = True,
    owner_id: int | None = None,
    contact_times: tuple[datetime | None, datetime | None] = (None, None),
    actor: Actor,
    now: datetime,
) -> Opportunity:
    """Open a deal with a customer that the actor sees, in any open stage (the first one unless named) of a pipeline: the
    one named, else the one whose conditions this customer and product meet. It is the actor's own unless another working
    person within `opportunity.assign` is named. `contact_times`: last and next, of the lead it comes from.
    Raises `access.forbidden`, `core.not_found_here`, `opportunities.starts_open`, `opportunities.pipeline_retired`, …
    """
    actor.require("opportunity.create")
    facts = {"name": name, "amount_minor": amount_minor, "currency": currency, "budget_minor": budget_minor}
    rules.check_facts({**facts, "unnamed_rivals": unnamed_rivals})
    customer = _customer(customer_id, actor)
    stage = first_stage(customer, (pipeline_id, stage_id, product_id), actor, now)
    holder = wanted_holder(owner_id, actor)
    opportunity = Opportunity(
        name=name.strip(),
        customer_id=customer_id,
        pipeline_id=stage.pipeline_id,
        stage=stage,
        stage_entered_at=now,
        amount_minor=amount_minor,
        currency=currency,
        expected_win_on=expected_win_on,
        lead_id=lead_id,
        source=source,
        unnamed_rivals=unnamed_rivals,
        competitor_count=unnamed_rivals,
        budget_minor=budget_minor,
        decides_on=decides_on,
        fields=checking.for_new("opportunity", fields or {}, complete=complete),
        owner_id=holder.user_id if holder else None,
        unit_id=holder.unit_id if holder else None,
        last_contact_at=contact_times[0],
        next_contact_at=contact_times[1],
        created_at=now,
        updated_at=now,
    )
    _write(opportunity, competitors, actor, now)
    record_all(_entries(opportunity, customer.name, holder, actor), actor=actor, now=now)
    return opportunity


def _write(opportunity: Opportunity, competitors: Sequence[str], actor: Actor, now: datetime) -> None:
    opportunity.save(force_insert=True)
    StageEntry.objects.create(
        opportunity=opportunity, stage=opportunity.stage, entered_at=now, actor_id=actor.user_id
    )
    enter_all(opportunity, competitors, actor=actor, now=now)
    count_held(opportunity.customer_id, actor, now)


def _customer(customer_id: int, actor: Actor) -> Any:
    """The customer; they stay locked, so that who opens a deal with them at the same time counts ours too."""
    try:
        return fetch(customers.visible_to(actor), customer_id, lock=True)
    except NotFound:
        raise Invalid("core.not_found_here", field="customer_id", value=customer_id) from None


def _entries(
    opportunity: Opportunity, customer_name: str, holder: org.Holder | None, actor: Actor
) -> list[Entry]:
    """Created, and given to somebody where that is not the actor."""
    concerned: list[Subject] = [opportunity, ("customer", opportunity.customer_id)]
    created = events.OpportunityCreated(
        name=opportunity.name,
        customer_id=opportunity.customer_id,
        customer_name=customer_name,
        stage=opportunity.stage.code,
        stage_name=opportunity.stage.name,
        amount_minor=opportunity.amount_minor,
        currency=opportunity.currency,
        lead_id=opportunity.lead_id,
    )
    if holder is None or holder.user_id == actor.user_id:
        return [Entry(created, concerned)]
    given = events.OpportunityAssigned(
        name=opportunity.name,
        owner_id=holder.user_id,
        owner_name=holder.name,
        from_owner_id=None,
        from_owner_name="",
    )
    return [Entry(created, concerned), Entry(given, concerned)]
