"""Wire shapes of units and people."""

from datetime import date, datetime
from typing import Annotated, Literal

from ninja import Field, Schema

from dabiao.core.http.wire import Id, Line, Name, PageParams, Row, Strict, text_of, unsent
from dabiao.modules.org.enums import AbsenceKind, DayPart, EmployeeStatus, Level, UnitKind


class UnitOut(Schema):
    id: int
    name: str
    kind: UnitKind
    parent_id: int | None
    path: str
    leader_id: int | None
    leader_name: str | None
    employee_count: int
    version: int


class Units(Schema):
    items: list[UnitOut]


class UnitIn(Strict):
    name: Name = Field(examples=["华东大区"])
    kind: UnitKind
    parent_id: Id | None = None
    leader_id: Id | None = None


class UnitChanges(Strict):
    name: Name = unsent()
    parent_id: Id | None = unsent()
    leader_id: Id | None = unsent()


class EmployeeFilters(PageParams):
    unit_id: Id | None = Field(None, description="This unit and all below.")
    status: EmployeeStatus | None = None
    role: text_of(40) | None = None  # type: ignore[valid-type]


class EmployeeOut(Row):
    name: str
    login: str
    unit_id: int
    unit_name: str
    position: str
    level: Level = Field(description="The present one; it may have fallen below `base_level`.")
    base_level: Level = Field(description="The one that was set by hand.")
    status: EmployeeStatus
    hired_on: date
    left_on: date | None
    on_duty: bool
    busy_until: datetime | None = Field(
        description="Until then, if that is to come, no lead is given to them."
    )
    daily_capacity: int
    phone: str = Field(description="Masked unless the role may read it.")
    email: str


class SkillOut(Schema):
    tag_id: int
    strength: int = Field(description="Percent.", examples=[90])
    learned: bool = Field(description="Told by results, not by somebody.")


class EmployeeDetail(EmployeeOut):
    roles: list[str]
    skills: list[SkillOut] = Field(description="The strongest first.")
    actions: list[str]


class EmployeeIn(Strict):
    name: Name = Field(examples=["李敏"])
    login: Name = Field(examples=["limin"])
    password: str = Field(min_length=1, max_length=128)
    unit_id: Id
    roles: list[str] = Field(min_length=1, examples=[["salesperson"]])
    hired_on: date
    position: Line = ""
    phone: text_of(40) = ""  # type: ignore[valid-type]
    email: text_of(120) = ""  # type: ignore[valid-type]
    level: Level = Level.B
    status: EmployeeStatus = EmployeeStatus.REGULAR
    daily_capacity: int = Field(30, ge=0, le=10_000)


class EmployeeChanges(Strict):
    name: Name = unsent()
    roles: list[str] = unsent()
    unit_id: Id = unsent()
    position: Line = unsent()
    phone: text_of(40) = unsent()  # type: ignore[valid-type]
    email: text_of(120) = unsent()  # type: ignore[valid-type]
    level: Level = unsent()
    status: EmployeeStatus = unsent()
    hired_on: date = unsent()
    daily_capacity: Annotated[int, Field(ge=0, le=10_000)] = unsent()


class SkillIn(Strict):
    tag_id: Id = Field(examples=[3])
    strength: int = Field(ge=1, le=100, description="Percent.", examples=[90])


class SkillsIn(Strict):
    skills: list[SkillIn] = Field(max_length=50)


class BusyIn(Strict):
    minutes: int = Field(ge=1, le=240, examples=[15])


class DutyIn(Strict):
    on_duty: bool


class AbsenceIn(Strict):
    kind: AbsenceKind = Field(examples=["annual"])
    first_on: date = Field(examples=["2026-12-07"])
    last_on: date = Field(examples=["2026-12-09"], description="Included.")
    part: DayPart | Literal[""] = Field("", description="Half of one day; empty for whole days.")
    note: Line = ""


class AbsencesParams(Schema):
    first: date = Field(examples=["2026-12-01"])
    last: date = Field(examples=["2026-12-31"], description="Included.")


class AbsenceOut(Schema):
    id: int
    kind: AbsenceKind | None = Field(description="Null for who may not know why.", examples=["annual"])
    first_on: date = Field(examples=["2026-12-07"])
    last_on: date = Field(examples=["2026-12-09"])
    part: DayPart | Literal[""] = Field(description="Half of the day; empty for whole days.")
    note: str
    actions: list[str]


class AbsenceRow(AbsenceOut):
    employee_id: int
    employee_name: str
    entered_by_name: str


class AbsenceRows(Schema):
    items: list[AbsenceRow]


class AbsencesOut(Schema):
    items: list[AbsenceOut]
    actions: list[str]


class Holding(Schema):
    kind: str
    count: int


class Holdings(Schema):
    items: list[Holding]


class DepartureIn(Strict):
    successor_id: Id | None = None
    left_on: date


class Transferred(Schema):
    transferred: list[Holding]


class EmployeeRevealed(Schema):
    phone: str
    email: str


class Colleague(Schema):
    id: int
    name: str
    unit_id: int
    unit_name: str
    on_duty: bool


class Colleagues(Schema):
    items: list[Colleague]


class SeeingParams(Schema):
    q: text_of(60) = ""  # type: ignore[valid-type]


class PeopleParams(Schema):
    q: text_of(60) = ""  # type: ignore[valid-type]
    limit: int = Field(50, ge=1, le=200)


TagName = text_of(40, least=1)


class TagsAsked(Schema):
    active: bool | None = None


class TagIn(Strict):
    name: TagName = Field(examples=["宝妈"])  # type: ignore[valid-type]


class TagChanges(Strict):
    name: TagName = unsent(examples=["宝妈"])  # type: ignore[valid-type]
    active: bool = unsent("false retires it: no longer offered, and kept where it is.")


class TagOut(Row):
    name: str = Field(examples=["宝妈"])
    active: bool


class Tags(Schema):
    items: list[TagOut]
