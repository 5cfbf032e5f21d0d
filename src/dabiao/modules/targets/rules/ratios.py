"""Metrics over two others: an average (money by pieces) or a share (like by like, in hundredths of a percent). adr/0063"""

from collections.abc import Hashable, Mapping
from typing import TypeVar

from dabiao.core.errors import Conflict, Invalid
from dabiao.modules.targets.enums import Measured
from dabiao.modules.targets.rules.buffers import WHOLE

Place = TypeVar("Place", bound=Hashable)


def measure(over: tuple[str, str], under: tuple[str, str]) -> Measured:
    """What the ratio of two metrics is, each as (measured, currency). Raises `targets.no_such_ratio`,
    `targets.ratio_of_currencies`."""
    if (over[0], under[0]) == (Measured.MONEY, Measured.COUNT):
        return Measured.MONEY
    if over[0] != under[0] or over[0] == Measured.RATIO:
        raise Invalid("targets.no_such_ratio", field="under_id")
    if over[0] == Measured.MONEY and over[1] != under[1]:
        raise Invalid("targets.ratio_of_currencies", field="under_id", over=over[1], under=under[1])
    return Measured.RATIO


def ratios(over: Mapping[Place, int], under: Mapping[Place, int], measured: str) -> dict[Place, int]:
    """Half up. Where nothing lies under the line there is no ratio, and its place is absent: that is not zero."""
    times = WHOLE if measured == Measured.RATIO else 1
    return {
        place: max(0, (2 * over.get(place, 0) * times + count) // (2 * count))
        for place, count in under.items()
        if count > 0
    }


def refuse_parts(derived: bool, name: str, field: str) -> None:
    """A ratio is no sum of its parts: each place has its own. Raises `targets.ratio_has_no_parts` (409)."""
    if derived:
        raise Conflict("targets.ratio_has_no_parts", field=field, metric=name)
