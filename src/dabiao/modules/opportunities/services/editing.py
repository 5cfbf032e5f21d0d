"""Facts about an opportunity change."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.errors import Invalid
from dabiao.core.events.services import record
from dabiao.core.fields import checking
from dabiao.core.locking import Changes, columns, merge_edit, wired
from dabiao.core.scoping import demand, fetch
from dabiao.modules.opportunities import events, queries, rules
from dabiao.modules.opportunities.models import Item, Opportunity
from dabiao.modules.opportunities.services._summing import sum_up

EDITABLE = frozenset(
    {
        *("name", "amount_minor", "currency", "expected_win_on", "next_contact_at"),
        *("source", "unnamed_rivals", "budget_minor", "decides_on", "amount_from_items"),
    }
)


@transaction.atomic
def edit(
    opportunity_id: int,
    *,
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> Opportunity:
    """Change fields of an opportunity; its stage changes by `move`. Raises `edit.conflict` where somebody else changed
    the same field meanwhile, `core.required`, `opportunities.amount_is_sum`, `opportunities.currency_of_items`, `money.*`."""
    opportunity = fetch(queries.visible_to(actor), opportunity_id, lock=True)
    demand(actor, "opportunity.edit", opportunity)
    wanted = checking.for_edit("opportunity", changes, opportunity.fields)
    rules.check_facts(wanted)
    editable = checking.editable(EDITABLE, wanted)
    applied = merge_edit(opportunity, wanted, base=base, version=version, editable=editable)
    if applied:
        _follow_items(opportunity, applied)
        opportunity.updated_at = now
        kept = _remember(opportunity, applied)
        opportunity.save(update_fields=[*columns(applied), *kept, "version", "updated_at"])
        fact = events.OpportunityEdited(
            name=opportunity.name, changes=wired(applied), currency=opportunity.currency
        )
        record(fact, opportunity, ("customer", opportunity.customer_id), actor=actor, now=now)
    return opportunity


def _follow_items(opportunity: Opportunity, applied: Changes) -> None:
    """An amount that is a sum is not typed, and what has prices stays in their currency. Raises
    `opportunities.amount_is_sum`, `opportunities.currency_of_items`."""
    if opportunity.amount_from_items and "amount_minor" in applied:
        raise Invalid("opportunities.amount_is_sum", field="amount_minor")
    if "currency" in applied and Item.objects.filter(opportunity=opportunity).exists():
        raise Invalid("opportunities.currency_of_items", field="currency")
    if "amount_from_items" in applied:
        cut = opportunity.amount_cut_minor
        applied |= sum_up(opportunity)
        opportunity.amount_cut_minor = cut  # `_remember` counts it


def _remember(opportunity: Opportunity, applied: Changes) -> list[str]:
    """What the signs of slipping need to know of the values that are gone, and how many rivals that makes; returns the
    columns concerned."""
    kept = []
    if "unnamed_rivals" in applied:
        before, after = applied["unnamed_rivals"]
        opportunity.competitor_count += after - before
        rules.check_rivals(opportunity.competitor_count)
        kept.append("competitor_count")
    if "expected_win_on" in applied:
        opportunity.pushes = rules.pushes_after(opportunity.pushes, *applied["expected_win_on"])
        kept.append("pushes")
    if applied.keys() & {"amount_minor", "currency"}:
        before = tuple(
            applied.get(name, (getattr(opportunity, name),))[0] for name in ("amount_minor", "currency")
        )
        after = (opportunity.amount_minor, opportunity.currency)
        opportunity.amount_cut_minor = rules.cut_after(opportunity.amount_cut_minor, before, after)
        kept.append("amount_cut_minor")
    return kept
