"""Contacts with the moment at which each was known to have been, for whoever rebuilds the past."""

from collections.abc import Collection
from datetime import datetime

from dabiao.modules.activities.models import Activity


def contacts_known(kind: str, ids: Collection[int]) -> list[tuple[int, datetime, datetime, datetime | None]]:
    """(record, when it was, when it was written down, when it was taken away) of contacts about these records."""
    rows = Activity.objects.filter(about_kind=kind, about_id__in=ids).order_by("occurred_at", "pk")
    return list(rows.values_list("about_id", "occurred_at", "created_at", "removed_at"))
