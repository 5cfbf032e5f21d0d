"""Imports on the wire."""

from datetime import datetime
from typing import Any, Literal

from ninja import Field, Schema

from dabiao.core.http.wire import Page, Strict

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
    total: int
    done: int
    created: int
    joined: int = Field(description="Rows that went into a record that was there already.")
    rejected: int
    created_by_id: int | None
    created_by_name: str | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None


class ImportOut(ImportRow):
    """`done == created + joined + rejected` at every moment."""

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
    actions: list[Literal["start", "cancel", "rejected"]]


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
            "`constants`: {field: text}; `dry_run`; and what the kind itself accepts."
        ),
        examples=[
            {"values": {"status": {"yes": "qualified", "no": "invalid"}}, "constants": {"source": "电话外呼"}}
        ],
    )
