"""Wire shapes of the compliance record and of appeals."""

from datetime import date, datetime

from ninja import Field, Schema

from dabiao.core.http.wire import (
    Id,
    Moment,
    PageParams,
    Strict,
    paragraphs,
)
from dabiao.modules.dispatch.enums import Appeal, Clock, Evidence, Kept, Period, StintEnd, Waiver


class ComplianceParams(Schema):
    period: Period = Period.WEEK
    on: date | None = Field(
        None, ge=date(1970, 1, 1), le=date(2200, 1, 1), description="A day within; absent: today."
    )
    unit_id: Id | None = Field(None, description="This unit and all below.")


class WaivedOut(Schema):
    waiver: Waiver
    n: int


class TallyOut(Schema):
    """Counts are of turns with leads that were given within the span."""

    given: int
    in_time: int
    late: int
    breached: int = Field(description="First clock run out.")
    declared: int = Field(description="Answered by the person's own word alone.")
    declared_share: int | None = Field(description="Of what was answered, in basis points.")
    feedback_in_time: int
    feedback_breached: int
    levels_lost: int
    levels_regained: int = Field(description="Within the span, by answers in time or by an appeal.")
    appeals_open: int
    waived: list[WaivedOut] = Field(description="Turns whose breach cost nothing, by why.")
    median_seconds: int | None = Field(description="Time to answer as the clock counted it.")
    ninetieth_seconds: int | None = Field(description="What nine answers in ten did not exceed.")


class TalliedOut(TallyOut):
    id: int
    name: str


class MineOut(TalliedOut):
    level: str
    base_level: str = Field(description="What was set by hand; `level` is below it while one is lost.")
    clean_run: int = Field(description="Answers in time in a row …")
    clean_to_regain: int = Field(description="… after so many a lost level comes back.")


class SpanOut(Schema):
    kind: Period
    first: date
    last: date


class OpensOut(Schema):
    key: str = Field(examples=["in_time"])
    params: dict[str, str] = Field(examples=[{"answered": "in_time"}])


class Compliance(Schema):
    period: SpanOut
    since: datetime
    until: datetime
    opens: list[OpensOut] = Field(
        description="Number → filters of `GET /dispatch/stints` (with since, until, and owner_id or unit_id) that open it."
    )
    all: TallyOut
    people: list[TalliedOut]
    units: list[TalliedOut]
    mine: MineOut


class StintFilters(PageParams):
    owner_id: Id | None = None
    unit_id: Id | None = Field(None, description="This unit and all below.")
    lead_id: Id | None = None
    since: Moment | None = Field(None, description="Given since.")
    until: Moment | None = Field(None, description="Given before.")
    answered: Kept | None = None
    feedback: Kept | None = None
    evidence: Evidence | None = None
    breached: Clock | None = Field(None, description="This clock ran out.")
    waiver: Waiver | None = Field(None, description="A breach of it cost nothing, for this reason.")
    level_lost: bool | None = None
    appeal: Appeal | None = None
    end: StintEnd | None = None


class StintOut(Schema):
    id: int
    lead_id: int
    lead_title: str | None = Field(description="null where the reader may not see the lead.")
    owner_id: int = Field(description="Whose turn it was.")
    owner_name: str
    unit_id: int
    unit_name: str
    given_at: datetime
    warn_at: datetime | None
    due_at: datetime | None
    responded_at: datetime | None
    evidence: Evidence
    feedback_due_at: datetime | None
    feedback_at: datetime | None
    intent: str
    ended_at: datetime | None
    end: StintEnd


class BreachFilters(PageParams):
    owner_id: Id | None = None
    unit_id: Id | None = Field(None, description="This unit and all below.")
    lead_id: Id | None = None
    since: Moment | None = None
    until: Moment | None = Field(None, description="Not included.")
    clock: Clock | None = None
    waiver: Waiver | None = None
    appeal: Appeal | None = None
    level_lost: bool | None = None


class BreachOut(Schema):
    id: int
    stint_id: int
    lead_id: int
    lead_title: str | None
    owner_id: int
    owner_name: str
    unit_id: int
    unit_name: str
    clock: Clock
    at: datetime
    level_before: str
    level_after: str
    waiver: Waiver
    appeal: Appeal
    appeal_text: str
    asked_at: datetime | None
    judged_by_id: int | None
    judged_by_name: str
    judged_at: datetime | None
    judgement: str
    version: int
    actions: list[str] = Field(
        description="`appeal`, `judge`: what would be accepted now.", examples=[["appeal"]]
    )


class AppealIn(Strict):
    text: paragraphs(1000, least=1) = Field(examples=["当时在客户现场开会，手机没有信号"])  # type: ignore[valid-type]


class JudgementIn(Strict):
    uphold: bool
    words: paragraphs(1000, least=1) = Field(examples=["情况属实，等级恢复"])  # type: ignore[valid-type]
