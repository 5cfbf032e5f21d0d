"""What stands beside a target, and how strict its tree is."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.errors import Invalid, NotFound
from dabiao.core.events.services import record
from dabiao.core.locking import merge_edit, wired
from dabiao.modules.targets import events
from dabiao.modules.targets.enums import Measured
from dabiao.modules.targets.models import Beside, LockPolicy, Node
from dabiao.modules.targets.queries import lock_policy
from dabiao.modules.targets.rules import periods
from dabiao.modules.targets.services._locking import managed_tree

FIGURES = ("fixed_cost", "margin_bp", "budget")


@transaction.atomic
def set_beside(
    tree_id: int,
    *,
    node_id: int,
    grain: str,
    starts_on: date,
    values: Mapping[str, int | None],
    actor: Actor,
    now: datetime,
) -> Beside:
    """Fixed cost with its margin, and the board's budget; null takes one away. The target stays as it is.

    Raises `targets.cost_without_margin`, `targets.break_even_is_money`, `targets.no_such_period`, `core.not_found`,
    `access.forbidden`.
    """
    tree = managed_tree(tree_id, actor=actor)
    node = Node.objects.filter(tree=tree, pk=node_id, removed_at=None).first()
    if node is None:
        raise NotFound("core.not_found", field="node_id", kind="target_node", id=node_id)
    periods.longer(grain, tree.grains)
    period = periods.starting(starts_on, periods.year_from(tree.starts_on), grain)
    place = {"node": node, "grain": grain, "starts_on": period.first}
    row = Beside.objects.filter(**place).first() or Beside(**place)
    changes = {
        name: (getattr(row, name), value) for name, value in values.items() if getattr(row, name) != value
    }
    for name, (_, value) in changes.items():
        setattr(row, name, value)
    if (row.fixed_cost is None) != (row.margin_bp is None):
        missing = "fixed_cost" if row.fixed_cost is None else "margin_bp"
        raise Invalid("targets.cost_without_margin", field=missing)
    if row.fixed_cost is not None and tree.metric.measured != Measured.MONEY:
        raise Invalid("targets.break_even_is_money", field="fixed_cost")
    if changes:
        row.updated_at = now
        row.save()
        fact = events.BesideSet(tree.name, node.name, grain, period.first, wired(changes))
        record(fact, tree, actor=actor, now=now)
    return row


@transaction.atomic
def edit_lock_policy(
    tree_id: int,
    *,
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> LockPolicy:
    """From the next step on. Raises `edit.conflict`, `access.forbidden`, `core.not_found`."""
    tree = managed_tree(tree_id, actor=actor)
    policy = lock_policy.of(tree)
    editable = frozenset({"band_bp", "reserve_bp", "factor_bp"})
    applied = merge_edit(policy, changes, base=base, version=version, editable=editable)
    if applied:
        policy.save()
        record(events.LockPolicyEdited(tree.name, wired(applied)), tree, actor=actor, now=now)
    return policy
