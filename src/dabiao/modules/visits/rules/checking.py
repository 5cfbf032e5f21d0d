"""When a check-in is taken, and which signs speak against it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from dabiao.core.errors import Invalid
from dabiao.modules.visits.enums import Sign
from dabiao.modules.visits.rules.places import Place, distance_m

CLOCK_TOLERANCE = timedelta(minutes=5)
OLDEST = timedelta(hours=72)  # a check-in that was made without a line
LATER = timedelta(minutes=2)  # sent so long after it was made, it was kept meanwhile
FASTEST_KMH = 400  # the fastest trains run 350
NEAR_M = 1_000  # within this, inexact places alone can look like speed
EXACT_M = 1  # no phone knows its place better
APART = timedelta(hours=1)  # the same digits within the hour are one stay
PHOTO_OFF = timedelta(minutes=30)
PHOTO_FAR_M = 1_000

Mark = dict[str, int | str]


@dataclass(frozen=True, slots=True)
class Sent:
    """When it was made, by the device's clock put right; how far that clock is off; whether it was kept before it came."""

    taken_at: datetime
    skew_s: int
    later: bool


def timed(taken_at: datetime, device_now: datetime, now: datetime) -> Sent:
    """`device_now` is the device's clock at sending, so that a clock that is off and a late line are told apart.

    Raises `visits.taken_in_future`, `visits.too_old`.
    """
    if taken_at > device_now + CLOCK_TOLERANCE:
        raise Invalid("visits.taken_in_future", field="taken_at")
    skew = device_now - now
    meant = min(taken_at - skew, now)
    if now - meant > OLDEST:
        raise Invalid("visits.too_old", field="taken_at", hours=OLDEST // timedelta(hours=1))
    return Sent(meant, round(skew.total_seconds()), now - meant > LATER)


@dataclass(frozen=True, slots=True)
class Before:
    """An earlier check-in of the same person."""

    place: Place
    accuracy_m: int
    taken_at: datetime


@dataclass(frozen=True, slots=True)
class Photo:
    """What its camera wrote into it, and whether the very same was sent before."""

    taken_at: datetime | None = None
    place: Place | None = None
    seen_before: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """`repeats` is when the same digits were last sent, if ever."""

    sent: Sent
    place: Place | None
    accuracy_m: int | None
    address: Place | None
    before: Before | None = None
    repeats: datetime | None = None
    photo: Photo | None = None


def marks(facts: Facts, *, far_m: int, vague_m: int) -> list[Mark]:
    """The signs, each with the figures its sentence needs."""
    found: list[Mark] = []
    minutes = round(abs(facts.sent.skew_s) / 60)
    if abs(facts.sent.skew_s) > CLOCK_TOLERANCE.total_seconds():
        found.append({"code": Sign.CLOCK_OFF.value, "minutes": minutes})
    if facts.place is None:
        found.append({"code": Sign.NO_PLACE.value})
    else:
        found += _of_place(facts, facts.place, far_m, vague_m)
    if facts.photo is not None:
        found += _of_photo(facts, facts.photo)
    return found


def _of_place(facts: Facts, place: Place, far_m: int, vague_m: int) -> list[Mark]:
    found: list[Mark] = []
    accuracy = facts.accuracy_m or 0
    if accuracy < EXACT_M:
        found.append({"code": Sign.TOO_EXACT.value})
    if accuracy > vague_m:
        found.append({"code": Sign.TOO_VAGUE.value, "metres": accuracy})
    away = distance_m(place, facts.address) if facts.address else 0
    if away > far_m:
        found.append({"code": Sign.FAR.value, "metres": away})
    if facts.repeats is not None and abs(facts.sent.taken_at - facts.repeats) > APART:
        found.append({"code": Sign.SAME_SPOT.value, "at": facts.repeats.isoformat()})
    speed = speed_kmh(facts.before, place, accuracy, facts.sent.taken_at) if facts.before else 0
    if speed > FASTEST_KMH:
        found.append({"code": Sign.TOO_FAST.value, "kmh": speed})
    return found


def speed_kmh(before: Before, place: Place, accuracy_m: int, at: datetime) -> int:
    """How fast one must have gone, at least: both places are taken as near to each other as their accuracy allows.

    Capped at 99,999, also where no time lies between.
    """
    way = distance_m(before.place, place) - before.accuracy_m - accuracy_m
    if way <= NEAR_M:
        return 0
    hours = max(abs((at - before.taken_at).total_seconds()), 1) / 3600
    return min(round(way / 1000 / hours), 99_999)


def _of_photo(facts: Facts, photo: Photo) -> list[Mark]:
    found: list[Mark] = []
    if photo.seen_before:
        found.append({"code": Sign.SAME_PHOTO.value})
    if photo.taken_at is not None:
        off = abs(photo.taken_at - (facts.sent.taken_at + timedelta(seconds=facts.sent.skew_s)))
        if off > PHOTO_OFF:
            found.append({"code": Sign.PHOTO_TIME.value, "minutes": round(off.total_seconds() / 60)})
    if photo.place is not None and facts.place is not None:
        away = distance_m(photo.place, facts.place) - (facts.accuracy_m or 0)
        if away > PHOTO_FAR_M:
            found.append({"code": Sign.PHOTO_PLACE.value, "metres": away})
    return found
