"""How deals really went: the way of each through the stages, and what of it a list can be asked for.

A way goes from node to node: `start`; then `<round>.<stage>` for every stay; at last `won`, `lost` or `open`. Within a round
a deal only goes forward, so nodes never form a circle: whoever goes back to an earlier stage begins the next round there.
What is beyond `MOST_ROUNDS` is one node, `more`. `analytics.rules.way` says the same of one deal in Python.
"""

# ruff: noqa: S608, S611 - our own text, values as parameters

import re
from datetime import timedelta
from typing import Any

from django.db.models import F, Q
from django.db.models.expressions import RawSQL

from dabiao.modules.opportunities.enums import Lacking
from dabiao.modules.opportunities.models import Item, Rival

MOST_ROUNDS = 3
_STEP = re.compile(r"(start|more|\d{1,2}\.\d{1,18})?-(more|open|won|lost|\d{1,2}\.\d{1,18})?")
_ORDER = "PARTITION BY opportunity_id ORDER BY entered_at, id"
_NODES = f"""
SELECT opportunity_id, entered_at, id, is_last, kind,
CASE WHEN is_last = 1 AND kind <> 'open' THEN kind WHEN turns >= {MOST_ROUNDS} THEN 'more'
ELSE (turns + 1) || '.' || stage_id END AS node
FROM (
    SELECT stays.*, SUM(turn) OVER ({_ORDER}) AS turns
    FROM (
        SELECT e.id, e.opportunity_id, e.entered_at, e.stage_id, s.kind,
        CASE WHEN e.left_at IS NULL THEN 1 ELSE 0 END AS is_last,
        CASE WHEN LAG(s.position) OVER (PARTITION BY e.opportunity_id ORDER BY e.entered_at, e.id) >= s.position
        THEN 1 ELSE 0 END AS turn
        FROM opportunities_stageentry e JOIN opportunities_stage s ON s.id = e.stage_id
        WHERE {{among}}
    ) stays
) turned
"""
_BEEN = "e.opportunity_id IN (SELECT b.opportunity_id FROM opportunities_stageentry b WHERE b.stage_id = %s)"
_BACK_AGAIN = (
    "e.opportunity_id IN (SELECT b.opportunity_id FROM opportunities_stageentry b "
    f"GROUP BY b.opportunity_id HAVING COUNT(*) > {MOST_ROUNDS})"
)


def went(step: str) -> Q:
    """Deals that went straight from one node to another (`1.4-1.6`); with one of both, that came from or to it at all."""
    found = _STEP.fullmatch(step)
    came_from, node = found.groups() if found else (None, None)
    if came_from is None and node is None:
        return Q(pk=None)
    among, params = _among(came_from, node)
    nodes = _NODES.format(among=among)
    wheres, more = _wheres(came_from, node)
    # kept apart, or PostgreSQL would walk through all stays anew for every deal it looks at
    sql = (
        "WITH went AS MATERIALIZED (SELECT w.opportunity_id FROM ("
        f"SELECT nodes.*, COALESCE(LAG(node) OVER ({_ORDER}), 'start') AS came_from FROM ({nodes}) nodes"
        f") w WHERE {wheres}) SELECT opportunity_id FROM went"
    )
    return Q(pk__in=RawSQL(sql, [*params, *more]))


def _among(*nodes: str | None) -> tuple[str, list[int]]:
    """What keeps the walk through all stays short: a stage that was stayed in, or many stays."""
    stages = [int(node.partition(".")[2]) for node in nodes if node and "." in node]
    conditions = [_BEEN] * len(stages) + [_BACK_AGAIN] * ("more" in nodes)
    return " AND ".join(conditions) or "1 = 1", stages


def _wheres(came_from: str | None, node: str | None) -> tuple[str, list[str]]:
    if node == "open":
        here = " AND w.node = %s" if came_from else ""
        return f"w.is_last = 1 AND w.kind = 'open'{here}", [came_from] if came_from else []
    if node is None:
        return ("1 = 1", []) if came_from == "start" else ("w.node = %s", [str(came_from)])
    if came_from is None:
        return "w.node = %s", [node]
    return "w.came_from = %s AND w.node = %s AND w.came_from <> w.node", [came_from, node]


_WITHOUT = {
    Lacking.PRODUCT: lambda: ~Q(pk__in=Item.objects.filter(product__isnull=False).values("opportunity_id")),
    Lacking.RIVAL: lambda: ~Q(pk__in=Rival.objects.values("opportunity_id")),
    Lacking.LOST_TO: lambda: Q(lost_to=None),
    Lacking.INDUSTRY: lambda: Q(customer__industry=""),
}


def figure_condition(name: str, value: Any) -> Q | None:
    """One of the filters that figures open their records by; None for any other."""
    if name == "went":
        return went(value)
    if name == "without":
        return _WITHOUT[Lacking(value)]()
    if name == "open_at":
        return Q(created_at__lt=value) & (Q(closed_at=None) | Q(closed_at__gte=value))
    if name == "closed_within_days":
        return Q(closed_at__lte=F("created_at") + timedelta(days=value))
    if name == "open_after_days":
        return Q(closed_at=None) | Q(closed_at__gt=F("created_at") + timedelta(days=value))
    if name == "currency_other_than":
        return ~Q(currency=value)
    return None
