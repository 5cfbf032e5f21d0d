"""Pure functions of checks: no Django, no clock, no I/O."""

from dabiao.modules.checks.rules.calendar import due_at, next_day, period_of, span_of
from dabiao.modules.checks.rules.drawing import (
    ALGORITHM,
    Population,
    digest,
    drawn,
    order_of,
    ticket,
    wanted_of,
)
from dabiao.modules.checks.rules.judging import judged, points_of

__all__ = [
    "ALGORITHM",
    "Population",
    "digest",
    "drawn",
    "due_at",
    "judged",
    "next_day",
    "order_of",
    "period_of",
    "points_of",
    "span_of",
    "ticket",
    "wanted_of",
]
