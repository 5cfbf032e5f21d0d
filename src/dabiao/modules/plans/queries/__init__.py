"""Reads of plans. Each starts from what the actor may see."""

from dabiao.modules.plans.queries.cadence import cadence, cadences_of, rhythm
from dabiao.modules.plans.queries.leave import away_through
from dabiao.modules.plans.queries.reach import begun_on, holdings, items_for, place_of, visible_to

__all__ = [
    "away_through",
    "begun_on",
    "cadence",
    "cadences_of",
    "holdings",
    "items_for",
    "place_of",
    "rhythm",
    "visible_to",
]
