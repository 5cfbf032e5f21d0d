"""What becomes of the meetings of somebody who leaves."""

from datetime import datetime

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.events.services import record
from dabiao.modules.meetings import events
from dabiao.modules.meetings.enums import MeetingState
from dabiao.modules.meetings.models import Attendee, Meeting, Series
from dabiao.modules.meetings.services._meetings import save, tell
from dabiao.modules.org import queries as org

PLANNED = MeetingState.PLANNED


@transaction.atomic
def transfer(from_user_id: int, *, to_user_id: int, actor: Actor, now: datetime) -> int:
    """The successor takes the chair of series and of what is planned; the leaver drops out of what is to come. A meeting of two
    falls out: it was theirs alone. Returns how many changed hands or fell out."""
    holder = org.holder(to_user_id, field="successor_id")
    number = 0
    for series in Series.objects.filter(owner_id=from_user_id, ended_at=None).select_for_update():
        of_two = series.kind == "one_to_one"
        series.ended_at = now if of_two else None
        series.owner_id = from_user_id if of_two else holder.user_id
        series.version, series.updated_at = series.version + 1, now
        series.save(update_fields=["owner", "ended_at", "version", "updated_at"])
        number += 1
    coming = Meeting.objects.filter(attendees__user_id=from_user_id, state=PLANNED).order_by("pk")
    for meeting in list(coming.select_for_update(of=("self",))):
        number += _leave(meeting, from_user_id, holder, actor, now)
    return number


def _leave(meeting: Meeting, leaver: int, heir: org.Holder, actor: Actor, now: datetime) -> int:
    chaired = meeting.owner_id == leaver
    if meeting.private:
        save(meeting, now, state=MeetingState.CANCELLED)
        record(events.MeetingCancelled(meeting.title, ""), meeting, actor=actor, now=now)
        tell(meeting, "meeting.cancelled", {"reason": ""}, actor, now)
        return 1
    Attendee.objects.filter(meeting=meeting, user_id=leaver).delete()
    changed = {"owner_id": heir.user_id} if chaired else {}
    if meeting.minute_taker_id == leaver:
        changed["minute_taker_id"] = heir.user_id
    if changed:
        Attendee.objects.get_or_create(meeting=meeting, user_id=heir.user_id)
    save(meeting, now, **changed)
    record(events.MeetingEdited(meeting.title), meeting, actor=actor, now=now)
    return int(chaired)
