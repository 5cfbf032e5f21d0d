"""A file of exactly what a list shows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.events.services import record
from dabiao.core.lists import pages
from dabiao.core.lists.keyset import PageRequest
from dabiao.core.scoping import visible
from dabiao.modules.opportunities import events, queries


@dataclass(frozen=True)
class Export:
    rows: Iterator[dict[str, Any]]
    count: int


@transaction.atomic
def export(
    *, asked: PageRequest, filters: Mapping[str, Any], format: str, actor: Actor, now: datetime
) -> Export:
    """The rows of the list that the actor may also export; the export is recorded with their number."""
    actor.require("opportunity.export")
    rows = visible(queries.chosen(filters, actor=actor), actor, "opportunity.export")
    count = pages.count(rows, queries.OPPORTUNITIES, asked, actor=actor)
    record(events.OpportunitiesExported(count=count, format=format), actor=actor, now=now)
    return Export(pages.everything(rows, queries.OPPORTUNITIES, asked, actor=actor), count)
