"""Wire shapes of targets on the boards."""

from datetime import date, datetime
from typing import Any

from ninja import Field, Schema

from dabiao.core.http.wire import Id
from dabiao.modules.targets.enums import Aim, Grain, HelpReason, Measured


class AttainmentParams(Schema):
    team: bool = Field(False, description="Of the topmost unit that one sees, instead of one's own.")
    unit_id: Id | None = Field(None, description="With `team`: of this unit.")


class AttainmentMetric(Schema):
    code: str
    name: str
    measured: Measured
    currency: str
    aim: Aim


class AttainmentPeriod(Schema):
    starts_on: date
    ends_on: date
    days: int
    days_done: int
    days_left: int


class AttainmentForecast(Schema):
    low: int
    point: int
    high: int


class AttainmentReason(Schema):
    code: HelpReason
    params: dict[str, Any]


class AttainmentHelp(Schema):
    owner_id: int | None
    name: str
    reasons: list[AttainmentReason]


class Attainment(Schema):
    tree_id: int
    tree_name: str
    metric: AttainmentMetric
    name: str = Field(description="Whose it is.")
    grain: Grain
    period: AttainmentPeriod
    cell_id: int | None
    must: int
    stretch: int | None
    attained: int
    share_bp: int | None
    should_be: int | None = Field(description="By the working days that are over.")
    gap: int | None
    needed_a_day: int | None
    forecast: AttainmentForecast
    streak: int
    help: list[AttainmentHelp] = Field(description="At most five, the most urgent first.")


class AttainmentBoard(Schema):
    as_of: datetime
    items: list[Attainment] = Field(description="At most two.")
