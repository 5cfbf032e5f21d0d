"""What was known of deals when: their rows, stays, contacts, evidence and competitors, and what events say they held before."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from dabiao.core.events.models import Event, EventSubject
from dabiao.modules.activities import queries as activities
from dabiao.modules.forecasts.rules.snapshots import Kind, Known
from dabiao.modules.opportunities.queries import learning as deals

CHUNK = 500  # deals at a time: as many statements for one as for so many
VALUES = ("amount_minor", "expected_win_on", "unnamed_rivals", "owner_id", "source")
CHANGING = (
    *("opportunity.edited", "opportunity.put_back", "opportunity.assigned"),
    *("opportunity.item_added", "opportunity.item_edited", "opportunity.item_removed"),
    *("opportunity.rival_added", "opportunity.rival_removed"),
)


@dataclass(slots=True)
class Life:
    """A deal with all that is known of it. `won_at` is what a model is to foretell, and no fact of the deal."""

    row: deals.Row
    won_at: datetime | None = None
    facts: list[Known] = field(default_factory=list)


def endings(until: datetime) -> Iterator[tuple[datetime, int | None, int, bool]]:
    """(when, whose it was then, customer, won) of every end of a deal, the first first; also of those reopened since."""
    kinds = ("opportunity.won", "opportunity.lost")
    ends = Event.objects.filter(kind__in=kinds, at__lte=until).order_by("at", "pk")
    rows = ends.values_list("at", "kind", "data", "audience")
    for at, kind, data, audience in rows.iterator(chunk_size=2_000):
        customer_id = next((one["id"] for one in audience if one["kind"] == "customer"), 0)
        yield at, data.get("owner_id"), customer_id, kind == kinds[0]


def lives(ids: Collection[int]) -> Iterator[Life]:
    """Deal by deal, so many at a time that memory does not grow with their number."""
    wanted = list(ids)
    for start in range(0, len(wanted), CHUNK):
        yield from _chunk(wanted[start : start + CHUNK])


def _chunk(ids: list[int]) -> list[Life]:
    found = {row.id: Life(row) for row in deals.rows_of(ids)}
    for one in deals.stayed(ids):
        life = found[one.opportunity_id]
        life.facts.append(Known(one.entered_at, Kind.STAGE, (one.percent, one.kind)))
        life.won_at = one.entered_at if one.kind == "won" else None
    for id, occurred_at, written_at, removed_at in activities.contacts_known("opportunity", ids):
        facts = found[id].facts
        facts.append(Known(max(occurred_at, written_at), Kind.CONTACT, occurred_at))
        if removed_at is not None:
            facts.append(Known(max(removed_at, occurred_at), Kind.CONTACT_GONE, occurred_at))
    for id, criterion_id, since, until in deals.proved(ids):
        found[id].facts.append(Known(since, Kind.PROVED, criterion_id))
        if until is not None:
            found[id].facts.append(Known(until, Kind.PROOF_GONE, criterion_id))
    for id, _, since in deals.entered_rivals(ids):
        found[id].facts.append(Known(since, Kind.RIVAL))
    told = _told(ids)
    for id, life in found.items():
        life.facts += _changes(life.row, told.get(id, ()))
    return list(found.values())


Told = tuple[datetime, str, dict[str, Any]]


def _told(ids: list[int]) -> dict[int, list[Told]]:
    """What events say of these deals, in their order."""
    concerned = EventSubject.objects.filter(kind="opportunity", object_id__in=ids).values("event_id")
    rows = Event.objects.filter(kind__in=CHANGING, pk__in=concerned).order_by("pk")
    found: dict[int, list[Told]] = defaultdict(list)
    for at, kind, data, audience in rows.values_list("at", "kind", "data", "audience"):
        for one in audience:
            if one["kind"] == "opportunity":
                found[one["id"]].append((at, kind, data))
    return found


def _changes(row: deals.Row, told: Collection[Told]) -> Iterator[Known]:
    """What each field held from when on: at first what its first change says it held before, without one what it holds now."""
    first: dict[str, Any] = {}
    later: list[Known] = []
    added: dict[str, datetime] = {}
    for at, kind, data in told:
        if kind == "opportunity.rival_added":
            added[data["competitor"]] = at
        elif kind == "opportunity.rival_removed":
            # whose row is gone: it was there from when it was entered until now
            later.append(Known(added.get(data["competitor"], row.created_at), Kind.RIVAL))
            later.append(Known(at, Kind.RIVAL_GONE))
        for name, (before, after) in _pairs(kind, data):
            first.setdefault(name, before)
            later.append(Known(at, Kind.VALUE, _read(name, after), name))
    for name in VALUES:
        held = first[name] if name in first else getattr(row, name)
        yield Known(row.created_at, Kind.VALUE, _read(name, held), name)
    yield from later


def _pairs(kind: str, data: dict[str, Any]) -> Iterator[tuple[str, tuple[Any, Any]]]:
    if kind == "opportunity.assigned":
        yield "owner_id", (data["from_owner_id"], data["owner_id"])
    for name, pair in (data.get("changes") or {}).items():
        if name in VALUES:
            yield name, (pair[0], pair[1])


def _read(name: str, value: Any) -> Any:
    return date.fromisoformat(value) if name == "expected_win_on" and isinstance(value, str) else value
