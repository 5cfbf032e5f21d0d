"""What submitting and deciding share: a submission becomes a lead, by the hand of its form."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings

from dabiao.core.actor import Actor
from dabiao.modules.forms.enums import SubmissionState, Suspicion
from dabiao.modules.forms.models import Code, Form, Submission
from dabiao.modules.leads import services as leads
from dabiao.modules.leads.enums import LeadSource
from dabiao.modules.org import queries as org


def key() -> bytes:
    """What tickets are signed with."""
    return settings.SECRET_KEY.encode()


def take_in(row: Submission, values: Mapping[str, Any], actor: Actor, now: datetime) -> None:
    """Make a lead of an unsaved or a suspected row, not saving it. Raises as `leads.services.receive`."""
    form = row.form
    wanted = {
        **values,
        "owner_id": _owner(row.code, now),
        "source": LeadSource.FORM,
        "campaign": _campaign(form, row),
        "cost_minor": form.cost_minor,
        "raw": {"form": form.name, "values": row.values, **row.raw},
    }
    went = leads.receive(values=wanted, complete=False, actor=actor, now=now)
    row.state = SubmissionState.JOINED if went.joined else SubmissionState.RECEIVED
    row.suspicion = Suspicion.NONE
    row.about_kind, row.about_id = went.holder
    row.enquiry_id = went.enquiry_id


def hand_of(form: Form) -> Actor:
    """Who acts when a stranger does: the form, in the name of the house. What nobody has lies in the form's unit."""
    path = (form.unit_id,) if form.unit_id else ()
    return Actor(
        user_id=None, name=form.name, unit_id=form.unit_id, unit_path=path, via="form", is_system=True
    )


def _owner(code: Code | None, now: datetime) -> int | None:
    """Whose code it was, while they take work; else nobody, and the rules decide."""
    if code is None or code.owner_id is None or code.removed_at is not None:
        return None
    return code.owner_id if org.ready([code.owner_id], now=now) else None


def _campaign(form: Form, row: Submission) -> str:
    said = row.raw.get("utm_campaign", "") if form.campaign_from_utm else ""
    return str((row.code.campaign if row.code else "") or said or form.campaign)[:120]
