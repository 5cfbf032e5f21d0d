"""One person's calendar for other programs: RFC 5545, read-only, under an address that only they know."""

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from dabiao.core import i18n
from dabiao.core.access import actors
from dabiao.core.access.models import User
from dabiao.core.days import local_day
from dabiao.core.errors import NotFound
from dabiao.core.notifications.outward import wishes_of
from dabiao.modules.activities.models import FeedKey
from dabiao.modules.activities.queries.calendar import LONGEST, calendar

BACK, AHEAD = 30, 150  # days around today
LASTS = timedelta(minutes=30)  # a planned contact, on a calendar that knows no moments
EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
FOLDERS = {
    "lead": "leads",
    "customer": "customers",
    "opportunity": "opportunities",
    "task": "tasks",
    "visit": "visits",
    "meeting": "meetings",
}


def digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def feed_state(user_id: int) -> dict[str, Any]:
    """Whether there is an address, and when a program last fetched it. The address itself is shown once, when it is made."""
    row = FeedKey.objects.filter(pk=user_id).first()
    return {"created_at": row.created_at if row else None, "fetched_at": row.fetched_at if row else None}


def feed(key: str, *, now: datetime) -> bytes:
    """The calendar behind a secret address. Raises `core.not_found` for an unknown one, and for people who left."""
    row = FeedKey.objects.select_related("user").filter(key_hash=digest(key), user__is_active=True).first()
    if row is None:
        raise NotFound("core.not_found", kind="calendar", id="")
    return _written(row.user, now)


def _written(user: User, now: datetime) -> bytes:
    from icalendar import Calendar

    found = Calendar()
    for name, value in (
        ("prodid", "-//Dabiao//Calendar//ZH"),
        ("version", "2.0"),
        ("method", "PUBLISH"),
        ("x-wr-calname", i18n.text(user.language, "calendar.name", name=user.name)),
        ("x-published-ttl", "PT15M"),
    ):
        found.add(name, value)
    minutes = wishes_of([user.pk])[user.pk].remind_minutes
    for entry in _entries(user, now):
        found.add_component(_event(entry, user.language, minutes))
    return found.to_ical()


def _entries(user: User, now: datetime) -> list[dict[str, Any]]:
    """A person's own entries around today, by spans as long as a calendar shows at once."""
    today = local_day(now)
    first, last = today - timedelta(days=BACK), today + timedelta(days=AHEAD)
    actor, found = actors.build(user), []
    while first <= last:
        end = min(first + timedelta(days=LONGEST - 1), last)
        found += calendar(first=first, last=end, owner_id=user.pk, actor=actor)["items"]
        first = end + timedelta(days=1)
    return found


def _event(entry: dict[str, Any], language: str, minutes: int) -> Any:
    """Times in UTC, so that no rule of a time zone has to be told; whole days as days.

    The number of a change is the second of the record's last one: it only rises, and is the same at every fetch.
    """
    from icalendar import Alarm, Event

    event, kind, id = Event(), entry["subject_kind"], entry["subject_id"]
    summary = i18n.text(language, f"calendar.{entry['sort']}", title=entry["title"])
    changed = entry["updated_at"].astimezone(UTC).replace(microsecond=0)
    event.add("uid", f"{entry['sort']}-{kind}-{id}@{urlsplit(settings.PUBLIC_URL).hostname or 'dabiao'}")
    event.add("summary", summary)
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("sequence", int((changed - EPOCH).total_seconds()))
    if entry["note"]:
        event.add("description", entry["note"])
    if entry["place"]:
        event.add("location", entry["place"])
    if settings.PUBLIC_URL:
        event.add("url", f"{settings.PUBLIC_URL}/{FOLDERS[kind]}/{id}")
    if entry["day"] is not None:
        event.add("dtstart", entry["day"])
        event.add("dtend", entry["day"] + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        return event
    start = entry["at"].astimezone(UTC)
    event.add("dtstart", start)
    event.add("dtend", entry["ends_at"] or start + LASTS)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", -timedelta(minutes=minutes))
    event.add_component(alarm)
    return event
