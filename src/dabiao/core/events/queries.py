"""Reading the log: the timeline of one record, and the audit trail. Whether the actor may look is the
caller's question.
"""

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import BigIntegerField, CharField, Exists, F, OuterRef, Q

from dabiao.core.db import IsoText
from dabiao.core.errors import Invalid
from dabiao.core.events.models import Event, EventSubject
from dabiao.core.kept import Among, Given, Kept

LARGEST_PAGE = 200
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ENTRY = ("id", "kind", "actor_id", "actor_name", "via", "data")


def timeline(
    kind: str, id: int, *, only: Q | None = None, cursor: str = "", limit: int = 50
) -> dict[str, Any]:
    """`{items, next}`: what happened to one record, newest first; `only` of its events. Raises `lists.bad_cursor`."""
    limit, before = _bounded(limit), _whole(cursor) if cursor else _NEVER
    if only is None:
        ids = [event_id for (event_id,) in _IDS(kind=kind, id=id, before=before)[: limit + 1]]
    else:
        subjects = EventSubject.objects.filter(kind=kind, object_id=id, event_id__lt=before)
        subjects = subjects.filter(Exists(Event.objects.filter(only, pk=OuterRef("event_id"))))
        ids = list(subjects.order_by("-event_id").values_list("event_id", flat=True)[: limit + 1])
    return {
        "items": [dict(zip((*_ENTRY, "at"), row, strict=True)) for row in _ENTRIES(ids=ids[:limit])],
        "next": str(ids[limit - 1]) if len(ids) > limit else None,
    }


_NEVER = 2**62  # behind every event there will be
_ID = BigIntegerField()
_IDS = Kept(
    lambda: (
        EventSubject.objects.filter(
            kind=Given("kind", CharField()), object_id=Given("id", _ID), event_id__lt=Given("before", _ID)
        )
        .order_by("-event_id")
        .values_list("event_id")[: LARGEST_PAGE + 1]
    )
)
_ENTRIES = Kept(
    lambda: Event.objects.filter(pk__in=Among("ids", _ID)).order_by("-id").values_list(*_ENTRY, IsoText("at"))
)


def audit(
    *,
    actor_id: int | None = None,
    kind: str = "",
    subject_kind: str = "",
    subject_id: int | None = None,
    via: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
    cursor: str = "",
    limit: int = 50,
) -> dict[str, Any]:
    """`{items, next}`: everything that happened, newest first, each entry with the records it concerns.

    `since` is included, `until` is not. `subject_id` needs `subject_kind`. Raises `lists.bad_cursor`.
    """
    given = {"actor_id": actor_id, "kind": kind, "via": via, "at__gte": since, "at__lt": until}
    events = Event.objects.filter(**{name: value for name, value in given.items() if value not in (None, "")})
    if subject_kind:
        events = events.filter(_about(subject_kind, subject_id))
    if cursor:
        events = events.filter(_behind(cursor))
    limit = _bounded(limit)
    rows = list(
        events.order_by("-at", "-id").values(*_ENTRY, "address", "at", at_text=IsoText("at"))[: limit + 1]
    )
    more, rows = len(rows) > limit, rows[:limit]
    following = f"{(rows[-1]['at'] - _EPOCH) // timedelta(microseconds=1)}.{rows[-1]['id']}" if more else None
    subjects = _subjects_of([row["id"] for row in rows])
    return {"items": [{**_shown(row), "subjects": subjects[row["id"]]} for row in rows], "next": following}


def done_by(actor_id: int, kind: str, *, since: datetime) -> list[dict[str, Any]]:
    """What this person did of one kind since then, the last first."""
    found = Event.objects.filter(actor_id=actor_id, kind=kind, at__gte=since).order_by("-at", "-id")
    return list(found.values_list("data", flat=True))


def _about(kind: str, id: int | None) -> Q:
    """One record has few events: find them first. A kind has very many: look at each event in passing."""
    subjects = EventSubject.objects.filter(kind=kind)
    if id is None:
        return Q(Exists(subjects.filter(event_id=OuterRef("id"))))
    return Q(id__in=subjects.filter(object_id=id).values("event_id"))


def _behind(cursor: str) -> Q:
    moment, _, last_id = cursor.partition(".")
    try:
        at = _EPOCH + timedelta(microseconds=_whole(moment))
    except OverflowError:
        raise Invalid("lists.bad_cursor", field="cursor") from None
    return Q(at__lte=at) & (Q(at__lt=at) | Q(id__lt=_whole(last_id)))


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise Invalid("lists.bad_cursor", field="cursor")
    return int(text)


def _bounded(limit: int) -> int:
    return max(1, min(limit, LARGEST_PAGE))


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    row["at"] = row.pop("at_text")
    return row


def _subjects_of(event_ids: list[int]) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    rows = EventSubject.objects.filter(event_id__in=event_ids).order_by(F("event_id"), "kind", "object_id")
    for event_id, kind, object_id in rows.values_list("event_id", "kind", "object_id"):
        found[event_id].append({"kind": kind, "id": object_id})
    return found
