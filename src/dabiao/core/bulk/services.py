"""The same change on many records, and its undo: each one transaction, whole or not at all."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.bulk import kinds
from dabiao.core.bulk.batches import Base
from dabiao.core.bulk.models import BulkEdit
from dabiao.core.errors import Conflict, Invalid, NotFound
from dabiao.core.importing.kinds import RowResult
from dabiao.core.importing.reverting import image

UNDO_WITHIN = timedelta(hours=1)
_KEPT_FOR = timedelta(days=1)  # long enough to say that it is too late


@transaction.atomic
def edit(
    kind: str, *, bases: Mapping[int, Base], changes: Mapping[str, Any], actor: Actor, now: datetime
) -> tuple[int | None, list[tuple[int, RowResult]]]:
    """Put the changes on each of these records, on its own merits; gives the number to undo it by, None if nothing changed.

    Raises `bulk.nothing_to_change`, `access.forbidden` for who may not do this to any record, and what the kind says of a
    value that fits none.
    """
    if not changes:
        raise Invalid("bulk.nothing_to_change", field="changes")
    wanted = kinds.named(kind)
    for permission in sorted({wanted.demands.get(name, f"{kind}.edit") for name in changes}):
        actor.require(permission)
    BulkEdit.objects.filter(made_at__lt=now - _KEPT_FOR).delete()
    run = BulkEdit.objects.create(subject_kind=kind, made_by=actor.person, made_at=now)
    outcome = wanted.batch(bases, changes, run=run, actor=actor, now=now).outcome()
    run.images = {str(id): result.changes for id, result in outcome if result.changes}
    if not run.images:
        run.delete()
        return None, outcome
    run.save(update_fields=["images"])
    return run.pk, outcome


@transaction.atomic
def one(
    kind: str, id: int, verb: str, change: Callable[[], object], *, actor: Actor, now: datetime
) -> int | None:
    """Let a service change one record, and keep what it was; gives the number to undo it by, None if nothing changed.

    Raises what the service raises.
    """
    undoing = kinds.named(kind).undo
    rows = undoing.model._default_manager.filter(pk=id)
    before = rows.select_for_update(of=("self",)).values(*undoing.alone[verb]).first() or {}
    change()
    after = rows.values(*undoing.alone[verb]).first() or {}
    changed = {
        name: [image(old), image(after[name])] for name, old in before.items() if old != after.get(name, old)
    }
    if not changed or actor.user_id is None:
        return None
    BulkEdit.objects.filter(made_at__lt=now - _KEPT_FOR).delete()
    made = BulkEdit(subject_kind=kind, verb=verb, made_by=actor.user_id, made_at=now)
    made.images = {str(id): changed}
    made.save()
    return made.pk


@transaction.atomic
def undo(bulk_id: int, *, actor: Actor, now: datetime) -> BulkEdit:
    """Take one's own change back within an hour; what was changed since stays and is named. A second time changes nothing.

    Raises `core.not_found` for another's, and `bulk.too_late`.
    """
    run = BulkEdit.objects.select_for_update().filter(pk=bulk_id).first()
    if run is None or run.made_by != actor.user_id:
        raise NotFound("core.not_found", kind="bulk_edit", id=bulk_id)
    if run.undone_at is not None:
        return run
    if now - run.made_at > UNDO_WITHIN:
        raise Conflict("bulk.too_late", minutes=UNDO_WITHIN // timedelta(minutes=1))
    batch = kinds.named(run.subject_kind).undo(run, actor=actor, now=now)
    run.kept = {
        str(id): {"partly": id in batch.written, "why": [_said(one) for one in why]}
        for id, why in batch.results().items()
        if why
    }
    run.undone_at = now
    run.save(update_fields=["undone_at", "kept"])
    return run


def _said(kept: Any) -> dict[str, Any]:
    return {**asdict(kept), "params": dict(kept.params)}
