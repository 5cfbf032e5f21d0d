"""What is due and not paid, as one sum."""

from collections.abc import Collection
from datetime import date

from django.db.models import Count, F, Sum

from dabiao.core.actor import Actor
from dabiao.core.money import DEFAULT_CURRENCY
from dabiao.modules.receivables.queries.instalments import overdue
from dabiao.modules.receivables.queries.reach import instalments_visible_to


def overdue_sum(
    *, units: Collection[int] | None = None, owner_id: int | None = None, today: date, actor: Actor
) -> tuple[int, int]:
    """How many instalments of contracts in these units, or of one person, are overdue, and what is lacking in them; in the
    company's usual currency, of what the actor sees."""
    rows = instalments_visible_to(actor).filter(overdue(today), contract__currency=DEFAULT_CURRENCY)
    if units is not None:
        rows = rows.filter(contract__unit_id__in=units)
    if owner_id is not None:
        rows = rows.filter(contract__owner_id=owner_id)
    found = rows.aggregate(n=Count("pk"), lacking=Sum(F("amount_minor") - F("allocated_minor")))
    return found["n"], found["lacking"] or 0
