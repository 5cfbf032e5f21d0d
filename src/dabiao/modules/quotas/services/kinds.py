"""What may be asked for, and the terms that hold for all of it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from dabiao.core.actor import Actor
from dabiao.core.db import hold_name
from dabiao.core.errors import Conflict, Forbidden, Invalid, NotFound
from dabiao.core.events.services import record
from dabiao.core.locking import merge_edit, wired
from dabiao.modules.quotas import events
from dabiao.modules.quotas.enums import QuotaSort
from dabiao.modules.quotas.models import Kind, Terms
from dabiao.modules.quotas.queries import MANAGE, TERMS, keeps_kinds
from dabiao.modules.targets import queries as targets
from dabiao.modules.targets.enums import Measured

MOST = 20  # kinds in use: what one person can keep in mind
KINDS = "quotas.kinds"


@transaction.atomic
def create_kind(*, name: str, sort: str, metric_id: int | None = None, actor: Actor, now: datetime) -> Kind:
    """A kind of the company's own. Raises `quotas.needs_metric`, `quotas.needs_no_metric`, `quotas.not_of_pieces`,
    `quotas.kind_exists` (409), `quotas.too_many_kinds`, `access.forbidden`."""
    _demand(actor)
    hold_name(KINDS)
    _check_metric(sort, metric_id, actor)
    highest = Kind.objects.aggregate(n=Max("pk"), place=Max("place"))
    kind = Kind(
        code=f"own_{(highest['n'] or 0) + 1}",
        name=name.strip(),
        sort=sort,
        metric_id=metric_id,
        place=(highest["place"] or 0) + 1,
        created_at=now,
        updated_at=now,
    )
    _check(kind)
    kind.save()
    record(events.QuotaKindCreated(kind.name), kind, actor=actor, now=now)
    return kind


@transaction.atomic
def edit_kind(
    kind_id: int,
    *,
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> Kind:
    """Name, place, in use or not; the product's own keep their names. What was counted stays. Raises `edit.conflict`,
    `core.not_found`, `core.not_editable`, `quotas.kind_exists` (409), `quotas.too_many_kinds`, `access.forbidden`."""
    _demand(actor)
    hold_name(KINDS)
    kind = Kind.objects.select_for_update().filter(pk=kind_id).first()
    if kind is None:
        raise NotFound("core.not_found", kind="quota_kind", id=kind_id)
    editable = frozenset({"active", "place"} | (set() if kind.built_in else {"name"}))
    applied = merge_edit(kind, changes, base=base, version=version, editable=editable)
    if not applied:
        return kind
    _check(kind)
    kind.updated_at = now
    kind.save(update_fields=[*applied, "version", "updated_at"])
    record(events.QuotaKindEdited(str(kind), wired(applied)), kind, actor=actor, now=now)
    return kind


def _demand(actor: Actor) -> None:
    if not keeps_kinds(actor):
        raise Forbidden("access.forbidden", permission=MANAGE)


def _check_metric(sort: str, metric_id: int | None, actor: Actor) -> None:
    if sort == QuotaSort.DECLARED:
        if metric_id is not None:
            raise Invalid("quotas.needs_no_metric", field="metric_id")
        return
    if metric_id is None:
        raise Invalid("quotas.needs_metric", field="metric_id")
    metric = next((one for one in targets.metrics(actor=actor) if one["id"] == metric_id), None)
    if metric is None:
        raise Invalid("targets.unknown_metric", field="metric_id", id=metric_id)
    if metric["measured"] != Measured.COUNT:
        raise Invalid("quotas.not_of_pieces", field="metric_id")


def _check(kind: Kind) -> None:
    if not kind.built_in and not kind.name:
        raise Invalid("core.required", field="name")
    if kind.name and Kind.objects.filter(name=kind.name).exclude(pk=kind.pk).exists():
        raise Conflict("quotas.kind_exists", field="name", name=kind.name)
    if kind.active and Kind.objects.filter(active=True).exclude(pk=kind.pk).count() >= MOST:
        raise Invalid("quotas.too_many_kinds", field="active", limit=MOST)


@transaction.atomic
def edit_terms(
    *,
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> Terms:
    """The ramp of newcomers, and how far back one corrects one's own numbers. Raises `edit.conflict`,
    `quotas.ramp_falls`, `access.forbidden`."""
    _demand(actor)
    Terms.objects.get_or_create(pk=TERMS)
    row = Terms.objects.select_for_update().get(pk=TERMS)
    editable = frozenset({"ramp", "correct_days"})
    applied = merge_edit(row, changes, base=base, version=version, editable=editable)
    if not applied:
        return row
    if row.ramp != sorted(row.ramp):
        raise Invalid("quotas.ramp_falls", field="ramp")
    row.updated_at = now
    row.save(update_fields=[*applied, "version", "updated_at"])
    record(events.QuotaTermsEdited(wired(applied)), row, actor=actor, now=now)
    return row
