"""At which moments of a deal's life a model learns, and what counts as a win by then."""

from collections.abc import Iterator
from datetime import datetime, timedelta

WEEKS = 16  # looked at every week, and after that every fourth
LONGEST = timedelta(days=365)
FIRST = timedelta(days=1)
WEEK = timedelta(days=7)
SHORTEST_HORIZON, LONGEST_HORIZON = 60, 365
WITHIN = 0.9  # of the deals that were won, this share was won within the horizon


def moments(opened_at: datetime, until: datetime) -> Iterator[datetime]:
    """One day after it was opened and each week from then on, whatever came of it: the schedule knows nothing of its end."""
    at, number = opened_at + FIRST, 1
    while at <= until and at - opened_at <= LONGEST:
        yield at
        at += WEEK if number < WEEKS else 4 * WEEK
        number += 1


def horizon(days_to_win: list[float]) -> int:
    """Days within which a deal counts as won: those in which nine of ten won deals came, from 60 to 365."""
    if not days_to_win:
        return 180
    ordered = sorted(days_to_win)
    found = ordered[min(len(ordered) - 1, int(len(ordered) * WITHIN))]
    return max(SHORTEST_HORIZON, min(LONGEST_HORIZON, round(found)))


def came_true(at: datetime, won_at: datetime | None, days: int, now: datetime) -> int | None:
    """Whether it was won within so many days of `at`; None while that cannot be known, also of those that ended already: to
    leave out only those that are open would make the rest look better than they are."""
    until = at + timedelta(days=days)
    if until > now:
        return None
    return int(won_at is not None and at < won_at <= until)
