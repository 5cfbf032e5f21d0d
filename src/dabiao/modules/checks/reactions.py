"""What checks does when something happens here and elsewhere."""

from datetime import datetime

from dabiao.core.actor import SYSTEM
from dabiao.core.events.handlers import after_commit
from dabiao.core.events.models import Event
from dabiao.core.notifications.services import mark_read_of, notify
from dabiao.modules.checks import services
from dabiao.modules.checks.events import CheckAnswered, CheckFinished
from dabiao.modules.org.events import EmployeeLeft


@after_commit(CheckFinished)
def tell_the_person(fact: CheckFinished, event: Event, now: datetime) -> None:
    about = ("check", fact.check_id)
    params = {"programme": fact.programme, "by": event.actor_name}
    notify([fact.owner_id], "check.finished", params, about, now, dedupe=event.pk, outward=True)
    if event.actor_id is not None:
        mark_read_of(event.actor_id, about, now)


@after_commit(CheckAnswered)
def tell_the_checker(fact: CheckAnswered, event: Event, now: datetime) -> None:
    for entry in event.audience:
        if entry["kind"] == "check" and fact.checker_id is not None:
            params = {"programme": fact.programme, "by": event.actor_name}
            notify(
                [fact.checker_id], f"check.{fact.reply}", params, ("check", entry["id"]), now, dedupe=event.pk
            )


@after_commit(EmployeeLeft)
def end_what_is_open(fact: EmployeeLeft, event: Event, now: datetime) -> None:
    for entry in event.audience:
        if entry["kind"] == "employee":
            services.give_up_on(entry["id"], actor=SYSTEM, now=now)
