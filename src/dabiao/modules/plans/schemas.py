"""Wire shapes of plans."""

from datetime import date, datetime, time
from typing import Annotated, Any

from ninja import Field, Schema
from pydantic import AfterValidator

from dabiao.core.http.wire import (
    ClockTime,
    Id,
    Line,
    Ownership,
    PageParams,
    Row,
    Strict,
    paragraphs,
    text_of,
    unsent,
)
from dabiao.core.text import tidy
from dabiao.modules.plans.enums import (
    PlanAbout,
    PlanGoalUnit,
    PlanGrain,
    PlanItemState,
    PlanLook,
    PlanReason,
    PlanSource,
    PlanStanding,
)
from dabiao.modules.plans.models import FIGURE_MAX
from dabiao.modules.plans.services.drafting import Taken


def _within_reason(day: date) -> date:
    if not 1900 <= day.year <= 2999:
        raise ValueError("between the years 1900 and 2999")
    return day


def _plain(moment: time) -> time:
    if moment.tzinfo is not None:
        raise ValueError("a time of the day, without a zone")
    return moment.replace(microsecond=0)


PlanDay = Annotated[date, AfterValidator(_within_reason)]
Clock = Annotated[ClockTime, AfterValidator(_plain)]
Goal = Annotated[
    int, Field(ge=0, le=FIGURE_MAX, description="Pieces, or minor units of the company's currency.")
]
Title = text_of(200, least=1)
Words = paragraphs(400)
Lessons = Annotated[str, Field(max_length=4000), AfterValidator(tidy)]


class PlanAt(Schema):
    grain: PlanGrain = PlanGrain.DAY
    on: PlanDay | None = Field(None, description="Any day of the period; today unless told.")
    owner_id: Id | None = Field(None, description="Oneself, unless told.")


class PlanTeamParams(Schema):
    grain: PlanGrain = PlanGrain.DAY
    on: PlanDay | None = None
    unit_id: Id | None = Field(None, description="This unit and all below.")


class PlanCounts(Schema):
    total: int
    planned: int = Field(description="Still open.")
    done: int
    dropped: int
    carried: int


class PlanItemFilters(PageParams):
    owner_id: Id | None = None
    unit_id: Id | None = Field(None, description="This unit and all below.")
    state: PlanItemState | None = None
    since: PlanDay | None = Field(None, description="Of plans that begin on this day or later.")
    until: PlanDay | None = Field(
        None,
        description="Of plans that end on this day or before. With `since`, what was carried over within these days is "
        "listed once, where it went, as the figures count it.",
    )


class PlanItemRow(Row, Ownership):
    plan_id: int
    title: str = Field(examples=["拜访云岚科技，确认预算"])
    expected: str
    grain: PlanGrain
    starts_on: date
    ends_on: date
    day: date | None
    state: PlanItemState
    outcome: str
    reason: PlanReason | None
    reason_note: str
    carries: int
    settled_at: datetime | None


class PlanItemOut(Schema):
    id: int
    plan_id: int
    owner_id: int
    grain: PlanGrain
    starts_on: date
    ends_on: date
    position: int
    title: str
    expected: str
    goal: int | None
    goal_unit: PlanGoalUnit
    metric: str = Field(description="Code of a figure that measures it, or empty.")
    day: date | None
    from_time: ClockTime | None
    to_time: ClockTime | None
    purpose: str
    resources: str
    risks: str
    countermeasures: str
    about_kind: PlanAbout | None
    about_id: int | None
    about_title: str | None = Field(description="Null where the reader may not see the record.")
    parent_id: int | None
    parent_title: str | None
    parts: int = Field(description="Items of shorter plans that are a part of it.")
    parts_done: int
    state: PlanItemState
    outcome: str
    reached: int | None
    lesson: str
    reason: PlanReason | None
    reason_note: str
    settled_at: datetime | None
    carried_from_id: int | None
    carried_on: date | None = Field(description="First day of the plan that it goes on in.")
    carries: int = Field(description="How often it was carried over by now.")
    given_by_id: int | None
    given_by_name: str | None = Field(description="Who gave it, where it was not its owner.")
    source_kind: str
    source_id: int | None
    why: dict[str, Any] = Field(description="What spoke for it when it was drafted.")
    evidence_id: int | None = Field(description="A contact with its record in its days.")
    evidence_at: datetime | None
    version: int
    actions: list[str]


class PlanAbove(Schema):
    id: int
    title: str
    grain: PlanGrain
    starts_on: date


class PlanOut(Schema):
    id: int | None = Field(description="Null: it is not begun; it begins with its first item.")
    owner_id: int
    owner_name: str
    grain: PlanGrain
    starts_on: date
    ends_on: date
    previous: date
    next: date
    day_off: bool
    due: bool = Field(description="Their cadence asks for it.")
    look: PlanLook | None
    focus: str
    lessons: str
    version: int
    may_edit: bool
    counts: PlanCounts
    items: list[PlanItemOut]
    above: list[PlanAbove] = Field(description="Open items of longer plans, of which one here may be a part.")


class PlanChanges(Strict):
    focus: Words = unsent(examples=["把华东三家大客户推进到报价"])  # type: ignore[valid-type]
    lessons: Lessons = unsent()


class _Written(Strict):
    title: Title = Field(examples=["拜访云岚科技王总，确认预算"])  # type: ignore[valid-type]
    expected: Words = ""  # type: ignore[valid-type]
    goal: Goal | None = None
    goal_unit: PlanGoalUnit = PlanGoalUnit.PIECES
    metric: text_of(60) = ""  # type: ignore[valid-type]
    day: PlanDay | None = None
    from_time: Clock | None = None
    to_time: Clock | None = None
    purpose: Line = Field("", examples=["确认决策人和预算"])
    resources: Words = ""  # type: ignore[valid-type]
    risks: Words = ""  # type: ignore[valid-type]
    countermeasures: Words = ""  # type: ignore[valid-type]


class PlanItemIn(_Written):
    grain: PlanGrain
    on: PlanDay = Field(description="Any day of the period.", examples=["2026-12-01"])
    owner_id: Id | None = None
    about_kind: PlanAbout | None = None
    about_id: Id | None = None
    parent_id: Id | None = None
    on_day_off: bool = Field(False, description="It is meant for a day on which nobody works.")

    def values(self) -> dict[str, Any]:
        return self.dict(include=set(_Written.model_fields))


class PlanItemChanges(Strict):
    title: Title = unsent()  # type: ignore[valid-type]
    expected: Words = unsent()  # type: ignore[valid-type]
    goal: Goal | None = unsent()
    goal_unit: PlanGoalUnit = unsent()
    metric: text_of(60) = unsent()  # type: ignore[valid-type]
    day: PlanDay | None = unsent()
    from_time: Clock | None = unsent()
    to_time: Clock | None = unsent()
    purpose: Line = unsent()
    resources: Words = unsent()  # type: ignore[valid-type]
    risks: Words = unsent()  # type: ignore[valid-type]
    countermeasures: Words = unsent()  # type: ignore[valid-type]
    about_kind: PlanAbout | None = unsent()
    about_id: Id | None = unsent()
    parent_id: Id | None = unsent()
    outcome: Words = unsent()  # type: ignore[valid-type]
    reached: Goal | None = unsent()
    lesson: Words = unsent()  # type: ignore[valid-type]


class PlanFinishIn(Strict):
    outcome: Words = Field("", examples=["王总同意下周二看方案"])  # type: ignore[valid-type]
    reached: Goal | None = None
    lesson: Words = ""  # type: ignore[valid-type]


class PlanDropItemIn(Strict):
    reason: PlanReason
    note: Line = Field("", description="Needed with `other`.")
    lesson: Words = ""  # type: ignore[valid-type]


class PlanCarryIn(Strict):
    reason: PlanReason
    note: Line = ""
    to: PlanDay | None = Field(None, description="A day of a later period; the next one unless told.")
    on_day_off: bool = False


class PlanOrderIn(Strict):
    ids: list[Id] = Field(min_length=1, max_length=200)


class PlanProposal(Schema):
    kind: PlanSource
    id: int
    title: str = Field(description="What the record or task is called.")
    whys: list[dict[str, Any]] = Field(description="`{code, …}`: what speaks for it.")
    about_kind: PlanAbout | None
    about_id: int | None
    about_title: str | None
    day: date | None
    goal: int | None
    goal_unit: PlanGoalUnit
    metric: str


class PlanProposals(Schema):
    items: list[PlanProposal]


class PlanTakenIn(Strict):
    kind: PlanSource
    id: Id
    title: Line = Field("", description="How the item is to be called; as it was proposed unless told.")

    def wanted(self) -> Taken:
        return Taken(self.kind.value, self.id, self.title)


class PlanTakeIn(Strict):
    grain: PlanGrain
    on: PlanDay = Field(examples=["2026-12-01"])
    owner_id: Id | None = None
    take: list[PlanTakenIn] = Field([], max_length=200)
    leave: list[PlanTakenIn] = Field(
        [], max_length=200, description="Not to be proposed for this plan again."
    )
    on_day_off: bool = False


class PlanReasonCount(Schema):
    reason: PlanReason
    count: int


class PlanTeamRow(Schema):
    owner_id: int
    owner_name: str
    unit_name: str
    plan_id: int | None
    due: bool
    on_leave: bool = Field(description="Away through the whole period: nothing is owed of it.")
    standing: PlanStanding
    counts: PlanCounts
    reasons: list[PlanReasonCount]


class PlanTeamOut(Schema):
    grain: PlanGrain
    starts_on: date
    ends_on: date
    previous: date
    next: date
    day_off: bool
    rows: list[PlanTeamRow]
    capped: bool


class PlanRhythm(Strict):
    plans: list[PlanGrain] = Field(
        min_length=1, max_length=5, description="The lengths that are owed: day, week, month."
    )
    look: PlanLook


class PlanCadenceOut(Schema):
    newcomer_months: int
    newcomer: PlanRhythm
    levels: dict[str, PlanRhythm]
    prompts: bool
    morning: ClockTime
    evening: ClockTime
    version: int
    may_edit: bool


class PlanCadenceChanges(Strict):
    newcomer_months: Annotated[int, Field(ge=0, le=60)] = unsent()
    newcomer: PlanRhythm = unsent()
    levels: dict[Annotated[str, Field(max_length=1)], PlanRhythm] = unsent()
    prompts: bool = unsent()
    morning: Clock = unsent()
    evening: Clock = unsent()
