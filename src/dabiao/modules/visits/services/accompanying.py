"""Who goes along on a visit, and who is there no more."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from dabiao.core.access import services as access
from dabiao.core.actor import Actor
from dabiao.modules.org import queries as org
from dabiao.modules.visits import events
from dabiao.modules.visits.enums import OPEN_STATES, VisitPart
from dabiao.modules.visits.models import Visit
from dabiao.modules.visits.rules import planning
from dabiao.modules.visits.services import _holding as holding
from dabiao.modules.visits.services._seating import SOURCE, parts_before, seat


@transaction.atomic
def set_participants(
    visit_id: int, *, participants: Sequence[tuple[int, str]], actor: Actor, now: datetime
) -> Visit:
    """These go along, and nobody else; they see the visit from now on. The same once more is no news.

    Raises `org.not_working`, `core.not_a_choice`, and what `rules.planning.parts_of` raises.
    """
    visit = holding.to_edit(visit_id, actor)
    planning.check_open(visit.state)
    parts = planning.parts_of(visit.owner_id, participants)
    before = parts_before(visit)
    if parts != before:
        _change(visit, parts, actor, now)
    return visit


def _change(visit: Visit, parts: Mapping[int, str], actor: Actor, now: datetime) -> None:
    gone = [id for id in parts_before(visit) if id not in parts]
    added = seat(visit, parts, now)
    holding.put(visit, now, joint=planning.is_joint(parts))
    names = holding.names_of(list(parts))
    fact = events.ParticipantsChanged(**holding.said(visit), names=names, added_ids=added)
    holding.tell(visit, fact, actor, now)
    for user_id in gone:
        access.close_as(SOURCE, kind="visit", object_id=visit.pk, user_id=user_id)


@transaction.atomic
def transfer(from_user_id: int, *, to_user_id: int, actor: Actor, now: datetime) -> int:
    """Hand all visits of a person that are not over to a successor, who is coached in their place; returns how many."""
    holder = org.holder(to_user_id, field="successor_id")
    rows = Visit.objects.filter(owner_id=from_user_id, state__in=OPEN_STATES).order_by("pk")
    names = org.names_of([from_user_id])
    moved = 0
    for visit in rows:
        holding.lock_record(visit)
        visit = Visit.objects.select_for_update(of=("self",)).get(pk=visit.pk)
        before = (visit.owner_id, visit.unit_id)
        parts = parts_before(visit)
        part = parts.pop(from_user_id, None)
        taken = parts.pop(to_user_id, None)
        if part is not None and taken in (None, VisitPart.COMPANION):
            parts[to_user_id] = part
        holding.put(visit, now, owner_id=holder.user_id, unit_id=holder.unit_id)
        seat(visit, _left(parts, visit), now)
        holding.put(visit, now, joint=planning.is_joint(_left(parts, visit)))
        fact = events.VisitHandedOver(
            **holding.said(visit),
            owner_id=holder.user_id,
            owner_name=holder.name,
            from_owner_name=names.get(from_user_id, ""),
        )
        holding.tell(visit, fact, actor, now, previous=before)
        moved += 1
    return moved


@transaction.atomic
def leave_visits(user_id: int, *, actor: Actor, now: datetime) -> int:
    """Who left the company goes along on no visit that is still to come or under way; returns on how many they would have.
    Where coach or coached is gone, the other is a companion. Running it again changes nothing."""
    open = Visit.objects.filter(participants__user_id=user_id, state__in=OPEN_STATES)
    found = list(open.exclude(owner_id=user_id).order_by("pk"))
    for visit in found:
        holding.lock_record(visit)
        locked = Visit.objects.select_for_update(of=("self",)).get(pk=visit.pk)
        parts = parts_before(locked)
        if parts.pop(user_id, None) is not None:
            _change(locked, _left(parts, locked), actor, now)
    return len(found)


def _left(parts: Mapping[int, str], visit: Visit) -> dict[int, str]:
    """The same people; where coach or coached alone is left, they are a companion, and the owner needs no part."""
    told = list(parts.values())
    if (VisitPart.COACH in told) == (VisitPart.COACHED in told):
        return dict(parts)
    return {id: VisitPart.COMPANION.value for id in parts if id != visit.owner_id}
