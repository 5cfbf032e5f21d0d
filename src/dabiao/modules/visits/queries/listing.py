"""Lists of visits, one visit, and how many there are."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q
from django.utils.timezone import get_default_timezone

from dabiao.core import subjects
from dabiao.core.actor import Actor
from dabiao.core.attachments import queries as attached
from dabiao.core.lists import pages
from dabiao.core.lists.keyset import PageRequest
from dabiao.core.lists.spec import OWNERSHIP, Column, ListSpec, Sort, plain, times
from dabiao.core.scoping import covers
from dabiao.modules.org import queries as org
from dabiao.modules.visits.enums import OPEN_STATES, VisitPart, VisitState
from dabiao.modules.visits.models import CheckIn, Coaching, KnownPlace
from dabiao.modules.visits.queries.reach import (
    READ,
    detail_rows,
    overlapping,
    taking_part,
    titles,
    visible_to,
)

VISITS = ListSpec(
    kind="visit",
    columns={
        **plain("id", "purpose"),
        "subject_kind": Column("about_kind"),
        "subject_id": Column("about_id"),
        **plain("customer_id", "contact_id", "fixed", "address", "lat", "lon", "state", "joint", "signs"),
        **times("starts_at", "ends_at", "checked_in_at", "checked_out_at", "finished_at"),
        **plain("activity_id", "reason"),
        **OWNERSHIP,
        **plain("version"),
        **times("created_at", "updated_at"),
    },
    sorts={"starts_at": Sort("starts_at"), "created_at": Sort("created_at", most=5_000)},
    default_sort="-starts_at",
)
_LOOKUPS = {
    "subject_kind": "about_kind",
    "subject_id": "about_id",
    "since": "ends_at__gte",
    "until": "starts_at__lt",
}


def listing(*, asked: PageRequest, filters: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    """Visits that the actor sees: of their scope, and those they take part in."""
    actor.require(READ)
    rows = visible_to(actor).filter(*(_condition(*one) for one in filters.items()))
    found = pages.page(rows, VISITS, asked, actor=actor)
    complete(found["items"], actor)
    return found


def _condition(name: str, value: Any) -> Q:
    if name == "unit_id":
        return Q(unit_id__in=org.units_below(value))
    if name == "with_id":
        return taking_part(value)
    if name == "marked":
        return Q(signs__gt=0) if value else Q(signs=0)
    if name == "open":
        return Q(state__in=OPEN_STATES) if value else ~Q(state__in=OPEN_STATES)
    return Q(**{_LOOKUPS.get(name, name): value})


def complete(rows: Sequence[dict[str, Any]], actor: Actor) -> None:
    """Give each row the title of its record and who takes part; a fixed number of statements."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        wanted[row["subject_kind"]].add(row["subject_id"])
    known = {kind: titles(kind, ids, actor=actor) for kind, ids in wanted.items()}
    people = detail_rows([row["id"] for row in rows]) if rows else {}
    for row in rows:
        row["subject_title"] = known[row["subject_kind"]].get(row["subject_id"])
        row["participants"] = people[row["id"]]


def counts(
    *, owner_id: int | None = None, unit_id: int | None = None, actor: Actor, now: datetime
) -> dict[str, Any]:
    """How many visits are today, are over without a result, and lately had signs or a coach."""
    actor.require(READ)
    rows = visible_to(actor)
    if owner_id is not None:
        rows = rows.filter(taking_part(owner_id))
    if unit_id is not None:
        rows = rows.filter(unit_id__in=org.units_below(unit_id))
    midnight = now.astimezone(get_default_timezone()).replace(hour=0, minute=0, second=0, microsecond=0)
    today = Q(starts_at__gte=midnight, starts_at__lt=midnight + timedelta(days=1))
    lately = rows.filter(starts_at__gte=midnight - timedelta(days=30))
    figures = {
        "today": Count("pk", filter=today & ~Q(state=VisitState.CANCELLED)),
        "there": Count("pk", filter=today & Q(state=VisitState.CHECKED_IN)),
        "unfinished": Count("pk", filter=Q(state__in=OPEN_STATES, ends_at__lt=now)),
        "marked": Count("pk", filter=Q(signs__gt=0)),
        "joint": Count("pk", filter=Q(joint=True) & ~Q(state=VisitState.CANCELLED)),
    }
    return {**lately.aggregate(**figures), "as_of": now}


def detail(id: int, *, actor: Actor, now: datetime) -> dict[str, Any]:
    """One visit with its check-ins, what the actor may read of its coaching, who else is asked for at that time, and what
    may be done now. Raises `core.not_found`."""
    row = pages.one(visible_to(actor), VISITS, id, actor=actor)
    complete([row], actor)
    row["contact_name"] = _contact_name(row["contact_id"], actor)
    row["check_ins"] = _check_ins(id, actor)
    row["coaching"] = coaching_of(id, row["participants"], actor)
    row["overlaps"] = _overlaps(row, actor)
    row["actions"] = actions(row, actor, now)
    return row


def _contact_name(contact_id: int | None, actor: Actor) -> str | None:
    if contact_id is None:
        return None
    return titles("contact", [contact_id], actor=actor).get(contact_id)


def _check_ins(visit_id: int, actor: Actor) -> list[dict[str, Any]]:
    rows = list(CheckIn.objects.filter(visit_id=visit_id).select_related("user").order_by("taken_at", "pk"))
    photos = attached.of_parts("checkin", [row.pk for row in rows], actor=actor) if rows else {}
    names = ("id", "user_id", "way", "taken_at", "received_at", "skew_s", "later", "lat", "lon")
    return [
        {
            **{name: getattr(row, name) for name in names},
            "accuracy_m": row.accuracy_m,
            "distance_m": row.distance_m,
            "user_name": row.user.name,
            "photo_id": photos[row.pk][0]["id"] if photos.get(row.pk) else None,
            "marks": row.marks,
        }
        for row in rows
    ]


def coaching_of(visit_id: int, people: Sequence[Mapping[str, Any]], actor: Actor) -> dict[str, Any] | None:
    """The coach's notes, for coach and coached and for who leads the coached; None for everybody else and while there are
    none."""
    parts = {one["part"]: one["user_id"] for one in people}
    coached = parts.get(VisitPart.COACHED)
    readers = {parts.get(VisitPart.COACH), coached}
    if coached is None or actor.user_id is None:
        return None
    if actor.user_id not in readers and org.leader_of(coached) != actor.user_id:
        return None
    notes = Coaching.objects.filter(pk=visit_id).select_related("coach").first()
    if notes is None:
        return None
    said = {
        name: getattr(notes, name) for name in ("went_well", "improve", "exercise", "version", "written_at")
    }
    return {**said, "coach_name": notes.coach.name}


def _overlaps(row: Mapping[str, Any], actor: Actor) -> list[dict[str, Any]]:
    """Other open visits of whoever goes, at the same time; what it is about is told only where the actor sees it."""
    if row["state"] not in OPEN_STATES:
        return []
    people = {one["user_id"]: one["name"] for one in row["participants"]}
    if row["owner_id"]:
        people[row["owner_id"]] = row["owner_name"]
    starts, ends = (datetime.fromisoformat(row[name]) for name in ("starts_at", "ends_at"))
    found = list(overlapping(people, starts, ends, but=row["id"]).order_by("starts_at", "pk")[:10])
    seen = set(visible_to(actor).filter(pk__in=[one.pk for one in found]).values_list("pk", flat=True))
    along = detail_rows([one.pk for one in found]) if found else {}
    return [
        {
            "id": one.pk if one.pk in seen else None,
            "purpose": one.purpose if one.pk in seen else None,
            "starts_at": one.starts_at,
            "ends_at": one.ends_at,
            "names": [
                name
                for id, name in people.items()
                if id == one.owner_id or any(other["user_id"] == id for other in along[one.pk])
            ],
        }
        for one in found
    ]


def actions(row: Mapping[str, Any], actor: Actor, now: datetime) -> list[str]:
    """What would be accepted now."""
    whose = {"id": row["id"], "owner_id": row["owner_id"], "unit_id": row["unit_id"]}
    edits = covers(actor, "visit.edit", **whose)
    mine = row["owner_id"] == actor.user_id
    parts = {one["part"]: one["user_id"] for one in row["participants"]}
    along = mine or any(one["user_id"] == actor.user_id for one in row["participants"])
    state, begun = row["state"], datetime.fromisoformat(row["starts_at"]) <= now
    ways = {one["way"] for one in row["check_ins"] if one["user_id"] == actor.user_id}
    stands = state != VisitState.CANCELLED
    possible = {
        "check_in": along and stands and "in" not in ways,
        "check_out": along and stands and state != VisitState.FINISHED and "in" in ways and "out" not in ways,
        "finish": edits and mine and state in OPEN_STATES and (begun or row["checked_in_at"] is not None),
        "coach": stands and begun and parts.get(VisitPart.COACH) == actor.user_id,
        "edit": edits and state in OPEN_STATES,
        "move": edits and state == VisitState.PLANNED,
        "cancel": edits and state == VisitState.PLANNED,
    }
    return [verb for verb, may in possible.items() if may]


def place_of(kind: str, id: int, *, actor: Actor) -> dict[str, Any]:
    """Where to visit somebody: the customer's address, and where they were found. Raises `core.not_found`."""
    row = subjects.load(kind, id, actor=actor)
    customer_id = row.pk if kind == "customer" else row.customer_id
    customer = (
        subjects.get("customer").visible_to(actor).filter(pk=customer_id).first() if customer_id else None
    )
    if customer is None:
        return {"address": "", "lat": None, "lon": None, "noted_at": None}
    known = KnownPlace.objects.filter(pk=customer.pk).first()
    # an address that was changed since is another place
    same = known is not None and (not customer.address or known.address in ("", customer.address))
    at = known if same else None
    return {
        "address": customer.address or (at.address if at else ""),
        "lat": at.lat if at else None,
        "lon": at.lon if at else None,
        "noted_at": at.noted_at if at else None,
    }
