"""What a plan could hold, from what is known: drafted in one click, nothing written down. Each proposal says why.

A record stands once, with all that speaks for it; what the plan holds already and what its owner did not want are left out.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import F
from django.utils.timezone import get_default_timezone

from dabiao.core.actor import Actor
from dabiao.core.days import local_day
from dabiao.core.scoping import covers
from dabiao.modules.activities import queries as activities
from dabiao.modules.contracts.enums import ContractStatus
from dabiao.modules.opportunities import queries as opportunities
from dabiao.modules.plans.enums import PlanGoalUnit, PlanGrain, PlanItemState, PlanSource
from dabiao.modules.plans.models import Plan, PlanItem
from dabiao.modules.plans.queries.reach import place_of
from dabiao.modules.plans.rules.periods import Period, containing
from dabiao.modules.receivables import queries as receivables
from dabiao.modules.targets.queries import of_person

MOST = 50  # of one kind
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


@dataclass(frozen=True, slots=True)
class Proposal:
    """`whys` are `{code, …what it says}`; `title` is the record's or task's own, for the screen to make a sentence of."""

    kind: PlanSource
    id: int
    title: str
    whys: tuple[dict[str, Any], ...]
    about_kind: str | None = None
    about_id: int | None = None
    about_title: str | None = None
    day: date | None = None
    goal: int | None = None
    goal_unit: str = PlanGoalUnit.PIECES
    metric: str = ""
    detail: dict[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> str:
        return f"{self.kind.value}:{self.id}"


@dataclass(frozen=True, slots=True)
class _Asked:
    owner_id: int
    unit_id: int | None
    period: Period
    today: date
    actor: Actor

    @property
    def until(self) -> datetime:
        return datetime.combine(self.period.last + timedelta(days=1), time(), get_default_timezone())

    def within(self, moment: datetime | date | None) -> date | None:
        """Its day, where it lies in the period and is not over."""
        if isinstance(moment, datetime):
            moment = local_day(moment)
        return moment if moment is not None and moment in self.period and moment >= self.today else None

    def late(self, moment: datetime | None) -> int:
        """Days by which it is late; 0 if it is not."""
        if moment is None:
            return 0
        return max(0, (self.today - local_day(moment)).days)


def proposals(*, grain: str, on: date, owner_id: int | None, actor: Actor, now: datetime) -> list[Proposal]:
    """Nothing for a period that is over. Raises `core.not_found` for a person whose plans the actor does not see."""
    whose = owner_id or actor.person
    unit_id = place_of(whose, actor=actor)
    asked = _Asked(whose, unit_id, containing(on, grain), local_day(now), actor)
    if asked.period.last < asked.today:
        return []
    plan = Plan.objects.filter(owner_id=whose, grain=asked.period.grain, starts_on=asked.period.first).first()
    return _joined(_sources(asked), *_known(plan))


def _known(plan: Plan | None) -> tuple[set[str], set[tuple[str, int]]]:
    """Keys and records that the plan has already, or was not to have."""
    if plan is None:
        return set(), set()
    names = ("source_kind", "source_id", "about_kind", "about_id", "carried_from_id")
    keys: set[str] = set(plan.left)
    records: set[tuple[str, int]] = set()
    for kind, id, about_kind, about_id, before in PlanItem.objects.filter(plan=plan).values_list(*names):
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


def _sources(asked: _Asked) -> Iterator[Proposal]:
    yield from _carried(asked)
    if asked.period.grain in SHORT:
        for kind in CONTACTS:
            yield from _contacts(kind, asked)
        yield from _tasks(asked)
    yield from _instalments(asked)
    yield from _deals(asked)
    yield from _targets(asked)


def _carried(asked: _Asked) -> Iterator[Proposal]:
    """What is still open in plans of this length that are over."""
    rows = PlanItem.objects.filter(
        owner_id=asked.owner_id,
        grain=asked.period.grain,
        state=PlanItemState.PLANNED,
        ends_on__lt=min(asked.period.first, asked.today),
        ends_on__gte=asked.period.first - BACK,
    )
    for one in rows.order_by("starts_on", "position", "pk")[:MOST]:
        why = {"code": "carried", "day": one.starts_on, "times": one.carries}
        about: dict[str, Any] = {"about_kind": one.about_kind or None, "about_id": one.about_id}
        yield Proposal(PlanSource.ITEM, one.pk, one.title, (why,), **about)


def _contacts(kind: PlanSource, asked: _Asked) -> Iterator[Proposal]:
    if not asked.actor.may(f"{kind.value}.read"):
        return
    rows = activities.due_records(kind.value, asked.actor).filter(
        owner_id=asked.owner_id, next_contact_at__lt=asked.until
    )
    due = dict(rows.order_by("next_contact_at", "pk").values_list("pk", "next_contact_at")[:MOST])
    titles = activities.titles(kind.value, due.keys(), actor=asked.actor)
    for id, moment in due.items():
        late = asked.late(moment)
        why = {"code": "late", "days": late} if late else {"code": "due", "at": moment}
        about: dict[str, Any] = {"about_kind": kind.value, "about_id": id, "about_title": titles.get(id)}
        yield Proposal(kind, id, titles.get(id, f"#{id}"), (why,), **about, day=asked.within(moment))


def _tasks(asked: _Asked) -> Iterator[Proposal]:
    if not asked.actor.may("task.read"):
        return
    rows = activities.tasks.open_tasks(asked.actor).filter(owner_id=asked.owner_id, due_at__lt=asked.until)
    for one in rows.order_by("due_at", "pk")[:MOST]:
        late = asked.late(one.due_at)
        why = {"code": "task_late", "days": late} if late else {"code": "task_due", "at": one.due_at}
        about: dict[str, Any] = {"about_kind": one.about_kind or None, "about_id": one.about_id}
        yield Proposal(PlanSource.TASK, one.pk, one.title, (why,), **about, day=asked.within(one.due_at))


def _instalments(asked: _Asked) -> Iterator[Proposal]:
    if not asked.actor.may("receivable.read"):
        return
    rows = receivables.instalments_visible_to(asked.actor).filter(
        contract__owner_id=asked.owner_id,
        contract__status=ContractStatus.SIGNED,
        due_on__lte=asked.period.last,
        allocated_minor__lt=F("amount_minor"),
    )
    for one in rows.select_related("contract__customer").order_by("due_on", "pk")[:MOST]:
        rest = one.amount_minor - one.allocated_minor
        late = max(0, (asked.today - one.due_on).days)
        why = {
            "code": "instalment",
            "day": one.due_on,
            "days": late,
            "amount": rest,
            "currency": one.contract.currency,
        }
        about: dict[str, Any] = {
            "about_kind": "contract",
            "about_id": one.contract_id,
            "about_title": one.contract.title,
        }
        goal: dict[str, Any] = {
            "goal": rest,
            "goal_unit": PlanGoalUnit.MONEY.value,
            "day": asked.within(one.due_on),
        }
        yield Proposal(PlanSource.INSTALMENT, one.pk, one.contract.customer.name, (why,), **about, **goal)


def _deals(asked: _Asked) -> Iterator[Proposal]:
    """Deals to be won in the period, and deals that slip."""
    if not asked.actor.may("opportunity.read"):
        return
    first = max(asked.period.first, asked.today)
    wins = opportunities.expected_between(first, asked.period.last, owner_id=asked.owner_id)[:MOST]
    seen = opportunities.known_to(asked.actor, [one.id for one in wins])
    for one in wins:
        if one.id in seen:
            why = {"code": "win", "day": one.win_on, "amount": one.amount_minor, "currency": one.currency}
            about: dict[str, Any] = {"about_kind": "opportunity", "about_id": one.id, "about_title": one.name}
            yield Proposal(PlanSource.WIN, one.id, one.name, (why,), **about, day=asked.within(one.win_on))
    deals = activities.due_records("opportunity", asked.actor).filter(
        opportunities.condition("slipping_on", asked.today), owner_id=asked.owner_id
    )
    for id, name, amount, currency in deals.order_by("-amount_minor", "pk").values_list(
        "pk", "name", "amount_minor", "currency"
    )[:MOST]:
        why = {"code": "slipping", "amount": amount, "currency": currency}
        about = {"about_kind": "opportunity", "about_id": id, "about_title": name}
        yield Proposal(PlanSource.SLIPPING, id, name, (why,), **about)


def _targets(asked: _Asked) -> Iterator[Proposal]:
    """What carries the person's figures of the month, and what they still lack."""
    whose: dict[str, Any] = {"id": 0, "owner_id": asked.owner_id, "unit_id": asked.unit_id}
    if not covers(asked.actor, "target.read", **whose):
        return
    day = max(asked.period.first, asked.today)
    carriers = of_person.carriers_of(asked.owner_id, day)
    for kind in (PlanSource.CARRIER_OPPORTUNITY, PlanSource.CARRIER_CUSTOMER):
        name = "opportunity" if kind == PlanSource.CARRIER_OPPORTUNITY else "customer"
        ids = [one["ref_id"] for one in carriers if one["kind"] == name]
        titles = activities.titles(name, ids, actor=asked.actor) if asked.actor.may(f"{name}.read") else {}
        for id in dict.fromkeys(ids):
            if id in titles:
                about: dict[str, Any] = {"about_kind": name, "about_id": id, "about_title": titles[id]}
                yield Proposal(kind, id, titles[id], ({"code": "carries"},), **about)
    for one in of_person.standing_of(asked.owner_id, day):
        if one.reached < one.must:
            lacking = one.must - one.reached
            money = one.measured == "money"
            told = {"must": one.must, "reached": one.reached, "currency": one.currency if money else ""}
            why = {
                "code": "gap",
                "amount": lacking,
                "metric": one.code,
                "name": one.name,
                "built_in": one.built_in,
                **told,
            }
            unit = PlanGoalUnit.MONEY if money else PlanGoalUnit.PIECES
            goal: dict[str, Any] = {"goal": lacking, "goal_unit": unit.value, "metric": f"metric.{one.code}"}
            yield Proposal(PlanSource.GAP, one.cell_id, one.name or one.code, (why,), **goal)
