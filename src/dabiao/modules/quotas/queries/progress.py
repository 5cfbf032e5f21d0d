"""How far people are with what is asked of a working day: on a day, in a week, in a month."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.timezone import get_default_timezone

from dabiao.core.actor import Actor, Scope
from dabiao.core.calendar import is_workday, workdays_between
from dabiao.core.days import local_day
from dabiao.core.errors import Invalid
from dabiao.modules.dispatch.queries import rulings
from dabiao.modules.org import queries as org
from dabiao.modules.org.enums import DayPart
from dabiao.modules.org.queries import RosterEntry
from dabiao.modules.quotas import rules
from dabiao.modules.quotas.enums import QuotaSpan
from dabiao.modules.quotas.models import Kind
from dabiao.modules.quotas.queries import DECLARE, READ, asking, counting, may_declare, terms
from dabiao.modules.quotas.queries.linking import opens

LOOK_BACK = 30  # days: as far as a row of reached days is followed
FURTHEST = 731  # days from today that may be looked at
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Frame:
    """The days that are looked at. `elapsed`: how much of today's working hours is over, `by_half` of either half. `days`:
    those that are read, in order, from before the period where rows of days are followed."""

    first: date
    last: date
    today: date
    elapsed: int
    days: tuple[date, ...]
    by_half: Mapping[str, int]

    def share_of(self, day: date, part: str = "") -> int:
        """How much of that day is over, or of the one half (`part`) of it that somebody works."""
        if day == self.today:
            return self.by_half[part] if part else self.elapsed
        return rules.WHOLE if day < self.today else 0


def frame(span: str, day: date, now: datetime, *, back: bool) -> Frame:
    """Raises `quotas.day_too_far`."""
    today = local_day(now)
    if abs((day - today).days) > FURTHEST:
        raise Invalid("quotas.day_too_far", field="day", limit=FURTHEST)
    first, last = rules.days_of(span, day)
    since = min(first, min(last, today) - LOOK_BACK * DAY) if back else first
    return between(first, last, now, since=since)


def between(first: date, last: date, now: datetime, *, since: date | None = None) -> Frame:
    local = now.astimezone(get_default_timezone())
    spans = rulings.week_of(None, rulings.policy()).spans
    since = since or first
    days = tuple(since + n * DAY for n in range((last - since).days + 1))
    minute = local.hour * 60 + local.minute
    by_half = {part: rules.elapsed_bp(minute, rules.spans_of_half(spans, part)) for part in DayPart.values}
    return Frame(first, last, local.date(), rules.elapsed_bp(minute, spans), days, by_half)


class Reckoning:
    """What was asked of people and what they did, on the days of a frame."""

    def __init__(self, seen: Frame, people: Sequence[RosterEntry]) -> None:
        self.seen = seen
        self.people = people
        ids = [one.user_id for one in people]
        self.kinds = counting.kinds_in_use()
        self._asked = asking.asked([one.pk for one in self.kinds])
        self._done = counting.done(self.kinds, ids, (seen.days[0], seen.days[-1]))
        self._proven = counting.proven(self.kinds, ids, (seen.first, seen.last))
        self._careers = org.careers_of(ids)
        self._changes = org.changes_since(ids, seen.days[0]) if seen.days[0] < seen.today else {}
        self._paths = org.unit_paths() if self._changes else {}
        self._away = org.away_on(ids, seen.days[0], seen.days[-1])
        self._ramp: list[int] = terms().ramp
        self._workdays = [is_workday(day) for day in seen.days]
        self._same: dict[Any, list[int]] = {}
        self._from = seen.days.index(seen.first)
        self._shares = [seen.share_of(day) for day in seen.days]

    def wanted(self, kind: Kind, person: RosterEntry) -> list[int]:
        """By the days of the frame. People of one unit and level share it, but for newcomers, leave and their own quotas."""
        hired = self._careers.get(person.user_id, {}).get("hired_on") or date.min
        new = rules.months_here(hired, self.seen.days[0]) < len(self._ramp) or hired > self.seen.days[0]
        own = (
            person.user_id in self._asked[kind.pk].people
            or person.user_id in self._away
            or person.user_id in self._changes
        )
        key = (kind.pk, person.unit_path, person.level, person.user_id if new or own else 0)
        if key not in self._same:
            self._same[key] = [
                self._on(kind, person, day, hired) if works else 0
                for day, works in zip(self.seen.days, self._workdays, strict=True)
            ]
        return self._same[key]

    def _on(self, kind: Kind, person: RosterEntry, day: date, hired: date) -> int:
        there = self._there(person, day)
        if not there:
            return 0
        path, level = self._place(person, day)
        found = rules.asked_of(self._asked[kind.pk], person.user_id, path, level, day)
        whole = rules.ramped(found, rules.months_here(hired, day), self._ramp) if found else 0
        return rules.halved(whole, len(there))

    def _place(self, person: RosterEntry, day: date) -> tuple[Sequence[int], str]:
        """Where they stood on that day, root first, and their level then."""
        changes = self._changes.get(person.user_id)
        if changes is None:
            return person.unit_path, person.level
        unit_id, level = org.stood(changes, day, unit_id=person.unit_id, level=person.level)
        return [int(part) for part in self._paths.get(unit_id, "").split("/") if part], level

    def _there(self, person: RosterEntry, day: date) -> list[str]:
        """The halves of that day on which somebody is not on leave."""
        away = [one.part for one in self._away.get(person.user_id, ()) if one.first <= day <= one.last]
        return [part for part in DayPart.values if part not in away and "" not in away]

    def _over(self, person: RosterEntry) -> list[int]:
        """How much of each day of the frame is over, of the half of it that they work where they are away for the other."""
        if person.user_id not in self._away:
            return self._shares
        there = [self._there(person, day) for day in self.seen.days]
        return [
            self.seen.share_of(day, halves[0] if len(halves) == 1 else "")
            for day, halves in zip(self.seen.days, there, strict=True)
        ]

    def done(self, kind: Kind, person: RosterEntry) -> list[int]:
        found = self._done.get((kind.pk, person.user_id))
        return [found.get(day, 0) for day in self.seen.days] if found else [0] * len(self.seen.days)

    def of(self, person: RosterEntry) -> dict[str, Any]:
        """One person's row."""
        wanted = [self.wanted(kind, person) for kind in self.kinds]
        done = [self.done(kind, person) for kind in self.kinds]
        cells = [
            self._cell(kind, person, did, least)
            for kind, did, least in zip(self.kinds, done, wanted, strict=True)
        ]
        judged = self._judged(list(zip(*done, strict=True)), list(zip(*wanted, strict=True)))
        within = [one for day, one in judged if day >= self.seen.first]
        lag = rules.lag_bp([(one["done"], one["wanted"], one["due"]) for one in cells])
        return {
            "user_id": person.user_id,
            "name": person.name,
            "unit_id": person.unit_id,
            "reached": rules.reached([one["done"] for one in cells], [one["wanted"] for one in cells]),
            "lag_bp": lag,
            "days_reached": sum(one is True for one in within),
            "days_judged": sum(one is not None for one in within),
            "streak": rules.streak([one for _, one in judged]),
            "cells": cells,
        }

    def _judged(
        self, done: Sequence[tuple[int, ...]], wanted: Sequence[tuple[int, ...]]
    ) -> list[tuple[date, bool | None]]:
        """Days that are over, and today once it is reached."""
        found = []
        for day, did, least in zip(self.seen.days, done, wanted, strict=True):
            one = rules.reached(did, least) if least else None
            if day < self.seen.today or (day == self.seen.today and one):
                found.append((day, one))
        return found

    def _cell(self, kind: Kind, person: RosterEntry, done: list[int], wanted: list[int]) -> dict[str, Any]:
        did, least = sum(done[self._from :]), sum(wanted[self._from :])
        due = sum(map(rules.due, wanted[self._from :], self._over(person)[self._from :]))
        span = (self.seen.first, self.seen.last)
        shown = min(did, self._proven.get((kind.pk, person.user_id), 0))  # read a moment later
        return {
            "kind_id": kind.pk,
            "done": did,
            "wanted": least,
            "due": due,
            "share_bp": rules.share_bp(did, least),
            "state": rules.state(did, least, due).value,
            "proven": shown if counting.tells_proof(kind) else None,
            "link": opens(kind, person.user_id, span) if did else None,
        }

    def days(self, person: RosterEntry) -> list[dict[str, Any]]:
        """The period day by day."""
        wanted = [self.wanted(kind, person)[self._from :] for kind in self.kinds]
        done = [self.done(kind, person)[self._from :] for kind in self.kinds]
        days = zip(self.seen.days, self._workdays, strict=True)
        return [
            {
                "day": day,
                "workday": works,
                "reached": rules.reached(did, least) if least else None,
                "done": list(did),
                "wanted": list(least),
            }
            for (day, works), did, least in zip(
                list(days)[self._from :], zip(*done, strict=True), zip(*wanted, strict=True), strict=True
            )
        ]


def mine(
    span: str = QuotaSpan.DAY, *, day: date | None = None, actor: Actor, now: datetime
) -> dict[str, Any]:
    """One's own, day by day too. Raises `access.forbidden`, `quotas.day_too_far`."""
    actor.require(READ)
    seen = frame(span, day or local_day(now), now, back=True)
    people = org.roster(user_ids=[actor.user_id or 0])
    found = Reckoning(seen, people)
    person = people[0] if people else None
    return {
        **_head(seen, found.kinds, now),
        "mine": found.of(person) if person else None,
        "days": found.days(person) if person else [],
        "correct_days": terms().correct_days,
        "actions": ["declare"] if actor.may(DECLARE) else [],
    }


def team(
    span: str = QuotaSpan.DAY,
    *,
    day: date | None = None,
    unit_id: int | None = None,
    limit: int = 200,
    actor: Actor,
    now: datetime,
) -> dict[str, Any]:
    """Everybody whom the actor sees, who is furthest behind first; totals over all of them. Raises as `mine`."""
    actor.require(READ)
    seen = frame(span, day or local_day(now), now, back=span != QuotaSpan.DAY)
    people = people_of(actor, unit_id)
    found = Reckoning(seen, people)
    rows = [row for row in map(found.of, people) if any(one["wanted"] or one["done"] for one in row["cells"])]
    rows.sort(key=lambda row: (row["reached"] is None, -row["lag_bp"], row["reached"] is True, row["name"]))
    units = org.unit_names(list({row["unit_id"] for row in rows}))
    return {
        **_head(seen, found.kinds, now),
        "people": [
            {
                **row,
                "unit_name": units.get(row["unit_id"], ""),
                "actions": ["declare"] if may_declare(actor, row["user_id"], row["unit_id"]) else [],
            }
            for row in rows[:limit]
        ],
        "count": len(rows),
        "reached_count": sum(row["reached"] is True for row in rows),
        "behind_count": sum(row["lag_bp"] > 0 for row in rows),
        "totals": _totals(found.kinds, rows),
    }


def people_of(actor: Actor, unit_id: int | None) -> list[RosterEntry]:
    """The working people within the actor's scope, or those of them in a unit and below."""
    scope = actor.scope(READ)
    if scope is Scope.ALL:
        found = org.roster() if unit_id is None else org.roster(unit_ids=[unit_id])
    elif scope in (Scope.TEAM, Scope.UNIT) and actor.unit_id is not None:
        found = org.roster(unit_ids=[actor.unit_id])
        if scope is Scope.TEAM:
            found = [one for one in found if one.unit_id == actor.unit_id]
    else:
        found = org.roster(user_ids=[actor.user_id or 0])
    if unit_id is not None:
        found = [one for one in found if unit_id in one.unit_path]
    return [one for one in found if one.working]


def _head(seen: Frame, kinds: Iterable[Kind], now: datetime) -> dict[str, Any]:
    return {
        "as_of": now,
        "today": seen.today,
        "period": {"first": seen.first, "last": seen.last},
        "workday": workdays_between(seen.first, seen.last) > 0,
        "elapsed_bp": seen.elapsed,
        "kinds": [{"id": one.pk, "code": one.code, "name": one.name, "sort": one.sort} for one in kinds],
    }


def _totals(kinds: Sequence[Kind], rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    found = []
    for place, kind in enumerate(kinds):
        cells = [row["cells"][place] for row in rows]
        done, wanted, due = (sum(cell[name] for cell in cells) for name in ("done", "wanted", "due"))
        proven = sum(cell["proven"] or 0 for cell in cells) if counting.tells_proof(kind) else None
        share = rules.share_bp(done, wanted)
        found.append(
            {
                "kind_id": kind.pk,
                "done": done,
                "wanted": wanted,
                "due": due,
                "share_bp": share,
                "proven": proven,
            }
        )
    return found
