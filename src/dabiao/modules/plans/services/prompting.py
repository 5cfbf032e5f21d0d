"""Every working day a word in the morning and one in the evening, to those whose cadence asks for it."""

from collections.abc import Callable, Collection, Mapping
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
from dabiao.modules.plans.enums import PlanGrain, PlanItemState, PlanSource
from dabiao.modules.plans.models import Plan, PlanItem, PlanPrompt
from dabiao.modules.plans.queries.confidence import steps_reached
from dabiao.modules.plans.queries.proposals import proposals
from dabiao.modules.plans.rules.cadence import looks_today
from dabiao.modules.plans.rules.periods import containing, working_ends
from dabiao.modules.plans.services._cadence import held

EVENING_ENDS = time(22, 0)  # what could not be said by then is not said


Saying = Callable[[int], list[News]]
"""What somebody is to hear."""


def prompt(*, actor: Actor, now: datetime) -> int:
    """Say what is due to be said; returns how much. Each person's words and that they were said are one transaction: a crash
    loses and doubles nothing, and the next round goes on with who has not heard. What was missed for hours is not made up.
    Only the system says it."""
    if not actor.is_system:
        raise Forbidden("access.forbidden", permission="plan.manage")
    local = now.astimezone(get_default_timezone())
    today, clock = local.date(), local.time()
    known = queries.rhythm()
    if not known.prompts or not is_workday(today):
        return 0
    if known.morning <= clock < known.evening and known.morning_on != today:
        return _round("morning_on", today, now)
    if known.evening <= clock < EVENING_ENDS and known.evening_on != today:
        return _round("evening_on", today, now)
    return 0


def _round(mark: str, today: date, now: datetime) -> int:
    people = _people(today)
    heard = set(PlanPrompt.objects.filter(**{mark: today}).values_list("pk", flat=True))
    waiting = [id for id in people if id not in heard]
    say = (_morning if mark == "morning_on" else _evening)(waiting, today, now)
    said = sum(_say_once(id, mark, say, today, now) for id in waiting)
    _ended(mark, today, now)
    return said


@transaction.atomic
def _say_once(user_id: int, mark: str, say: Saying, today: date, now: datetime) -> int:
    PlanPrompt.objects.bulk_create([PlanPrompt(pk=user_id)], ignore_conflicts=True)
    row = PlanPrompt.objects.select_for_update(of=("self",)).get(pk=user_id)
    if getattr(row, mark) == today:
        return 0
    setattr(row, mark, today)
    row.save(update_fields=[mark])
    return notify_many(say(user_id), now, outward=True)


@transaction.atomic
def _ended(mark: str, today: date, now: datetime) -> None:
    """Nobody is looked for again on this day."""
    row = held(now)
    setattr(row, mark, today)
    row.save(update_fields=[mark])


def _people(today: date) -> list[int]:
    """Who plans, works, and is on duty."""
    here = [one.user_id for one in org.roster() if one.working and one.on_duty]
    planning = org.scopes_of(here, "plan.edit")
    joined = org.careers_of(list(planning))
    return sorted(id for id, one in joined.items() if one["hired_on"] <= today)


def _morning(people: Collection[int], today: date, now: datetime) -> Saying:
    """Who owes a plan that is not there hears how much is drafted for it; who has one and looks today, what is open in it; and
    on the first working day of a week who is new or has lost, that a step is drafted which they can reach (T9)."""
    cadences = queries.cadences_of(people, today)
    made = _made(people, today)
    counts = _counts(people, today)
    week_begins = working_ends(containing(today, PlanGrain.WEEK))[0] == today

    def say(id: int) -> list[News]:
        actor, news, drafts = actors.of_user(id, via="system"), [], {}
        for grain in cadences[id].plans:
            if (id, grain.value) not in made:
                drafts[grain] = proposals(grain=grain, on=today, owner_id=id, actor=actor, now=now)
                kind = "plan.none_yet" if drafts[grain] else "plan.none_yet_empty"
                news.append(_news(id, f"{kind}_{grain.value}", {"count": len(drafts[grain])}, today))
        if week_begins:
            week = drafts.get(PlanGrain.WEEK)
            if week is None:
                week = proposals(grain=PlanGrain.WEEK, on=today, owner_id=id, actor=actor, now=now)
            steps = sum(one.kind == PlanSource.STEP for one in week)
            news += [_news(id, "plan.steps", {"count": steps}, today)] if steps else []
        if looks_today(cadences[id], today, at_end=False):
            news += _open_news("plan.morning", id, counts, today)
        return news

    return say


def _evening(people: Collection[int], today: date, now: datetime) -> Saying:
    """Who looks today and has something open hears how the day stands; and who reached a step, that they did, once."""
    cadences = queries.cadences_of(people, today)
    counts = _counts(people, today)
    climbed = steps_reached(people, today, now=now)

    def say(id: int) -> list[News]:
        news = [
            News(id, "plan.step_reached", {"title": title}, ("plan", plan_id), item_id)
            for item_id, plan_id, title in climbed.get(id, ())
        ]
        if looks_today(cadences[id], today, at_end=True):
            news += _open_news("plan.evening", id, counts, today)
        return news

    return say


def _news(user_id: int, kind: str, params: dict[str, int], today: date) -> News:
    return News(user_id, kind, params, ("plan_of", user_id), f"{kind}:{today.isoformat()}")


def _open_news(kind: str, id: int, counts: Mapping[int, dict[str, int]], today: date) -> list[News]:
    """Who has nothing open hears nothing."""
    found = counts.get(id)
    return [_news(id, kind, found, today)] if found and found["open"] else []


def _counts(people: Collection[int], today: date) -> dict[int, dict[str, int]]:
    """Of the plans that run: what is open in them, what is done."""
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
    return counts


def _made(people: Collection[int], today: date) -> set[tuple[int, str]]:
    """(person, length) of the plans of today that hold something."""
    found = set()
    for grain in (PlanGrain.DAY, PlanGrain.WEEK, PlanGrain.MONTH):
        first = containing(today, grain).first
        rows = Plan.objects.filter(owner_id__in=people, grain=grain, starts_on=first, items__isnull=False)
        found |= {(id, grain.value) for id in rows.values_list("owner_id", flat=True)}
    return found
