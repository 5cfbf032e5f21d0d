"""Imports on the wire."""

from datetime import datetime
from typing import Any, Literal

from ninja import Field, Schema

from dabiao.core.http.wire import Page, Strict

Mode = Literal["create", "update", "upsert"]
RowOutcome = Literal["created", "updated", "unchanged", "joined", "rejected"]
Status = Literal["uploaded", "queued", "running", "done", "failed", "cancelled"]


class ImportColumn(Schema):
    name: str
    samples: list[str] = Field(description="Up to three different values; empty for who may not see them.")


class FieldOut(Schema):
    name: str
    label_key: str
    required: bool
    shape: str = Field(description="text, phone, email, date, datetime, money, integer, choice or custom.")
    choices: list[str]
    when_new: bool = Field(description="Said of new records only; an update leaves it alone.")


class RunError(Schema):
    code: str
    field: str | None
    detail: str
    params: dict[str, Any]


class ImportRow(Schema):
    id: int
    kind: str
    filename: str
    status: Status
    dry_run: bool = Field(description="Rows were, or are being, checked without keeping anything.")
    mode: Mode
    total: int
    done: int
    created: int
    updated: int
    unchanged: int = Field(description="Rows whose record held all they say.")
    joined: int = Field(description="Rows that went into a record that was there already.")
    rejected: int
    undo_status: Literal["", "queued", "running", "done", "failed"]
    undone: int = Field(description="Rows that an undo took back.")
    kept: int = Field(description="Rows that it kept, in part or whole.")
    created_by_id: int | None
    created_by_name: str | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None


class ImportOut(ImportRow):
    """`done == created + updated + unchanged + joined + rejected` at every moment."""

    format: Literal["csv", "xlsx"]
    encoding: str
    delimiter: str
    sheet: str
    sheets: list[str]
    rows: int
    columns: list[ImportColumn]
    guess: dict[str, str]
    fields: list[FieldOut]
    mapping: dict[str, str]
    options: dict[str, Any]
    error: RunError | None
    match_fields: list[str] = Field(description="What rows may find their records by in an update or upsert.")
    undo_asked_at: datetime | None
    undo_finished_at: datetime | None
    actions: list[Literal["start", "cancel", "rejected", "rows", "undo"]]


ImportPage = Page[ImportRow]


class UploadForm(Schema):
    kind: str = Field(max_length=40, examples=["lead"])
    encoding: str | None = Field(None, max_length=20, description="Instead of what would be detected.")
    delimiter: str | None = Field(None, max_length=1)
    sheet: str | None = Field(
        None, max_length=100, description="Of a workbook; the first visible one otherwise."
    )


class StartBody(Strict):
    mapping: dict[str, str | None] = Field(
        description="Column → field; null or absent for a column to be kept as raw data.",
        examples=[{"姓名": "name", "手机号": "phone"}],
    )
    options: dict[str, Any] = Field(
        default_factory=dict,
        description=(
            "`dates`: {field: {format} or {month_only_in_order: true, start_year}}; `values`: {field: {from: to}}; "
            "`constants`: {field: text}; `dry_run`; `mode`: create (somebody known joins their record), update, or upsert; "
            "`match`: for the latter two, the mapped fields that find a record; `clear_empty`: empty cells empty the field; "
            "and what the kind itself accepts."
        ),
        examples=[
            {
                "values": {"status": {"yes": "qualified", "no": "invalid"}},
                "constants": {"source": "电话外呼"},
            },
            {"mode": "upsert", "match": ["phone"], "dry_run": True},
        ],
    )


class RowChange(Schema):
    field: str
    label: str
    before: Any
    after: Any
    before_text: str = Field(
        description="As people read it, in the language of the request; empty for nothing."
    )
    after_text: str


class RowOut(Schema):
    """What became of one row of the file."""

    row: int = Field(description="As a spreadsheet counts.")
    outcome: RowOutcome
    record_kind: str | None
    record_id: int | None
    same_as: int | None = Field(description="After a trial: the earlier row that makes the record.")
    changes: list[RowChange]
    reasons: list[str] = Field(description="Why it was rejected, in the language of the request.")
    undone: Literal["undone", "partly", "kept"] | None
    kept: list[str] = Field(description="What an undo kept, and why.")


class RowPage(Schema):
    items: list[RowOut]
    next: int | None = Field(description="`after` of the next page.")


class RowFilters(Strict):
    shown: RowOutcome | Literal["", "kept"] = Field("", description="One outcome, or what an undo kept.")
    after: int = Field(0, ge=0, le=2**31 - 1, description="Rows behind this number.")
    limit: int = Field(50, ge=1, le=200)


class UndoPreview(Schema):
    created: int
    touched: int = Field(description="Of them, those that somebody has worked with since: they are kept.")
    updated: int
    joined: int
