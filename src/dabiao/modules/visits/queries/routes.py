"""The way through a day of visits, and customers near a place who have not been seen for long."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.timezone import get_default_timezone

from dabiao.core import subjects
from dabiao.core.actor import Actor
from dabiao.core.errors import Invalid
from dabiao.modules.visits.enums import VisitState
from dabiao.modules.visits.models import KnownPlace, Visit
from dabiao.modules.visits.queries.listing import complete
from dabiao.modules.visits.queries.reach import READ, taking_part, visible_to
from dabiao.modules.visits.rules import places, routing
from dabiao.modules.visits.rules.places import Place

MOST = 40  # visits of one day
NEAREST = 20
UNSEEN = timedelta(days=30)
_CANDIDATES = 500


def of_day(owner_id: int, day: date, actor: Actor) -> QuerySet[Visit]:
    """What somebody visits on a day and still stands, as far as the actor sees it; visits they own, and no others'."""
    begin = datetime.combine(day, time.min, get_default_timezone())
    within = Q(starts_at__gte=begin, starts_at__lt=begin + timedelta(days=1), owner_id=owner_id)
    return visible_to(actor).filter(within).exclude(state=VisitState.CANCELLED)


def route(*, day: date, owner_id: int, actor: Actor) -> dict[str, Any]:
    """The day's visits in their order: as somebody put them, or else as times and the shortest way say.

    Distances are straight lines. `best` is the shortest order, also where another one stands. Raises `visits.too_many`.
    """
    actor.require(READ)
    rows = list(of_day(owner_id, day, actor).order_by("starts_at", "pk")[: MOST + 1])
    if len(rows) > MOST:
        raise Invalid("visits.too_many", field="day", limit=MOST)
    best = best_order(rows)
    by_hand = any(row.position is not None for row in rows)
    standing = sorted(rows, key=_by_hand) if by_hand else [_by_id(rows)[id] for id in best]
    stops = [_shown(row) for row in standing]
    complete(stops, actor)
    metres = _measure(stops)
    shortest = [_shown(_by_id(rows)[id]) for id in best]
    return {
        "stops": stops,
        "metres": metres,
        "late_minutes": _late(standing),
        "by_hand": by_hand,
        "best": best,
        "best_metres": _measure(shortest),
        "unplaced": sum(row.lat is None for row in rows),
    }


def best_order(rows: list[Visit]) -> list[int]:
    """Ids: visits with a place in the best order, those without among them by their times."""
    stops = [stop for row in rows if (stop := _stop(row)) is not None]
    found = [stop.id for stop in routing.ordered(stops, begin=_begin(rows))]
    starts = {row.pk: row.starts_at for row in rows}
    for row in rows:
        if row.lat is None:
            later = (place for place, id in enumerate(found) if starts[id] > row.starts_at)
            found.insert(next(later, len(found)), row.pk)
    return found


def _by_hand(row: Visit) -> tuple[bool, int, datetime, int]:
    return row.position is None, row.position or 0, row.starts_at, row.pk


def _by_id(rows: list[Visit]) -> dict[int, Visit]:
    return {row.pk: row for row in rows}


def _minute(moment: datetime) -> int:
    local = moment.astimezone(get_default_timezone())
    return local.hour * 60 + local.minute


def _begin(rows: list[Visit]) -> int:
    return min((_minute(row.starts_at) for row in rows), default=0)


def _stop(row: Visit) -> routing.Stop | None:
    if row.lat is None or row.lon is None:
        return None
    minutes = round((row.ends_at - row.starts_at) / timedelta(minutes=1))
    # whoever has been there is not sent there at another time
    fixed = row.fixed or row.state != VisitState.PLANNED
    return routing.Stop(row.pk, Place(row.lat, row.lon), minutes, _minute(row.starts_at) if fixed else None)


def _late(rows: list[Visit]) -> int:
    stops = [stop for row in rows if (stop := _stop(row)) is not None]
    return routing.cost(stops, begin=_begin(rows))[0]


def _shown(row: Visit) -> dict[str, Any]:
    names = ("purpose", "starts_at", "ends_at", "fixed", "address", "lat", "lon", "state", "version")
    about = {"id": row.pk, "subject_kind": row.about_kind, "subject_id": row.about_id}
    return {**about, **{name: getattr(row, name) for name in names}}


def _measure(stops: list[dict[str, Any]]) -> int:
    """Give each stop its distance from the one before that has a place; the sum, in metres."""
    last: Place | None = None
    whole = 0
    for stop in stops:
        stop["from_last_m"] = None
        if stop["lat"] is None:
            continue
        here = Place(stop["lat"], stop["lon"])
        if last is not None:
            stop["from_last_m"] = places.distance_m(last, here)
            whole += stop["from_last_m"]
        last = here
    return whole


def nearby(*, lat: int, lon: int, within_m: int, actor: Actor, now: datetime) -> list[dict[str, Any]]:
    """Customers of the actor whose place is known, within so many metres, without a contact for thirty days; nearest first."""
    actor.require(READ)
    if not actor.may("customer.read") or actor.user_id is None:
        return []
    centre = Place(lat, lon)
    low, high = places.around(centre, within_m)
    box = KnownPlace.objects.filter(lat__range=(low.lat, high.lat), lon__range=(low.lon, high.lon))
    unseen = Q(last_contact_at__lt=now - UNSEEN) | Q(last_contact_at=None)
    mine = subjects.get("customer").visible_to(actor).filter(unseen, owner_id=actor.user_id)
    rows = mine.filter(pk__in=box.values("customer_id")).order_by(
        F("last_contact_at").asc(nulls_first=True), "pk"
    )
    customers = {row.pk: row for row in rows[:_CANDIDATES]}
    found = []
    for known in KnownPlace.objects.filter(pk__in=customers):
        away = places.distance_m(centre, Place(known.lat, known.lon))
        if away <= within_m:
            customer = customers[known.pk]
            found.append(
                {
                    "customer_id": customer.pk,
                    "name": customer.name,
                    "address": customer.address or known.address,
                    "lat": known.lat,
                    "lon": known.lon,
                    "distance_m": away,
                    "last_contact_at": customer.last_contact_at,
                }
            )
    return sorted(found, key=lambda one: (one["distance_m"], one["customer_id"]))[:NEAREST]


def on_calendar(
    since: datetime, until: datetime, owner_id: int | None, unit_ids: list[int] | None, actor: Actor
) -> QuerySet[Visit]:
    """Visits that begin in this span, of a person with those they go along on, or of units."""
    rows = (
        visible_to(actor)
        .filter(starts_at__gte=since, starts_at__lt=until)
        .exclude(state=VisitState.CANCELLED)
    )
    if owner_id is not None:
        rows = rows.filter(taking_part(owner_id))
    return rows if unit_ids is None else rows.filter(unit_id__in=unit_ids)
