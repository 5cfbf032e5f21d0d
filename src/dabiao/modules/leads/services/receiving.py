"""A lead arrives: by hand, over the API, or many at once."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.errors import DomainError, Forbidden
from dabiao.core.events.services import Entry, record_all
from dabiao.core.phones import normalise
from dabiao.core.scoping import covers
from dabiao.modules.leads import events, rules
from dabiao.modules.leads.enums import LeadStatus
from dabiao.modules.leads.models import Lead
from dabiao.modules.org import queries as org

Values = Mapping[str, Any]


@transaction.atomic
def create(*, values: Values, actor: Actor, now: datetime) -> Lead:
    """Store one lead. `values` are model fields; `owner_id` absent means the actor's own, None the pool.

    Raises `leads.nothing_to_go_by`, `org.not_working`, `access.forbidden`.
    """
    actor.require("lead.create")
    values = {"owner_id": actor.user_id if actor.unit_id else None, **values}
    holders = org.holders([values["owner_id"]]) if values["owner_id"] else {}
    lead = prepare(values, holders=holders, actor=actor, now=now)
    lead.save()
    _record([lead], holders, actor, now)
    return lead


@transaction.atomic
def create_batch(*, items: Sequence[Values], actor: Actor, now: datetime) -> list[Lead | DomainError]:
    """Store many, in as few statements as one; each item gives its lead or its refusal, in order."""
    actor.require("lead.create")
    wanted = [{"owner_id": actor.user_id if actor.unit_id else None, **values} for values in items]
    holders, refused = _known_holders({values["owner_id"] for values in wanted if values["owner_id"]})
    outcome: list[Lead | DomainError] = []
    for values in wanted:
        try:
            if values["owner_id"] in refused:
                raise refused[values["owner_id"]]
            outcome.append(prepare(values, holders=holders, actor=actor, now=now))
        except DomainError as error:
            outcome.append(error)
    store([lead for lead in outcome if isinstance(lead, Lead)], holders=holders, actor=actor, now=now)
    return outcome


def store(leads: list[Lead], *, holders: Mapping[int, org.Holder], actor: Actor, now: datetime) -> None:
    """Insert prepared leads with their events."""
    Lead.objects.bulk_create(leads)
    _record(leads, holders, actor, now)


def _known_holders(owner_ids: set[int]) -> tuple[dict[int, org.Holder], dict[int, DomainError]]:
    found: dict[int, org.Holder] = {}
    refused: dict[int, DomainError] = {}
    for owner_id in sorted(owner_ids):
        try:
            found[owner_id] = org.holder(owner_id)
        except DomainError as error:
            refused[owner_id] = error
    return found, refused


def prepare(
    values: Values, *, holders: Mapping[int, org.Holder], anonymous: bool = False, actor: Actor, now: datetime
) -> Lead:
    """An unsaved lead with everything that follows from its owner; `anonymous` admits one without a name or number.

    Raises as `create`.
    """
    if not anonymous:
        rules.check_identifiable(values)
    lead = Lead(created_at=now, updated_at=now, received_at=now, created_by_id=actor.user_id)
    for name, value in values.items():
        setattr(lead, name, value)
    lead.phone = normalise(lead.phone) if lead.phone else ""
    lead.unit_id = actor.unit_path[0] if lead.owner_id is None and actor.unit_path else None
    if lead.owner_id is not None:
        _give(lead, holders[lead.owner_id], actor, now)
    return lead


def _give(lead: Lead, holder: org.Holder, actor: Actor, now: datetime) -> None:
    lead.unit_id = holder.unit_id
    if holder.user_id != actor.user_id and not covers(
        actor, "lead.assign", id=0, owner_id=holder.user_id, unit_id=holder.unit_id
    ):
        raise Forbidden("access.forbidden", field="owner_id", permission="lead.assign")
    if lead.status == LeadStatus.NEW:
        lead.status = rules.status_with_owner(lead.status)
    lead.assigned_at = lead.assigned_at or now


def _record(leads: list[Lead], holders: Mapping[int, org.Holder], actor: Actor, now: datetime) -> None:
    entries: list[Entry] = []
    for lead in leads:
        fact = events.LeadReceived(source=lead.source, campaign=lead.campaign, import_id=lead.import_id)
        entries.append(Entry(fact, [lead]))
        if lead.owner_id is not None and lead.owner_id != actor.user_id:
            holder = holders[lead.owner_id]
            given = events.LeadAssigned(
                owner_id=holder.user_id, owner_name=holder.name, from_owner_id=None, from_owner_name=""
            )
            entries.append(Entry(given, [lead]))
    if entries:
        record_all(entries, actor=actor, now=now)
