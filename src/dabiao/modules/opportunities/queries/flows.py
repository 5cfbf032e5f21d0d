"""How deals really went: the way of each through the stages, and what of it a list can be asked for.

A way goes from node to node: `start`; then `<round>.<stage>` for every stay; at last `won`, `lost` or `open`. Within a round
a deal only goes forward, so nodes never form a circle: whoever goes back to an earlier stage begins the next round there.
What is beyond `MOST_ROUNDS` is one node, `more`. `analytics.rules.way` says the same of one deal in Python.

Where a deal came from is kept with each stay, so that a step is found by an index. The round is not, for stages change places
when a pipeline is designed anew: it is counted, of deals that ever went back alone.
"""

# ruff: noqa: S611 - our own text, values as parameters

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import F, Q
from django.db.models.expressions import RawSQL

from dabiao.modules.opportunities.enums import Lacking, StageKind
from dabiao.modules.opportunities.models import Item, Rival, StageEntry

MOST_ROUNDS = 3
MORE, START, OPEN = "more", "start", "open"
_STEP = re.compile(r"(start|more|\d{1,2}\.\d{1,18})?-(more|open|won|lost|\d{1,2}\.\d{1,18})?")
_ENDS = (StageKind.WON, StageKind.LOST)
_NOBODY = Q(pk=None)
# CROSS JOIN: SQLite then begins with the few pairs of stages, and goes on with the few stays that begin a round
_TURNED = """
SELECT x.id FROM opportunities_stage s CROSS JOIN opportunities_stage c CROSS JOIN opportunities_stageentry b
CROSS JOIN opportunities_stageentry x
WHERE c.position >= s.position AND b.stage_id = s.id AND b.came_from_id = c.id
AND x.opportunity_id = b.opportunity_id {stage}
AND (b.entered_at < x.entered_at OR (b.entered_at = x.entered_at AND b.id <= x.id))
GROUP BY x.id HAVING {having}
"""
_SO_FAR, _BEFORE = "COUNT(*)", "SUM(CASE WHEN b.id <> x.id THEN 1 ELSE 0 END)"


@dataclass(frozen=True, slots=True)
class _Node:
    """A stay: of this stage (None: any), how often the deal had gone back by then."""

    stage_id: int | None
    turns: int

    @property
    def wanted(self) -> str:
        return f">= {MOST_ROUNDS}" if self.turns >= MOST_ROUNDS else f"= {self.turns}"


def _node(name: str | None) -> _Node | None:
    if name == MORE:
        return _Node(None, MOST_ROUNDS)
    round_, _, stage = (name or "").partition(".")
    return _Node(int(stage), int(round_) - 1) if stage else None


def went(step: str) -> Q:
    """Deals that went straight from one node to another (`1.4-1.6`); with one of both, that came from or to it at all."""
    found = _STEP.fullmatch(step)
    came_from, name = found.groups() if found else (None, None)
    before, here = _node(came_from), _node(name)
    if any(one and one.stage_id and not 0 <= one.turns < MOST_ROUNDS for one in (before, here)):
        return _NOBODY
    if before is None and here is None:
        return _end(came_from, name)
    if name is None:
        before, here = None, before
    if name == OPEN and before:
        where = Q(left_at=None, stage__kind=StageKind.OPEN)
        return _of(where & _in(before), None, before)
    where = Q(left_at=None, stage__kind=name) if name in _ENDS else _in(here) & _NOT_ENDED
    if came_from == START:
        where &= Q(came_from=None)
    elif before and before.stage_id:
        where &= Q(came_from_id=before.stage_id)
    return _of(where, before, here)


_NOT_ENDED = Q(left_at__isnull=False) | Q(stage__kind=StageKind.OPEN)


def _in(node: _Node | None) -> Q:
    return Q(stage_id=node.stage_id) if node and node.stage_id else Q()


def _end(came_from: str | None, name: str | None) -> Q:
    """From the start, or to an end: without any stay that is asked for."""
    if came_from is None:
        if name in _ENDS:
            return Q(closed_at__isnull=False, stage__kind=name)
        return Q(closed_at=None) if name == OPEN else _NOBODY
    first = StageEntry.objects.filter(came_from=None)
    if name is None:
        return Q(pk__in=first.values("opportunity_id"))
    ended = first.filter(left_at=None, stage__kind=name)
    return Q(pk__in=ended.values("opportunity_id")) if name in _ENDS else _NOBODY


def _of(where: Q, before: _Node | None, here: _Node | None) -> Q:
    """Deals with such a stay, by how often they had gone back until it, and by the stay before it."""
    stays = StageEntry.objects.filter(where)
    stage_id = here.stage_id if here else None
    asked = [(_BEFORE, before)] * (before is not None) + [(_SO_FAR, here)] * (here is not None)
    if any(node.turns for _, node in asked if node):
        having = " AND ".join(f"{count} {node.wanted}" for count, node in asked if node)
        stays = stays.filter(pk__in=_turned(having, stage_id))
    else:
        having = f"{_SO_FAR if here else _BEFORE} > 0"
        stays = stays.exclude(pk__in=_turned(having, stage_id))
    if before and here and before.turns == here.turns == MOST_ROUNDS:
        return _NOBODY  # many stays beyond the rounds are one node
    return Q(pk__in=stays.values("opportunity_id"))


def _turned(having: str, stage_id: int | None) -> RawSQL:
    """Stays after the deal had gone back, of this stage where it is known."""
    sql = _TURNED.format(having=having, stage="AND x.stage_id = %s" if stage_id else "")
    return RawSQL(sql, [stage_id] if stage_id else [])


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
