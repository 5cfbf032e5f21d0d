"""Looking at phones in full: counted per person and day, up to what their roles allow."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from dabiao.core.access import events
from dabiao.core.access.models import Look, LookingDay, Role
from dabiao.core.access.services.sessions import demand_person
from dabiao.core.actor import Actor
from dabiao.core.days import local_day
from dabiao.core.errors import TooMany
from dabiao.core.events.services import record

MOST_EXTRA = 1_000


def cap_of(user_id: int) -> int | None:
    """Different records a day. The most generous role counts, as everywhere; None: no cap."""
    caps = [
        cap
        for cap, grants in Role.objects.filter(users=user_id).values_list("reveals_per_day", "grants")
        if any(permission.endswith(".reveal") for permission in grants)
    ]
    known = [cap for cap in caps if cap is not None]
    return max(known) if known and len(known) == len(caps) else None


def note_look(kind: str, object_id: int, *, actor: Actor, now: datetime) -> None:
    """Count a look inside the transaction that gives it; the same record once more on a day is free.

    Two at once cannot pass the cap: the last step is one UPDATE that holds it. Raises `access.looks_spent` (429).
    """
    if actor.user_id is None:
        return
    today = local_day(now)
    try:
        with transaction.atomic():
            Look.objects.create(user_id=actor.user_id, day=today, kind=kind, object_id=object_id)
    except IntegrityError:
        return
    cap = cap_of(actor.user_id)
    LookingDay.objects.get_or_create(user_id=actor.user_id, day=today)
    mine = LookingDay.objects.filter(user_id=actor.user_id, day=today)
    within = mine if cap is None else mine.filter(looked__lt=cap + F("extra"))
    if not within.update(looked=F("looked") + 1):
        raise TooMany("access.looks_spent", cap=cap)
    if cap is not None and mine.filter(looked=cap + F("extra")).exists():
        fact = events.LooksSpent(name=actor.name, looked=cap)
        record(fact, ("user", actor.user_id), actor=actor, now=now)


def looks_of(user_id: int, *, now: datetime) -> dict[str, Any]:
    """Today so far: `looked`, the `cap` with what was added, or None for none."""
    day = LookingDay.objects.filter(user_id=user_id, day=local_day(now)).first()
    cap = cap_of(user_id)
    extra = day.extra if day else 0
    return {"looked": day.looked if day else 0, "cap": None if cap is None else cap + extra, "extra": extra}


@transaction.atomic
def allow_more_looks(user_id: int, *, extra: int, actor: Actor, now: datetime) -> dict[str, Any]:
    """So many more for today. Raises as `demand_person`."""
    user = demand_person(user_id, actor=actor)
    LookingDay.objects.get_or_create(user=user, day=local_day(now))
    LookingDay.objects.filter(user=user, day=local_day(now)).update(extra=F("extra") + extra)
    record(events.LooksAdded(name=user.name, extra=extra), ("user", user.pk), actor=actor, now=now)
    return looks_of(user_id, now=now)
