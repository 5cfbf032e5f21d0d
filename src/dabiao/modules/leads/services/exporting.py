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
from dabiao.modules.leads import events, queries


@dataclass(frozen=True)
class Export:
    rows: Iterator[dict[str, Any]]
    count: int


@transaction.atomic
def export(
    *, asked: PageRequest, filters: Mapping[str, Any], format: str, actor: Actor, now: datetime
) -> Export:
    """The rows of the list that the actor may also export; the export is recorded with their number."""
    actor.require("lead.export")
    rows = queries.chosen(filters, actor=actor) & queries.visible_to(actor, "lead.export")
    count = pages.count(rows, queries.LEADS, asked, actor=actor)
    record(events.LeadsExported(count=count, format=format), actor=actor, now=now)
    return Export(pages.everything(rows, queries.LEADS, asked, actor=actor), count)
