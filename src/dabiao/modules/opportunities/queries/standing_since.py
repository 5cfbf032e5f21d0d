"""Counts of deals that are open, by how long they have been, and by when."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Case, Count, IntegerField, Q, Sum, Value, When

from dabiao.core.actor import Actor
from dabiao.modules.opportunities.queries.flows import figure_condition
from dabiao.modules.opportunities.queries.records import chosen


class Age(NamedTuple):
    """Open deals of one stage: `in_stage` and `in_all` are the places of the first bounds not before which they came."""

    stage_id: int
    in_stage: int
    in_all: int
    currency: str
    deals: int
    amount_minor: int


def ages(*, filters: Mapping[str, Any], since: Sequence[datetime], actor: Actor) -> Iterator[Age]:
    """In one statement. `since` are moments, the latest first; what came before all of them has the place after the last."""
    deals = chosen({**filters, "stage_kind": "open"}, actor=actor).order_by()
    placed = deals.annotate(
        in_stage=_place("stage_entered_at", since),
        in_all=_place("created_at", since),
    ).values("stage_id", "in_stage", "in_all", "currency")
    rows = placed.annotate(count=Count("*"), total=Sum("amount_minor"))
    columns = ("stage_id", "in_stage", "in_all", "currency", "count", "total")
    for stage_id, in_stage, in_all, currency, count, total in rows.values_list(*columns):
        yield Age(stage_id, in_stage, in_all, currency, count, int(total))


def _place(column: str, since: Sequence[datetime]) -> Case:
    cases = [When(**{f"{column}__gte": moment}, then=Value(place)) for place, moment in enumerate(since)]
    return Case(*cases, default=Value(len(since)), output_field=IntegerField())


def open_at(
    moments: Sequence[datetime], *, column: str | None, filters: Mapping[str, Any], actor: Actor
) -> dict[Any, list[int]]:
    """Value of `column` (None: of everything) → how many deals were open at each of the moments. One statement."""
    counts: dict[str, Any] = {
        f"n{place}": Count("pk", filter=figure_condition("open_at", moment))
        for place, moment in enumerate(moments)
    }
    bound = Q(created_at__lt=max(moments)) & (Q(closed_at=None) | Q(closed_at__gte=min(moments)))
    deals = chosen(filters, actor=actor).filter(bound).order_by()
    if column is None:
        return {None: list(deals.aggregate(**counts).values())}
    rows = deals.values(column).annotate(**counts).values_list(column, *counts)
    return {key: numbers for key, *numbers in rows}
