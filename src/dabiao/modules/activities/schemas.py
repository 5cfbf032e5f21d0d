"""Wire shapes of contacts, of the agenda and of tasks."""

from datetime import date, datetime
from typing import Annotated, Literal

from ninja import Field, Schema
from pydantic import AfterValidator

from dabiao.core.http.wire import (
    Changes,
    CustomValues,
    Id,
    Line,
    ListParams,
    Moment,
    Ownership,
    Page,
    PageParams,
    Row,
    ShownFields,
    Strict,
    text_of,
    unsent,
)
from dabiao.core.text import tidy
from dabiao.modules.activities.enums import (
    Bucket,
    Method,
    Priority,
    Result,
    SubjectKind,
    TaskAbout,
    TaskBucket,
)


def day_within_reason(day: date) -> date:
    if not 1900 <= day.year <= 2999:
        raise ValueError("between the years 1900 and 2999")
    return day


SENT_AHEAD = "Files sent ahead (`files_upload` with `waiting`), about the same record."
Story = Annotated[str, Field(max_length=10_000), AfterValidator(tidy)]


class ActivityOut(Row, Ownership, ShownFields):
    subject_kind: SubjectKind
    subject_id: int
    subject_title: str | None = Field(description="Null where the reader may not see the record (any more).")
    customer_id: int | None
    customer_name: str | None
    contact_id: int | None
    contact_name: str | None
    method: Method
    purpose: str
    result: Result
    effect: str
    content: str
    occurred_at: datetime
    next_contact_at: datetime | None
    actions: list[str] = Field(description="What its author may do: `edit`, `remove`.")


class ActivityLogged(ActivityOut):
    asks_next: bool = Field(description="The record is open and no next contact is planned: ask for it.")


class ActivityIn(Strict):
    subject_kind: SubjectKind
    subject_id: Id = Field(examples=[1])
    contact_id: Id | None = Field(None, description="A contact person of the customer.")
    method: Method
    purpose: Line = Field("", examples=["约见决策人"])
    result: Result
    effect: text_of(400) = Field("", examples=["愿意下周看演示"])  # type: ignore[valid-type]
    content: Story = Field("", examples=["王总对价格没有异议，想先看交付案例。"])
    occurred_at: Moment | None = Field(None, description="Now, unless told.")
    next_contact_at: Moment | None = Field(None, description="After `occurred_at`.")
    fields: CustomValues = Field(default_factory=dict)
    files: list[Id] = Field([], max_length=100, examples=[[]], description=SENT_AHEAD)


class ActivityChanges(Changes):
    """By whoever wrote it down. The record it is about stays."""

    contact_id: Id | None = unsent()
    method: Method = unsent()
    purpose: Line = unsent()
    result: Result = unsent()
    effect: text_of(400) = unsent()  # type: ignore[valid-type]
    content: Story = unsent()
    occurred_at: Moment = unsent()
    next_contact_at: Moment | None = unsent()


class PlannedContactIn(Strict):
    subject_kind: SubjectKind
    subject_id: Id = Field(examples=[1])


class PlanMoveIn(PlannedContactIn):
    next_contact_at: Moment = Field(
        description="In the future, or back to where one moved it away from within the hour.",
        examples=["2027-01-15T02:00:00Z"],
    )
    expected: Moment | None = Field(None, description="The time that was shown; another one is a conflict.")


class PlanDropIn(PlannedContactIn):
    reason: Line = Field(min_length=1, examples=["客户项目暂停，等明年预算"])


class ActivityFilters(ListParams):
    subject_kind: SubjectKind | None = None
    subject_id: Id | None = Field(
        None, description="Needs `subject_kind`: all about this record, whoever did it."
    )
    customer_id: Id | None = Field(None, description="All about this customer, its leads and opportunities.")
    owner_id: Id | None = Field(None, description="Who did it.")
    unit_id: Id | None = Field(None, description="Where they stood then: this unit and all below.")
    method: Method | None = None
    result: Result | None = None
    since: Moment | None = Field(None, description="Took place at or after.")
    until: Moment | None = Field(None, description="Took place before.")


class AgendaParams(Schema):
    bucket: Bucket = Bucket.TODAY
    owner_id: Id | None = None
    unit_id: Id | None = Field(None, description="This unit and all below.")
    cursor: str = Field("", max_length=500)
    limit: int = Field(50, ge=1, le=200)


class AgendaRow(Schema):
    subject_kind: SubjectKind
    subject_id: int
    title: str
    subtitle: str | None
    next_contact_at: datetime
    last_contact_at: datetime | None
    owner_id: int
    owner_name: str
    unit_id: int | None
    unit_name: str | None


class AgendaCounts(Schema):
    overdue: int = Field(description="Planned for before now.")
    today: int = Field(description="From now to midnight.")
    week: int = Field(description="From now on for seven days, today included.")


class Agenda(Page[AgendaRow]):
    counts: AgendaCounts
    as_of: datetime


Title = text_of(200, least=1)
Day = Annotated[date, AfterValidator(day_within_reason)]


class TaskOut(Row, Ownership):
    title: str
    note: str
    subject_kind: TaskAbout | None
    subject_id: int | None
    subject_title: str | None = Field(description="Null where the reader may not see the record.")
    due_on: date | None = Field(description="The day, for a task of a whole day.")
    due_at: datetime | None = Field(description="From when it is late; the last second of `due_on`.")
    priority: Priority
    author_id: int | None
    author_name: str | None
    done_at: datetime | None
    actions: list[str]


class TaskIn(Strict):
    title: Title = Field(examples=["给王总寄样品"])  # type: ignore[valid-type]
    note: Story = ""
    due_on: Day | None = Field(None, description="A day, or `due_at`.", examples=["2026-12-31"])
    due_at: Moment | None = None
    priority: Priority = Priority.NORMAL
    owner_id: Id | None = Field(None, description="Oneself, unless told.")
    subject_kind: TaskAbout | None = None
    subject_id: Id | None = None


class TaskChanges(Strict):
    title: Title = unsent()  # type: ignore[valid-type]
    note: Story = unsent()
    due_on: Day | None = unsent()
    due_at: Moment | None = unsent()
    priority: Priority = unsent()


class TaskFilters(PageParams):
    owner_id: Id | None = None
    unit_id: Id | None = Field(None, description="This unit and all below.")
    subject_kind: TaskAbout | None = None
    subject_id: Id | None = Field(None, description="Needs `subject_kind`: all about this record.")
    open: bool | None = Field(None, description="true: still to be done; false: done.")
    bucket: TaskBucket | None = None
    priority: Priority | None = None
    due_from: Moment | None = None
    due_before: Moment | None = None


class TaskCountParams(Schema):
    owner_id: Id | None = None
    unit_id: Id | None = None


class TaskCounts(Schema):
    overdue: int
    today: int = Field(description="From now to midnight.")
    later: int
    undated: int
    as_of: datetime


class CalendarParams(Schema):
    first: Day = Field(examples=["2026-12-01"])
    last: Day = Field(description="Included; at most 62 days in all.", examples=["2026-12-31"])
    owner_id: Id | None = None
    unit_id: Id | None = Field(None, description="This unit and all below.")


class CalendarEntry(Schema):
    sort: Literal["contact", "task", "win", "visit", "meeting"]
    subject_kind: Literal["lead", "customer", "opportunity", "task", "visit", "meeting"]
    subject_id: int
    title: str
    at: datetime = Field(description="The moment; the first one of `day`.")
    day: date | None = Field(description="For what lasts a whole day.")
    ends_at: datetime | None = Field(description="For what has an end of its own: visits, meetings.")
    place: str = Field(description="Where, for visits and meetings.")
    owner_id: int | None
    owner_name: str | None
    version: int
    movable: bool = Field(description="Whether the reader may give it another time.")


class CalendarOut(Schema):
    items: list[CalendarEntry]
    capped: bool = Field(description="There is more than a calendar shows; narrow it down.")


class FeedState(Schema):
    created_at: datetime | None = Field(description="Null: there is no address.")
    fetched_at: datetime | None = Field(description="When a program last fetched it, to within an hour.")


class FeedMade(FeedState):
    path: str = Field(description="The secret address on this host, told this once.")
