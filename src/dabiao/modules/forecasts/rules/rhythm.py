"""On which days of a month deals are won. Where quotas are monthly, many of them are won in the last three days.

Days ahead are counted by how much is won on them: one on which twice as many deals are won as on others counts as two (the
operational time of an inhomogeneous Poisson process; Cox and Lewis 1966, chapter 2). A whole month counts as many as it has.
"""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from functools import lru_cache

ALIKE = 3  # days, counted from the last of a month, that are alike
KINDS = 11
FEW = 5.0  # so many wins, as if by no rhythm, stand beside those that were seen on days of a kind


@dataclass(frozen=True, slots=True)
class Rhythm:
    """`weights`: how much is won on a day of each kind, from the last days of a month to its first, beside the average of 1."""

    weights: tuple[float, ...] = (1.0,) * KINDS

    def days(self, since: datetime, until: datetime, zone: tzinfo) -> float:
        """How many days lie between, as they count."""
        return _clock(self.weights, until, zone) - _clock(self.weights, since, zone)


EVEN = Rhythm()


def learn(won: Iterable[datetime], now: datetime, zone: tzinfo) -> Rhythm:
    """Of the wins in months that are over by `now`."""
    this_month = now.astimezone(zone).date().replace(day=1)
    days = sorted(day for one in won if (day := one.astimezone(zone).date()) < this_month)
    if not days:
        return EVEN
    seen = Counter(_kind(day) for day in days)
    there = Counter(
        _kind(date.fromordinal(one))
        for one in range(days[0].replace(day=1).toordinal(), this_month.toordinal())
    )
    daily = len(days) / there.total()
    return Rhythm(tuple(round((seen[kind] + FEW) / (daily * there[kind] + FEW), 4) for kind in range(KINDS)))


def _kind(day: date) -> int:
    return (monthrange(day.year, day.month)[1] - day.day) // ALIKE


def _clock(weights: Sequence[float], moment: datetime, zone: tzinfo) -> float:
    local = moment.astimezone(zone)
    first = local.date().replace(day=1)
    before = _before(tuple(weights), monthrange(first.year, first.month)[1])
    gone = (local.hour * 60 + local.minute) * 60 + local.second
    today, tomorrow = before[local.day - 1 : local.day + 1]
    return first.toordinal() + today + (tomorrow - today) * gone / 86_400


@lru_cache(maxsize=1_000)
def _before(weights: tuple[float, ...], length: int) -> list[float]:
    """What has gone of a month of so many days before each of them, and before the next one."""
    each = [weights[(length - day) // ALIKE] for day in range(1, length + 1)]
    scale, gone = length / sum(each), [0.0]
    for one in each:
        gone.append(gone[-1] + one * scale)
    return gone
