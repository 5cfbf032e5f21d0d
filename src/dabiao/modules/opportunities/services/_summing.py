"""The amount of a deal where it is the sum of its lines."""

from datetime import datetime

from django.db.models import Sum

from dabiao.core.locking import Changes
from dabiao.core.money import check_amount
from dabiao.modules.opportunities import rules
from dabiao.modules.opportunities.models import Item, Opportunity


def sum_up(opportunity: Opportunity) -> Changes:
    """Put the sum on a locked deal, without saving, if its amount is one; returns what changed. Raises
    `money.too_large`."""
    if not opportunity.amount_from_items:
        return {}
    lines = Item.objects.filter(opportunity=opportunity)
    total = int(lines.aggregate(total=Sum("amount_minor"))["total"] or 0)
    before = opportunity.amount_minor
    if total == before:
        return {}
    opportunity.amount_minor = check_amount(total)
    currency = opportunity.currency
    opportunity.amount_cut_minor = rules.cut_after(
        opportunity.amount_cut_minor, (before, currency), (total, currency)
    )
    return {"amount_minor": (before, total)}


def save(opportunity: Opportunity, now: datetime) -> Changes:
    """A line of a locked deal was written: its version says so, and its amount follows."""
    changes = sum_up(opportunity)
    opportunity.version, opportunity.updated_at = opportunity.version + 1, now
    opportunity.save(update_fields=["amount_minor", "amount_cut_minor", "version", "updated_at"])
    return changes
