"""Who needs help and why, the most urgent first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dabiao.modules.targets.enums import Aim, HelpReason
from dabiao.modules.targets.rules.buffers import WHOLE

VISIT_DAYS = 14  # days without a visit of somebody who visits
NEW_DAYS = 90


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of a node in its current period. `pipeline`, `covered`: None where the metric has none."""

    node_id: int
    aim: str
    must: int
    attained: int
    should_be: int
    pipeline: int | None
    uncovered: int | None
    visited_days_ago: int | None
    here_days: int | None
    missed: int


@dataclass(frozen=True, slots=True)
class Need:
    node_id: int
    weight: int
    reasons: list[tuple[HelpReason, dict[str, Any]]]


def needs(everybody: Sequence[Seen]) -> list[Need]:
    """Only who is behind needs help; how far behind decides the order, then who is named first."""
    found = [need for one in everybody if (need := _need(one)) is not None]
    return sorted(found, key=lambda one: -one.weight)


def _need(one: Seen) -> Need | None:
    behind = one.attained - one.should_be if one.aim == Aim.AT_MOST else one.should_be - one.attained
    if one.must <= 0 or behind <= 0:
        return None
    reasons: list[tuple[HelpReason, dict[str, Any]]] = [
        (HelpReason.BEHIND, {"by": behind, "by_bp": behind * WHOLE // one.must})
    ]
    lacking = one.must - one.attained
    if one.aim == Aim.AT_LEAST and one.pipeline is not None and one.pipeline < lacking:
        reasons.append((HelpReason.LITTLE_PIPELINE, {"pipeline": one.pipeline, "lacking": lacking}))
    if one.aim == Aim.AT_LEAST and one.uncovered:
        reasons.append((HelpReason.UNCOVERED, {"uncovered": one.uncovered}))
    if one.missed > 1:
        reasons.append((HelpReason.MISSED, {"times": one.missed}))
    if one.visited_days_ago is not None and one.visited_days_ago >= VISIT_DAYS:
        reasons.append((HelpReason.NO_VISITS, {"days": one.visited_days_ago}))
    if one.here_days is not None and 0 <= one.here_days < NEW_DAYS:
        reasons.append((HelpReason.NEWCOMER, {"days": one.here_days}))
    return Need(one.node_id, behind * WHOLE // one.must, reasons)
