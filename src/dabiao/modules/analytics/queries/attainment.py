"""How the running targets stand: mine, or those of my people with who needs help and why."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from dabiao.core.actor import Actor
from dabiao.core.calendar import add_months, month_start
from dabiao.core.days import local_day
from dabiao.modules.targets import queries as targets
from dabiao.modules.targets.enums import NodeKind, TreeState
from dabiao.modules.targets.queries import tracking

TREES = 2  # targets on a board: what is signed and what came in
HELPED = 5
STAND = (
    *("cell_id", "must", "stretch", "attained", "share_bp", "should_be", "gap", "needed_a_day", "forecast"),
)
Row = Mapping[str, Any]


def attainment(
    *, team: bool = False, unit_id: int | None = None, actor: Actor, now: datetime
) -> dict[str, Any]:
    """Of each running tree, money first, two at most: the current period of one's own node; or of the topmost unit that
    one sees in it (or of `unit_id`), with those who need help. Empty where there is no target to show. As many statements
    however many people there are. Raises `access.forbidden`."""
    actor.require("analytics.read")
    day = local_day(now)
    items: list[dict[str, Any]] = []
    if actor.may(targets.READ):
        nodes = targets.nodes_for(actor)
        mine = nodes.filter(kind=NodeKind.PERSON, owner_id=actor.user_id)
        among = nodes.filter(kind=NodeKind.UNIT) if team else mine
        running = targets.trees_for(actor).filter(
            state=TreeState.OPEN,
            starts_on__lte=day,
            starts_on__gt=add_months(month_start(day), -12),
            pk__in=among.values("tree_id"),
        )
        order = ("-metric__measured", "metric_id", "-starts_on", "pk")
        for id in list(running.order_by(*order).values_list("pk", flat=True)[:TREES]):
            found = tracking.tracking_of(id, grain=None, actor=actor, day=day)
            row = _row(found["rows"], actor, team, unit_id)
            if row is not None and row["current"]["must"]:
                items.append(_shown(found, row, team))
    return {"as_of": now, "items": items}


def _row(rows: list[Row], actor: Actor, team: bool, unit_id: int | None) -> Row | None:
    if not team:
        return next(
            (one for one in rows if one["kind"] == NodeKind.PERSON and one["owner_id"] == actor.user_id), None
        )
    units = [one for one in rows if one["kind"] == NodeKind.UNIT and unit_id in (None, one["unit_id"])]
    return min(units, key=lambda one: one["depth"], default=None)


def _shown(found: Row, row: Row, team: bool) -> dict[str, Any]:
    tree, current = found["tree"], row["current"]
    return {
        "tree_id": tree["id"],
        "tree_name": tree["name"],
        "metric": {name: tree["metric"][name] for name in ("code", "name", "measured", "currency", "aim")},
        "name": row["name"],
        "grain": found["grain"],
        "period": found["period"],
        **{name: current[name] for name in STAND},
        "streak": row["streak"],
        "help": _help(found, row) if team else [],
    }


def _help(found: Row, top: Row) -> list[dict[str, Any]]:
    """Those below the row shown, the most urgent first."""
    rows = {one["node_id"]: one for one in found["rows"]}

    def below(node_id: int | None) -> bool:
        while node_id is not None and node_id in rows:
            if node_id == top["node_id"]:
                return True
            node_id = rows[node_id]["parent_id"]
        return False

    return [
        {
            "owner_id": rows[one["node_id"]]["owner_id"],
            "name": rows[one["node_id"]]["name"],
            "reasons": one["reasons"],
        }
        for one in found["help"]
        if one["node_id"] in rows and below(one["node_id"])
    ][:HELPED]
