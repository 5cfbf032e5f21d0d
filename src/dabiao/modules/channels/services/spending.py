"""What campaigns and sources cost."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.db import hold_name
from dabiao.core.errors import DomainError, Forbidden, Invalid
from dabiao.core.events.services import record
from dabiao.core.money import check_amount
from dabiao.core.scoping import fetch
from dabiao.modules.channels import events, queries
from dabiao.modules.channels.models import Campaign, Spend
from dabiao.modules.channels.services._naming import key_of, named
from dabiao.modules.channels.services.campaigns import PERMISSION

LONGEST = 366  # days


@transaction.atomic
def enter(
    *,
    campaign: str = "",
    source: str = "",
    first_on: date,
    last_on: date,
    amount_minor: int,
    note: str = "",
    external_id: str = "",
    actor: Actor,
    now: datetime,
) -> Spend:
    """Enter what was spent on a campaign, or on a source as a whole. For days that were entered before, the amount takes
    the place of that one, so that a sheet can be pasted again.

    Raises `channels.campaign_unknown`, `channels.spend_on_nothing`, `channels.days_out_of_order`, `money.*`.
    """
    actor.require(PERMISSION)
    found = _campaign(campaign, actor) if campaign else None
    if found is None and not source:
        raise Invalid("channels.spend_on_nothing", field="campaign")
    if found is None and not queries.manages_unit(None, actor):
        raise Forbidden("access.forbidden", field="source", permission=PERMISSION)
    if last_on < first_on or (last_on - first_on).days >= LONGEST:
        raise Invalid("channels.days_out_of_order", field="last_on", days=LONGEST)
    check_amount(amount_minor)
    hold_name(f"spend {found.pk if found else source} {first_on} {last_on}")
    about: dict[str, Any] = {"campaign": found} if found else {"campaign": None, "source": source}
    spend = Spend.objects.filter(**about, first_on=first_on, last_on=last_on).first()
    before = spend.amount_minor if spend else None
    if spend is None:
        spend = Spend(
            **about, first_on=first_on, last_on=last_on, created_by_id=actor.user_id, created_at=now
        )
        spend.source = found.source if found else source
    elif (before, spend.note) == (amount_minor, note):
        return spend
    spend.amount_minor, spend.note, spend.external_id = amount_minor, note, external_id
    spend.updated_at = now
    spend.save()
    fact = events.SpendEntered(
        found.name if found else "",
        spend.source,
        first_on.isoformat(),
        last_on.isoformat(),
        amount_minor,
        before,
    )
    record(fact, spend, *([found] if found else []), actor=actor, now=now)
    return spend


def enter_many(
    *, items: Sequence[Mapping[str, Any]], actor: Actor, now: datetime
) -> list[Spend | DomainError]:
    """Many lines, each accepted or refused on its own."""
    actor.require(PERMISSION)
    outcome: list[Spend | DomainError] = []
    for item in items:
        try:
            outcome.append(enter(**item, actor=actor, now=now))
        except DomainError as error:
            outcome.append(error)
    return outcome


@transaction.atomic
def remove(spend_id: int, *, actor: Actor, now: datetime) -> None:
    """Take away what was entered by mistake. Raises `core.not_found`."""
    actor.require(PERMISSION)
    spend: Spend = fetch(queries.spends_visible_to(actor), spend_id, lock=True)
    if not queries.manages_unit(spend.campaign.unit_id if spend.campaign else None, actor):
        raise Forbidden("access.forbidden", permission=PERMISSION)
    fact = events.SpendRemoved(
        spend.campaign.name if spend.campaign else "",
        spend.source,
        spend.first_on.isoformat(),
        spend.last_on.isoformat(),
        spend.amount_minor,
    )
    record(fact, spend, *([spend.campaign] if spend.campaign else []), actor=actor, now=now)
    spend.delete()


def _campaign(name: str, actor: Actor) -> Campaign:
    found = named([name]).get(key_of(name))
    if found is None:
        raise Invalid("channels.campaign_unknown", field="campaign", value=name)
    if not queries.manages_unit(found.unit_id, actor):
        raise Forbidden("access.forbidden", field="campaign", permission=PERMISSION)
    return found
