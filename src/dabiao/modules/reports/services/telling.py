"""Reminding writers before and when a report is due, and telling leaders after the grace who has not handed in.

Each is told once: that it was told is written in the same transaction as the messages, whatever crashes.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from dabiao.core.actor import Actor
from dabiao.core.notifications.services import News, notify_many
from dabiao.modules.org import queries as org
from dabiao.modules.reports.enums import ReportStanding, Said
from dabiao.modules.reports.models import Template, Told
from dabiao.modules.reports.queries import MANAGE, editions, owing, zone
from dabiao.modules.reports.queries.editions import Asked
from dabiao.modules.reports.queries.owing import Owed
from dabiao.modules.reports.rules import periods
from dabiao.modules.reports.rules.periods import Slot

STALE = timedelta(hours=1)  # what should have been said that long ago is not said to writers any more
NEWS_FOR = timedelta(days=3)  # leaders want to know of missing reports even after a weekend without a server
NAMED = 5
Asking = tuple[Slot, Asked, datetime]


def tell_writers(*, actor: Actor, now: datetime) -> int:
    """Who has not handed in is reminded before it is due and when it is; returns how many were told."""
    actor.require(MANAGE)
    return sum(
        _tell_once(template, one, what, now)
        for template, one in _around(now)
        for what in (Said.SOON, Said.DUE)
        if _is_time(what, one, now)
    )


def tell_missing(*, actor: Actor, now: datetime) -> int:
    """Each leader is told once, after the grace, who of their people has not handed in; returns how many leaders."""
    actor.require(MANAGE)
    return sum(
        _tell_once(template, one, Said.MISSING, now)
        for template, one in _around(now)
        if one[1].late_from(one[2]) < now <= one[1].late_from(one[2]) + NEWS_FOR
    )


def _is_time(what: Said, asking: Asking, now: datetime) -> bool:
    _, asked, due_at = asking
    if what == Said.SOON:
        return bool(asked.due.remind) and due_at - timedelta(minutes=asked.due.remind) <= now < due_at
    return due_at <= now < due_at + STALE


def _around(now: datetime) -> Iterator[tuple[Template, Asking]]:
    """Periods that are due about now, of every template in use. One that is due working days after its end began long ago."""
    today = now.astimezone(zone()).date()
    rows = list(Template.objects.filter(retired_at=None).order_by("pk"))
    asked = editions.editions_of([one.pk for one in rows])
    for template in rows:
        slots = periods.slots_between(today - timedelta(days=32), today, template.period)
        for one in owing.due_slots(template, asked[template.pk], slots):
            if abs(one[2] - now) < timedelta(days=15):
                yield template, one


def _tell_once(template: Template, asking: Asking, what: Said, now: datetime) -> int:
    slot = asking[0]
    key = {"template": template, "first_day": slot.first, "part": slot.part, "what": what}
    if Told.objects.filter(**key).exists():
        return 0
    try:
        with transaction.atomic():
            Told.objects.create(**key, at=now)
            return notify_many(_news(template, asking, what, now), now, outward=True)
    except IntegrityError:  # another worker is telling them
        return 0


def _news(template: Template, asking: Asking, what: Said, now: datetime) -> list[News]:
    slot, _, due_at = asking
    waiting = list(_waiting(template, asking, now))
    params = {"name": template.name, "period": slot.label, "at": f"{due_at.astimezone(zone()):%H:%M}"}
    dedupe = f"{slot.first}{slot.part}"
    about = (template.subject_kind, template.pk)
    if what != Said.MISSING:
        people = dict.fromkeys(one.writer.person.user_id for one in waiting)
        return [News(user_id, f"report.{what.value}", params, about, dedupe) for user_id in people]
    return [
        News(
            leader,
            "report.missing",
            {**params, "count": len(names), "names": "、".join(names[:NAMED])},
            about,
            dedupe,
        )
        for leader, names in _by_leader(waiting).items()
    ]


def _waiting(template: Template, asking: Asking, now: datetime) -> Iterator[Owed]:
    slot = asking[0]
    known = owing.ledger([template.pk], slot.first, slot.last)
    whom = owing.writers(template, owing.people(slot.first), org.units())
    for one in owing.owed(template, [asking], whom, known, now):
        if one.standing in (ReportStanding.OPEN, ReportStanding.MISSING):
            yield one


def _by_leader(waiting: Sequence[Owed]) -> dict[int, list[str]]:
    leaders = org.leaders_of([one.writer.person.user_id for one in waiting])
    found: dict[int, list[str]] = defaultdict(list)
    for one in waiting:
        leader = leaders.get(one.writer.person.user_id)
        if leader is not None:
            found[leader].append(one.writer.about_name or one.writer.person.name)
    return found
