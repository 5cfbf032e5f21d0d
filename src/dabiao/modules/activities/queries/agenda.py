"""Contacts due over every kind of record: one short keyset query per kind, merged by time."""

import base64
import binascii
import heapq
from collections.abc import Iterator
from datetime import datetime
from operator import itemgetter
from typing import Any

import orjson
from django.db.models import Count, F, Q, QuerySet, Value
from django.utils.timezone import get_default_timezone

from dabiao.core import subjects
from dabiao.core.actor import Actor
from dabiao.core.db import IsoText
from dabiao.core.errors import Invalid
from dabiao.modules.activities import rules
from dabiao.modules.activities.enums import Bucket, SubjectKind
from dabiao.modules.activities.queries.records import due_records, title_of
from dabiao.modules.org import queries as org

KINDS = tuple(sorted(SubjectKind))
NAMES = (
    "title",
    "subtitle",
    "next_contact_at",
    "last_contact_at",
    "owner_id",
    "owner_name",
    "unit_id",
    "unit_name",
)
Place = tuple[datetime, str, int]


def agenda(
    *,
    bucket: Bucket,
    owner_id: int | None = None,
    unit_id: int | None = None,
    cursor: str = "",
    limit: int = 50,
    actor: Actor,
    now: datetime,
) -> dict[str, Any]:
    """A page, `counts` and `as_of`: open records whose next contact falls into the bucket, earliest first.

    Only records that somebody holds: what lies in a pool is due to nobody. Raises `lists.bad_cursor`.
    """
    after = _decode(cursor) if cursor else None
    since, until = rules.spans(now, get_default_timezone())[bucket]
    found: list[Iterator[tuple[Place, dict[str, Any]]]] = []
    for kind, records in _held(actor, owner_id, unit_id):
        records = records.filter(next_contact_at__lt=until)
        records = records if since is None else records.filter(next_contact_at__gte=since)
        found.append(_first(kind, records, after, limit + 1))
    merged = list(heapq.merge(*found, key=itemgetter(0)))
    counts = agenda_counts(owner_id=owner_id, unit_id=unit_id, actor=actor, now=now)
    return {
        "items": [row for _, row in merged[:limit]],
        "next": _encode(merged[limit - 1][0]) if len(merged) > limit else None,
        "count": counts[bucket],
        "count_capped": False,
        "counts": counts,
        "as_of": now,
    }


def agenda_counts(
    *, owner_id: int | None = None, unit_id: int | None = None, actor: Actor, now: datetime
) -> dict[str, int]:
    """How many contacts each bucket holds, a plan that customer and deal share counted once."""
    rows = _counted(None, owner_id, unit_id, actor, now)
    return {name: sum(row[place] for row in rows) for place, name in enumerate(Bucket.values)}


def agenda_by_owner(*, unit_id: int | None = None, actor: Actor, now: datetime) -> dict[int, dict[str, int]]:
    """Person → how many contacts each bucket holds of theirs, and how many are planned at all."""
    counts: dict[int, dict[str, int]] = {}
    for owner, *row in _counted("owner_id", None, unit_id, actor, now):
        theirs = counts.setdefault(owner, dict.fromkeys((*Bucket.values, "planned"), 0))
        for name, count in zip(theirs, row, strict=True):
            theirs[name] += count
    return counts


def _counted(
    by: str | None, owner_id: int | None, unit_id: int | None, actor: Actor, now: datetime
) -> list[tuple[int, ...]]:
    """A row per kind of record, or per kind and owner: what the buckets hold, in one statement."""
    spans = rules.spans(now, get_default_timezone())
    figures = {f"n_{bucket}": Count("pk", filter=_between(*span)) for bucket, span in spans.items()}
    furthest = max(until for _, until in spans.values())
    parts = []
    for _, records in _held(actor, owner_id, unit_id):
        if by is None:
            records = records.filter(next_contact_at__lt=furthest).order_by().values(one=Value(1))
        else:
            records = records.filter(next_contact_at__isnull=False).order_by().values(by)
        grouped = records.annotate(**figures, **({} if by is None else {"planned": Count("pk")}))
        parts.append(grouped.values_list(*([by] if by else []), *figures, *(["planned"] if by else [])))
    return list(parts[0].union(*parts[1:], all=True)) if parts else []


def _between(since: datetime | None, until: datetime) -> Q:
    end = Q(next_contact_at__lt=until)
    return end if since is None else end & Q(next_contact_at__gte=since)


def _held(actor: Actor, owner_id: int | None, unit_id: int | None) -> Iterator[tuple[str, QuerySet[Any]]]:
    """Per kind that the actor may read: the open records somebody holds."""
    wanted = Q(owner__isnull=False) if owner_id is None else Q(owner_id=owner_id)
    if unit_id is not None:
        wanted &= Q(unit_id__in=org.units_below(unit_id))
    for kind in KINDS:
        if actor.may(f"{kind}.read"):
            yield kind, due_records(kind, actor).filter(wanted)


def _first(
    kind: str, records: QuerySet[Any], after: Place | None, limit: int
) -> Iterator[tuple[Place, dict[str, Any]]]:
    """The earliest records behind `after`, in the order (time, kind, id)."""
    if after is not None:
        records = records.filter(_behind(kind, *after))
    rows = records.order_by("next_contact_at", "pk").values_list(
        "pk",
        "next_contact_at",
        *title_of(subjects.get(kind)),
        IsoText(F("next_contact_at")),
        IsoText(F("last_contact_at")),
        "owner_id",
        "owner__name",
        "unit_id",
        "unit__name",
    )
    for id, due, *values in rows[:limit]:
        row = {"subject_kind": kind, "subject_id": id, **dict(zip(NAMES, values, strict=True))}
        row["title"] = row["title"] or row["subtitle"] or f"#{id}"
        yield (due, kind, id), row


def _behind(kind: str, due: datetime, last_kind: str, last_id: int) -> Q:
    if kind == last_kind:
        same_moment = Q(next_contact_at=due, pk__gt=last_id)
    elif kind > last_kind:
        same_moment = Q(next_contact_at=due)
    else:
        return Q(next_contact_at__gt=due)
    return Q(next_contact_at__gte=due) & (Q(next_contact_at__gt=due) | same_moment)


def _encode(place: Place) -> str:
    due, kind, id = place
    return base64.urlsafe_b64encode(orjson.dumps([due.isoformat(), kind, id])).decode().rstrip("=")


def _decode(cursor: str) -> Place:
    try:
        due, kind, id = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        moment = datetime.fromisoformat(due)
    except (ValueError, TypeError, binascii.Error):
        raise Invalid("lists.bad_cursor", field="cursor") from None
    if moment.tzinfo is None or kind not in KINDS or type(id) is not int or not 0 < id < 2**63:
        raise Invalid("lists.bad_cursor", field="cursor")
    return moment, kind, id
