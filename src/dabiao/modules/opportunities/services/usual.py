"""What is reckoned anew once a day: how long deals that are won usually stay in a stage, and which proofs rest on nothing."""

from collections import defaultdict
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from django.db import transaction

from dabiao.core import subjects
from dabiao.core.actor import Actor
from dabiao.core.attachments.models import Attachment
from dabiao.modules.opportunities import rules
from dabiao.modules.opportunities.enums import StageKind
from dabiao.modules.opportunities.models import Proof, Stage, StageEntry
from dabiao.modules.opportunities.services.proving import FILE, set_void

LOOKED_BACK = timedelta(days=730)
DAY = timedelta(days=1)


@transaction.atomic
def reckon_usual_stays(*, actor: Actor, now: datetime) -> int:
    """The median stay of deals won in two years, in whole days, at least one; null where there are too few. Returns how many
    stages changed."""
    stays: dict[int, list[float]] = defaultdict(list)
    won = StageEntry.objects.filter(
        opportunity__stage__kind=StageKind.WON,
        opportunity__closed_at__gte=now - LOOKED_BACK,
        left_at__isnull=False,
    )
    rows = won.order_by().values_list("stage_id", "entered_at", "left_at")
    for stage_id, entered_at, left_at in rows.iterator(chunk_size=5_000):
        if left_at is not None:
            stays[stage_id].append((left_at - entered_at) / DAY)
    changed = 0
    for stage in Stage.objects.filter(kind=StageKind.OPEN):
        some = stays[stage.pk]
        usual = (
            min(max(round(median(some)), 1), rules.MOST_USUAL_DAYS)
            if len(some) >= rules.FEWEST_STAYS
            else None
        )
        if usual != stage.usual_days:
            stage.usual_days = usual
            stage.save(update_fields=["usual_days"])
            changed += 1
    return changed


def void_what_is_gone(*, actor: Actor, now: datetime) -> int:
    """Proofs whose record is no longer there, whatever took it away; returns how many became void."""
    given = Proof.objects.filter(about_id__isnull=False, withdrawn_at=None, voided_at=None)
    count = 0
    for kind in given.order_by().values_list("about_kind", flat=True).distinct():
        ids = {id for id in given.filter(about_kind=kind).values_list("about_id", flat=True) if id}
        gone = sorted(ids - _there(kind, ids))
        if gone:
            count += set_void((kind, gone), gone=True, actor=actor, now=now)
    return count


def _there(kind: str, ids: set[int]) -> set[int]:
    rows: Any
    if kind == FILE:
        rows = Attachment.objects.filter(removed_at=None, withdrawn=False)
    else:
        model = subjects.get(kind).model
        rows = model._default_manager.all()
        if any(column.name == "removed_at" for column in model._meta.concrete_fields):
            rows = rows.filter(removed_at=None)
    found: set[int] = set()
    wanted = sorted(ids)
    for start in range(0, len(wanted), 5_000):
        found.update(rows.filter(pk__in=wanted[start : start + 5_000]).values_list("pk", flat=True))
    return found
