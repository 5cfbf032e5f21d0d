"""What was planned and what became of it, as figures that fill themselves in.

Of plans that lie within the days as a whole. What was carried over within them is one item, counted where it went; what goes on
after them is carried. So planned = done + dropped + carried + what is still open.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from dabiao.core.figures import Days, Figure, Unit, Whose
from dabiao.modules.org import queries as org
from dabiao.modules.plans.enums import PlanItemState
from dabiao.modules.plans.models import PlanItem

STATES: Mapping[str, PlanItemState | None] = {
    "plan.planned": None,
    "plan.done": PlanItemState.DONE,
    "plan.dropped": PlanItemState.DROPPED,
    "plan.carried": PlanItemState.CARRIED,
}


class Planned:
    """Of a person their own items; of a unit those of plans that lie in it or below."""

    def offered(self) -> Sequence[Figure]:
        return [
            Figure(code, Unit.PIECES, "plan.read", label=f"figures.{code.replace('.', '_')}")
            for code in STATES
        ]

    def values(
        self,
        codes: Collection[str],
        whose: Collection[Whose],
        days: Days,
        *,
        now: datetime,  # noqa: ARG002 a plan says itself what became of it
    ) -> Mapping[tuple[str, Whose], int]:
        people = {id for kind, id in whose if kind == "user"}
        below = org.each_below([id for kind, id in whose if kind == "unit"])
        units = {id for found in below.values() for id in found}
        within = Q(owner_id__in=people) | Q(unit_id__in=units)
        rows = PlanItem.objects.filter(within, starts_on__gte=days[0], ends_on__lte=days[1])
        grouped = rows.order_by().values_list("owner_id", "unit_id", "state").annotate(n=Count("pk"))
        found: dict[tuple[str, Whose], int] = defaultdict(int)
        for sign, counted in ((1, grouped), (-1, _carried_within(days))):
            for owner_id, unit_id, state, count in counted:
                over: list[Whose] = [("user", owner_id)] if owner_id in people else []
                over += [("unit", id) for id, inside in below.items() if unit_id in inside]
                for code in codes:
                    if STATES[code] in (None, state):
                        for one in over:
                            found[code, one] += sign * count
        return dict(found)


def _carried_within(days: Days) -> QuerySet[PlanItem, Any]:
    """(person, unit, state, count) of items whose next place lies within the days too.

    Read from that place, by its index: from the item itself SQLite would look through the whole table for each one, as long as
    few items were ever carried over.
    """
    former = {"carried_from__state": PlanItemState.CARRIED, "carried_from__starts_on__gte": days[0]}
    rows = PlanItem.objects.filter(
        carried_from__isnull=False, ends_on__gte=days[0], ends_on__lte=days[1], **former
    )
    groups = rows.order_by().values_list(
        "carried_from__owner_id", "carried_from__unit_id", "carried_from__state"
    )
    return groups.annotate(n=Count("pk"))
