"""Pure functions of the market: no Django, no clock, no I/O."""

from collections.abc import Sequence
from datetime import date, timedelta

LONGEST_TITLE = 80


def title_of(text: str, limit: int = LONGEST_TITLE) -> str:
    """The first line of a note, or its beginning."""
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return first if len(first) <= limit else first[: limit - 1].rstrip() + "…"


def is_stale(reviewed_on: date, review_days: int, today: date) -> bool:
    """Nobody said for longer than that many days that the card holds."""
    return today > reviewed_on + timedelta(days=review_days)


def helpfulness(helped: int, not_helped: int) -> float:
    """Between 0 and 1, and a half where nobody said anything: one word alone moves it little (Laplace)."""
    return (helped + 1) / (helped + not_helped + 2)


def quarter_of(day: date) -> date:
    """The first day of its quarter."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def quarters_before(day: date, count: int) -> Sequence[date]:
    """The first days of the last `count` quarters, the present one last."""
    found = [quarter_of(day)]
    while len(found) < count:
        found.append(quarter_of(found[-1] - timedelta(days=1)))
    return found[::-1]


def quarter_end(first: date) -> date:
    """The last day of the quarter that begins on `first`."""
    return quarter_of(first + timedelta(days=100)) - timedelta(days=1)
