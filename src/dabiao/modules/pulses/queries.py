"""Reads of pulses: what is asked of oneself, and how units are, wherever enough stand behind a figure."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, Q, Sum
from django.utils.timezone import get_default_timezone

from dabiao.core.actor import Actor, Scope
from dabiao.core.days import local_day
from dabiao.core.errors import NotFound
from dabiao.modules.org import queries as org
from dabiao.modules.pulses import rules
from dabiao.modules.pulses.enums import Question
from dabiao.modules.pulses.models import POLICY, Answer, Asked, Policy, Pulse
from dabiao.modules.pulses.rules import Place

READ, MANAGE = "pulse.read", "pulse.manage"
WEEKS = 12
QUESTIONS = tuple(Question)
WORDS = 200


class Due(NamedTuple):
    week: date
    opens_at: datetime
    closes_at: datetime


def policy() -> Policy:
    return Policy.objects.filter(pk=POLICY).first() or Policy(pk=POLICY)


def asking(policy: Policy, monday: date) -> Due | None:
    """When that week's is asked; None in a week without."""
    day = rules.asking_day(monday, policy.weekday)
    if day is None or not policy.active:
        return None
    opens_at = datetime.combine(day, policy.at, get_default_timezone())
    return Due(monday, opens_at, opens_at + timedelta(days=policy.days))


def due(policy: Policy, now: datetime) -> Due | None:
    """The asking that is open by the clock, whether it was made or not; None where there is none."""
    today = local_day(now)
    this = today - timedelta(days=today.weekday())
    found = (asking(policy, week) for week in (this, this - timedelta(days=7)))
    return next((one for one in found if one and one.opens_at <= now < one.closes_at), None)


def asked(pulse_id: int) -> list[int]:
    """Whom it was asked of."""
    return list(Asked.objects.filter(pulse_id=pulse_id).order_by("user_id").values_list("user_id", flat=True))


def shown_policy(*, actor: Actor) -> dict[str, Any]:
    """Raises `access.forbidden`."""
    actor.require(READ)
    row = policy()
    names = ("active", "weekday", "at", "days", "least", "version")
    return {**{name: getattr(row, name) for name in names}, "actions": ["edit"] if actor.may(MANAGE) else []}


def mine(*, actor: Actor, now: datetime) -> dict[str, Any]:
    """The asking that waits for one's answer; all null where none does."""
    asked = (
        Asked.objects.filter(user_id=actor.person, pulse__closes_at__gt=now, answered=False)
        .select_related("pulse")
        .order_by("-pulse_id")
        .first()
    )
    pulse = asked.pulse if asked else None
    return {
        "id": pulse.pk if pulse else None,
        "week": pulse.week if pulse else None,
        "closes_at": pulse.closes_at if pulse else None,
        "least": pulse.least if pulse else None,
    }


def board(*, today: date, actor: Actor) -> dict[str, Any]:
    """The units of the actor's reach with their newest figures and those of up to twelve askings, the oldest first; parents
    stand before their children. `left` went in the last 365 days. Raises `access.forbidden`."""
    reach = _reach(actor)
    pulses = list(Pulse.objects.order_by("-week")[:WEEKS])[::-1]
    units = org.units()
    figures = _figures(pulses, units)
    staff = _staff(units, since=today - timedelta(days=365))
    rows = []
    for unit in units:
        if reach is not None and unit["id"] not in reach:
            continue
        weeks = [{"week": pulse.week, **figures[pulse.pk][unit["id"]]} for pulse in pulses]
        rows.append(
            {
                **{name: unit[name] for name in ("id", "name", "parent_id")},
                "depth": unit["path"].strip("/").count("/"),
                "people": staff[unit["id"]][0],
                "left": staff[unit["id"]][1],
                "weeks": weeks,
            }
        )
    newest = pulses[-1] if pulses else None
    return {
        "units": rows,
        "pulse_id": newest.pk if newest else None,
        "week": newest.week if newest else None,
        "closes_at": newest.closes_at if newest else None,
        "least": newest.least if newest else policy().least,
        "actions": ["edit"] if actor.may(MANAGE) else [],
    }


def words(pulse_id: int, *, unit_id: int, actor: Actor) -> dict[str, Any]:
    """What people of a unit and below added in words, in no order; none where its figure is not shown. Raises
    `core.not_found`, `access.forbidden`."""
    reach = _reach(actor)
    pulse = Pulse.objects.filter(pk=pulse_id).first()
    units = org.units()
    known = {unit["id"] for unit in units}
    if pulse is None or unit_id not in known or (reach is not None and unit_id not in reach):
        raise NotFound("core.not_found", kind="pulse", id=pulse_id)
    if not _figures([pulse], units)[pulse.pk][unit_id]["shown"]:
        return {"words": []}
    below = org.units_below(unit_id)
    said = Answer.objects.filter(pulse=pulse, unit_id__in=below).exclude(words="").order_by("id")
    return {"words": list(said.values_list("words", flat=True)[:WORDS])}


def _reach(actor: Actor) -> frozenset[int] | None:
    """The units whose people's mood the actor may see as one; None is all of them. Nobody has a figure of one person."""
    actor.require(READ)
    scope = actor.scope(READ)
    if scope is Scope.ALL:
        return None
    if scope is Scope.UNIT:
        return actor.unit_ids
    return frozenset({actor.unit_id}) if scope is Scope.TEAM and actor.unit_id is not None else frozenset()


def _figures(
    pulses: Sequence[Pulse], units: Sequence[Mapping[str, Any]]
) -> dict[int, dict[int, dict[str, Any]]]:
    """Asking → unit → how many were asked and answered there and below; and the means in hundredths of a point where they may
    be shown. Who was asked and how many answered is no secret."""
    ids = [pulse.pk for pulse in pulses]
    asked = {
        (row[0], row[1]): (row[2], row[3])
        for row in Asked.objects.filter(pulse_id__in=ids)
        .values_list("pulse_id", "unit_id")
        .annotate(there=Count("id"), said=Count("id", filter=Q(answered=True)))
    }
    sums = {
        (row[0], row[1]): row[2:]
        for row in Answer.objects.filter(pulse_id__in=ids)
        .values_list("pulse_id", "unit_id")
        .annotate(**{f"of_{question.value}": Sum(question.value) for question in QUESTIONS})
    }
    found = {}
    for pulse in pulses:
        places = [
            Place(unit["id"], unit["parent_id"], asked.get((pulse.pk, unit["id"]), (0, 0))[1])
            for unit in units
        ]
        may = rules.shown(places, pulse.least)
        total: dict[int, list[int]] = {unit["id"]: [0] * (2 + len(QUESTIONS)) for unit in units}
        for unit in units:
            key = (pulse.pk, unit["id"])
            own = (*asked.get(key, (0, 0)), *sums.get(key, (0,) * len(QUESTIONS)))
            for id in map(int, filter(None, unit["path"].split("/"))):
                total[id] = [one + more for one, more in zip(total[id], own, strict=True)]
        found[pulse.pk] = {id: _figure(parts, id in may) for id, parts in total.items()}
    return found


def _staff(units: Sequence[Mapping[str, Any]], *, since: date) -> dict[int, list[int]]:
    """Unit → who works there and below, and who has left since."""
    own = org.turnover(since)
    total = {unit["id"]: [0, 0] for unit in units}
    for unit in units:
        for id in map(int, filter(None, unit["path"].split("/"))):
            total[id] = [one + more for one, more in zip(total[id], own.get(unit["id"], (0, 0)), strict=True)]
    return total


def _figure(parts: Sequence[int], shown: bool) -> dict[str, Any]:
    asked, answered, *sums = parts
    means = [round(sum_ * 100 / answered) if shown else None for sum_ in sums]
    named = dict(zip((question.value for question in QUESTIONS), means, strict=True))
    return {"asked": asked, "answered": answered, "shown": shown, **named}
