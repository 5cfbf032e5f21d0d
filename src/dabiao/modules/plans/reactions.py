"""What plans does when something happens elsewhere."""

from datetime import datetime

from dabiao.core.access import actors
from dabiao.core.actor import SYSTEM
from dabiao.core.events.handlers import after_commit, inline
from dabiao.core.events.models import Event
from dabiao.core.notifications.services import notify
from dabiao.modules.activities.events import ActivityLogged, ActivityRemoved, TaskDone
from dabiao.modules.org.events import EmployeeEdited
from dabiao.modules.plans import services
from dabiao.modules.plans.enums import PlanAbout
from dabiao.modules.plans.events import PlanItemsAdded


@after_commit(ActivityLogged)
def notice_contact(fact: ActivityLogged, event: Event, now: datetime) -> None:
    """A contact was had: what was planned about that record shows it."""
    if event.actor_id is None:
        return
    about = {(one["kind"], one["id"]) for one in event.audience if one["kind"] in PlanAbout.values}
    if fact.contact_id is not None:
        about.add(("contact", fact.contact_id))
    services.notice_contact(
        activity_id=fact.activity_id,
        user_id=event.actor_id,
        about=sorted(about),
        occurred_at=fact.occurred_at,
        actor=SYSTEM,
        now=now,
    )


@inline(ActivityRemoved)
def forget_contact(fact: ActivityRemoved, event: Event, now: datetime) -> None:
    if event.actor_id is not None:
        services.forget_contact(fact.activity_id, user_id=event.actor_id, actor=SYSTEM, now=now)


@inline(TaskDone)
def finish_with_task(fact: TaskDone, event: Event, now: datetime) -> None:
    """A task and the item that it was planned as are one thing to do."""
    who = actors.of_user(event.actor_id) if event.actor_id is not None else SYSTEM
    services.task_done(fact.task_id, actor=who, now=now)


@inline(EmployeeEdited)
def follow_moved(fact: EmployeeEdited, event: Event, now: datetime) -> None:
    """Somebody moves to another unit."""
    if "unit_id" in fact.changes:
        for one in event.audience:
            if one["kind"] == "employee":
                services.follow_moved(one["id"], actor=SYSTEM, now=now)


@after_commit(PlanItemsAdded)
def tell_whose_items(fact: PlanItemsAdded, event: Event, now: datetime) -> None:
    """Nobody is told of what they planned themselves."""
    if fact.given:
        params = {"by": event.actor_name, "title": fact.titles[0], "count": len(fact.titles)}
        subject = ("plan", fact.plan_id)
        notify([fact.owner_id], "plan.given", params, subject, now, dedupe=event.pk, outward=True)
