"""Every working day a word in the morning and one in the evening, to those whose cadence asks for it."""

from collections.abc import Collection
from datetime import date, datetime, time

from django.db import transaction
from django.utils.timezone import get_default_timezone

from dabiao.core.access import actors
from dabiao.core.actor import Actor
from dabiao.core.calendar import is_workday
from dabiao.core.errors import Forbidden
from dabiao.core.notifications.services import News, notify_many
from dabiao.modules.org import queries as org
from dabiao.modules.plans import queries
from dabiao.modules.plans.enums import PlanGrain, PlanItemState
from dabiao.modules.plans.models import Plan, PlanItem
from dabiao.modules.plans.queries.proposals import proposals
from dabiao.modules.plans.rules.cadence import looks_today
from dabiao.modules.plans.rules.periods import containing
from dabiao.modules.plans.services._cadence import held

EVENING_ENDS = time(22, 0)  # what could not be said by then is not said


@transaction.atomic
def prompt(*, actor: Actor, now: datetime) -> int:
    """Say what is due to be said; returns to how many. That it was said for the day is kept with it, so that a crash loses or
    doubles nothing; what was missed for hours is not made up. Only the system says it."""
    if not actor.is_system:
        raise Forbidden("access.forbidden", permission="plan.manage")
    local = now.astimezone(get_default_timezone())
    today, clock = local.date(), local.time()
    known = queries.rhythm()
    if not known.prompts or clock < known.morning or not is_workday(today):
        return 0
    if (clock < known.evening and known.morning_on == today) or known.evening_on == today:
        return 0
    row = held(now)
    if row.morning <= clock < row.evening and row.morning_on != today:
        row.morning_on = today
        row.save(update_fields=["morning_on"])
        return _morning(today, now)
    if row.evening <= clock < EVENING_ENDS and row.evening_on != today:
        row.evening_on = today
        row.save(update_fields=["evening_on"])
        return _evening(today, now)
    return 0


def _people(today: date) -> list[int]:
    """Who plans, works, and is on duty."""
    here = [one.user_id for one in org.roster() if one.working and one.on_duty]
    planning = org.scopes_of(here, "plan.edit")
    joined = org.careers_of(list(planning))
    return sorted(id for id, one in joined.items() if one["hired_on"] <= today)


def _morning(today: date, now: datetime) -> int:
    """Who owes a plan that is not there hears how much is drafted for it; who has one and looks today, what is open in it."""
    people = _people(today)
    cadences = queries.cadences_of(people, today)
    made = _made(people, today)
    news = []
    for id in people:
        owed = [grain for grain in cadences[id].plans if (id, grain.value) not in made]
        for grain in owed:
            actor = actors.of_user(id, via="system")
            count = len(proposals(grain=grain, on=today, owner_id=id, actor=actor, now=now))
            kind = "plan.none_yet" if count else "plan.none_yet_empty"
            news.append(_news(id, f"{kind}_{grain.value}", {"count": count}, today))
    looking = [id for id in people if looks_today(cadences[id], today, at_end=False)]
    news += _open_news("plan.morning", looking, today)
    return notify_many(news, now, outward=True)


def _evening(today: date, now: datetime) -> int:
    """Who looks today and has something open hears how the day stands."""
    people = _people(today)
    cadences = queries.cadences_of(people, today)
    looking = [id for id in people if looks_today(cadences[id], today, at_end=True)]
    return notify_many(_open_news("plan.evening", looking, today), now, outward=True)


def _news(user_id: int, kind: str, params: dict[str, int], today: date) -> News:
    return News(user_id, kind, params, ("plan_of", user_id), f"{kind}:{today.isoformat()}")


def _open_news(kind: str, people: Collection[int], today: date) -> list[News]:
    """Of the plans that run: what is open in them, what is done. Who has nothing open hears nothing."""
    counts: dict[int, dict[str, int]] = {}
    rows = PlanItem.objects.filter(
        owner_id__in=people,
        grain__in=(PlanGrain.DAY, PlanGrain.WEEK, PlanGrain.MONTH),
        starts_on__lte=today,
        ends_on__gte=today,
    )
    for owner_id, state in rows.values_list("owner_id", "state"):
        mine = counts.setdefault(owner_id, {"open": 0, "done": 0})
        if state in (PlanItemState.PLANNED, PlanItemState.DONE):
            mine["open" if state == PlanItemState.PLANNED else "done"] += 1
    return [_news(id, kind, found, today) for id, found in sorted(counts.items()) if found["open"]]


def _made(people: Collection[int], today: date) -> set[tuple[int, str]]:
    """(person, length) of the plans of today that hold something."""
    found = set()
    for grain in (PlanGrain.DAY, PlanGrain.WEEK, PlanGrain.MONTH):
        first = containing(today, grain).first
        rows = Plan.objects.filter(owner_id__in=people, grain=grain, starts_on=first, items__isnull=False)
        found |= {(id, grain.value) for id in rows.values_list("owner_id", flat=True)}
    return found
