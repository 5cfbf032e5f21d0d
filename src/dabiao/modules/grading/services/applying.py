"""The rules put on all live leads by a job, a slice in each transaction, and all of it taken back within an hour."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.bulk import services as bulk
from dabiao.core.bulk.models import BulkEdit
from dabiao.core.errors import Conflict
from dabiao.core.events.services import record
from dabiao.core.importing.reverting import image
from dabiao.core.scoping import fetch
from dabiao.core.timers.services import enqueue
from dabiao.modules.grading import events
from dabiao.modules.grading.models import Application, Judgement, Slice
from dabiao.modules.grading.queries import rulesets
from dabiao.modules.grading.queries.showing import UNDO_WITHIN
from dabiao.modules.grading.services._judging import Change, judged_again, judgements, write
from dabiao.modules.grading.services.ruling import PERMISSION
from dabiao.modules.leads import queries as leads

SLICE = 500


@transaction.atomic
def start(*, actor: Actor, now: datetime) -> Application:
    """Have a job judge all live leads anew. Raises `grading.no_rules`, and `grading.still_running` while another does (409)."""
    actor.require(PERMISSION)
    if rulesets.off():
        raise Conflict("grading.no_rules", field="rules")
    if Application.objects.filter(finished_at=None).exists():
        raise Conflict("grading.still_running")
    made = Application.objects.create(made_by=actor.person, made_at=now, total=leads.live().count())
    made.job_id = enqueue("grading.apply", {"application_id": made.pk}, actor, now).pk
    made.save(update_fields=["job_id"])
    return made


@transaction.atomic
def ask_undo(application_id: int, *, actor: Actor, now: datetime) -> Application:
    """Have a job take an application back, within an hour and by who asked for it; what was changed since stays. Raises
    `core.not_found`, `bulk.too_late`, `grading.still_running` (409)."""
    actor.require(PERMISSION)
    made = fetch(Application.objects.filter(made_by=actor.person), application_id, lock=True)
    if made.undo_asked_at is not None:
        return made
    if made.finished_at is None:
        raise Conflict("grading.still_running")
    if now - made.finished_at > UNDO_WITHIN:
        raise Conflict("bulk.too_late", minutes=UNDO_WITHIN // timedelta(minutes=1))
    made.undo_asked_at = now
    made.save(update_fields=["undo_asked_at"])
    enqueue("grading.take_back", {"application_id": made.pk}, actor, now)
    return made


def apply_slice(application_id: int, *, after: int, actor: Actor, now: datetime) -> int | None:
    """Judge the next live leads after this one; gives the last of them, None when there are no more. In the caller's
    transaction."""
    made = Application.objects.select_for_update().get(pk=application_id)
    if made.finished_at is not None:  # the job was killed between this and its own end
        return None
    ids = [lead.pk for lead in leads.live_after(after, limit=SLICE)]
    if not ids:
        made.finished_at = now
        made.save(update_fields=["finished_at"])
        told = events.RulesApplied(changed=made.changed, total=made.seen)
        record(told, made, actor=actor, now=now)
        return None
    rows = leads.held(ids)
    known = judgements(ids)
    before = {str(id): _image(one) for id, one in known.items()}
    changes = judged_again(rows, known, rulesets.current(), now)
    changed = [one for one in changes if one.changes]
    bulk_id = _note(made, changed, before, actor, now) if changed else None
    write(changes, bulk_id=bulk_id, actor=actor, now=now)
    made.seen, made.changed = made.seen + len(rows), made.changed + len(changed)
    made.save(update_fields=["seen", "changed"])
    return ids[-1]


def _note(
    made: Application, changed: list[Change], before: Mapping[str, object], actor: Actor, now: datetime
) -> int:
    images = {
        str(one.lead.pk): {
            name: [image(old), image(new)]
            for name, old, new in (
                ("grade", one.lead.grade, one.grade),
                ("tags", one.lead.tags, one.tags),
            )
            if old != new
        }
        for one in changed
    }
    run = BulkEdit.objects.create(subject_kind="lead", made_by=actor.person, made_at=now, images=images)
    Slice.objects.create(application=made, bulk_id=run.pk, before={id: before.get(id) for id in images})
    return int(run.pk)


def _image(one: Judgement) -> dict[str, object]:
    return {name: image(getattr(one, name)) for name in Judgement.SAID}


def undo_slice(application_id: int, *, actor: Actor, now: datetime) -> bool:
    """Take the last slice back that still stands; false when there is none. In the caller's transaction."""
    made = Application.objects.select_for_update().get(pk=application_id)
    if made.undone_at is not None:
        return False
    last = made.slices.order_by("-pk").first()
    if last is None:
        made.undone_at = now
        made.save(update_fields=["undone_at"])
        record(events.ApplicationUndone(changed=made.changed), made, actor=actor, now=now)
        return False
    bulk.undo(last.bulk_id, actor=actor, now=now)
    gone = [int(id) for id, before in last.before.items() if before is None]
    Judgement.objects.filter(pk__in=gone).delete()
    for id, before in last.before.items():
        if before is not None:
            Judgement.objects.filter(pk=int(id)).update(**before)
    last.delete()
    return True
