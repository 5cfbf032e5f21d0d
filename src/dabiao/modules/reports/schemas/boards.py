"""Wire shapes of the board and of days off."""

from datetime import date, datetime
from typing import Literal

from ninja import Field, Schema

from dabiao.core.http.wire import Id
from dabiao.modules.reports.enums import ReportPart, ReportStanding


class ReportBoardParams(Schema):
    template_id: Id
    first: date
    last: date
    unit_id: Id | None = Field(None, description="This unit and all below.")


class ReportColumn(Schema):
    first_day: date
    last_day: date
    part: ReportPart | Literal[""]
    label: str
    due_at: datetime


class ReportCell(Schema):
    standing: ReportStanding
    report_id: int | None


class ReportTally(Schema):
    """Days off and excuses are not due."""

    due: int
    on_time: int
    late: int
    missing: int
    rate: int | None = Field(description="Parts of a thousand in time; null where nothing was due.")


class ReportBoardRow(ReportTally):
    owner_id: int
    name: str
    writer_name: str
    about_unit_id: int | None
    unit_id: int
    unit_name: str
    left: bool
    may_excuse: bool
    cells: list[ReportCell | None] = Field(description="One for each column; null where nothing was asked.")


class ReportBoardUnit(ReportTally):
    unit_id: int
    unit_name: str


class ReportBoardOut(Schema):
    columns: list[ReportColumn]
    rows: list[ReportBoardRow] = Field(description="At most 500, those with most missing first.")
    row_count: int
    units: list[ReportBoardUnit]
    whole: ReportTally
    as_of: datetime


class ReportMissing(Schema):
    template_id: int
    template_name: str
    label: str
    first_day: date
    owner_id: int
    name: str
    due_at: datetime


class ReportsMissing(Schema):
    items: list[ReportMissing] = Field(description="At most 20, the latest first.")
    count: int
    people: int


class ReportsMissingParams(Schema):
    unit_id: Id | None = Field(None, description="This unit and all below.")
