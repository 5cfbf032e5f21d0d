"""Shares and rounding."""

from collections.abc import Sequence
from statistics import median_low


def share(part: int, whole: int) -> int | None:
    """Part of the whole in basis points, half up: 1 of 3 is 3333. None of nothing."""
    return (part * 20_000 + whole) // (2 * whole) if whole else None


def median(counts: Sequence[int]) -> int:
    """The lower one of both in the middle; 0 of nothing."""
    return median_low(counts) if counts else 0
