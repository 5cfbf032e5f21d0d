"""Wire shapes of reports: writing, reading, lists."""

from datetime import date, datetime
from typing import Any, Literal

from ninja import Field, Schema

from dabiao.core.http.wire import Id, Ownership, PageParams, Row, Strict
from dabiao.modules.reports.enums import ReportPart, ReportPeriod, ReportStanding, ReportState
from dabiao.modules.reports.schemas.templates import Answers, Day, ReportBlock, ReportFigureOffered, words

Reason = words(200, least=1)
HalfOfDay = Literal["", "am", "pm"]


class ReportRow(Row, Ownership):
    title: str
    template_id: int
    template_name: str
    period: ReportPeriod
    about_unit_id: int | None
    about_unit_name: str | None
    first_day: date
    last_day: date
    part: ReportPart | Literal[""]
    due_at: datetime
    submitted_at: datetime | None
    edited_at: datetime | None
    excused_at: datetime | None
    excuse: str
    state: ReportState
    late: bool
    read_at: datetime | None = Field(description="When the reader of this list read it.")
    excerpt: str


class ReportFigureOut(ReportFigureOffered):
    kept: int | None = Field(
        description="When it was submitted; null before, and of a figure that came later."
    )
    now: int
    whole_day: bool = Field(description="Of half a day's report: it can be told of the whole day only.")
    changed: bool


class ReportReaderOut(Schema):
    id: int
    name: str
    addressed: bool
    read_at: datetime | None
    good_at: datetime | None


class ReportRevisionOut(Schema):
    at: datetime
    answers: dict[str, Any]


class ReportOut(ReportRow):
    blocks: list[ReportBlock]
    answers: dict[str, Any]
    figures: list[ReportFigureOut] = Field(
        description="Those that the reader may see of this person or unit."
    )
    figures_at: datetime | None
    counted_from: datetime = Field(description="Its figures are counted from here, of half a day its half,")
    counted_to: datetime = Field(description="to here, not included.")
    late_from: datetime
    readers: list[ReportReaderOut]
    revisions: list[ReportRevisionOut] = Field(description="The answers before each edit, the latest first.")
    excused_by_name: str
    actions: list[str] = Field(description="`edit`, `submit`, `withdraw`, `praise`, `excuse`.")


class ReportFilters(PageParams):
    box: Literal["unread", "read", "all"] | None = Field(
        None, description="Those that were addressed to the reader."
    )
    owner_id: Id | None = None
    unit_id: Id | None = Field(None, description="This unit and all below.")
    template_id: Id | None = None
    state: ReportState | None = None
    late: bool | None = None
    since: date | None = Field(None, description="Periods that begin on this day or later.")
    until: date | None = Field(None, description="Periods that begin on this day or before.")


class ReportIn(Strict):
    template_id: Id
    first_day: Day
    part: HalfOfDay = ""
    about_unit_id: Id | None = Field(None, description="The unit, where its leader writes.")


class ReportAnswersIn(Strict):
    """Only what is sent changes; `base` is what the writer saw of it, or `version` the report's."""

    answers: Answers
    base: dict[str, Any] | None = None
    version: int | None = None


class ReportPraiseIn(Strict):
    good: bool = True


class ReportExcuseIn(Strict):
    template_id: Id
    first_day: Day
    part: HalfOfDay = ""
    owner_id: Id
    about_unit_id: Id | None = None
    reason: Reason = Field(examples=["全天陪客户参观工厂"])  # type: ignore[valid-type]


class ReportToWrite(Schema):
    template_id: int
    name: str
    period: ReportPeriod
    first_day: date
    last_day: date
    part: ReportPart | Literal[""]
    label: str
    about_unit_id: int | None
    about_unit_name: str
    due_at: datetime
    late_from: datetime
    standing: ReportStanding
    report_id: int | None


class ReportsToWrite(Schema):
    items: list[ReportToWrite] = Field(description="The earliest due first.")
    unread: int = Field(description="Reports that wait to be read.")
    as_of: datetime


class ReportQuote(Schema):
    report_id: int
    title: str
    name: str
    first_day: date
    question: str
    text: str


class ReportRollup(Schema):
    reports: int
    capped: bool = Field(description="There are more than these 300.")
    people: int
    highlights: list[ReportQuote]
    problems: list[ReportQuote]
    as_of: datetime
