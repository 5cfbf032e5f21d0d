"""What a guest says on their own page: yes or no, how many, or never again."""

from datetime import datetime

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict
from dabiao.core.events.services import record
from dabiao.modules.sales_events.enums import EventState, GuestState
from dabiao.modules.sales_events.models import Guest, OptOut
from dabiao.modules.sales_events.services import _held
from dabiao.modules.sales_events.services._guests import answer_fact, answered

OPEN = (EventState.OPEN, EventState.RUNNING)


@transaction.atomic
def answer(guest_id: int, *, going: bool, party: int = 1, actor: Actor, now: datetime) -> Guest:
    """Found by their token before. The same again changes nothing. Raises `sales_events.no_answers_now`, `sales_events.full`,
    `sales_events.came_already`."""
    guest = Guest.objects.get(pk=guest_id)
    event = _held.held(guest.event_id)
    guest.refresh_from_db()
    if event.state not in OPEN or event.ends_at < now:
        raise Conflict("sales_events.no_answers_now", field="answer")
    wanted = GuestState.ACCEPTED if going else GuestState.DECLINED
    if (guest.state, guest.party if going else 1) == (wanted, party if going else 1):
        return guest
    answered(event, guest, wanted, party, now)
    guest.save(update_fields=["state", "party", "answered_at"])
    record(answer_fact(event, guest), *_held.concerned(event, guest), actor=actor, now=now)
    return guest


@transaction.atomic
def opt_out(guest_id: int, *, actor: Actor, now: datetime) -> None:
    """They are invited to nothing any more; a second time changes nothing."""
    guest = Guest.objects.get(pk=guest_id)
    OptOut.objects.get_or_create(
        about_kind=guest.about_kind, about_id=guest.about_id, defaults={"phone": guest.phone, "at": now}
    )
