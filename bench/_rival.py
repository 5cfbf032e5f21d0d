"""What Odoo 19 needed for the same work on the same kind of machine (PostgreSQL 15, 100,000 leads, 2 cores)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Rival:
    """Median ms alone, requests/s with 8 clients where that was measured."""

    ms: float
    per_second: float | None = None


RIVAL: dict[tuple[str, str], Rival] = {
    ("list", "salesperson"): Rival(27, 60),
    ("list", "manager"): Rival(36, 66),
    ("detail", "salesperson"): Rival(13),
    ("detail", "manager"): Rival(20),
    ("kanban", "salesperson"): Rival(63, 42),
    ("kanban", "manager"): Rival(83, 24),
    ("funnel", "salesperson"): Rival(16, 115),
    ("funnel", "manager"): Rival(261, 7),
    ("create", "salesperson"): Rival(38, 52),
    ("create", "manager"): Rival(38, 59),
    ("convert", "salesperson"): Rival(89, 18),
    ("convert", "manager"): Rival(195, 8),
    ("stage move", "salesperson"): Rival(29),
    ("stage move", "manager"): Rival(33),
}


def factor(figure: Mapping[str, Any]) -> float | None:
    """How many times faster we are: by requests/s with 8 clients where the rival has that figure, else by the median."""
    rival = RIVAL.get((figure["name"], figure["role"]))
    if rival is None:
        return None
    if rival.per_second is not None:
        return float(figure["with_8"] / rival.per_second)
    return float(rival.ms / figure["median_ms"])
