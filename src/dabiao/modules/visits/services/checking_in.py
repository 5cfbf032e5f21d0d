"""Checking in to a visit and out of it: once each, whenever it arrives, with the signs against it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from dabiao.core.actor import Actor
from dabiao.core.attachments import queries as attached
from dabiao.core.attachments import services as attachments
from dabiao.core.errors import Conflict, Forbidden, Invalid, NotFound
from dabiao.core.files.models import StoredFile
from dabiao.modules.visits import events, queries
from dabiao.modules.visits.enums import CheckInWay, VisitState
from dabiao.modules.visits.models import CheckIn, KnownPlace, Visit
from dabiao.modules.visits.rules import checking, planning
from dabiao.modules.visits.rules.places import Place, distance_m
from dabiao.modules.visits.services import _holding as holding
from dabiao.modules.visits.services._photos import looked_at


@dataclass(frozen=True, slots=True)
class Report:
    """What a device says. `key` is its own name for this check-in; `device_now` its clock when it sent."""

    key: str
    way: str
    taken_at: datetime
    device_now: datetime
    lat: int | None = None
    lon: int | None = None
    accuracy_m: int | None = None
    photo: int | None = None

    @property
    def place(self) -> Place | None:
        return None if self.lat is None or self.lon is None else Place(self.lat, self.lon)


@transaction.atomic
def check_in(visit_id: int, *, report: Report, actor: Actor, now: datetime) -> CheckIn:
    """Whoever takes part was there. The same key again is the same check-in.

    The visit's own state follows its owner. Raises `visits.not_taking_part`, `visits.checked_already`,
    `visits.not_checked_in`, `visits.is_cancelled`, `visits.key_of_another`, `files.not_waiting`, and what
    `rules.checking.timed` raises.
    """
    visit = holding.held(visit_id, actor)
    if actor.person not in holding.people_of(visit):
        raise Forbidden("visits.not_taking_part", field="id")
    known = CheckIn.objects.filter(user_id=actor.person, key=report.key).first()
    if known is not None:
        if (known.visit_id, known.way) != (visit.pk, report.way):
            raise Conflict("visits.key_of_another", field="key")
        return known
    planning.check_place(report.lat, report.lon)
    if visit.state == VisitState.CANCELLED:
        raise Conflict("visits.is_cancelled", field="state")
    sent = checking.timed(report.taken_at, report.device_now, now)
    _check_turn(visit, report, sent, actor)
    photo = _photo_file(report.photo, visit, actor)
    found = _marks(visit, report, sent, photo, actor)
    made = _written(visit, report, sent, found, photo, actor, now)
    if report.photo is not None:
        part = ("checkin", made.pk)
        attachments.place(
            [report.photo], about_kind="visit", about_id=visit.pk, part=part, actor=actor, now=now
        )
    _follow(visit, made, actor, now)
    return made


def _check_turn(visit: Visit, report: Report, sent: checking.Sent, actor: Actor) -> None:
    """In once, then out once."""
    before = CheckIn.objects.filter(visit=visit, user_id=actor.person)
    times = dict(before.values_list("way", "taken_at"))
    if report.way in times:
        raise Conflict("visits.checked_already", field="way")
    if report.way == CheckInWay.OUT and (CheckInWay.IN not in times or sent.taken_at < times[CheckInWay.IN]):
        raise Conflict("visits.not_checked_in", field="way")


def _photo_file(attachment_id: int | None, visit: Visit, actor: Actor) -> StoredFile | None:
    """The file that was sent ahead for this visit. Raises `files.not_waiting`, `visits.no_picture`."""
    if attachment_id is None:
        return None
    try:
        found, _ = attached.seen(attachment_id, actor=actor)
    except NotFound:
        raise Invalid("files.not_waiting", field="photo") from None
    if (found.about_kind, found.about_id, found.placed_at) != ("visit", visit.pk, None):
        raise Invalid("files.not_waiting", field="photo")
    if found.thumbnail_id is None:
        raise Invalid("visits.no_picture", field="photo")
    return found.file


def _marks(
    visit: Visit, report: Report, sent: checking.Sent, photo: StoredFile | None, actor: Actor
) -> list[checking.Mark]:
    terms = queries.terms()
    mine = CheckIn.objects.filter(user_id=actor.person)
    seen = None
    if photo is not None:
        before = CheckIn.objects.filter(photo_sha256=photo.sha256).exists()
        seen = looked_at(photo.pk, seen_before=before)
    facts = checking.Facts(
        sent,
        place=report.place,
        accuracy_m=report.accuracy_m,
        address=_address(visit),
        before=_before(mine, sent.taken_at),
        repeats=_repeats(mine.exclude(visit=visit), report.place),
        photo=seen,
    )
    return checking.marks(facts, far_m=terms.far_m, vague_m=terms.vague_m)


def _before(mine: QuerySet[CheckIn], at: datetime) -> checking.Before | None:
    earlier = mine.filter(lat__isnull=False, taken_at__lte=at).order_by("-taken_at").first()
    if earlier is None or earlier.lat is None or earlier.lon is None:
        return None
    return checking.Before(Place(earlier.lat, earlier.lon), earlier.accuracy_m or 0, earlier.taken_at)


def _repeats(mine: QuerySet[CheckIn], place: Place | None) -> datetime | None:
    if place is None:
        return None
    return (
        mine.filter(lat=place.lat, lon=place.lon)
        .order_by("-taken_at")
        .values_list("taken_at", flat=True)
        .first()
    )


def _address(visit: Visit) -> Place | None:
    return None if visit.lat is None or visit.lon is None else Place(visit.lat, visit.lon)


def _written(
    visit: Visit,
    report: Report,
    sent: checking.Sent,
    found: list[checking.Mark],
    photo: StoredFile | None,
    actor: Actor,
    now: datetime,
) -> CheckIn:
    address, place = _address(visit), report.place
    return CheckIn.objects.create(
        visit=visit,
        user_id=actor.person,
        way=report.way,
        key=report.key,
        taken_at=sent.taken_at,
        received_at=now,
        skew_s=sent.skew_s,
        later=sent.later,
        lat=report.lat,
        lon=report.lon,
        accuracy_m=report.accuracy_m,
        distance_m=distance_m(place, address) if place and address else None,
        photo_id=report.photo,
        photo_sha256=photo.sha256 if photo else "",
        marks=found,
    )


def _follow(visit: Visit, made: CheckIn, actor: Actor, now: datetime) -> None:
    """What a check-in changes: the state of its owner's visit, the place known of its customer; and who is told."""
    changes: dict[str, object] = {"signs": visit.signs + len(made.marks)}
    if actor.user_id == visit.owner_id and visit.state != VisitState.FINISHED:
        out = made.way == CheckInWay.OUT
        changes["state"] = VisitState.CHECKED_OUT if out else VisitState.CHECKED_IN
    if actor.user_id == visit.owner_id:
        changes["checked_out_at" if made.way == CheckInWay.OUT else "checked_in_at"] = made.taken_at
    holding.put(visit, now, **changes)
    if made.way == CheckInWay.OUT:
        out_fact = events.VisitCheckedOut(**holding.said(visit), user_id=actor.person, taken_at=made.taken_at)
        holding.tell(visit, out_fact, actor, now)
        return
    clean = not made.marks
    if clean and visit.customer_id is not None:
        noted = {"lat": made.lat, "lon": made.lon, "address": visit.address, "noted_at": now}
        KnownPlace.objects.get_or_create(customer_id=visit.customer_id, defaults=noted)
    fact = events.VisitCheckedIn(
        **holding.said(visit),
        user_id=actor.person,
        taken_at=made.taken_at,
        distance_m=made.distance_m,
        clean=clean,
        at_once=not made.later,
    )
    holding.tell(visit, fact, actor, now)
