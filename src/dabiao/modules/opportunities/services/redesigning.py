"""A saved change of a pipeline reaches its open deals, a slice in each transaction; and it is taken back within an hour."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F

from dabiao.core.actor import Actor
from dabiao.core.bulk.models import BulkEdit
from dabiao.core.db import update_rows
from dabiao.core.errors import Conflict
from dabiao.core.events.services import Entry, record, record_all
from dabiao.core.importing.reverting import image
from dabiao.core.scoping import fetch
from dabiao.core.timers.services import enqueue
from dabiao.modules.opportunities import events
from dabiao.modules.opportunities.enums import WinCause
from dabiao.modules.opportunities.models import Opportunity, Pipeline, Redesign, RedesignSlice, Stage
from dabiao.modules.opportunities.queries import designs, previewing
from dabiao.modules.opportunities.services import _designs, _history
from dabiao.modules.opportunities.services._weighing import weigh
from dabiao.modules.opportunities.services.bulk import OpportunityBulkUndo
from dabiao.modules.opportunities.services.designing import KEPT

SLICE = 500
MOST_LEFT = 200  # deals that are named, of those an undo did not touch
TAKE_BACK = "opportunities.take_back_redesign"


def move_slice(redesign_id: int, *, actor: Actor, now: datetime) -> int:
    """Bring the next deals out of the stages that went; gives how many. In the caller's transaction."""
    made = Redesign.objects.select_for_update().get(pk=redesign_id)
    targets = {int(id): int(to) for id, to in made.moves.items()}
    if made.undo_asked_at is not None or not targets:
        return 0
    standing = Opportunity.objects.filter(pipeline_id=made.pipeline_id, closed_at=None)
    here = standing.filter(stage_id__in=targets).order_by("pk").select_for_update(of=("self",))
    deals = list(here[:SLICE])
    if not deals:
        return 0
    stages = Stage.objects.in_bulk({*targets, *targets.values()})
    change = BulkEdit(subject_kind="opportunity", made_by=made.made_by or 0, made_at=now)
    change.images, former = {}, {}
    for deal in deals:
        before = (deal.stage_id, deal.stage_entered_at)
        former[deal.pk], deal.stage = stages[deal.stage_id], stages[targets[deal.stage_id]]
        # a clock that went back does not turn time round
        deal.stage_entered_at = max(now, deal.stage_entered_at)
        after = (deal.stage_id, deal.stage_entered_at)
        names = ("stage_id", "stage_entered_at")
        change.images[str(deal.pk)] = {
            name: [image(old), image(new)] for name, old, new in zip(names, before, after, strict=True)
        }
        deal.version, deal.updated_at = deal.version + 1, now
    change.save()
    RedesignSlice.objects.create(redesign=made, bulk_id=change.pk)
    update_rows(deals, ["stage_id", "stage_entered_at", "version", "updated_at"])
    _history.enter_many(deals, actor)
    record_all([_moved(deal, former[deal.pk], change, made) for deal in deals], actor=actor, now=now)
    made.seen, made.moved = made.seen + len(deals), made.moved + len(deals)
    made.save(update_fields=["seen", "moved"])
    return len(deals)


def _moved(deal: Opportunity, former: Stage, change: BulkEdit, made: Redesign) -> Entry:
    fact = _history.fact_of(deal, former, WinCause.MOVED, "")
    told = replace(fact, bulk_id=change.pk, redesign_id=made.pk)  # type: ignore[type-var]  # it is a move
    return Entry(told, [deal, ("customer", deal.customer_id)])


def weigh_slice(redesign_id: int, *, after: int, actor: Actor, now: datetime) -> int | None:
    """Work out anew what the evidence of the next deals carries; gives the last of them, None when there are no more. In the
    caller's transaction."""
    made = Redesign.objects.select_for_update().get(pk=redesign_id)
    rows = previewing.proved(made.pipeline_id).filter(pk__gt=after).order_by("pk")
    deals = list(rows.select_for_update(of=("self",))[:SLICE])
    if not deals:
        return None
    weigh(deals)
    if made.undo_asked_at is None:
        made.seen = min(made.total, made.seen + len(deals))
        made.save(update_fields=["seen"])
    return deals[-1].pk


def finish(redesign_id: int, *, actor: Actor, now: datetime) -> None:
    """The change has reached every deal. In the caller's transaction; a second time changes nothing."""
    unfinished = Redesign.objects.filter(pk=redesign_id, finished_at=None)
    if not unfinished.update(finished_at=now, seen=F("total")):
        return
    made = Redesign.objects.select_related("pipeline").get(pk=redesign_id)
    line = made.pipeline
    told = events.PipelineSettled(pipeline=line.code, pipeline_name=line.name, moved=made.moved)
    record(told, line, actor=actor, now=now)


@transaction.atomic
def ask_undo(pipeline_id: int, *, redesign_id: int, actor: Actor, now: datetime) -> Redesign:
    """Take the last change of a pipeline back within an hour: the design at once, its deals by a job, but for those that
    somebody moved since. A second time changes nothing.

    Raises `core.not_found`, `access.forbidden`, `opportunities.still_changing`, `opportunities.redesigned_since`,
    `bulk.too_late` (409 each).
    """
    pipeline, rows = _designs.held(pipeline_id, actor)
    made = fetch(Redesign.objects.filter(pipeline_id=pipeline_id), redesign_id, lock=True)
    if made.undo_asked_at is not None:
        return made
    _designs.refuse_while_changing(pipeline)
    if made.version != pipeline.version:
        raise Conflict("opportunities.redesigned_since", field="version")
    if not designs.may_undo(made, now):
        raise Conflict("bulk.too_late", minutes=designs.UNDO_WITHIN // timedelta(minutes=1))
    version = pipeline.version
    _give_default_back(pipeline, made, rows)
    _designs.put_back(pipeline, made.before)
    pipeline.version, pipeline.updated_at = version + 1, now
    pipeline.save(update_fields=[*KEPT, "position"])
    made.undo_asked_at = now
    made.save(update_fields=["undo_asked_at"])
    enqueue(TAKE_BACK, {"redesign_id": made.pk}, actor, now)
    fact = events.PipelineRedesignUndone(
        pipeline=pipeline.code, pipeline_name=pipeline.name, redesign_id=made.pk
    )
    record(fact, pipeline, actor=actor, now=now)
    return made


def _give_default_back(pipeline: Pipeline, made: Redesign, rows: Iterable[Pipeline]) -> None:
    former = made.before["default_id"]
    if not pipeline.is_default or former in (None, pipeline.pk):
        return
    Pipeline.objects.filter(pk=pipeline.pk).update(is_default=False)
    for row in rows:
        if row.pk == former:
            Pipeline.objects.filter(pk=former).update(is_default=True, version=F("version") + 1)


class _Undo(OpportunityBulkUndo):
    """By whoever may change the pipeline, whoever has its deals."""

    def _may(self, *_: Any) -> bool:
        return True


def undo_slice(redesign_id: int, *, actor: Actor, now: datetime) -> bool:
    """Bring the deals of the last slice back that still stands, but for those moved since; false when there is none. In the
    caller's transaction."""
    made = Redesign.objects.select_for_update().get(pk=redesign_id)
    last = made.slices.order_by("-pk").first()
    if last is None or made.undone_at is not None:
        return False
    change = BulkEdit.objects.select_for_update().filter(pk=last.bulk_id).first()
    if change is not None:
        kept = [id for id, why in _Undo(change, actor=actor, now=now).results().items() if why]
        made.left = [*made.left, *kept][:MOST_LEFT]
        made.left_count += len(kept)
        made.save(update_fields=["left", "left_count"])
        change.delete()
    last.delete()
    return True


def finish_undo(redesign_id: int, *, actor: Actor, now: datetime) -> None:
    """All is back that could be. In the caller's transaction; a second time changes nothing."""
    Redesign.objects.filter(pk=redesign_id, undone_at=None).update(undone_at=now)
