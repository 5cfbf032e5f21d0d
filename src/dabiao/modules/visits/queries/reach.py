"""Who sees which visit. Whoever takes part sees it by a share, whatever their scope."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from dabiao.core import subjects
from dabiao.core.actor import Actor
from dabiao.core.scoping import visible
from dabiao.modules.activities import queries as activities
from dabiao.modules.visits.enums import OPEN_STATES, CheckInWay
from dabiao.modules.visits.models import CheckIn, Participant, Terms, Visit

READ = "visit.read"


def visible_to(actor: Actor) -> QuerySet[Visit]:
    return visible(Visit.objects.all(), actor, READ)


def taking_part(user_id: int) -> Q:
    """Visits that somebody owns or goes along on."""
    along = Participant.objects.filter(user_id=user_id).values("visit_id")
    return Q(owner_id=user_id) | Q(pk__in=along)


def terms() -> Terms:
    """What the company takes for far and for vague; the product's own figures until somebody sets others."""
    return Terms.objects.filter(pk=1).first() or Terms(pk=1, version=0)


def holdings(user_id: int) -> int:
    return Visit.objects.filter(owner_id=user_id, state__in=OPEN_STATES).count()


def overlapping(
    user_ids: Collection[int], starts_at: datetime, ends_at: datetime, *, but: int | None = None
) -> QuerySet[Visit]:
    """Open visits of any of these people that share time with this span."""
    along = Participant.objects.filter(user_id__in=user_ids).values("visit_id")
    rows = Visit.objects.filter(
        Q(owner_id__in=user_ids) | Q(pk__in=along),
        state__in=OPEN_STATES,
        starts_at__lt=ends_at,
        ends_at__gt=starts_at,
    )
    return rows.exclude(pk=but) if but is not None else rows


def titles(kind: str, ids: Collection[int], *, actor: Actor) -> dict[int, str]:
    """What the records are called, where the actor sees them."""
    return activities.titles(kind, ids, actor=actor) if ids else {}


def title_of(kind: str, id: int) -> str:
    """As the visit's own facts call it; empty where the record has gone."""
    row = subjects.get(kind).model._default_manager.filter(pk=id).first()
    return (subjects.get(kind).title(row) or f"#{id}") if row is not None else ""


def detail_rows(visit_ids: Collection[int]) -> dict[int, list[dict[str, Any]]]:
    """Who takes part in each of these visits, coach and coached first."""
    found: dict[int, list[dict[str, Any]]] = {id: [] for id in visit_ids}
    rows = Participant.objects.filter(visit_id__in=visit_ids).order_by("-part", "pk")
    for visit_id, user_id, name, part in rows.values_list("visit_id", "user_id", "user__name", "part"):
        found[visit_id].append({"user_id": user_id, "name": name, "part": part})
    return found


def shows(visit_id: int) -> bool:
    """Whether somebody checked in there with a place and without a sign against it."""
    rows = CheckIn.objects.filter(visit_id=visit_id, way=CheckInWay.IN, lat__isnull=False)
    return any(not marks for marks in rows.values_list("marks", flat=True))
