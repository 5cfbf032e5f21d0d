"""Exports an actor may see: their own, and those that they might approve."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet

from dabiao.core.access import actors
from dabiao.core.access.models import Role, User
from dabiao.core.actor import Actor, Scope
from dabiao.core.exporting.enums import ExportStatus
from dabiao.core.exporting.models import Export
from dabiao.core.lists.spec import Column, ListSpec, Sort, plain, times
from dabiao.core.scoping import covers, fetch

APPROVE = "export.approve"

SPEC = ListSpec(
    kind="export",
    columns={
        **plain("id", "kind", "format", "status", "need", "reason", "word", "rows", "total", "done", "words"),
        **plain("asked_by_id"),
        "asked_by_name": Column("asked_by__name"),
        "decided_by_name": Column("decided_by__name"),
        "size": Column("file__size"),
        **plain("downloads"),
        **times("asked_at", "decided_at", "decide_until", "finished_at", "expires_at"),
    },
    sorts={"id": Sort("id")},
    default_sort="-id",
)


def own(actor: Actor) -> QuerySet[Export]:
    return Export.objects.filter(asked_by_id=actor.person)


def overseen(actor: Actor) -> QuerySet[Export]:
    """Other people's, as far as this actor approves."""
    scope = actor.scope(APPROVE)
    others = Export.objects.exclude(asked_by_id=actor.user_id)
    if scope is Scope.ALL:
        return others
    if scope is Scope.UNIT:
        return others.filter(unit_id__in=sorted(actor.unit_ids))
    if scope is Scope.TEAM and actor.unit_id is not None:
        return others.filter(unit_id=actor.unit_id)
    return others.none()


def visible_to(actor: Actor) -> QuerySet[Export]:
    mine, others = own(actor).values("pk"), overseen(actor).values("pk")
    return Export.objects.filter(Q(pk__in=mine) | Q(pk__in=others))


def chosen(view: str, *, actor: Actor) -> QuerySet[Export]:
    """One's own; what waits for one's word; all that others asked for under one's eyes."""
    if view == "mine":
        return own(actor)
    others = overseen(actor)
    return others.filter(status=ExportStatus.WAITING) if view == "to_approve" else others


def get(id: int, *, actor: Actor) -> Export:
    """Raises `core.not_found`."""
    return fetch(visible_to(actor).select_related("asked_by", "decided_by", "file"), id)


def approvers_of(user_id: int, unit_id: int | None) -> list[Actor]:
    """Everybody who may approve what this person asks for: their leaders' chain and the administrators, as roles say."""
    roles = [role.pk for role in Role.objects.all() if APPROVE in role.grants]
    people = User.objects.filter(roles__in=roles, is_active=True, is_integration=False)
    able = [
        actors.of_user(id)
        for id in people.exclude(pk=user_id).order_by("pk").values_list("pk", flat=True).distinct()
    ]
    return [one for one in able if approves(one, user_id, unit_id)]


def approves(actor: Actor, user_id: int, unit_id: int | None) -> bool:
    return actor.user_id != user_id and covers(actor, APPROVE, id=0, owner_id=user_id, unit_id=unit_id)


def actions(export: Mapping[str, Any], *, actor: Actor, file_kept: bool) -> list[str]:
    """The verbs that would be accepted on this export at this moment."""
    mine, status = export["asked_by_id"] == actor.user_id, export["status"]
    if not mine:
        return ["approve", "refuse"] if status == ExportStatus.WAITING else []
    if status in (ExportStatus.WAITING, ExportStatus.QUEUED, ExportStatus.RUNNING):
        return ["cancel"]
    return ["download", "again"] if status == ExportStatus.DONE and file_kept else ["again"]
