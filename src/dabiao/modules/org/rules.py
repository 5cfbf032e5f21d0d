"""What holds of units and people, without a database."""

from dabiao.core.errors import Invalid
from dabiao.modules.org.enums import UnitKind

DEPTH = {UnitKind.COMPANY: 0, UnitKind.REGION: 1, UnitKind.BRANCH: 2, UnitKind.TEAM: 3}


def check_nesting(child: str, parent: str | None) -> None:
    """A unit stands under a wider one; only a company stands alone. Raises `org.bad_nesting`."""
    if parent is None:
        if child != UnitKind.COMPANY:
            raise Invalid("org.needs_parent", field="parent_id", kind=child)
    elif DEPTH[UnitKind(child)] <= DEPTH[UnitKind(parent)]:
        raise Invalid("org.bad_nesting", field="parent_id", child=child, parent=parent)


def check_no_cycle(unit_path: str, new_parent_path: str) -> None:
    """A unit cannot move below itself. Raises `org.unit_cycle`. Paths look like `/1/4/`."""
    if new_parent_path.startswith(unit_path):
        raise Invalid("org.unit_cycle", field="parent_id")
