"""Grade and tags of leads as rules or a model judge them by now. Whoever calls holds the rows, and knows why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from dabiao.core.actor import Actor
from dabiao.core.db import update_rows
from dabiao.core.events.services import Entry, record_all
from dabiao.modules.leads import events
from dabiao.modules.leads.models import Lead
from dabiao.modules.org import queries as org


@dataclass(frozen=True, slots=True)
class Judged:
    """A lead, locked, and what it is to be; `by` is `rule` or `model`."""

    lead: Lead
    grade: str
    tags: Sequence[int]
    by: str
    score: int


def put_judged(judged: Sequence[Judged], *, bulk_id: int | None = None, actor: Actor, now: datetime) -> None:
    """Put grade and tags on each lead that has others, in the caller's transaction and in as many statements as for one."""
    changed = [one for one in judged if (one.grade, list(one.tags)) != (one.lead.grade, one.lead.tags)]
    if not changed:
        return
    entries = [_put(one, bulk_id, now) for one in changed]
    update_rows([one.lead for one in changed], ("grade", "tags", "version", "updated_at"))
    record_all(entries, actor=actor, now=now)


def _put(one: Judged, bulk_id: int | None, now: datetime) -> Entry:
    lead = one.lead
    fact = events.LeadGraded(
        grade=one.grade,
        from_grade=lead.grade,
        score=one.score,
        by=one.by,
        tags=org.in_words(one.tags),
        from_tags=org.in_words(lead.tags),
        bulk_id=bulk_id,
    )
    lead.grade, lead.tags = one.grade, list(one.tags)
    lead.version, lead.updated_at = lead.version + 1, now
    return Entry(fact, [lead])
