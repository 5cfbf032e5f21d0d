"""Whether musts are ready to be locked, for one or for a whole tree in as many statements."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from dabiao.core.actor import Actor
from dabiao.core.calendar import add_months
from dabiao.core.scoping import fetch
from dabiao.modules.targets.enums import Axis, Measured, NodeKind, ReserveState
from dabiao.modules.targets.models import Breakdown, Cell, Dialogue, Reserve, Tree
from dabiao.modules.targets.queries import cells_for, lock_policy
from dabiao.modules.targets.queries.attainment import attained
from dabiao.modules.targets.queries.sides import Sides
from dabiao.modules.targets.rules import periods, smart
from dabiao.modules.targets.rules.periods import Period
from dabiao.modules.targets.rules.smart import Finding, Standing

NARROWED = (NodeKind.CUSTOMER_GROUP, NodeKind.PROJECT, NodeKind.EVENT)
YEARS_BACK = 2  # of a node's past that a must is compared with


def check(cell_id: int, *, reason: str = "", actor: Actor, now: datetime) -> dict[str, Any]:
    """`{ready, findings}`; a cell without a must is not ready. Raises `core.not_found`."""
    cell = fetch(cells_for(actor).select_related("node", "tree__metric"), cell_id)
    ((_, findings),) = checks(cell.tree, [cell], reason=reason, now=now)
    return {
        "ready": cell.must is not None and all(one.holds for one in findings),
        "findings": [
            {"asked": one.asked, "holds": one.holds, "problem": one.problem, "params": one.params}
            for one in findings
        ],
    }


def checks(
    tree: Tree, cells: Sequence[Cell], *, reason: str = "", now: datetime
) -> Iterator[tuple[Cell, list[Finding]]]:
    """Each of these cells of the tree (with its node) and what is found of it."""
    policy, sides, best = lock_policy.of(tree), Sides(tree), _best(tree, cells, now)
    closed = Breakdown.objects.filter(cell__tree_id=tree.pk, closed_at__isnull=False)
    divided = {(cell_id, axis): id for id, cell_id, axis in closed.values_list("pk", "cell_id", "axis")}
    whole = set(divided.values())
    reserves = _Reserves(tree, cells)
    kept = dict(Dialogue.objects.filter(cell__tree_id=tree.pk).values_list("cell_id", "reason"))
    derived = (
        tree.metric.derived
    )  # no sum of parts, so nothing to be divided and nothing to be held in reserve
    for cell in cells:
        standing = Standing(
            must=cell.must or 0,
            metric_active=tree.metric.active,
            answerable=sides.answerable(cell.node) is not None,
            counted=_counted(tree, cell),
            agreed=cell.agreed_at is not None,
            best=best.get((cell.node_id, cell.grain)),
            reason=reason or kept.get(cell.pk, ""),
            root=derived or cell.node.parent_id is None,
            divided_above=cell.within_id in whole,
            shortest=derived or cell.grain == tree.grains[-1],
            divided_in_time=(cell.pk, Axis.TIME) in divided,
            reserves=((0, 0),) if derived else reserves.of(cell),
        )
        yield cell, smart.check(standing, factor_bp=policy.factor_bp, reserve_bp=policy.reserve_bp)


def _counted(tree: Tree, cell: Cell) -> bool:
    """Whether there are records by which it will be known if it was reached: those of the metric, told apart by the node."""
    metric, node = tree.metric, cell.node
    known = metric.derived or (
        bool(metric.day_field) and (metric.measured == Measured.COUNT or bool(metric.measure))
    )
    told_apart = bool(node.where) if node.kind in NARROWED else True
    return known and told_apart


def _best(tree: Tree, cells: Iterable[Cell], now: datetime) -> dict[tuple[int, str], int]:
    """(node, length of period) → the most it reached in one that is over, of the two years before; absent where it never
    reached anything: then there is no past to compare with."""
    grains = {cell.grain for cell in cells}
    nodes = {cell.node_id: cell.node for cell in cells}
    today = now.astimezone(timezone.get_default_timezone()).date()
    found: dict[tuple[int, str], int] = {}
    for grain in grains:
        past = _past(tree.starts_on, grain, today)
        for (node_id, _), sum_ in attained(tree, list(nodes.values()), past).items():
            found[node_id, grain] = max(sum_, found.get((node_id, grain), 0))
    return found


def _past(first: date, grain: str, today: date) -> list[Period]:
    years = [periods.year_from(add_months(first, -12 * back)) for back in range(YEARS_BACK, -1, -1)]
    every = [one for year in years for one in periods.periods(year, grain)]
    over = [one for one in every if one.last < today]
    since = min(today, first) - timedelta(days=366 * YEARS_BACK)
    return [one for one in over if one.first >= since]


class _Reserves:
    """Expected yields of what is planned or taken, of each cell and of the longer ones of its node that it lies in."""

    def __init__(self, tree: Tree, cells: Iterable[Cell]) -> None:
        nodes = {cell.node_id for cell in cells}
        rows = Reserve.objects.filter(cell__tree_id=tree.pk).exclude(state=ReserveState.DROPPED)
        self._planned: dict[int, int] = defaultdict(int)
        for cell_id, expected in rows.values_list("cell_id", "expected"):
            self._planned[cell_id] += expected
        self._of_node: dict[int, list[Cell]] = defaultdict(list)
        if self._planned:
            for cell in Cell.objects.filter(node_id__in=nodes, pk__in=self._planned):
                self._of_node[cell.node_id].append(cell)

    def of(self, cell: Cell) -> tuple[tuple[int, int], ...]:
        longer = [
            (one.must or 0, self._planned[one.pk])
            for one in self._of_node[cell.node_id]
            if one.pk != cell.pk
            and one.starts_on <= cell.starts_on
            and one.ends_on >= cell.ends_on
            and one.must
        ]
        return ((cell.must or 0, self._planned.get(cell.pk, 0)), *longer)
