"""One person's figures on a day: what is to be reached, what is and was, and what carries it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import BigIntegerField, DateField

from dabiao.core.calendar import add_months
from dabiao.core.kept import Given, Kept
from dabiao.modules.targets.enums import Aim, CarrierKind, Grain, NodeKind, TreeState
from dabiao.modules.targets.models import Carrier, Cell
from dabiao.modules.targets.queries.attainment import sums_by_day

MOST = 10  # figures of one person that are looked at: a tree each
CARRIERS = 50  # that are told
WEEKS = 12  # whole weeks before the day's own that are told
_WEEK = timedelta(days=7)

Weeks = Sequence[tuple[date, int]]
"""(Monday, what was reached in its week), the earliest first."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A figure of a person's for the month that a day lies in; `reached` up to that day. `weeks` are those before the day's;
    `before` the (must, reached) of the two months before it that had a must, the latest first."""

    cell_id: int
    metric_id: int
    code: str
    name: str
    built_in: bool
    measured: str
    currency: str
    first: date
    last: date
    must: int
    reached: int
    weeks: Weeks
    before: Sequence[tuple[int, int]]


_OWNER, _DAY = Given("owner", BigIntegerField()), Given("day", DateField())
_MONTHS = Kept(
    lambda: Cell.objects.filter(
        node__kind=NodeKind.PERSON,
        node__owner_id=_OWNER,
        node__removed_at=None,
        tree__state=TreeState.OPEN,
        tree__metric__aim=Aim.AT_LEAST,
        tree__metric__over=None,
        grain=Grain.MONTH,
        starts_on__gt=Given("after", DateField()),
        starts_on__lte=_DAY,
        must__gt=0,
    ).values_list("pk")
)
_CARRIERS = Kept(
    lambda: (
        Carrier.objects.filter(
            kind__in=(CarrierKind.OPPORTUNITY, CarrierKind.CUSTOMER),
            released_at=None,
            cell__node__owner_id=_OWNER,
            cell__node__removed_at=None,
            cell__starts_on__lte=_DAY,
            cell__ends_on__gte=_DAY,
        )
        .order_by("-amount", "pk")
        .values_list("kind", "ref_id", "amount")[:CARRIERS]
    )
)


def standing_of(user_id: int, day: date) -> list[Standing]:
    """The person's months of open trees that are to be reached at least, by tree; of no ratios, which nobody brings a part of.

    Who may see them is the caller's business.
    """
    ids = [id for (id,) in _MONTHS(owner=user_id, after=add_months(day.replace(day=1), -3), day=day)]
    if not ids:
        return []
    months = Cell.objects.filter(pk__in=ids).select_related("node", "tree__metric")
    cells: dict[int, list[Cell]] = defaultdict(list)
    for one in months.order_by("tree_id", "-starts_on", "pk"):
        cells[one.node_id].append(one)
    present = [some for some in cells.values() if some[0].ends_on >= day]
    return [_standing(some[0], some[1:], day) for some in present[:MOST]]


def _standing(cell: Cell, earlier: Sequence[Cell], day: date) -> Standing:
    monday = day - timedelta(days=day.weekday())
    mondays = [monday - _WEEK * back for back in range(WEEKS, 0, -1)]
    came = _came(cell, min(mondays[0], *(one.starts_on for one in (cell, *earlier))), day)
    metric = cell.tree.metric
    return Standing(
        cell_id=cell.pk,
        metric_id=metric.pk,
        code=metric.code,
        name=metric.name,
        built_in=metric.built_in,
        measured=metric.measured,
        currency=metric.currency,
        first=cell.starts_on,
        last=cell.ends_on,
        must=cell.must or 0,
        reached=_within(came, cell.starts_on, day),
        weeks=[(one, _within(came, one, one + timedelta(days=6))) for one in mondays],
        before=[(one.must or 0, _within(came, one.starts_on, one.ends_on)) for one in earlier[:2]],
    )


def _came(cell: Cell, first: date, last: date) -> Mapping[date, int]:
    """What counts for the person in their unit, by day."""
    found: dict[date, int] = defaultdict(int)
    for day, one in sums_by_day(cell.tree.metric, (first, last), users=[cell.node.owner_id or 0]):
        if one.unit_id == cell.node.unit_id:
            found[day] += one.amount
    return found


def _within(came: Mapping[date, int], first: date, last: date) -> int:
    return sum(amount for day, amount in came.items() if first <= day <= last)


def carriers_of(user_id: int, day: date) -> Sequence[dict[str, Any]]:
    """Deals and customers that carry this person's figures of that day's month: `{kind, ref_id, amount}`, the largest first."""
    rows = _CARRIERS(owner=user_id, day=day)
    return [dict(zip(("kind", "ref_id", "amount"), row, strict=True)) for row in rows]
