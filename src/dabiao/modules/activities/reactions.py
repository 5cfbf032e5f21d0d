"""What happens here when something happens below."""

from datetime import datetime

from dabiao.core.actor import SYSTEM
from dabiao.core.events.handlers import after_commit, inline
from dabiao.core.events.models import Event
from dabiao.core.notifications.services import notify
from dabiao.modules.activities import services
from dabiao.modules.activities.enums import SubjectKind
from dabiao.modules.activities.events import (
    ActivityEdited,
    ActivityLogged,
    ActivityRemoved,
    ActivityRestored,
    TaskAssigned,
    TaskCreated,
)
from dabiao.modules.leads.events import LeadConverted


@inline(LeadConverted)
def follow_the_customer(fact: LeadConverted, event: Event, now: datetime) -> None:
    """What was said to a lead belongs to the customer it became."""
    for entry in event.audience:
        if entry["kind"] == "lead":
            services.follow_conversion(
                lead_id=entry["id"], customer_id=fact.customer_id, actor=SYSTEM, now=now
            )


@inline(ActivityLogged, ActivityEdited, ActivityRemoved, ActivityRestored)
def tell_the_deal(
    fact: ActivityLogged | ActivityEdited | ActivityRemoved | ActivityRestored, event: Event, now: datetime
) -> None:
    """A deal knows with how many people there was contact; what rests on a contact that is gone, or on its files, is void."""
    if fact.about_kind == SubjectKind.OPPORTUNITY and _of_whom(fact):
        services.recount_people([fact.about_id], actor=SYSTEM, now=now)
    if isinstance(fact, ActivityRemoved | ActivityRestored):
        services.settle_proofs(
            fact.activity_id, gone=isinstance(fact, ActivityRemoved), actor=SYSTEM, now=now
        )


def _of_whom(fact: ActivityLogged | ActivityEdited | ActivityRemoved | ActivityRestored) -> bool:
    if isinstance(fact, ActivityLogged):
        return fact.contact_id is not None
    return not isinstance(fact, ActivityEdited) or "contact_name" in fact.revised


@after_commit(TaskCreated)
def tell_whose_new_task(fact: TaskCreated, event: Event, now: datetime) -> None:
    _tell_of_task(fact, event, now)


@after_commit(TaskAssigned)
def tell_whose_task(fact: TaskAssigned, event: Event, now: datetime) -> None:
    _tell_of_task(fact, event, now)


def _tell_of_task(fact: TaskCreated | TaskAssigned, event: Event, now: datetime) -> None:
    """Nobody is told of a task that they gave themselves."""
    if fact.owner_id not in (None, event.actor_id):
        params = {"title": fact.title, "by": event.actor_name}
        notify(
            [fact.owner_id],
            "task.assigned",
            params,
            ("task", fact.task_id),
            now,
            dedupe=event.pk,
            outward=True,
        )
