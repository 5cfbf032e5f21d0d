"""What is asked of a draft, and what it answers with."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.timezone import get_default_timezone

from dabiao.core.actor import Actor
from dabiao.core.days import local_day
from dabiao.modules.plans.enums import PlanGoalUnit, PlanSource
from dabiao.modules.plans.rules.periods import Period

MOST = 50  # of one kind


@dataclass(frozen=True, slots=True)
class Proposal:
    """`whys` are `{code, …what it says}`; `title` is the record's or task's own, for the screen to make a sentence of."""

    kind: PlanSource
    id: int
    title: str
    whys: tuple[dict[str, Any], ...]
    about_kind: str | None = None
    about_id: int | None = None
    about_title: str | None = None
    day: date | None = None
    goal: int | None = None
    goal_unit: str = PlanGoalUnit.PIECES
    metric: str = ""
    detail: dict[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> str:
        return f"{self.kind.value}:{self.id}"


@dataclass(frozen=True, slots=True)
class Asked:
    owner_id: int
    unit_id: int | None
    period: Period
    today: date
    actor: Actor

    @property
    def until(self) -> datetime:
        return datetime.combine(self.period.last + timedelta(days=1), time(), get_default_timezone())

    def within(self, moment: datetime | date | None) -> date | None:
        """Its day, where it lies in the period and is not over."""
        if isinstance(moment, datetime):
            moment = local_day(moment)
        return moment if moment is not None and moment in self.period and moment >= self.today else None

    def late(self, moment: datetime | None) -> int:
        """Days by which it is late; 0 if it is not."""
        if moment is None:
            return 0
        return max(0, (self.today - local_day(moment)).days)
