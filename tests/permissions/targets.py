"""Every operation of targets, a table for each part of it."""

from collections.abc import Mapping

from tests.permissions import targets_agree, targets_grid, targets_metrics, targets_split, targets_track
from tests.permissions.expected import Operation

OPERATIONS: Mapping[str, Operation] = {
    **targets_metrics.OPERATIONS,
    **targets_agree.OPERATIONS,
    **targets_split.OPERATIONS,
    **targets_track.OPERATIONS,
    **targets_grid.OPERATIONS,
}
