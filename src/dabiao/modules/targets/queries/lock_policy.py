"""How strict a tree is; defaults where nobody has said."""

from typing import Any

from dabiao.core.actor import Actor
from dabiao.modules.targets.models import LockPolicy, Tree
from dabiao.modules.targets.queries import tree_for


def of(tree: Tree) -> LockPolicy:
    return LockPolicy.objects.filter(tree_id=tree.pk).first() or LockPolicy(tree=tree)


def shown(tree_id: int, *, actor: Actor) -> dict[str, Any]:
    """Raises `core.not_found`."""
    found = of(tree_for(tree_id, actor=actor))
    return {name: getattr(found, name) for name in ("band_bp", "reserve_bp", "factor_bp", "version")}
