"""What everybody had won when the model last spoke of all deals: for deals that change in between."""

from collections.abc import Iterable, Mapping, Set
from datetime import datetime
from typing import Any

from dabiao.modules.forecasts.rules.snapshots import PRIOR


def standing(endings: Iterable[tuple[datetime, int | None, int, bool]]) -> dict[str, Any]:
    """As JSON is kept: `{"won", "ended", "owners": {id: [won, ended]}}`."""
    won, ended = 0, 0
    owners: dict[str, list[int]] = {}
    for _, owner_id, _, was_won in endings:
        won, ended = won + was_won, ended + 1
        if owner_id is not None:
            own = owners.setdefault(str(owner_id), [0, 0])
            own[0], own[1] = own[0] + was_won, own[1] + 1
    return {"won": won, "ended": ended, "owners": owners}


class Standing:
    """Says the same as `Records` at the moment at which it was kept."""

    def __init__(self, kept: Mapping[str, Any], bought: Set[int]) -> None:
        self._kept, self._bought = kept, bought

    def rate(self, owner_id: int | None, _: datetime) -> float:
        mean = (self._kept.get("won", 0) + 1) / (self._kept.get("ended", 0) + 2)
        wins, ends = self._kept.get("owners", {}).get(str(owner_id), (0, 0))
        return float((wins + PRIOR * mean) / (ends + PRIOR))

    def has_bought(self, customer_id: int, _: datetime) -> bool:
        return customer_id in self._bought
