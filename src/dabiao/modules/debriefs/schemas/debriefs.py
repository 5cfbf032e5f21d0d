"""Wire shapes of debriefs."""

from datetime import date, datetime
from typing import Annotated, Any

from ninja import Field, Schema
from pydantic import AfterValidator

from dabiao.core.http.wire import AmountMinor, Id, Ownership, PageParams, Row, Strict, text_of, unsent
from dabiao.core.text import tidy
from dabiao.modules.debriefs.enums import (
    DebriefAsked,
    DebriefOutcome,
    DebriefState,
    Factor,
    LessonTo,
    Standing,
    Way,
)

Story = Annotated[str, Field(max_length=4_000), AfterValidator(tidy)]
Said = Annotated[str, Field(min_length=1, max_length=4_000), AfterValidator(tidy)]
Name = text_of(120, least=1)
Line = text_of(120)
Grade = Annotated[int, Field(ge=0, le=3)]
Weights = Annotated[
    dict[Factor, Grade],
    Field(
        description="How much each decided it: 1 a little, 2 much, 3 above all; 0 not.",
        examples=[{"price": 3, "timing": 1}],
    ),
]
Grades = dict[str, int]


def _near(day: date) -> date:
    if not 1990 <= day.year <= 2999:
        raise ValueError("between the years 1990 and 2999")
    return day


Day = Annotated[date, AfterValidator(_near)]


class DebriefWhich(Schema):
    """Which debriefs are looked at, in lists, on the board and in figures."""

    outcome: DebriefOutcome | None = None
    owner_id: Id | None = None
    unit_id: Id | None = Field(None, description="This unit and all below.")
    competitor_id: Id | None = None
    product_id: Id | None = Field(None, description="The deal has a line of it.")
    closed_from: Day | None = None
    closed_to: Day | None = None

    def which(self) -> dict[str, Any]:
        return {name: value for name, value in self.dict().items() if value is not None}


class DebriefFilters(PageParams):
    outcome: DebriefOutcome | None = None
    owner_id: Id | None = None
    unit_id: Id | None = Field(None, description="This unit and all below.")
    competitor_id: Id | None = None
    product_id: Id | None = Field(None, description="The deal has a line of it.")
    closed_from: Day | None = None
    closed_to: Day | None = None
    opportunity_id: Id | None = None
    state: DebriefState | None = None
    standing: Standing | None = None
    seller_said: Factor | None = Field(None, description="The seller names it.")
    buyer_said: Factor | None = Field(None, description="The buyer names it.")
    buyer_heard: bool | None = None


class DebriefRow(Row, Ownership):
    title: str
    opportunity_id: int
    customer_id: int
    customer_name: str
    outcome: DebriefOutcome
    amount_minor: int
    currency: str
    closed_on: date
    due_on: date
    state: DebriefState
    finished_on: date | None
    competitor_id: int | None
    competitor_name: str | None
    lost_reason: str
    standing: Standing
    buyer_heard: bool
    seller_main: list[Factor]
    buyer_main: list[Factor]
    same_view: bool | None = Field(description="Null until both sides have spoken.")


class DebriefVoice(Schema):
    id: int
    way: Way
    said_by: str
    role: str
    said_on: date
    words: str
    by_name: str | None = Field(description="Who of us heard it; null: they wrote it themselves.")


class DebriefLink(Schema):
    id: int
    path: str = Field(description="The address on this host that the buyer opens.")
    name: str
    role: str
    expires_at: datetime
    answered_at: datetime | None
    open: bool


class DebriefLesson(Schema):
    id: int
    text: str
    situation: str
    to: LessonTo


class DebriefOut(DebriefRow):
    story: str
    again: str
    differently: str
    price_heard_minor: int | None
    note_id: int | None
    feedback: str = Field(description="Empty for everybody but the author and who leads them.")
    feedback_by_name: str | None
    feedback_at: datetime | None
    seller: Grades
    buyer: Grades
    voices: list[DebriefVoice]
    links: list[DebriefLink]
    lessons: list[DebriefLesson]
    actions: list[str]


class DebriefIn(Strict):
    opportunity_id: Id = Field(description="A deal that is won or lost.")


class DebriefChanges(Strict):
    story: Story = unsent()
    again: Story = unsent()
    differently: Story = unsent()
    competitor_id: Id | None = unsent()
    price_heard_minor: AmountMinor | None = unsent()
    seller: Weights = unsent("As a whole; without `base`.")


class DebriefFeedbackIn(Strict):
    feedback: Said = Field(examples=["写得很实在，价格那段我们下周一起谈"])


class DebriefVoiceIn(Strict):
    way: Way = Field(examples=["call"])
    said_by: Name = Field(examples=["周经理"])  # type: ignore[valid-type]
    role: Line = Field("", examples=["信息中心主任"])  # type: ignore[valid-type]
    said_on: Day | None = Field(None, description="Today, unless told.", examples=["2026-03-16"])
    words: Said = Field(examples=["你们的方案更完整，但预算只够另一家。"])
    weights: Weights = Field(default_factory=dict)


class DebriefLinkIn(Strict):
    name: Name = Field(examples=["周经理"])  # type: ignore[valid-type]
    role: Line = ""  # type: ignore[valid-type]
    language: Annotated[str, Field(pattern=r"^(zh-Hans|zh-Hant|en)?$")] = Field(
        "", description="Empty: that of the buyer's browser."
    )
    days: int = Field(14, description="For so long it can be answered: 1 to 60.")


class DebriefLessonIn(Strict):
    text: text_of(500, least=1) = Field(examples=["报价前先确认预算口径"])  # type: ignore[valid-type]
    situation: text_of(1_000) = ""  # type: ignore[valid-type]
    to: LessonTo = LessonTo.NONE


class DebriefLessonsAsked(Schema):
    to: LessonTo = LessonTo.SOP
    competitor_id: Id | None = None


class DebriefLessonRow(DebriefLesson):
    debrief_id: int
    debrief_title: str
    competitor_id: int | None
    competitor_name: str | None
    created: datetime


class DebriefLessons(Schema):
    items: list[DebriefLessonRow]


class DebriefBoardRow(Schema):
    owner_id: int | None
    owner_name: str | None
    unit_id: int | None
    unit_name: str | None
    due: int
    overdue: int
    done: int
    late: int


class DebriefBoard(Schema):
    items: list[DebriefBoardRow]


class DebriefFactor(Schema):
    """In how many debriefs each side names it; and in how many of lost deals."""

    factor: Factor
    seller: int
    buyer: int
    seller_lost: int
    buyer_lost: int


class DebriefRivalRow(Schema):
    competitor_id: int
    name: str
    won: int
    lost: int


class DebriefQuarter(Schema):
    first: date
    won: int
    lost: int


class DebriefFigures(Schema):
    done: int
    won: int
    lost: int
    heard: int = Field(description="Debriefs in which a buyer speaks.")
    both: int = Field(description="Both sides say what decided it.")
    same: int = Field(description="Of these, with a main reason in common.")
    factors: list[DebriefFactor]
    competitors: list[DebriefRivalRow]
    quarters: list[DebriefQuarter]


class DebriefPolicyOut(Schema):
    active: bool
    from_minor: int
    losses: bool
    win_share: int
    due_days: int
    asked: DebriefAsked
    version: int
    may_edit: bool


class DebriefPolicyChanges(Strict):
    active: bool = unsent()
    from_minor: AmountMinor = unsent()
    losses: bool = unsent("Every deal that was lost.")
    win_share: int = unsent("Of a hundred won ones, 0 to 100.")
    due_days: int = unsent("Working days after the end, 1 to 60.")
    asked: DebriefAsked = unsent()
