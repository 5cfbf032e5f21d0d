"""Visits planned, changed, moved, given up."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from dabiao.core import subjects
from dabiao.core.access import sight
from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict, Forbidden, Invalid, NotFound
from dabiao.core.locking import columns, merge_edit, wired
from dabiao.core.scoping import covers, fetch
from dabiao.modules.org import queries as org
from dabiao.modules.visits import events
from dabiao.modules.visits.enums import About, VisitState
from dabiao.modules.visits.models import Visit
from dabiao.modules.visits.rules import planning
from dabiao.modules.visits.services import _holding as holding
from dabiao.modules.visits.services._seating import seat

EDITABLE = frozenset({"purpose", "address", "lat", "lon", "fixed", "contact_id"})


@transaction.atomic
def plan(
    *,
    subject_kind: str,
    subject_id: int,
    purpose: str,
    starts_at: datetime,
    ends_at: datetime,
    contact_id: int | None = None,
    fixed: bool = True,
    address: str = "",
    lat: int | None = None,
    lon: int | None = None,
    owner_id: int | None = None,
    participants: Sequence[tuple[int, str]] = (),
    actor: Actor,
    now: datetime,
) -> Visit:
    """A visit of the actor, or of somebody whose visits they may edit and who sees that record.

    Raises `core.required`, `core.not_a_choice`, `core.not_found_here`, `org.not_working`, `visits.person_out_of_reach`,
    `visits.owner_does_not_see`, `visits.contact_elsewhere`, and what `rules.planning` raises.
    """
    actor.require("visit.create")
    _check(purpose)
    planning.check_span(starts_at, ends_at)
    planning.check_place(lat, lon)
    about = _about(subject_kind, subject_id, actor)
    customer_id = about.pk if subject_kind == About.CUSTOMER else about.customer_id
    _check_contact(contact_id, customer_id, actor)
    holder = _holder(owner_id, subject_kind, subject_id, actor)
    parts = planning.parts_of(holder.user_id if holder else None, participants)
    visit = Visit.objects.create(
        about_kind=subject_kind,
        about_id=subject_id,
        customer_id=customer_id,
        contact_id=contact_id,
        purpose=purpose,
        starts_at=starts_at,
        ends_at=ends_at,
        fixed=fixed,
        address=address,
        lat=lat,
        lon=lon,
        joint=planning.is_joint(parts),
        owner_id=holder.user_id if holder else None,
        unit_id=holder.unit_id if holder else None,
        created_at=now,
        updated_at=now,
    )
    added = seat(visit, parts, now)
    _tell_planned(visit, holder, list(parts), added, actor, now)
    return visit


@transaction.atomic
def edit(
    visit_id: int,
    *,
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> Visit:
    """Change what a visit is for and where; a place changes as a whole. Raises `edit.conflict` and what `plan` raises."""
    visit = holding.to_edit(visit_id, actor)
    planning.check_open(visit.state)
    if "purpose" in changes:
        _check(changes["purpose"])
    if "contact_id" in changes:
        _check_contact(changes["contact_id"], visit.customer_id, actor)
    if "lat" in changes or "lon" in changes:
        planning.check_place(changes.get("lat", visit.lat), changes.get("lon", visit.lon))
    applied = merge_edit(visit, changes, base=base, version=version, editable=EDITABLE)
    if applied:
        visit.updated_at = now
        visit.save(update_fields=[*columns(applied), "version", "updated_at"])
        fact = events.VisitEdited(**holding.said(visit), revised=wired(applied))
        holding.tell(visit, fact, actor, now)
    return visit


@transaction.atomic
def move(
    visit_id: int,
    *,
    starts_at: datetime,
    ends_at: datetime,
    expected: datetime | None = None,
    reason: str = "",
    actor: Actor,
    now: datetime,
) -> Visit:
    """Another time for a planned visit; the same time again changes nothing. Its place in a day's order is forgotten.

    `expected` is the start that was shown: another one is a conflict. Raises `visits.moved_meanwhile`,
    `visits.is_under_way`, `visits.is_cancelled`.
    """
    visit = holding.to_edit(visit_id, actor)
    planning.check_planned(visit.state)
    planning.check_span(starts_at, ends_at)
    before = visit.starts_at
    if (before, visit.ends_at) == (starts_at, ends_at):
        return visit
    if expected is not None and expected != before:
        raise Conflict("visits.moved_meanwhile", field="starts_at", starts_at=before.isoformat())
    holding.put(visit, now, starts_at=starts_at, ends_at=ends_at, position=None)
    fact = events.VisitMoved(**holding.said(visit), before=before, note=reason)
    holding.tell(visit, fact, actor, now)
    return visit


@transaction.atomic
def cancel(visit_id: int, *, reason: str, actor: Actor, now: datetime) -> Visit:
    """It will not take place; `reason` says why. A second time changes nothing. Raises `visits.is_under_way`."""
    visit = holding.to_edit(visit_id, actor)
    if visit.state == VisitState.CANCELLED:
        return visit
    planning.check_planned(visit.state)
    if not reason.strip():
        raise Invalid("core.required", field="reason")
    holding.put(visit, now, state=VisitState.CANCELLED, reason=reason)
    holding.tell(visit, events.VisitCancelled(**holding.said(visit), note=reason), actor, now)
    return visit


def _tell_planned(
    visit: Visit,
    holder: org.Holder | None,
    people: list[int],
    added: list[int],
    actor: Actor,
    now: datetime,
) -> None:
    name = holder.name if holder else ""
    said: dict[str, Any] = {"ends_at": visit.ends_at, "owner_id": visit.owner_id, "owner_name": name}
    holding.tell(visit, events.VisitPlanned(**holding.said(visit), **said), actor, now)
    if added:
        names = holding.names_of(people)
        fact = events.ParticipantsChanged(**holding.said(visit), names=names, added_ids=added)
        holding.tell(visit, fact, actor, now)


def _check(purpose: str) -> None:
    if not purpose.strip():
        raise Invalid("core.required", field="purpose")


def _about(kind: str, id: int, actor: Actor) -> Any:
    """Whom the visit is paid to, whom the actor must see; locked, as whatever is told of it needs."""
    if kind not in About.values:
        raise Invalid("core.not_a_choice", field="subject_kind", value=kind, known=", ".join(About.values))
    try:
        return fetch(subjects.get(kind).visible_to(actor), id, lock=True)
    except NotFound:
        raise Invalid("core.not_found_here", field="subject_id", value=id) from None


def _check_contact(contact_id: int | None, customer_id: int | None, actor: Actor) -> None:
    if contact_id is None:
        return
    contact = subjects.get("contact").visible_to(actor).filter(pk=contact_id).first()
    if contact is None:
        raise Invalid("core.not_found_here", field="contact_id", value=contact_id)
    if contact.customer_id != customer_id:
        raise Invalid("visits.contact_elsewhere", field="contact_id", value=contact_id)


def _holder(owner_id: int | None, kind: str, id: int, actor: Actor) -> org.Holder | None:
    if owner_id is None or owner_id == actor.user_id:
        if actor.user_id is None or actor.unit_id is None:
            return None
        return org.Holder(actor.user_id, actor.name, actor.unit_id)
    holder = org.holder(owner_id)
    if not covers(actor, holding.EDIT, id=0, owner_id=holder.user_id, unit_id=holder.unit_id):
        raise Forbidden("visits.person_out_of_reach", field="owner_id", name=holder.name)
    if not list(sight.seeing(kind, id, [owner_id])):
        raise Invalid("visits.owner_does_not_see", field="owner_id", name=holder.name)
    return holder
