"""A debrief is asked for when a deal closes, and withdrawn where it is opened again."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from dabiao.core.actor import SYSTEM, Actor
from dabiao.core.calendar import workdays_after
from dabiao.core.days import local_day
from dabiao.core.errors import Conflict, Forbidden, Invalid
from dabiao.core.events.services import record
from dabiao.core.i18n import DEFAULT, text
from dabiao.core.scoping import covers
from dabiao.modules.activities import services as activities
from dabiao.modules.debriefs import events, queries, rules
from dabiao.modules.debriefs.enums import DebriefAsked, DebriefState
from dabiao.modules.debriefs.models import Debrief, Policy, Voice, Weight
from dabiao.modules.debriefs.services._held import about, save
from dabiao.modules.opportunities import queries as opportunities
from dabiao.modules.org import queries as org


@transaction.atomic
def open_after(opportunity_id: int, *, actor: Actor, now: datetime) -> Debrief | None:
    """What the company's policy asks for after the end of a deal; nothing where it is open again by now, was written of, or
    belongs to nobody who works here. Safe to call twice."""
    deal = _closed(opportunity_id, actor)
    if deal is None:
        return None
    policy = queries.policy()
    terms = rules.Terms(policy.active, policy.from_minor, policy.losses, policy.win_share)
    won = deal.stage.kind == "won"
    if not rules.asks_for_one(terms, number=deal.pk, won=won, amount_minor=deal.amount_minor):
        return None
    author = _author(deal, policy)
    return _open(deal, author, actor=actor, now=now) if author else None


@transaction.atomic
def begin(opportunity_id: int, *, actor: Actor, now: datetime) -> Debrief:
    """One of a closed deal that the policy did not ask for; the one there is, if there is one. Raises
    `core.not_found_here`, `access.forbidden`, `debriefs.still_open` (409)."""
    actor.require(queries.EDIT)
    deal = _closed(opportunity_id, actor)
    if deal is None:
        if not opportunities.visible_to(actor).filter(pk=opportunity_id).exists():
            raise Invalid("core.not_found_here", field="opportunity_id", value=opportunity_id)
        raise Conflict("debriefs.still_open", field="opportunity_id")
    if not covers(actor, queries.EDIT, id=0, owner_id=deal.owner_id, unit_id=deal.unit_id):
        raise Forbidden("access.forbidden", permission=queries.EDIT)
    author = _author(deal, queries.policy()) or org.holder(actor.user_id or 0)
    return _open(deal, author, actor=actor, now=now)


def _closed(opportunity_id: int, actor: Actor) -> Any:
    """The deal, locked, if it stands at its end. The stage is read after the lock: joined to a row that somebody moves it
    would be that of before."""
    rows = opportunities.visible_to(actor).filter(pk=opportunity_id)
    deal = rows.select_for_update(of=("self",)).first()
    return deal if deal is not None and deal.closed_at is not None else None


def _author(deal: Any, policy: Policy) -> org.Holder | None:
    """Whose deal it was, or who leads them; whoever of the two works here."""
    if deal.owner_id is None:
        return None
    leader = org.leader_of(deal.owner_id)
    both = [leader, deal.owner_id] if policy.asked == DebriefAsked.LEAD else [deal.owner_id, leader]
    working = org.working([one for one in both if one])
    found = next((one for one in both if one in working), None)
    return org.holder(found) if found else None


def _open(deal: Any, author: org.Holder, *, actor: Actor, now: datetime) -> Debrief:
    day = local_day(deal.closed_at)
    due = workdays_after(max(day, local_day(now)), queries.policy().due_days)
    facts = {
        "title": deal.name,
        "outcome": deal.stage.kind,
        "amount_minor": deal.amount_minor,
        "currency": deal.currency,
        "closed_on": day,
        "due_on": due,
        "competitor_id": deal.lost_to_id,
        "owner_id": author.user_id,
        "unit_id": author.unit_id,
    }
    debrief = Debrief.objects.filter(opportunity=deal).select_for_update().first()
    if debrief is not None:
        return _again(debrief, facts, actor, now)
    made = Debrief(opportunity=deal, created_at=now, updated_at=now, **facts)
    made.task_id = _task(made, due, now)
    made.save()
    _tell_opened(made, actor, now)
    return made


def _again(debrief: Debrief, facts: dict[str, Any], actor: Actor, now: datetime) -> Debrief:
    """The deal closed once more: one that was withdrawn is asked for anew, what was written stays written."""
    if debrief.state != DebriefState.WITHDRAWN:
        if debrief.outcome != facts["outcome"] and debrief.state == DebriefState.OPEN:
            for name in ("outcome", "amount_minor", "currency", "closed_on", "competitor_id"):
                setattr(debrief, name, facts[name])
            save(debrief, now, "outcome", "amount_minor", "currency", "closed_on", "competitor")
        return debrief
    for name, value in facts.items():
        setattr(debrief, name, value)
    debrief.state, debrief.task_id = DebriefState.OPEN, _task(debrief, debrief.due_on, now)
    debrief.version, debrief.updated_at = debrief.version + 1, now
    debrief.save()
    _tell_opened(debrief, actor, now)
    return debrief


def _tell_opened(debrief: Debrief, actor: Actor, now: datetime) -> None:
    fact = events.DebriefOpened(debrief.title, debrief.outcome, debrief.owner_id, debrief.due_on)
    record(fact, *about(debrief), actor=actor, now=now)


def _task(debrief: Debrief, due: date, now: datetime) -> int:
    said = text(DEFAULT, f"said.debrief.task_{debrief.outcome}", name=debrief.title)
    task = activities.tasks.create(
        title=said[:200],
        due_on=due,
        owner_id=debrief.owner_id,
        subject_kind="opportunity",
        subject_id=debrief.opportunity_id,
        actor=SYSTEM,
        now=now,
    )
    return task.pk


@transaction.atomic
def reopened(opportunity_id: int, *, actor: Actor, now: datetime) -> None:
    """The deal goes on: a debrief in which nobody has written anything is withdrawn, with its task."""
    deal = opportunities.visible_to(actor).filter(pk=opportunity_id).select_for_update(of=("self",)).first()
    if deal is None or deal.closed_at is not None:
        return
    rows = Debrief.objects.filter(opportunity=deal, state=DebriefState.OPEN)
    debrief = rows.select_for_update(of=("self",)).first()
    if debrief is None or _was_written(debrief):
        return
    debrief.state, task, debrief.task_id = DebriefState.WITHDRAWN, debrief.task_id, None
    save(debrief, now, "state", "task")
    if task is not None:
        activities.tasks.remove(task, actor=actor, now=now)
    record(events.DebriefWithdrawn(debrief.title), *about(debrief), actor=actor, now=now)


def _was_written(debrief: Debrief) -> bool:
    if debrief.story or debrief.again or debrief.differently:
        return True
    parts = (Weight.objects.filter(debrief=debrief), Voice.objects.filter(debrief=debrief))
    return any(part.exists() for part in parts)


@transaction.atomic
def transfer(from_user_id: int, *, to_user_id: int, actor: Actor, now: datetime) -> int:
    """Hand what somebody still has to write over to a successor; returns how many. What is done stays theirs."""
    holder = org.holder(to_user_id, field="successor_id")
    rows = Debrief.objects.filter(owner_id=from_user_id, state=DebriefState.OPEN).order_by("pk")
    found = list(rows.select_for_update(of=("self",)))
    for debrief in found:
        before = (debrief.owner_id, debrief.unit_id)
        debrief.owner_id, debrief.unit_id = holder.user_id, holder.unit_id
        save(debrief, now, "owner", "unit")
        fact = events.DebriefHandedOver(debrief.title, holder.name)
        record(fact, debrief, actor=actor, now=now, previous=[before])
    return len(found)
