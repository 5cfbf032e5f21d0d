"""What a plan could hold, from what is known: drafted in one click, nothing written down. Each proposal says why.

A record stands once, with all that speaks for it; what the plan holds already and what its owner did not want are left out.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import BigIntegerField, CharField, DateField

from dabiao.core.actor import Actor
from dabiao.core.days import local_day
from dabiao.core.kept import Given, Kept
from dabiao.modules.activities import queries as activities
from dabiao.modules.opportunities import queries as opportunities
from dabiao.modules.plans.enums import PlanGoalUnit, PlanGrain, PlanItemState, PlanSource
from dabiao.modules.plans.models import Plan, PlanItem
from dabiao.modules.plans.queries._proposal import MOST, Asked, Proposal
from dabiao.modules.plans.queries.confidence import of_targets
from dabiao.modules.plans.queries.reach import place_of
from dabiao.modules.plans.rules.periods import containing
from dabiao.modules.receivables import queries as receivables

SHORT = (PlanGrain.DAY, PlanGrain.WEEK)  # lengths in which single contacts are planned
BACK = timedelta(days=92)  # how far back open items are looked for
CONTACTS = (PlanSource.OPPORTUNITY, PlanSource.LEAD, PlanSource.CUSTOMER)
# of these a record may be meant by several: it stands once
BY_RECORD = {
    *CONTACTS,
    PlanSource.WIN,
    PlanSource.SLIPPING,
    PlanSource.CARRIER_OPPORTUNITY,
    PlanSource.CARRIER_CUSTOMER,
}


def proposals(*, grain: str, on: date, owner_id: int | None, actor: Actor, now: datetime) -> list[Proposal]:
    """Nothing for a period that is over. Raises `core.not_found` for a person whose plans the actor does not see."""
    whose = owner_id or actor.person
    unit_id = place_of(whose, actor=actor)
    asked = Asked(whose, unit_id, containing(on, grain), local_day(now), actor)
    if asked.period.last < asked.today:
        return []
    return _joined(_sources(asked), *_known(asked))


_OWNER, _GRAIN, _FIRST = (
    Given("owner", BigIntegerField()),
    Given("grain", CharField()),
    Given("first", DateField()),
)
_LEFT = Kept(
    lambda: Plan.objects.filter(owner_id=_OWNER, grain=_GRAIN, starts_on=_FIRST).values_list("pk", "left")
)
_THERE = Kept(
    lambda: PlanItem.objects.filter(plan_id=Given("plan", BigIntegerField())).values_list(
        "source_kind", "source_id", "about_kind", "about_id", "carried_from_id"
    )
)
_STILL_OPEN = Kept(
    lambda: (
        PlanItem.objects.filter(
            owner_id=_OWNER,
            grain=_GRAIN,
            state=PlanItemState.PLANNED,
            ends_on__lt=Given("until", DateField()),
            ends_on__gte=_FIRST,
        )
        .order_by("starts_on", "position", "pk")
        .values_list("pk", "title", "starts_on", "carries", "about_kind", "about_id")[:MOST]
    )
)


def _known(asked: Asked) -> tuple[set[str], set[tuple[str, int]]]:
    """Keys and records that the plan has already, or was not to have."""
    plans = _LEFT(owner=asked.owner_id, grain=asked.period.grain.value, first=asked.period.first)
    if not plans:
        return set(), set()
    [(plan_id, left)] = plans
    keys: set[str] = set(left)
    records: set[tuple[str, int]] = set()
    for kind, id, about_kind, about_id, before in _THERE(plan=plan_id):
        keys |= {f"{kind}:{id}"} if kind else set()
        keys |= {f"{PlanSource.ITEM.value}:{before}"} if before else set()
        if about_kind:
            records.add((about_kind, about_id))
    return keys, records


def _joined(found: Iterable[Proposal], keys: set[str], records: set[tuple[str, int]]) -> list[Proposal]:
    kept: dict[Any, Proposal] = {}
    for one in found:
        about = (one.about_kind or "", one.about_id or 0)
        by_record = one.kind in BY_RECORD
        if one.key in keys or (by_record and about in records):
            continue
        place = about if by_record else one.key
        first = kept.get(place)
        if first is None:
            kept[place] = one
        else:
            kept[place] = replace(first, whys=(*first.whys, *one.whys), day=first.day or one.day)
    wanted = [one for one in kept.values() if not one.about_kind or _free(one, keys)]
    order = list(PlanSource)
    return sorted(wanted, key=lambda one: order.index(one.kind))


def _free(one: Proposal, keys: set[str]) -> bool:
    """Left alone once under another reason, a record is not proposed anew under the next."""
    names = [kind.value for kind in BY_RECORD] if one.kind in BY_RECORD else [one.kind.value]
    return not any(f"{name}:{one.id}" in keys and _same(name, one) for name in names)


def _same(name: str, one: Proposal) -> bool:
    deal = {"opportunity", "win", "slipping", "carrier_deal"}
    customer = {"customer", "carrier_customer"}
    group = (
        deal
        if one.about_kind == "opportunity"
        else customer
        if one.about_kind == "customer"
        else {one.kind.value}
    )
    return name in group


def _sources(asked: Asked) -> Iterator[Proposal]:
    yield from _carried(asked)
    if asked.period.grain in SHORT:
        for kind in CONTACTS:
            yield from _contacts(kind, asked)
        yield from _tasks(asked)
    yield from _instalments(asked)
    yield from _deals(asked)
    yield from of_targets(asked)


def _carried(asked: Asked) -> Iterator[Proposal]:
    """What is still open in plans of this length that are over."""
    rows = _STILL_OPEN(
        owner=asked.owner_id,
        grain=asked.period.grain.value,
        first=asked.period.first - BACK,
        until=min(asked.period.first, asked.today),
    )
    for id, title, starts_on, carries, kind, about_id in rows:
        why = {"code": "carried", "day": starts_on, "times": carries}
        yield Proposal(PlanSource.ITEM, id, title, (why,), about_kind=kind or None, about_id=about_id)


def _contacts(kind: PlanSource, asked: Asked) -> Iterator[Proposal]:
    if not asked.actor.may(f"{kind.value}.read"):
        return
    due = activities.due_of(kind.value, asked.owner_id, asked.until, actor=asked.actor, most=MOST)
    for id, moment, title in due:
        late = asked.late(moment)
        why = {"code": "late", "days": late} if late else {"code": "due", "at": moment}
        about: dict[str, Any] = {"about_kind": kind.value, "about_id": id, "about_title": title}
        yield Proposal(kind, id, title, (why,), **about, day=asked.within(moment))


def _tasks(asked: Asked) -> Iterator[Proposal]:
    if not asked.actor.may("task.read"):
        return
    for one in activities.tasks.due_of(asked.owner_id, asked.until, actor=asked.actor, most=MOST):
        late = asked.late(one.due_at)
        why = {"code": "task_late", "days": late} if late else {"code": "task_due", "at": one.due_at}
        about: dict[str, Any] = {"about_kind": one.about_kind or None, "about_id": one.about_id}
        yield Proposal(PlanSource.TASK, one.id, one.title, (why,), **about, day=asked.within(one.due_at))


def _instalments(asked: Asked) -> Iterator[Proposal]:
    if not asked.actor.may("receivable.read"):
        return
    owed = receivables.owed_of(asked.owner_id, asked.period.last, actor=asked.actor, most=MOST)
    for one in owed:
        rest = one.amount_minor - one.allocated_minor
        late = max(0, (asked.today - one.due_on).days)
        why = {
            "code": "instalment",
            "day": one.due_on,
            "days": late,
            "amount": rest,
            "currency": one.currency,
        }
        about: dict[str, Any] = {
            "about_kind": "contract",
            "about_id": one.contract_id,
            "about_title": one.contract_title,
        }
        goal: dict[str, Any] = {
            "goal": rest,
            "goal_unit": PlanGoalUnit.MONEY.value,
            "day": asked.within(one.due_on),
        }
        yield Proposal(PlanSource.INSTALMENT, one.id, one.customer_name, (why,), **about, **goal)


def _deals(asked: Asked) -> Iterator[Proposal]:
    """Deals to be won in the period, and deals that slip."""
    if not asked.actor.may("opportunity.read"):
        return
    first = max(asked.period.first, asked.today)
    whose: dict[str, Any] = {"actor": asked.actor, "most": MOST}
    for one in opportunities.to_be_won(asked.owner_id, first, asked.period.last, **whose):
        why = {"code": "win", "day": one.win_on, "amount": one.amount_minor, "currency": one.currency}
        yield Proposal(PlanSource.WIN, one.id, one.name, (why,), **_about(one), day=asked.within(one.win_on))
    for one in opportunities.slipping_of(asked.owner_id, asked.today, **whose):
        why = {"code": "slipping", "amount": one.amount_minor, "currency": one.currency}
        yield Proposal(PlanSource.SLIPPING, one.id, one.name, (why,), **_about(one))


def _about(deal: opportunities.Near) -> dict[str, Any]:
    return {"about_kind": "opportunity", "about_id": deal.id, "about_title": deal.name}
