"""What was kept apart is looked at by a person: one press makes a lead of it, another puts it aside."""

from datetime import datetime

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict
from dabiao.core.events.services import record
from dabiao.core.scoping import fetch
from dabiao.modules.forms import events, queries
from dabiao.modules.forms.enums import TAKEN, SubmissionState
from dabiao.modules.forms.models import Submission
from dabiao.modules.forms.services import _reading
from dabiao.modules.forms.services._taking import hand_of, take_in


@transaction.atomic
def accept(submission_id: int, *, actor: Actor, now: datetime) -> Submission:
    """Make a lead of what was suspected, as if it had come in now; a second time changes nothing.

    Raises `core.not_found`, and as `submit` where what was typed makes no lead.
    """
    row = fetch(queries.submissions_for(actor), submission_id, lock=True)
    if row.state in TAKEN:
        return row
    typed = {name: text for name, text in row.values.items() if isinstance(text, str)}
    take_in(row, _reading.values_kept(typed), hand_of(row.form), now)
    row.decided_by_id, row.decided_at = actor.user_id, now
    row.save()
    record(events.SubmissionAccepted(row.form.name, row.pk), row.form, actor=actor, now=now)
    return row


@transaction.atomic
def dismiss(submission_id: int, *, actor: Actor, now: datetime) -> Submission:
    """Put aside what was suspected; it can still be accepted. Raises `core.not_found`, `forms.taken_already` (409)."""
    row = fetch(queries.submissions_for(actor), submission_id, lock=True)
    if row.state in TAKEN:
        raise Conflict("forms.taken_already", field="id")
    if row.state != SubmissionState.DISMISSED:
        row.state, row.decided_by_id, row.decided_at = SubmissionState.DISMISSED, actor.user_id, now
        row.save(update_fields=["state", "decided_by_id", "decided_at"])
        record(events.SubmissionDismissed(row.form.name, row.pk), row.form, actor=actor, now=now)
    return row
