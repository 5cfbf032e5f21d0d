"""One person's figures on a day: what is to be reached, what is, and what carries it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dabiao.modules.targets.enums import Aim, CarrierKind, Grain, NodeKind, TreeState
from dabiao.modules.targets.models import Carrier, Cell
from dabiao.modules.targets.queries.attainment import attained
from dabiao.modules.targets.rules.periods import Period

MOST = 10  # figures of one person that are looked at: a tree each


@dataclass(frozen=True, slots=True)
class Standing:
    """A figure of a person's for the month that a day lies in; `reached` up to that day."""

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


def standing_of(user_id: int, day: date) -> list[Standing]:
    """The person's months of open trees that are to be reached at least, by tree; of no
    ratios, which nobody brings a part of. Who may see them is the caller's business."""
    cells = Cell.objects.filter(
        node__kind=NodeKind.PERSON,
        node__owner_id=user_id,
        node__removed_at=None,
        tree__state=TreeState.OPEN,
        tree__metric__aim=Aim.AT_LEAST,
        tree__metric__over=None,
        grain=Grain.MONTH,
        starts_on__lte=day,
        ends_on__gte=day,
        must__gt=0,
    )
    return [
        _standing(one, day) for one in cells.select_related("node", "tree__metric").order_by("tree_id")[:MOST]
    ]


def _standing(cell: Cell, day: date) -> Standing:
    period = Period(cell.starts_on, cell.ends_on, Grain.MONTH)
    metric = cell.tree.metric
    reached = attained(cell.tree, [cell.node], [period], at=day).get((cell.node_id, period.first), 0)
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
        reached=reached,
    )


def carriers_of(user_id: int, day: date, *, most: int = 50) -> Sequence[dict[str, Any]]:
    """Deals and customers that carry this person's figures of that day's month: `{kind, ref_id, amount}`, the largest first."""
    rows = Carrier.objects.filter(
        kind__in=(CarrierKind.OPPORTUNITY, CarrierKind.CUSTOMER),
        released_at=None,
        cell__node__owner_id=user_id,
        cell__node__removed_at=None,
        cell__starts_on__lte=day,
        cell__ends_on__gte=day,
    )
    named = rows.order_by("-amount", "pk").values("kind", "ref_id", "amount")
    return [dict(one) for one in named[:most]]
