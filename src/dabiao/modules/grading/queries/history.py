"""What became of leads, each as it was when it arrived: later edits are taken back by the log, later outcomes are not known."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast

from dabiao.core.events.models import Event, EventSubject
from dabiao.core.hearing.listening import Heard
from dabiao.core.learning.encoding import Case
from dabiao.core.locking import put
from dabiao.modules.grading.models import Judgement
from dabiao.modules.grading.queries import rulesets, texts
from dabiao.modules.grading.queries.cases import case_of
from dabiao.modules.grading.queries.texts import SAID
from dabiao.modules.grading.rules import judge
from dabiao.modules.leads import queries as leads
from dabiao.modules.org import queries as org

HORIZON_DAYS = 60  # whoever has not converted by then has not
WINDOW = timedelta(days=730)
MOST = 100_000
CHUNK = 1_000
OUTRIGHT = {"A": 1_000, "B": 500, "C": -500, "D": -1_000}
EDITS = ("lead.edited", "lead.put_back", "lead.reverted", "lead.graded", "lead.enquired_again")


@dataclass(frozen=True, slots=True)
class Example:
    """A lead of which the outcome is known, and how many points the present rules give it."""

    received_at: datetime
    case: Case
    converted: int
    points: float


def examples(*, now: datetime) -> list[Example]:
    """In the order of arrival; those that may still convert within their time are left out."""
    until = now - timedelta(days=HORIZON_DAYS)
    ids = leads.arrived_between(now - WINDOW, until, limit=MOST)
    asked = rulesets.current().asked(now)
    thresholds = rulesets.current().thresholds
    found = []
    for lead in _as_they_arrived(ids):
        said = {SAID: [("remark", Heard(lead.remark))] if lead.remark else []}
        verdict = judge(asked, texts.arrival(lead, said, lead.tags), said[SAID], thresholds)
        in_time = lead.converted_at is not None and lead.converted_at - lead.received_at <= timedelta(
            days=HORIZON_DAYS
        )
        points = float(OUTRIGHT.get(verdict.outright, verdict.score))
        found.append(Example(lead.received_at, case_of(lead, lead.tags), int(in_time), points))
    return sorted(found, key=lambda one: one.received_at)


def _as_they_arrived(ids: list[int]) -> Iterator[Any]:
    by_name = {name: id for id, name in org.tag_names().items()}
    for start in range(0, len(ids), CHUNK):
        chunk = ids[start : start + CHUNK]
        first = _first_values(chunk)
        judged = dict(Judgement.objects.filter(pk__in=chunk).values_list("pk", "tags"))
        for lead in leads.by_ids(chunk):
            then = SimpleNamespace(**vars(lead), pk=lead.pk)
            for name, value in first.get(lead.pk, {}).items():
                if name == "tags":
                    then.tags = [by_name[one] for one in value or () if one in by_name]
                elif name.startswith("fields.") or hasattr(then, name):
                    put(cast(Any, then), name, value)
            then.tags = [id for id in then.tags if id not in judged.get(lead.pk, ())]
            then.enquiry_count = 1
            yield then


def _first_values(ids: list[int]) -> dict[int, dict[str, Any]]:
    """Lead → what fields that were changed later held at first."""
    concerned = EventSubject.objects.filter(kind="lead", object_id__in=ids).values("event_id")
    rows = Event.objects.filter(kind__in=EDITS, pk__in=concerned).order_by("pk")
    found: dict[int, dict[str, Any]] = {}
    for kind, data, audience in rows.values_list("kind", "data", "audience"):
        lead_id = next((one["id"] for one in audience if one["kind"] == "lead"), 0)
        first = found.setdefault(lead_id, {})
        if kind == "lead.graded":
            first.setdefault("tags", data.get("from_tags"))
        elif kind == "lead.enquired_again":
            for name in data.get("filled", ()):
                first.setdefault(name, None if name.startswith("fields.") else [] if name == "tags" else "")
        else:
            for name, pair in data.get("changes", {}).items():
                first.setdefault(name, pair[0])
    return found
