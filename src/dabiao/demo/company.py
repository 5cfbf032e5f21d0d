"""`dabiao seed`: an empty database becomes a company with eighteen months behind it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from dabiao.core.access.models import User
from dabiao.core.actor import SYSTEM
from dabiao.core.errors import Conflict
from dabiao.core.events.models import Delivery, Event
from dabiao.core.notifications.models import Notification
from dabiao.core.timers.worker import drain
from dabiao.demo import (
    absent,
    checks,
    dispatching,
    evidence,
    exports,
    fields,
    forecasts,
    grading,
    market,
    papers,
    pipelines,
    plans,
    pulses,
    quotas,
    reports,
    returning,
    reviewing,
    sales_events,
    targets,
    todo,
    truth,
    visits,
)
from dabiao.demo.bulk import channels, chatting, forms
from dabiao.demo.bulk.marks import COPIES
from dabiao.demo.bulk.writing import write
from dabiao.demo.simulation.world import Spec, World, simulate
from dabiao.demo.staff import PASSWORD, Staff, hire, name_rivals, open_doors, price, share_numbers, tag
from dabiao.modules.targets import services as crediting

SIZES = {"small": 2_800, "medium": 20_000, "large": 1_000_000}
SMALL = SIZES["small"]
MOST_AT_ONCE = 20_000  # leads that are simulated one by one; beyond, the database copies
MOST = MOST_AT_ONCE * COPIES
MAIL_IS_READ = timedelta(days=1)


@dataclass(frozen=True)
class Size:
    """How many leads are simulated, and how often each is copied."""

    simulated: int
    copies: int = 1

    @property
    def is_whole(self) -> bool:
        """Whether nothing was copied: a company that somebody looks at, not one that is measured."""
        return self.copies == 1

    @classmethod
    def of(cls, leads: int) -> "Size":
        copies = ceil(leads / MOST_AT_ONCE)
        return cls(round(leads / copies) if copies else 0, max(copies, 1))


def is_empty() -> bool:
    return not User.objects.exists()


def seed(
    leads: int = SMALL, *, now: datetime | None = None, seed: int = 7, truth_to: Path | None = None
) -> Staff:
    """Fill an empty database with about `leads` leads and all that came of them, up to this minute, or not at all.

    The truth behind it goes into the folder `truth_to` (in DABIAO_HOME unless another is named). Raises `demo.not_empty`
    where somebody lives already.
    """
    if not is_empty():
        raise Conflict("demo.not_empty")
    size = Size.of(leads)
    zone = timezone.get_default_timezone()
    end = (now or timezone.now()).astimezone(zone).replace(microsecond=0)
    world = simulate(Spec(size.simulated, end, seed))
    with transaction.atomic():
        staff = found(world)
        write(world.happenings, staff.people, copies=size.copies, deliver_since=end - MAIL_IS_READ)
        open_doors()
        channels.enter(staff, end)
        exports.ask(staff, end)
        todo.write(staff, end)
        papers.write(staff, end)
        grading.write(staff, end)
        dispatching.live(staff, end)
        chatting.live(staff, end)
        forms.add(staff, end)
        returning.write(staff, end)
        crediting.credit_all(actor=SYSTEM, now=end)
        crediting.tally_anew(actor=SYSTEM, now=end)
        targets.write(staff, end)
        if size.is_whole:
            forecasts.write(staff, end)
        else:
            forecasts.leave_to_worker(end)
        absent.write(staff, end)
        pulses.write(staff, end)
        quotas.write(staff, end)
        visits.write(staff, end)
        sales_events.write(staff, end)
        plans.write(staff, end)
        checks.write(staff, end)
        reports.write(staff, end)
        reviewing.write(staff, end)
        market.write(staff, end)
        pipelines.write(staff, end)
        evidence.write(staff, end)
        _read_old_mail(end)
    truth.save(world.truth, truth_to or Path(settings.DABIAO_HOME) / truth.FOLDER, copies=size.copies)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    if (
        size.is_whole
    ):  # of a copied company the worker tells what the last day brought, and counts what was copied
        drain()
    return staff


def found(world: World) -> Staff:
    """The company before its first lead: its people, what they share, the fields that they made."""
    start = world.spec.start
    staff = hire(world.people, start - timedelta(days=1), world.spec.end.date())
    share_numbers(staff, start)
    name_rivals(staff, start)
    tag(staff, world.people, start)
    price(staff, start)
    fields.make(actor=staff.admin, now=start)
    return staff


def _read_old_mail(end: datetime) -> None:
    """The company has read its mail of the past; only the last day's is still to be told."""
    since = end - MAIL_IS_READ
    Delivery.objects.filter(event_id__in=Event.objects.filter(at__lt=since).values("pk")).delete()
    Notification.objects.filter(created_at__lt=since).update(read_at=F("created_at"))


def accounts(staff_logins: list[tuple[str, str, str]]) -> list[str]:
    """Lines to print: who can sign in, with the password they share."""
    return [f"{login:<10} {name}（{position}）" for login, name, position in staff_logins] + [
        f"password: {PASSWORD}"
    ]
