"""A locked figure moves within the band of its tree; beyond it only by who keeps the tree."""

from collections.abc import Mapping, Sequence

from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict, DomainError
from dabiao.core.scoping import reaches
from dabiao.modules.targets.models import Cell, Tree
from dabiao.modules.targets.queries import MANAGE, lock_policy
from dabiao.modules.targets.rules import bands
from dabiao.modules.targets.services._dialogues import Dialogues


def beyond_band(
    dialogues: Dialogues, cells: Sequence[Cell], places: Mapping[int, int], tree: Tree, actor: Actor
) -> list[DomainError]:
    """`targets.beyond_band` for each locked cell that leaves the band; `places` says where each stood in what was asked."""
    locked = [cell for cell in cells if cell.locked_at is not None]
    if not locked or reaches(actor, MANAGE, tree):
        return []
    band_bp = lock_policy.of(tree).band_bp
    errors: list[DomainError] = []
    for cell in locked:
        row = dialogues.row(cell)
        for line, held in (("must", row.locked_must), ("stretch", row.locked_stretch)):
            if not bands.within_band(held, getattr(cell, line), band_bp):
                least, most = bands.band(held, band_bp)
                field = f"cells.{places[cell.pk]}.{line}"
                told = {"node": cell.node.name, "least": least, "most": most, "band": f"{band_bp / 100:g}"}
                errors.append(Conflict("targets.beyond_band", field=field, **told))
    return errors
