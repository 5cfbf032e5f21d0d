"""Whether a must-reach is ready to be locked: five questions and its reserve, each with what is missing."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from dabiao.modules.targets.enums import Asked
from dabiao.modules.targets.rules import buffers
from dabiao.modules.targets.rules.buffers import WHOLE


@dataclass(frozen=True, slots=True)
class Finding:
    """`problem`: what is missing, empty where nothing is; its text says how to mend it, filled with `params`."""

    asked: Asked
    problem: str = ""
    params: dict[str, Any] = field(default_factory=dict)

    @property
    def holds(self) -> bool:
        return not self.problem


@dataclass(frozen=True, slots=True)
class Standing:
    """A must-reach and what is known of it. `best` is the most that was reached in a comparable period, None where there is
    none; `reserves` the expected yields of its own reserve measures and, longer period by longer period, of those it lies in,
    each with the must that they are measured by."""

    must: int
    metric_active: bool
    answerable: bool
    counted: bool
    agreed: bool
    best: int | None
    reason: str
    root: bool
    divided_above: bool
    shortest: bool
    divided_in_time: bool
    reserves: tuple[tuple[int, int], ...]


def check(it: Standing, *, factor_bp: int, reserve_bp: int) -> list[Finding]:
    """`factor_bp`: how far above the best of the past is still thought possible, in hundredths of a percent of it;
    `reserve_bp`: the share of the must that reserve measures have to be good for."""
    rules: list[Callable[[], Finding]] = [
        lambda: _specific(it),
        lambda: Finding(Asked.MEASURABLE, "" if it.counted else "not_counted"),
        lambda: _achievable(it, factor_bp),
        lambda: Finding(Asked.RELEVANT, "" if it.root or it.divided_above else "not_part"),
        lambda: Finding(Asked.TIME_BOUND, "" if it.shortest or it.divided_in_time else "not_divided"),
        lambda: _reserve(it, reserve_bp),
    ]
    return [rule() for rule in rules]


def _specific(it: Standing) -> Finding:
    if not it.metric_active:
        return Finding(Asked.SPECIFIC, "metric_inactive")
    return Finding(Asked.SPECIFIC, "" if it.answerable else "nobody_answerable")


def _achievable(it: Standing, factor_bp: int) -> Finding:
    """Agreed by who has to reach it and not beyond what the past makes thinkable, or a reason in writing."""
    if it.reason:
        return Finding(Asked.ACHIEVABLE)
    if not it.agreed:
        return Finding(Asked.ACHIEVABLE, "not_agreed")
    most = None if it.best is None else it.best * factor_bp // WHOLE
    if most is not None and it.must > most:
        return Finding(Asked.ACHIEVABLE, "beyond_history", {"best": it.best, "most": most})
    return Finding(Asked.ACHIEVABLE)


def _reserve(it: Standing, reserve_bp: int) -> Finding:
    needs = [(share(must, reserve_bp), planned) for must, planned in it.reserves]
    if any(planned >= needed for needed, planned in needs):
        return Finding(Asked.RESERVE)
    needed, planned = needs[0]
    return Finding(
        Asked.RESERVE, "too_little", {"needed": needed, "planned": planned, "lacking": needed - planned}
    )


def share(must: int, reserve_bp: int) -> int:
    """Rounded up."""
    return buffers.needed(must, reserve_bp) - must


def break_even(fixed: int, margin_bp: int) -> int:
    """What has to be sold for the margin to pay the fixed cost, rounded up."""
    return -(-fixed * WHOLE // margin_bp)
