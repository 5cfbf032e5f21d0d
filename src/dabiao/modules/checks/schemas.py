"""Wire shapes of checks."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Field, Schema
from pydantic import AfterValidator

from dabiao.core.http.wire import Id, Line, Moment, Ownership, PageParams, Row, Strict, text_of, unsent
from dabiao.core.text import tidy
from dabiao.modules.checks.enums import (
    CheckAsked,
    CheckCadence,
    CheckReply,
    CheckResult,
    CheckState,
    CheckStrategy,
)


def _within_reason(day: date) -> date:
    if not 1900 <= day.year <= 2999:
        raise ValueError("between the years 1900 and 2999")
    return day


Day = Annotated[date, AfterValidator(_within_reason)]
Words = Annotated[str, Field(max_length=2_000), AfterValidator(tidy)]
Title = text_of(80, least=1)
Kind = text_of(30, least=1)
Ids = Annotated[list[Id], Field(max_length=200)]
Small = Annotated[int, Field(ge=0, le=1439)]
Percent = Annotated[int, Field(ge=1, le=100)]


class CheckQuestion(Strict):
    text: Line = Field(min_length=1, examples=["记录里写清客户的原话了吗？"])
    kind: CheckAsked


Questions = Annotated[list[CheckQuestion], Field(min_length=2, max_length=7)]
QUESTIONS = [
    {"text": "联系是真的发生了吗？", "kind": "yes_no"},
    {"text": "记录写得够不够让别人接着跟？", "kind": "score"},
]


class CheckProgrammeIn(Strict):
    """`each` records of each person, or `share` percent of theirs."""

    name: Title = Field(examples=["每周触达抽查"])  # type: ignore[valid-type]
    kind: Kind = Field(examples=["activity"])  # type: ignore[valid-type]
    where: dict[str, Any] | None = Field(None, description="A condition over the kind's words.")
    unit_ids: Ids = Field([], description="Everything below too.", examples=[[1]])
    user_ids: Ids = Field([], examples=[[]])
    each: Annotated[int, Field(ge=1, le=50)] | None = Field(None, examples=[2])
    share: Percent | None = None
    newcomer_days: Annotated[int, Field(ge=0, le=730)] = Field(
        0, description="Twice as many of who is not longer with us."
    )
    strategy: CheckStrategy = CheckStrategy.STRATIFIED
    cadence: CheckCadence = CheckCadence.WEEKLY
    weekday: Annotated[int, Field(ge=1, le=7)] = 1
    monthday: Annotated[int, Field(ge=1, le=20)] = 1
    minute: Small = Field(540, description="Of the day, in the company's time.")
    span_days: Annotated[int, Field(ge=1, le=92)] = Field(7, description="How far a draw by hand looks back.")
    checker_ids: Ids = Field([], description="Nobody: who leads each person.", examples=[[]])
    due_days: Annotated[int, Field(ge=1, le=20)] = Field(2, description="Working days.")
    questions: Questions = Field(examples=[QUESTIONS])
    pass_mark: Percent = 60
    active: bool = True


class CheckProgrammeChanges(Strict):
    name: Title = unsent()  # type: ignore[valid-type]
    kind: Kind = unsent()  # type: ignore[valid-type]
    where: dict[str, Any] | None = unsent()
    unit_ids: Ids = unsent()
    user_ids: Ids = unsent()
    each: Annotated[int, Field(ge=1, le=50)] | None = unsent()
    share: Percent | None = unsent()
    newcomer_days: Annotated[int, Field(ge=0, le=730)] = unsent()
    strategy: CheckStrategy = unsent()
    cadence: CheckCadence = unsent()
    weekday: Annotated[int, Field(ge=1, le=7)] = unsent()
    monthday: Annotated[int, Field(ge=1, le=20)] = unsent()
    minute: Small = unsent()
    span_days: Annotated[int, Field(ge=1, le=92)] = unsent()
    checker_ids: Ids = unsent()
    due_days: Annotated[int, Field(ge=1, le=20)] = unsent()
    questions: Questions = unsent()
    pass_mark: Percent = unsent()
    active: bool = unsent()


class CheckProgrammeOut(Row):
    name: str
    kind: str
    where: dict[str, Any] | None
    unit_ids: list[int]
    unit_names: list[str]
    user_ids: list[int]
    each: int | None
    share: int | None
    newcomer_days: int
    strategy: CheckStrategy
    cadence: CheckCadence
    weekday: int
    monthday: int
    minute: int
    span_days: int
    checker_ids: list[int]
    names: dict[str, str] = Field(description="What the people are called, by id.")
    due_days: int
    questions: list[CheckQuestion]
    pass_mark: int
    active: bool
    next_at: datetime | None = Field(description="When it draws next by itself.")


class CheckProgrammes(Schema):
    items: list[CheckProgrammeOut]


class CheckKind(Schema):
    code: str
    words: str = Field(description="The vocabulary its conditions are written in; empty for none.")


class CheckTemplate(Schema):
    code: str
    kind: str
    name: str
    questions: list[CheckQuestion]


class CheckSetup(Schema):
    kinds: list[CheckKind]
    templates: list[CheckTemplate]


class CheckDrawIn(Strict):
    reason: Line = Field("", description="Needed for a further draw in the same period; everybody sees it.")


class CheckDrawOut(Schema):
    id: int
    programme_id: int
    period: str
    number: int = Field(description="0: the regular one of its period.")
    reason: str
    strategy: CheckStrategy
    algorithm: str
    seed: str
    digest: str = Field(description="SHA-256 of the population as it was.")
    records: int = Field(description="In the population.")
    first_on: date
    last_on: date
    by_name: str | None
    at: datetime


class CheckDraws(Schema):
    items: list[CheckDrawOut]


class CheckTicket(Schema):
    owner_id: int
    record_id: int


class CheckDrawAgain(CheckDrawOut):
    population_holds: bool = Field(description="What was kept has the digest of then.")
    same_winners: bool = Field(description="Drawn again, the same records win.")
    picked: int
    winners: list[CheckTicket] = Field(description="At most 200 of them, in the order of the draw.")


class CheckRow(Row, Ownership):
    programme_id: int
    programme_name: str
    draw_id: int
    period: str
    kind: str
    record_kind: str
    record_id: int
    record_title: str | None = Field(description="Null where the reader may not see the record.")
    checker_id: int | None
    checker_name: str | None
    state: CheckState
    due_at: datetime
    points: int | None
    result: CheckResult | Literal[""]
    praised: bool
    finished_at: datetime | None
    reply: CheckReply | Literal[""]
    replied_at: datetime | None
    task_id: int | None


class CheckFilters(PageParams):
    owner_id: Id | None = None
    checker_id: Id | None = None
    unit_id: Id | None = Field(None, description="This unit and all below.")
    programme_id: Id | None = None
    draw_id: Id | None = None
    state: CheckState | None = None
    result: CheckResult | None = None
    to_improve: bool | None = Field(None, description="Needs work, or serious.")
    overdue: bool | None = None
    praised: bool | None = None
    drawn_from: Moment | None = None
    drawn_to: Moment | None = None
    finished_from: Moment | None = None
    finished_to: Moment | None = None


class CheckWorklist(Schema):
    open: int
    late: int
    unanswered: int = Field(description="Findings about one's own records that wait for a word.")
    as_of: datetime


class CheckEvidence(Schema):
    label: str = Field(description="A text's key.")
    value: Any
    shown: Literal["text", "choice", "moment", "day", "money"]
    choices: str


class CheckOpens(Schema):
    kind: str
    id: int


class CheckOfDraw(Schema):
    id: int
    questions: list[CheckQuestion]
    pass_mark: int
    strategy: CheckStrategy
    seed: str
    algorithm: str
    digest: str
    first_on: date
    last_on: date


class CheckAnswer(Strict):
    value: Annotated[int, Field(ge=0, le=5)] = Field(description="Yes 1, no 0; a score from 1 to 5.")
    word: Line = ""


class CheckOut(CheckRow):
    draw: CheckOfDraw
    answers: list[CheckAnswer]
    feedback: str
    finished_by_name: str | None
    reply_text: str
    gone: bool = Field(description="The record is no longer there; the next of the draw can take its place.")
    evidence: list[CheckEvidence] | None = Field(description="Null: the reader's role does not show it.")
    opens: CheckOpens | None = Field(description="The record whose page shows more.")
    replaced_by_id: int | None
    actions: list[str]


class CheckResultIn(Strict):
    answers: list[CheckAnswer] = Field(max_length=7, examples=[[{"value": 1}, {"value": 4}]])
    result: CheckResult | None = Field(None, description="What the answers come to, unless told.")
    feedback: Words = Field("", examples=["客户原话写得很细，继续保持。"])
    praised: bool = Field(False, description="A good example; only with what passed.")


class CheckReplyIn(Strict):
    reply: CheckReply
    text: Words = Field("", examples=["客户当时在开会，第二天补了录音。"])


class CheckFollowUpIn(Strict):
    title: text_of(200, least=1) = Field(examples=["补写上周三次拜访的客户原话"])  # type: ignore[valid-type]
    note: Words = ""
    due_on: Day | None = Field(None, examples=["2026-12-04"])


class CheckReplacement(Schema):
    id: int | None = Field(
        description="The check that takes its place; null where the draw has nothing left."
    )


class CheckBoardParams(Schema):
    first: Day = Field(examples=["2026-11-01"])
    last: Day = Field(description="Included; of draws made on these days.", examples=["2026-11-30"])
    unit_id: Id | None = Field(None, description="This unit and all below.")


class CheckCounts(Schema):
    records: int = Field(description="How many there were to draw from.")
    picked: int
    finished: int
    passed: int
    needs_work: int
    serious: int
    praised: int


class CheckPerson(CheckCounts):
    id: int
    name: str
    repeated: bool = Field(description="Several findings in these days.")


class CheckChecker(Schema):
    id: int
    name: str
    picked: int
    finished: int
    overdue: int


class CheckWeek(Schema):
    starts_on: date
    passed: int
    needs_work: int
    serious: int


class CheckBoard(Schema):
    people: list[CheckPerson]
    checkers: list[CheckChecker]
    weeks: list[CheckWeek]
    overdue: int
    total: CheckCounts
    as_of: datetime
