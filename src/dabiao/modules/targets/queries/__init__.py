"""Reads of targets. Each starts from what the actor may see: the nodes within their scope, and the trees these are in."""

from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from dabiao.core.actor import Actor
from dabiao.core.calendar import add_months
from dabiao.core.errors import NotFound
from dabiao.core.scoping import Owned, fetch, reaches, scope_filter
from dabiao.modules.targets.enums import Grain
from dabiao.modules.targets.models import Cell, Metric, Node, Tree
from dabiao.modules.targets.rules import periods
from dabiao.modules.targets.rules.periods import Period

READ, EDIT, DECLARE, MANAGE = "target.read", "target.edit", "target.declare", "target.manage"
ATTRIBUTE, CLOSE, METRICS = "target.attribute", "target.close", "metric.manage"
LOCK = "target.lock"


def nodes_for(actor: Actor) -> QuerySet[Node]:
    """The nodes whose figures the actor sees."""
    reach = scope_filter(actor, READ)
    nodes = Node.objects.filter(removed_at=None)
    return nodes if reach is None else nodes.filter(reach)


def trees_for(actor: Actor) -> QuerySet[Tree]:
    """The trees with a node that the actor sees. Raises `access.forbidden`."""
    actor.require(READ)
    seen = Exists(nodes_for(actor).filter(tree_id=OuterRef("pk")))
    own = scope_filter(actor, READ)
    return Tree.objects.all() if own is None else Tree.objects.filter(seen | Q(owner_id=actor.user_id))


def cells_for(actor: Actor) -> QuerySet[Cell]:
    reach = scope_filter(actor, READ, prefix="node__")
    cells = Cell.objects.filter(node__removed_at=None)
    return cells if reach is None else cells.filter(reach)


def tree_for(id: int, *, actor: Actor) -> Tree:
    """Raises `core.not_found`, `access.forbidden`."""
    return fetch(trees_for(actor).select_related("metric__over", "metric__under", "unit"), id)


def periods_of(tree: Tree, grain: str) -> list[Period]:
    """The periods of this length in the tree's year, in order."""
    return periods.periods(periods.year_from(tree.starts_on), grain)


def before(tree: Tree, months: int) -> Period:
    """So many months up to the tree's first day, as one span."""
    last = tree.starts_on - timedelta(days=1)
    return Period(add_months(tree.starts_on, -months), last, Grain.HALF)


def may_set(actor: Actor, node: Owned, parent: Owned | None, tree: Tree) -> bool:
    """The lines of a node are set by who leads the node above it; those of the root by who keeps the tree."""
    return reaches(actor, MANAGE, tree) if parent is None else reaches(actor, EDIT, parent)


def may_declare(actor: Actor, node: Owned) -> bool:
    """One's own, and those of whom one leads."""
    return reaches(actor, DECLARE, node)


_METRIC = (
    *("id", "code", "name", "source", "measured", "measure", "day_field", "where", "currency", "aim"),
    *("built_in", "tax_bp", "active", "over_id", "under_id", "version"),
)


def metrics(*, retired: bool = False, actor: Actor) -> list[dict[str, Any]]:
    """Every metric in use (and those that were), the product's own first. Raises `access.forbidden`."""
    actor.require(READ)
    rows = Metric.objects.all() if retired else Metric.objects.filter(active=True)
    return list(rows.order_by("-built_in", "pk").values(*_METRIC))


def metric(id: int, *, actor: Actor) -> dict[str, Any]:
    """Raises `core.not_found`, `access.forbidden`."""
    actor.require(READ)
    found = Metric.objects.filter(pk=id).values(*_METRIC).first()
    if found is None:
        raise NotFound("core.not_found", kind="metric", id=id)
    return found
