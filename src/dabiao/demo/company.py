"""`dabiao seed`: an empty database becomes a company with four months behind it."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from dabiao.core.access.models import User
from dabiao.core.calendar import is_workday
from dabiao.core.errors import Conflict
from dabiao.core.events.models import Delivery, Event
from dabiao.core.notifications.models import Notification
from dabiao.core.timers.worker import drain
from dabiao.demo import exports, fields, todo
from dabiao.demo.journeys import Journeys
from dabiao.demo.staff import PASSWORD, Staff, hire, open_doors, share_numbers
from dabiao.demo.world import World

DAYS = 120
SMALL = 800
STEPS_PER_COMMIT = 400


def is_empty() -> bool:
    return not User.objects.exists()


def seed(leads: int = SMALL, *, now: datetime | None = None, seed: int = 7) -> Staff:
    """Fill an empty database with about `leads` leads and all that came of them, up to this minute.

    Raises `demo.not_empty` where somebody lives already.
    """
    if not is_empty():
        raise Conflict("demo.not_empty")
    end = now or timezone.now()
    start = end - timedelta(days=DAYS)
    world = World(start=start, end=end, seed=seed, zone=settings.TIME_ZONE)
    with transaction.atomic():
        staff = hire(start - timedelta(days=1))
        share_numbers(staff, start)
        fields.make(actor=staff.admin, now=start)
        journeys = Journeys(world, staff)
        for moment in arrivals(world, leads):
            world.at(moment, journeys.arrive)
        while world.run(STEPS_PER_COMMIT):
            pass
        open_doors()
        exports.ask(staff, end)
        todo.write(world, staff, end)
        _drop_old_messages(end)
    drain()
    return staff


def arrivals(world: World, leads: int) -> list[datetime]:
    """Moments at which leads come in: mostly on working days, a little more every month, fewer at night."""
    days = [world.start + timedelta(days=n) for n in range(DAYS + 1)]
    weights = [
        (1.0 if is_workday(day.astimezone(world.zone).date()) else 0.3) * (1 + n / DAYS / 2)
        for n, day in enumerate(days)
    ]
    moments = []
    for day in world.random.choices(days, weights, k=leads):
        hour = world.random.choices(range(24), [1] * 8 + [5] * 11 + [3] * 5)[0]
        local = day.astimezone(world.zone).replace(
            hour=hour, minute=world.random.randrange(60), second=world.random.randrange(60)
        )
        moments.append(local)
    return sorted(moments)


def _drop_old_messages(end: datetime) -> None:
    """The company has read its mail of the past; only the last day's is still to be told."""
    yesterday = end - timedelta(days=1)
    Delivery.objects.filter(event_id__in=Event.objects.filter(at__lt=yesterday).values("pk")).delete()
    Notification.objects.filter(created_at__lt=yesterday).update(read_at=F("created_at"))


def accounts(staff_logins: list[tuple[str, str, str]]) -> list[str]:
    """Lines to print: who can sign in, with the password they share."""
    return [f"{login:<10} {name}（{position}）" for login, name, position in staff_logins] + [
        f"password: {PASSWORD}"
    ]
