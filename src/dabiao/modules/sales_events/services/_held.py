"""The event that something is done to, locked: whoever writes about one event comes one after the other."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict
from dabiao.core.events.audience import Subject
from dabiao.core.scoping import demand, demand_part, fetch
from dabiao.core.timers.services import cancel, schedule
from dabiao.modules.sales_events import queries
from dabiao.modules.sales_events.enums import AHEAD, AboutKind, EventState
from dabiao.modules.sales_events.models import Guest, SalesEvent

KIND = "sales_event"


def to_edit(event_id: int, actor: Actor, permission: str = "sales_event.edit") -> SalesEvent:
    """Raises `core.not_found`, `access.forbidden`."""
    event = fetch(queries.visible_to(actor), event_id, lock=True)
    demand(actor, permission, event)
    return event


def to_work(event_id: int, actor: Actor) -> SalesEvent:
    """For who may edit it or has a part in it. Raises `core.not_found`, `access.forbidden`."""
    event = fetch(queries.visible_to(actor), event_id, lock=True)
    demand_part(actor, KIND, event)
    return event


def held(event_id: int) -> SalesEvent:
    return SalesEvent.objects.select_for_update(of=("self",)).get(pk=event_id)


def check_ahead(event: SalesEvent) -> None:
    """Raises `sales_events.is_over`."""
    if event.state not in AHEAD:
        raise Conflict("sales_events.is_over", field="state")


def hand_of(event: SalesEvent) -> Actor:
    """Who acts when a stranger does: the event, in the name of the house. What nobody has lies in the event's unit."""
    path = (event.unit_id,) if event.unit_id else ()
    return Actor(
        user_id=None, name=event.name, unit_id=event.unit_id, unit_path=path, via="form", is_system=True
    )


def concerned(event: SalesEvent, guest: Guest) -> list[Subject]:
    """On whose timelines something about a guest stands: the event's, their own record's, and the customer's behind it."""
    found: list[Subject] = [event, *of_guest(guest)]
    return found


def of_guest(guest: Guest) -> Iterable[Subject]:
    about: tuple[str, int] = (guest.about_kind, guest.about_id)
    behind = (AboutKind.CUSTOMER.value, guest.customer_id)
    return (
        [about] if guest.customer_id is None or behind == about else [about, (behind[0], guest.customer_id)]
    )


def saved(event: SalesEvent, now: datetime, *names: str) -> None:
    event.version, event.updated_at = event.version + 1, now
    event.save(update_fields=[*names, "version", "updated_at"])


def arm(event: SalesEvent, now: datetime) -> None:
    """Set what is due: the reminder of who has not answered, and the start. They look again when they are."""
    remind, begin = f"{KIND}.remind/{event.pk}", f"{KIND}.begin/{event.pk}"
    cancel(remind)
    cancel(begin)
    if event.state != EventState.OPEN:
        return
    due = event.starts_at - timedelta(days=event.remind_days)
    if due > now:
        schedule(remind, due, "sales_events.remind", {"event_id": event.pk})
    schedule(begin, event.starts_at, "sales_events.begin", {"event_id": event.pk})
