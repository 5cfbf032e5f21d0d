"""Deals as a funnel counts them: the bare rows, and their stays in stages."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Q

from dabiao.core.actor import Actor
from dabiao.modules.opportunities.models import StageEntry
from dabiao.modules.opportunities.queries.records import chosen


class Deal(NamedTuple):
    """What a funnel needs to know of one opportunity. `stage_kind` is where it stands now."""

    id: int
    pipeline_id: int
    stage_kind: str
    owner_id: int | None
    unit_id: int | None
    source: str
    amount_minor: int
    currency: str
    created_at: datetime
    closed_at: datetime | None
    lost_reason: str


class Stay(NamedTuple):
    """`left_at` is None where it still stands there."""

    deal_id: int
    stage_id: int
    entered_at: datetime
    left_at: datetime | None


_AT_ONCE = 5_000
_COLUMNS = ("id", "pipeline_id", "stage__kind", *Deal._fields[3:])


def deals(*, filters: Mapping[str, Any], where: Q, actor: Actor) -> list[Deal]:
    """The opportunities of the list under these filters that pass `where` too."""
    among = chosen(filters, actor=actor).filter(where).order_by()
    return [Deal(*row) for row in among.values_list(*_COLUMNS)]


def stays(ids: Sequence[int]) -> list[Stay]:
    """Where these opportunities, which the caller found by `deals`, have been; in no order."""
    found: list[Stay] = []
    for start in range(0, len(ids), _AT_ONCE):
        entries = StageEntry.objects.filter(opportunity_id__in=ids[start : start + _AT_ONCE]).order_by()
        rows = entries.values_list("opportunity_id", "stage_id", "entered_at", "left_at")
        found += [Stay(*row) for row in rows]
    return found
