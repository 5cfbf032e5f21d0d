"""Rows of targets."""

from dabiao.modules.targets.models.agree import Beside, Dialogue, LockPolicy, Reserve
from dabiao.modules.targets.models.metrics import (
    ClosedMonth,
    CreditPolicy,
    Entry,
    Share,
    ShareSum,
    Tally,
    TallyMark,
)
from dabiao.modules.targets.models.split import Capacity
from dabiao.modules.targets.models.track import Alarm, AlarmTerms, Carrier
from dabiao.modules.targets.models.trees import FIGURE_MAX, Breakdown, Cell, Metric, Node, Tree

__all__ = [
    "FIGURE_MAX",
    "Alarm",
    "AlarmTerms",
    "Beside",
    "Breakdown",
    "Capacity",
    "Carrier",
    "Cell",
    "ClosedMonth",
    "CreditPolicy",
    "Dialogue",
    "Entry",
    "LockPolicy",
    "Metric",
    "Node",
    "Reserve",
    "Share",
    "ShareSum",
    "Tally",
    "TallyMark",
    "Tree",
]
