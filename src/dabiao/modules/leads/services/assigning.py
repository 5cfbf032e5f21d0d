"""Who has a lead: given, claimed, handed back, handed over."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Case, F, Value, When

from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict, NotFound
from dabiao.core.events.models import Event, EventSubject
from dabiao.core.events.services import Entry, record, record_all
from dabiao.core.identity import services as identity
from dabiao.core.scoping import demand, fetch, in_pool_reach, reaches
from dabiao.modules.leads import events, queries, rules
from dabiao.modules.leads.enums import LeadStatus
from dabiao.modules.leads.models import Lead
from dabiao.modules.leads.services._keys import holder_of, keys_of
from dabiao.modules.leads.services._placing import demand_assign, place
from dabiao.modules.org import queries as org

# Whoever grabs a moment too late is told so; later the lead is simply not theirs to know of.
JUST_NOW = timedelta(minutes=10)
FIELDS = ["owner", "unit", "status", "invalid_reason", "assigned_at", "version", "updated_at"]


@transaction.atomic
def assign(
    lead_id: int, *, owner_id: int, expected_owner_id: int | None = -1, actor: Actor, now: datetime
) -> Lead:
    """Give a lead to a working person; giving it to its owner again changes nothing.

    `expected_owner_id` (-1: whoever) guards against a lead that moved meanwhile. Raises `org.not_working`,
    `leads.already_converted`, `leads.owner_changed`, `access.forbidden`, and `identity.taken` for a lead that had ended and
    whose person is meanwhile another record.
    """
    lead = fetch(queries.visible_to(actor), lead_id, lock=True)
    holder = org.holder(owner_id)
    demand_assign(lead, holder, actor)
    if expected_owner_id not in (-1, lead.owner_id):
        raise Conflict("leads.owner_changed", field="owner_id", owner_id=lead.owner_id)
    ended = lead.status == LeadStatus.INVALID
    entry = _give(lead, holder, _name(lead.owner_id), now)
    if entry is not None:
        if ended:
            identity.rehold(holder_of(lead), keys_of(lead), actor=actor)
        lead.save(update_fields=FIELDS)
        record_all([entry], actor=actor, now=now)
    return lead


def _write_moved(lead_ids: Sequence[int], holder: org.Holder, now: datetime) -> None:
    """What `_move` does to a row, for many in one statement."""
    Lead.objects.filter(pk__in=lead_ids).update(
        owner_id=holder.user_id,
        unit_id=holder.unit_id,
        status=Case(When(status__in=["new", "invalid"], then=Value("assigned")), default=F("status")),
        invalid_reason="",
        assigned_at=now,
        updated_at=now,
        version=F("version") + 1,
    )


def _give(lead: Lead, holder: org.Holder, from_name: str, now: datetime, reason: str = "") -> Entry | None:
    """Change the row (unsaved) and say so; None when it is theirs already."""
    if lead.owner_id == holder.user_id and lead.status != "invalid":
        return None
    before, earlier_owner = (lead.owner_id, lead.unit_id), lead.owner_id
    _move(lead, holder, now)
    fact = events.LeadAssigned(
        owner_id=holder.user_id,
        owner_name=holder.name,
        from_owner_id=earlier_owner,
        from_owner_name=from_name,
        reason=reason,
    )
    return Entry(fact, [lead], [before])


def _move(lead: Lead, holder: org.Holder, now: datetime) -> None:
    place(lead, holder, now)
    lead.version, lead.updated_at = lead.version + 1, now


def _name(user_id: int | None) -> str:
    return org.names_of([user_id]).get(user_id, "") if user_id else ""


@transaction.atomic
def claim(lead_id: int, *, actor: Actor, now: datetime) -> Lead:
    """Take a lead out of the pool. Of many who grab at once one gets it, the rest `leads.already_taken` (409)."""
    actor.require("lead.claim")
    lead = Lead.objects.select_for_update(of=("self",)).filter(pk=lead_id).first()
    if lead is None:
        raise NotFound("core.not_found", kind="lead", id=lead_id)
    if lead.owner_id is not None and lead.owner_id == actor.user_id:
        return lead
    if lead.owner_id is not None and (reaches(actor, "lead.read", lead) or _slipped_away(lead, actor, now)):
        raise Conflict("leads.already_taken", field="id")
    if not in_pool_reach(actor, "lead.claim", lead.owner_id, lead.unit_id):
        raise NotFound("core.not_found", kind="lead", id=lead_id)
    rules.check_live(lead.status)
    holder = org.holder(actor.user_id or 0)
    before = (lead.owner_id, lead.unit_id)
    _move(lead, holder, now)
    lead.save(update_fields=FIELDS)
    fact = events.LeadClaimed(owner_id=holder.user_id, owner_name=holder.name)
    record(fact, lead, actor=actor, now=now, previous=[before])
    return lead


def _slipped_away(lead: Lead, actor: Actor, now: datetime) -> bool:
    """Whether it has just been taken out of a pool that the actor reaches: they saw it there a moment ago."""
    told = EventSubject.objects.filter(kind="lead", object_id=lead.pk).order_by("-event_id")
    last = Event.objects.filter(pk__in=told.values("event_id")[:1], at__gt=now - JUST_NOW).first()
    audience = last.audience if last is not None else []
    return any(
        in_pool_reach(actor, "lead.claim", owner_id, unit_id)
        for entry in audience
        if (entry["kind"], entry["id"]) == ("lead", lead.pk)
        for owner_id, unit_id in zip(entry["owner_ids"], entry["unit_ids"], strict=True)
    )


@transaction.atomic
def give_back(lead_id: int, *, reason: str, actor: Actor, now: datetime) -> Lead:
    """Return a live lead to the pool of the owner's unit. Raises `leads.not_owned` for one that lies there already."""
    lead = fetch(queries.visible_to(actor), lead_id, lock=True)
    demand(actor, "lead.return", lead)
    rules.check_live(lead.status)
    if lead.owner_id is None:
        raise Conflict("leads.not_owned", field="owner_id")
    before, from_id, from_name = (lead.owner_id, lead.unit_id), lead.owner_id, _name(lead.owner_id)
    lead.owner_id, lead.status, lead.assigned_at = None, "new", None
    lead.next_contact_at = None
    lead.version, lead.updated_at = lead.version + 1, now
    lead.save(update_fields=[*FIELDS, "next_contact_at"])
    fact = events.LeadReturned(from_owner_id=from_id, from_owner_name=from_name, reason=reason)
    record(fact, lead, actor=actor, now=now, previous=[before])
    return lead


@transaction.atomic
def transfer(from_user_id: int, *, to_user_id: int, actor: Actor, now: datetime) -> int:
    """Hand over all of a person's leads; ended ones keep their end, so that no record points at an empty chair."""
    holder = org.holder(to_user_id, field="successor_id")
    from_name = _name(from_user_id)
    leads = list(Lead.objects.filter(owner_id=from_user_id).order_by("pk").select_for_update(of=("self",)))
    live = [lead.pk for lead in leads if rules.is_live(lead.status)]
    entries = [_give(lead, holder, from_name, now, "handover") for lead in leads]
    _write_moved(live, holder, now)
    Lead.objects.filter(owner_id=from_user_id).update(
        owner_id=holder.user_id, unit_id=holder.unit_id, updated_at=now, version=F("version") + 1
    )
    record_all([entry for entry in entries if entry], actor=actor, now=now)
    return len(leads)
