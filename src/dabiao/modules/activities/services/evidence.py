"""What deals keep of contacts: with how many people there were some, and what rests on one that was taken away."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Count

from dabiao.core.actor import Actor
from dabiao.core.attachments.models import Attachment
from dabiao.modules.activities.enums import SubjectKind
from dabiao.modules.activities.models import Activity
from dabiao.modules.opportunities import services as opportunities

CHUNK = 5_000  # ids in one statement


def recount_people(deal_ids: Sequence[int], *, actor: Actor, now: datetime) -> None:
    """Count anew, for these deals, with how many of the customer's people there was contact about them."""
    for start in range(0, len(deal_ids), CHUNK):
        ids = deal_ids[start : start + CHUNK]
        told = Activity.objects.filter(
            about_kind=SubjectKind.OPPORTUNITY, about_id__in=ids, removed_at=None, contact_id__isnull=False
        )
        counted = told.order_by().values("about_id").annotate(n=Count("contact_id", distinct=True))
        counts = dict(counted.values_list("about_id", "n"))
        opportunities.set_people_met({id: counts.get(id, 0) for id in ids}, actor=actor, now=now)


def settle_proofs(activity_id: int, *, gone: bool, actor: Actor, now: datetime) -> None:
    """What rests on a contact, or on a file that came with it, stands and falls with it."""
    opportunities.set_void(("activity", [activity_id]), gone=gone, actor=actor, now=now)
    files = Attachment.objects.filter(part_kind="activity", part_id=activity_id, removed_at=None)
    if ids := list(files.values_list("pk", flat=True)):
        opportunities.set_void(("file", ids), gone=gone, actor=actor, now=now)
