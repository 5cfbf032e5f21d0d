"""How people and units kept their clocks in a day, week or month; what each number is counted of can be opened."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from django.utils.timezone import get_default_timezone

from dabiao.core.actor import SYSTEM, Actor
from dabiao.core.events.models import Event
from dabiao.core.scoping import covers
from dabiao.modules.dispatch.enums import Appeal, Clock, Period
from dabiao.modules.dispatch.models import Breach, Seat
from dabiao.modules.dispatch.queries import reach, rulings
from dabiao.modules.dispatch.queries._answers import ANSWER, answer_of
from dabiao.modules.dispatch.rules import compliance as counting
from dabiao.modules.dispatch.rules.appealing import is_below
from dabiao.modules.org import queries as org

# a number → the filters of `GET /dispatch/stints` that open what it counts, beside whose and when
OPENS: Mapping[str, Mapping[str, str]] = {
    "given": {},
    "in_time": {"answered": "in_time"},
    "late": {"answered": "late"},
    "breached": {"breached": "response"},
    "declared": {"evidence": "declared"},
    "feedback_in_time": {"feedback": "in_time"},
    "feedback_breached": {"breached": "feedback"},
    "levels_lost": {"level_lost": "true"},
    "appeals_open": {"appeal": "asked"},
}
LEVEL_CHANGED = "employee.level_changed"


class _Book:
    """A tally for each person in each unit they stood in, and what they make together."""

    def __init__(self) -> None:
        self._apart: dict[tuple[int, int], counting.Tally] = defaultdict(counting.Tally)

    def of(self, user_id: int, unit_id: int) -> counting.Tally:
        return self._apart[user_id, unit_id]

    def people(self) -> dict[int, counting.Tally]:
        return _joined((user_id, tally) for (user_id, _), tally in self._apart.items())

    def units(self) -> dict[int, counting.Tally]:
        return _joined((unit_id, tally) for (_, unit_id), tally in self._apart.items())

    def all(self) -> counting.Tally:
        return _joined((0, tally) for tally in self._apart.values()).get(0) or counting.Tally()


def _joined(tallies: Iterable[tuple[int, counting.Tally]]) -> dict[int, counting.Tally]:
    found: dict[int, counting.Tally] = defaultdict(counting.Tally)
    for key, tally in tallies:
        found[key].join(tally)
    return found


def compliance(
    period: Period, on: date | None = None, *, unit_id: int | None = None, actor: Actor, now: datetime
) -> dict[str, Any]:
    """Everything about leads given within the span: `{first, last, since, until, opens, all, people, units, mine}`.

    People and units go by name. A number counts turns with leads, so that the list of them under `opens` has as many.
    """
    actor.require("dispatch.read")
    zone = get_default_timezone()
    first, until = counting.span(period, on or now.astimezone(zone).date())
    since_at, until_at = (datetime.combine(day, time(), zone).astimezone(UTC) for day in (first, until))
    units = None if unit_id is None else org.units_below(unit_id)
    book = _read(since_at, until_at, units, actor)
    people, places = book.people(), book.units()
    return {
        "period": {"kind": period.value, "first": first, "last": until - counting.DAY},
        "since": since_at,
        "until": until_at,
        "opens": [{"key": key, "params": params} for key, params in OPENS.items()],
        "all": book.all().shown(),
        "people": _rows(people, org.names_of(list(people))),
        "units": _rows(places, org.unit_names(list(places))),
        "mine": _mine(people.get(actor.user_id or 0, counting.Tally()), actor),
    }


def _rows(tallies: Mapping[int, counting.Tally], names: Mapping[int, str]) -> list[dict[str, Any]]:
    ordered = sorted(tallies, key=lambda id: (names.get(id, ""), id))
    return [{"id": id, "name": names.get(id, f"#{id}"), **tallies[id].shown()} for id in ordered]


def _read(since: datetime, until: datetime, units: list[int] | None, actor: Actor) -> _Book:
    book = _Book()
    stints = reach.stints(actor).filter(given_at__gte=since, given_at__lt=until)
    if units is not None:
        stints = stints.filter(unit_id__in=units)
    for user_id, unit_id, *values in stints.values_list("user_id", "unit_id", *ANSWER).iterator(5_000):
        book.of(user_id, unit_id).add(answer_of(values))
    _add_breaches(book, Breach.objects.filter(stint__in=stints.values("pk")))
    _add_regained(book, since, until, units, actor)
    return book


def _add_breaches(book: _Book, found: Any) -> None:
    """Turns are counted, not breaches: one that lost both clocks is one turn in each number."""
    marks: dict[tuple[int, int, int], set[str]] = defaultdict(set)
    columns = ("stint_id", "owner_id", "unit_id", "clock", "waiver", "level_after", "appeal")
    for stint_id, owner_id, unit_id, clock, waiver, level_after, appeal in found.values_list(*columns):
        said = marks[stint_id, owner_id, unit_id]
        said.add("breached" if clock == Clock.RESPONSE else "feedback_breached")
        if level_after:
            said.add("levels_lost")
        if appeal == Appeal.ASKED:
            said.add("appeals_open")
        if waiver:
            said.add(f"waived {waiver}")
    for (_, owner_id, unit_id), said in marks.items():
        tally = book.of(owner_id, unit_id)
        for mark in said:
            waived = mark.removeprefix("waived ")
            (tally.counts if waived == mark else tally.waived)[waived] += 1


def _add_regained(
    book: _Book, since: datetime, until: datetime, units: list[int] | None, actor: Actor
) -> None:
    """Levels that came back within the span, by answers in time or by an appeal: what the log says."""
    found = Event.objects.filter(kind=LEVEL_CHANGED, at__gte=since, at__lt=until)
    for data, audience in found.values_list("data", "audience"):
        for concerned in audience:
            user_id, place = concerned["id"], (concerned["unit_ids"] or [None])[-1]
            seen = covers(actor, reach.READ, id=0, owner_id=user_id, unit_id=place)
            if place is None or not seen or (units is not None and place not in units):
                continue
            if is_below(data["before"], data["after"]):
                book.of(user_id, place).levels_regained += 1


def _mine(tally: counting.Tally, actor: Actor) -> dict[str, Any]:
    """My own record, and how far I am on the way back to a level that I lost."""
    me = actor.user_id or 0
    seat = Seat.objects.filter(user_id=me).values_list("clean_run", flat=True).first()
    stands = org.visible_to(SYSTEM).filter(pk=me).values_list("level", "base_level").first()
    level, base = stands or ("", "")
    return {
        "id": me,
        "name": actor.name,
        **tally.shown(),
        "level": level,
        "base_level": base,
        "clean_run": seat or 0,
        "clean_to_regain": rulings.policy().clean_to_regain,
    }
