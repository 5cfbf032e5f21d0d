"""When people were last with a customer."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Max

from dabiao.modules.activities.enums import Method
from dabiao.modules.activities.models import Activity


def last_visits(owner_ids: Collection[int], *, since: datetime) -> dict[int, datetime]:
    """The last visit of each of these people since then; who made none is left out."""
    rows = Activity.objects.filter(
        owner_id__in=owner_ids, occurred_at__gte=since, method=Method.VISIT, removed_at=None
    )
    return dict(rows.order_by().values_list("owner_id").annotate(Max("occurred_at")))
