"""Events are planned, changed and handed over."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict, Forbidden, Invalid
from dabiao.core.events.services import record
from dabiao.core.locking import merge_edit, wired
from dabiao.core.scoping import covers
from dabiao.modules.channels import queries as channels
from dabiao.modules.org import queries as org
from dabiao.modules.sales_events import events, rules
from dabiao.modules.sales_events.enums import AHEAD, EventState
from dabiao.modules.sales_events.models import Guest, SalesEvent
from dabiao.modules.sales_events.services import _held
from dabiao.modules.sales_events.services.crediting import settle_event

EDITABLE = frozenset(
    (
        *("name", "kind", "starts_at", "ends_at", "place", "introduction", "language", "capacity"),
        *("campaign_id", "goal_invited", "goal_attended", "goal_deals", "goal_signed_minor"),
        *("goal_received_minor", "window_days", "remind_days", "owner_id"),
    )
)
_MOVES_DEALS = {"starts_at", "ends_at", "window_days"}


@transaction.atomic
def create(*, values: Mapping[str, Any], actor: Actor, now: datetime) -> SalesEvent:
    """A draft; without `owner_id` it is the actor's own. Raises `core.required`, `sales_events.*`, `core.not_found_here` for a
    campaign, `org.not_working`, `access.forbidden` for a person out of reach."""
    actor.require("sales_event.edit")
    given = {name: value for name, value in values.items() if name != "owner_id"}
    rules.check_event(given)
    event = SalesEvent(token=secrets.token_urlsafe(18), created_at=now, updated_at=now, **given)
    _check_campaign(event, actor)
    _own(event, values.get("owner_id") or actor.user_id, actor)
    _save(event, new=True)
    record(events.SalesEventCreated(event.name), event, actor=actor, now=now)
    return event


@transaction.atomic
def edit(
    event_id: int,
    *,
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> SalesEvent:
    """Change an event. A closed one too: its goals and window may be set right. Raises `edit.conflict` (409),
    `sales_events.is_over` for a cancelled one, and as `create`."""
    event = _held.to_edit(event_id, actor)
    if event.state == EventState.CANCELLED:
        raise Conflict("sales_events.is_over", field="state")
    before = (event.owner_id, event.unit_id)
    applied = merge_edit(event, changes, base=base, version=version, editable=EDITABLE)
    if not applied:
        return event
    rules.check_event({name: getattr(event, name) for name in EDITABLE})
    if "campaign_id" in applied:
        _check_campaign(event, actor)
    if "owner_id" in applied:
        _own(event, event.owner_id, actor)
    event.updated_at = now
    _save(event)
    fact = events.SalesEventEdited(event.name, wired(applied))
    record(fact, event, actor=actor, now=now, previous=[before])
    _held.arm(event, now)
    if _MOVES_DEALS & set(applied):
        settle_event(event, actor=actor, now=now)
    return event


@transaction.atomic
def transfer(from_user_id: int, *, to_user_id: int, actor: Actor, now: datetime) -> int:
    """Hand a person's events that lie ahead over to a successor, and whom they invited to these or others; returns how many
    events."""
    holder = org.holder(to_user_id, field="successor_id")
    rows = SalesEvent.objects.filter(owner_id=from_user_id, state__in=AHEAD).order_by("pk")
    moved = list(rows.select_for_update(of=("self",)))
    for event in moved:
        before = (event.owner_id, event.unit_id)
        event.owner_id, event.unit_id = holder.user_id, holder.unit_id
        _held.saved(event, now, "owner", "unit")
        fact = events.SalesEventHandedOver(event.name, holder.user_id, holder.name)
        record(fact, event, actor=actor, now=now, previous=[before])
    Guest.objects.filter(inviter_id=from_user_id, event__state__in=AHEAD).update(inviter_id=to_user_id)
    return len(moved)


def _own(event: SalesEvent, owner_id: int | None, actor: Actor) -> None:
    """It stands in its owner's unit. Whoever is not the actor must be in reach of their editing."""
    if owner_id is None:
        raise Invalid("core.required", field="owner_id")
    holder = org.holder(owner_id)
    whose = {"owner_id": holder.user_id, "unit_id": holder.unit_id}
    if holder.user_id != actor.user_id and not covers(actor, "sales_event.edit", id=0, **whose):
        raise Forbidden("access.forbidden", field="owner_id", permission="sales_event.edit")
    event.owner_id, event.unit_id = holder.user_id, holder.unit_id


def _check_campaign(event: SalesEvent, actor: Actor) -> None:
    """One that the actor sees; whoever sees none has the campaigns of nobody to choose from."""
    if event.campaign_id is None:
        return
    seen = actor.may("campaign.read") and channels.campaigns_visible_to(actor).filter(pk=event.campaign_id)
    if not seen or not seen.exists():
        raise Invalid("core.not_found_here", field="campaign_id", value=event.campaign_id)


def _save(event: SalesEvent, *, new: bool = False) -> None:
    """A campaign is that of one event, so that its spend is counted once."""
    try:
        with transaction.atomic():
            event.save(force_insert=new)
    except IntegrityError as error:
        if event.campaign_id is None or "campaign" not in str(error):
            raise
        raise Conflict("sales_events.campaign_taken", field="campaign_id") from None
