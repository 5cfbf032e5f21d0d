"""Wire shapes of exports."""

from datetime import datetime
from typing import Any, Literal

from ninja import Field, Schema

from dabiao.core.http.wire import Page, PageParams, Strict, text_of

Status = Literal[
    "waiting", "queued", "running", "done", "failed", "cancelled", "refused", "lapsed", "expired"
]
Need = Literal["", "role", "rows", "day"]
Format = Literal["csv", "xlsx"]
Action = Literal["download", "cancel", "again", "approve", "refuse"]
Reason = text_of(500)
QUERY: Any = Field(
    default_factory=dict,
    description="What the list shows: the parameters of its GET (filters, `where`, `q`, `sort`).",
    examples=[{"status": "qualified", "sort": "-received_at"}],
)


class EstimateIn(Strict):
    kind: str = Field(max_length=40, examples=["lead"])
    query: dict[str, Any] = QUERY


class EstimateOut(Schema):
    rows: int
    need: Need = Field(
        description="Why it would wait for approval: the role always does, too many rows at once, too many today."
    )
    rows_per_export: int | None
    rows_per_day: int | None
    taken_today: int
    approvers: list[str] = Field(description="Who would be asked.")


class ExportIn(EstimateIn):
    format: Format = "xlsx"
    columns: list[text_of(60, least=1)] = Field(  # type: ignore[valid-type]
        default_factory=list,
        max_length=200,
        description="Names in their order, custom fields as `fields.<key>`; the record's number comes first. Empty: all.",
        examples=[["name", "phone", "fields.budget"]],
    )
    reason: Reason = Field("", description="Needed where it waits for approval.", examples=["月度复盘"])  # type: ignore[valid-type]


class AgainIn(Strict):
    reason: Reason = Field("", description="Instead of the former one.")  # type: ignore[valid-type]


class ApprovalIn(Strict):
    word: Reason = Field("", examples=["仅限内部使用"])  # type: ignore[valid-type]


class RefusalIn(Strict):
    word: Reason = Field(examples=["请缩小范围后再申请"])  # type: ignore[valid-type]


class ExportRow(Schema):
    id: int
    kind: str
    format: Format
    status: Status
    need: Need
    what: str = Field(description="Which records: the filters in words, in the language of the request.")
    parts: list[str] = Field(description="The same, one by one; empty for a whole list.")
    reason: str
    word: str = Field(description="What was said with the decision.")
    rows: int = Field(description="Counted at asking, or at the approval.")
    total: int | None = Field(description="Rows to be written, then those in the file.")
    done: int
    asked_by_id: int
    asked_by_name: str
    decided_by_name: str | None
    size: int | None = Field(description="Bytes of the file, while there is one.")
    downloads: int
    asked_at: datetime
    decided_at: datetime | None
    decide_until: datetime | None
    finished_at: datetime | None
    expires_at: datetime | None
    actions: list[Action]


class ExportOut(ExportRow):
    columns: list[str] = Field(description="Headings of the columns that were asked for; empty for all.")
    rows_now: int | None = Field(description="For who decides: what the file would hold now.")
    approvers: list[str] = Field(description="Who may decide while it waits.")
    error: str | None = Field(description="Why it failed, in words.")


ExportPage = Page[ExportRow]


class ExportParams(PageParams):
    view: Literal["mine", "to_approve", "overseen"] = Field(
        "mine",
        description="One's own; what waits for one's word; all that one could approve, whatever became of it.",
    )
