"""Campaigns, and the names that leads know them by."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.db import hold_name
from dabiao.core.errors import Conflict, Forbidden, Invalid
from dabiao.core.events.services import record
from dabiao.core.locking import merge_edit, wired
from dabiao.core.scoping import fetch
from dabiao.modules.channels import events, queries
from dabiao.modules.channels.enums import CampaignState
from dabiao.modules.channels.models import Campaign, CampaignName, Spend
from dabiao.modules.channels.services._naming import key_of

PERMISSION = "campaign.manage"
EDITABLE = frozenset({"name", "source", "unit_id", "starts_on", "ends_on", "state"})


@transaction.atomic
def create(
    *,
    name: str,
    source: str,
    unit_id: int | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    state: str = CampaignState.RUNNING,
    actor: Actor,
    now: datetime,
) -> Campaign:
    """A campaign; leads that name it are its own from the first day. Raises `channels.campaign_taken` (409),
    `channels.campaign_days`, `access.forbidden` for a unit out of reach."""
    actor.require(PERMISSION)
    _check_days(starts_on, ends_on)
    _check_unit(unit_id, actor)
    campaign = Campaign.objects.create(
        name=name,
        source=source,
        unit_id=unit_id,
        starts_on=starts_on,
        ends_on=ends_on,
        state=state,
        created_at=now,
        updated_at=now,
    )
    _take_name(campaign, name, field="name")
    record(events.CampaignCreated(name, source), campaign, actor=actor, now=now)
    return campaign


@transaction.atomic
def edit(
    campaign_id: int,
    *,
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> Campaign:
    """Change a campaign; it keeps the names it had, and with them its leads. What was spent on it moves with its source.
    Raises as `create`, and `edit.conflict`."""
    campaign = _held(campaign_id, actor)
    applied = merge_edit(campaign, changes, base=base, version=version, editable=EDITABLE)
    if not applied:
        return campaign
    _check_days(campaign.starts_on, campaign.ends_on)
    if "unit_id" in applied:
        _check_unit(campaign.unit_id, actor)
    if "name" in applied:
        _take_name(campaign, campaign.name, field="name")
    if "source" in applied:
        Spend.objects.filter(campaign=campaign).update(source=campaign.source, updated_at=now)
    campaign.updated_at = now
    campaign.save(update_fields=[*applied, "version", "updated_at"])
    record(events.CampaignEdited(campaign.name, wired(applied)), campaign, actor=actor, now=now)
    return campaign


@transaction.atomic
def add_name(campaign_id: int, *, name: str, actor: Actor, now: datetime) -> Campaign:
    """Another name that leads know the campaign by. Raises `channels.campaign_taken` (409), `core.not_found`."""
    campaign = _held(campaign_id, actor)
    _take_name(campaign, name, field="name")
    campaign.version, campaign.updated_at = campaign.version + 1, now
    campaign.save(update_fields=["version", "updated_at"])
    fact = events.CampaignEdited(campaign.name, {"name": [None, name]})
    record(fact, campaign, actor=actor, now=now)
    return campaign


def _held(campaign_id: int, actor: Actor) -> Campaign:
    actor.require(PERMISSION)
    campaign: Campaign = fetch(queries.campaigns_visible_to(actor), campaign_id, lock=True)
    _check_unit(campaign.unit_id, actor)
    return campaign


def _take_name(campaign: Campaign, name: str, *, field: str) -> None:
    """Two who enter one name at once come one after the other."""
    key = key_of(name)
    if not key:
        raise Invalid("core.required", field=field)
    hold_name(f"campaign {key}")
    there = CampaignName.objects.filter(key=key).first()
    if there is None:
        CampaignName.objects.create(campaign=campaign, key=key)
    elif there.campaign_id != campaign.pk:
        raise Conflict("channels.campaign_taken", field=field, value=name)


def _check_days(starts_on: date | None, ends_on: date | None) -> None:
    if starts_on is not None and ends_on is not None and ends_on < starts_on:
        raise Invalid("channels.campaign_days", field="ends_on")


def _check_unit(unit_id: int | None, actor: Actor) -> None:
    """Who manages the campaigns of some units manages those of all units no more than they manage the company's."""
    if not queries.manages_unit(unit_id, actor):
        raise Forbidden("access.forbidden", field="unit_id", permission=PERMISSION)
