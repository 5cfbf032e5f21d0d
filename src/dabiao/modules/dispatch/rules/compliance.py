"""How people kept the two clocks: what is counted of each turn with a lead, and the times to answer."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from dabiao.core.calendar import month_start, next_month
from dabiao.modules.dispatch.enums import Period

DAY = timedelta(days=1)


def span(period: Period, day: date) -> tuple[date, date]:
    """The day, the week from Monday or the month around a day: its first day, and the first after it."""
    if period is Period.MONTH:
        return month_start(day), next_month(day)
    first = day - timedelta(days=day.weekday()) if period is Period.WEEK else day
    return first, first + (7 * DAY if period is Period.WEEK else DAY)


@dataclass(frozen=True, slots=True)
class Answer:
    """One turn with a lead. `response` is how many seconds its first clock gives."""

    given_at: datetime
    due_at: datetime | None = None
    responded_at: datetime | None = None
    evidence: str = ""
    feedback_due_at: datetime | None = None
    feedback_at: datetime | None = None
    response: int = 0

    @property
    def in_time(self) -> bool:
        return _kept(self.responded_at, self.due_at)

    @property
    def late(self) -> bool:
        return self.responded_at is not None and not self.in_time

    @property
    def feedback_in_time(self) -> bool:
        return _kept(self.feedback_at, self.feedback_due_at)

    @property
    def seconds(self) -> int | None:
        """Time to answer as the clock counted it, back from its end: a night before it does not count. None without an
        answer. An answer before the clock began counts from when the lead was given.
        """
        if self.responded_at is None:
            return None
        began = self.given_at
        if self.due_at is not None and self.response:
            began = max(began, self.due_at - timedelta(seconds=self.response))
        if self.responded_at < began:
            began = self.given_at
        return max(0, int((self.responded_at - began).total_seconds()))


def _kept(done: datetime | None, due: datetime | None) -> bool:
    return done is not None and (due is None or done <= due)


def ranked(values: Sequence[int], tenths: int) -> int | None:
    """The value that so many tenths of the values do not exceed (nearest rank); None of none."""
    if not values:
        return None
    return sorted(values)[-(-len(values) * tenths // 10) - 1]


NUMBERS = (
    "given",
    "in_time",
    "late",
    "breached",
    "declared",
    "feedback_in_time",
    "feedback_breached",
    "levels_lost",
    "appeals_open",
)


@dataclass(slots=True)
class Tally:
    """What is counted of a person, a unit, or all of them. `waived` counts turns by why a breach cost nothing."""

    counts: Counter[str] = field(default_factory=Counter)
    waived: Counter[str] = field(default_factory=Counter)
    seconds: list[int] = field(default_factory=list)
    levels_regained: int = 0

    def add(self, one: Answer) -> None:
        in_time = one.in_time
        self.counts["given"] += 1
        self.counts["in_time"] += in_time
        self.counts["late"] += not in_time and one.responded_at is not None
        self.counts["declared"] += one.evidence == "declared"
        self.counts["feedback_in_time"] += one.feedback_in_time
        taken = one.seconds
        if taken is not None:
            self.seconds.append(taken)

    def join(self, other: "Tally") -> None:
        """What was counted apart, together."""
        self.counts += other.counts
        self.waived += other.waived
        self.seconds += other.seconds
        self.levels_regained += other.levels_regained

    def shown(self) -> dict[str, Any]:
        answered = self.counts["in_time"] + self.counts["late"]
        return {
            **{name: self.counts[name] for name in NUMBERS},
            "waived": [{"waiver": waiver, "n": n} for waiver, n in sorted(self.waived.items())],
            "levels_regained": self.levels_regained,
            "median_seconds": ranked(self.seconds, 5),
            "ninetieth_seconds": ranked(self.seconds, 9),
            "declared_share": self.counts["declared"] * 10_000 // answered if answered else None,
        }
