"""Wire shapes of meetings."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Field, Schema

from dabiao.core.http.wire import ClockTime, Id, Moment, Ownership, PageParams, Row, Strict, text_of, unsent
from dabiao.modules.meetings.enums import (
    AgendaBlock,
    DecisionState,
    MeetingKind,
    MeetingRepeat,
    MeetingState,
    Presence,
)

Title = text_of(120, least=1)
Place = text_of(200)
Reason = text_of(500, least=1)
Length = Annotated[int, Field(ge=5, le=480, description="Minutes.", examples=[30])]
Weekday = Annotated[int, Field(ge=0, le=6, description="0 is Monday.")]


class MeetingFilters(PageParams):
    when: Literal["coming", "past"] | None = None
    kind: MeetingKind | None = None
    unit_id: Id | None = Field(None, description="This unit and all below.")
    series_id: Id | None = None
    state: MeetingState | None = None
    owner_id: Id | None = Field(None, description="Who is in the chair.")
    held_from: Moment | None = None
    held_to: Moment | None = Field(None, description="Not included.")


class MeetingHeldParams(Schema):
    owner_id: Id | None = None
    unit_id: Id | None = Field(None, description="This unit and all below.")
    held_from: Moment
    held_to: Moment = Field(description="Not included.")


class MeetingsHeld(Schema):
    held: int = Field(description="Those in reach, as the figure counts them.")
    private: int = Field(
        description="Of these, the private ones that the reader took no part in: no list shows them."
    )


class MeetingRow(Row):
    series_id: int | None
    kind: MeetingKind
    title: str
    starts_at: datetime
    ends_at: datetime
    place: str
    private: bool
    state: MeetingState
    owner_id: int
    owner_name: str | None
    unit_id: int | None
    unit_name: str | None


class MeetingIn(Strict):
    kind: MeetingKind
    title: Title = Field(examples=["华东周会"])  # type: ignore[valid-type]
    starts_at: Moment
    minutes: Length = 30
    unit_id: Id | None = Field(None, description="Everybody in this unit and below takes part.")
    people: list[Id] = Field(default_factory=list, max_length=100)
    minute_taker_id: Id | None = None
    place: Place = Field("", description="A room, or a link.")  # type: ignore[valid-type]


class MeetingChanges(Strict):
    title: Title = unsent()  # type: ignore[valid-type]
    place: Place = unsent()  # type: ignore[valid-type]
    minute_taker_id: Id | None = unsent()


class MeetingMoveIn(Strict):
    starts_at: Moment
    minutes: Length


class MeetingCancelIn(Strict):
    reason: Reason = Field(examples=["与客户拜访冲突"])  # type: ignore[valid-type]


class MeetingPresenceIn(Strict):
    user_id: Id
    presence: Presence


class MeetingTopicIn(Strict):
    title: text_of(200, least=1) = Field(examples=["大客户报价"])  # type: ignore[valid-type]


class MeetingTopicChanges(Strict):
    minutes: text_of(4_000) = unsent()  # type: ignore[valid-type]
    title: text_of(200) = unsent()  # type: ignore[valid-type]


class MeetingTimerIn(Strict):
    running: bool


class MeetingDecisionIn(Strict):
    text: text_of(200, least=1) = Field(examples=["周五前给云岚报价"])  # type: ignore[valid-type]
    owner_id: Id
    due_on: date
    topic_id: Id | None = None


class MeetingFigure(Schema):
    code: str = Field(
        description="`attained`, `help`, `figure`, `overdue`, `overdue_sum`, `deals`, `deals_sum` …"
    )
    name: str
    label: str = Field(description="The key of a figure's text, where it has one.")
    value: int | None
    of: int | None = Field(description="The must-reach.")
    unit: Literal["money", "pieces", "per_mille", "none"]
    currency: str
    path: str = Field(description="The list behind it, with `params`; empty where there is none.")
    params: dict[str, Any]


class MeetingBlock(Schema):
    block: AgendaBlock
    as_of: datetime
    rows: list[MeetingFigure]


class MeetingTopicOut(Schema):
    id: int
    block: AgendaBlock | Literal[""]
    title: str
    minutes: str
    seconds: int
    timed_from: datetime | None
    author_id: int | None
    author_name: str | None
    version: int


class MeetingAttendee(Schema):
    user_id: int
    name: str
    presence: Presence


class MeetingDecisionOut(Schema):
    id: int
    meeting_id: int
    topic_id: int | None
    text: str
    task_id: int
    owner_id: int | None
    owner_name: str | None
    due_on: date | None
    standing: DecisionState


class MeetingOut(Row, Ownership):
    series_id: int | None
    kind: MeetingKind
    title: str
    starts_at: datetime
    ends_at: datetime
    place: str
    private: bool = Field(description="Seen only by who takes part in it.")
    state: MeetingState
    reason: str
    began_at: datetime | None
    held_at: datetime | None
    minute_taker_id: int | None
    minute_taker_name: str | None
    agenda: list[MeetingBlock] | None = Field(description="As it was when the meeting began.")
    now: list[MeetingBlock] = Field(description="The same at this moment, by the eyes of the chair.")
    topics: list[MeetingTopicOut]
    attendees: list[MeetingAttendee]
    decisions: list[MeetingDecisionOut]
    before: list[MeetingDecisionOut] = Field(
        description="Of the last of the series, and what is still open of others."
    )
    actions: list[str]


class MeetingSeriesIn(Strict):
    kind: MeetingKind
    title: Title = Field(examples=["一组晨会"])  # type: ignore[valid-type]
    repeat: MeetingRepeat
    at: ClockTime = Field(description="Of the company's day.", examples=["08:45"])
    minutes: Length = 15
    weekdays: list[Weekday] = Field(default_factory=list, max_length=7, examples=[[0, 1, 2, 3, 4]])
    number: Annotated[int, Field(ge=1, le=15)] | None = Field(
        None, description="The working day of the month or quarter."
    )
    skip_holidays: bool = True
    unit_id: Id | None = None
    people: list[Id] = Field(default_factory=list, max_length=100)
    minute_taker_id: Id | None = None
    place: Place = ""  # type: ignore[valid-type]


class MeetingSeriesChanges(Strict):
    title: Title = unsent(examples=["一组晨会"])  # type: ignore[valid-type]
    place: Place = unsent()  # type: ignore[valid-type]
    at: ClockTime = unsent()
    minutes: Length = unsent()
    weekdays: Annotated[list[Weekday], Field(max_length=7)] = unsent()
    number: Annotated[int, Field(ge=1, le=15)] | None = unsent()
    skip_holidays: bool = unsent()


class MeetingSeriesOut(Schema):
    id: int
    kind: MeetingKind
    title: str
    repeat: MeetingRepeat
    weekdays: list[int]
    number: int | None
    at: str
    minutes: int
    skip_holidays: bool
    place: str
    owner_name: str
    unit_name: str | None
    version: int
    actions: list[str]


class MeetingSeriesList(Schema):
    items: list[MeetingSeriesOut]
