"""Wire shapes of visits."""

from datetime import date, datetime
from typing import Annotated, Any

from ninja import Field, Schema
from pydantic import AfterValidator

from dabiao.core.http.wire import (
    DayOrToday,
    Id,
    Line,
    Moment,
    Ownership,
    PageParams,
    Row,
    Strict,
    text_of,
    unsent,
)
from dabiao.core.text import tidy
from dabiao.modules.activities.enums import Result
from dabiao.modules.visits.enums import About, CheckInWay, VisitPart, VisitState


def day_within_reason(day: date) -> date:
    if not 1900 <= day.year <= 2999:
        raise ValueError("between the years 1900 and 2999")
    return day


Day = Annotated[date, AfterValidator(day_within_reason)]
Lat = Annotated[int, Field(ge=-90_000_000, le=90_000_000, examples=[30_287_459])]
Lon = Annotated[int, Field(ge=-180_000_000, le=180_000_000, examples=[120_153_576])]
Purpose = text_of(200, least=1)
Address = text_of(300)
Notes = Annotated[str, Field(max_length=1000), AfterValidator(tidy)]
Story = Annotated[str, Field(max_length=10_000), AfterValidator(tidy)]
MICRO = "WGS-84, in millionths of a degree."


class ParticipantIn(Strict):
    user_id: Id
    part: VisitPart


class ParticipantOut(Schema):
    user_id: int
    name: str
    part: VisitPart


class VisitRow(Row, Ownership):
    subject_kind: About
    subject_id: int
    subject_title: str | None = Field(description="Null where the reader may not see the record (any more).")
    customer_id: int | None
    contact_id: int | None
    purpose: str
    starts_at: datetime
    ends_at: datetime
    fixed: bool = Field(description="Agreed for that time; the others of a day may be put in any order.")
    address: str
    lat: int | None = Field(description=MICRO)
    lon: int | None
    state: VisitState
    joint: bool
    signs: int = Field(description="How many signs its check-ins have in all.")
    checked_in_at: datetime | None
    checked_out_at: datetime | None
    finished_at: datetime | None
    activity_id: int | None = Field(description="The contact that it became.")
    reason: str = Field(description="Why it was cancelled.")
    participants: list[ParticipantOut]


class CheckInOut(Schema):
    id: int
    user_id: int
    user_name: str
    way: CheckInWay
    taken_at: datetime = Field(description="By the device's clock, put right by how far that was off.")
    received_at: datetime
    skew_s: int = Field(description="Seconds by which the device's clock was ahead.")
    later: bool = Field(description="Kept on the device and sent later.")
    lat: int | None
    lon: int | None
    accuracy_m: int | None
    distance_m: int | None = Field(description="From the address, where both places are known.")
    photo_id: int | None = Field(description="A file of the visit.")
    marks: list[dict[str, Any]] = Field(
        description="Signs: `code`, and the figures of its sentence. A reason to ask, no verdict.",
        examples=[[{"code": "far", "metres": 1840}]],
    )


class CoachingOut(Schema):
    went_well: str
    improve: str
    exercise: str
    coach_name: str
    version: int
    written_at: datetime


class OverlapOut(Schema):
    id: int | None = Field(description="Null where the reader does not see that visit.")
    purpose: str | None
    starts_at: datetime
    ends_at: datetime
    names: list[str] = Field(description="Who is asked for in both.")


class VisitOut(VisitRow):
    contact_name: str | None
    check_ins: list[CheckInOut]
    coaching: CoachingOut | None = Field(description="For coach, coached, and who leads the coached.")
    overlaps: list[OverlapOut] = Field(description="A warning: it is allowed.")
    actions: list[str] = Field(description="What would be accepted now.")


class VisitIn(Strict):
    subject_kind: About
    subject_id: Id = Field(examples=[1])
    contact_id: Id | None = None
    purpose: Purpose = Field(examples=["看现场，谈二期需求"])  # type: ignore[valid-type]
    starts_at: Moment = Field(examples=["2027-01-15T02:00:00Z"])
    ends_at: Moment = Field(examples=["2027-01-15T03:00:00Z"])
    fixed: bool = True
    address: Address = Field("", examples=["杭州市西湖区文三路 398 号"])  # type: ignore[valid-type]
    lat: Lat | None = Field(None, description=MICRO)
    lon: Lon | None = None
    owner_id: Id | None = Field(None, description="Oneself, unless told.")
    participants: list[ParticipantIn] = Field([], max_length=20)


class VisitChanges(Strict):
    purpose: Purpose = unsent()  # type: ignore[valid-type]
    address: Address = unsent()  # type: ignore[valid-type]
    lat: Lat | None = unsent()
    lon: Lon | None = unsent()
    fixed: bool = unsent()
    contact_id: Id | None = unsent()


class VisitMoveIn(Strict):
    starts_at: Moment = Field(examples=["2027-01-16T02:00:00Z"])
    ends_at: Moment = Field(examples=["2027-01-16T03:00:00Z"])
    expected: Moment | None = Field(None, description="The start that was shown; another one is a conflict.")
    reason: Line = Field("", examples=["客户临时出差"])


class VisitCancelIn(Strict):
    reason: Line = Field(min_length=1, examples=["项目暂停"])


class ParticipantsIn(Strict):
    participants: list[ParticipantIn] = Field(max_length=20)


class CheckInIn(Strict):
    key: str = Field(
        min_length=8,
        max_length=64,
        pattern=r"^[\w-]+$",
        description="The device's own name for this check-in: sent twice it is one.",
        examples=["2f0c9a52-6f0e-4a57-9a5b-2f6d5b1f6a11"],
    )
    way: CheckInWay = CheckInWay.IN
    taken_at: Moment = Field(description="By the device's clock when it was made; up to 72 hours ago.")
    device_now: Moment = Field(description="By the same clock when it was sent.")
    lat: Lat | None = Field(None, description=f"{MICRO} Null: the device told no place.")
    lon: Lon | None = None
    accuracy_m: int | None = Field(None, ge=0, le=10_000_000)
    photo: Id | None = Field(
        None, description="A picture sent ahead (`files_upload` with `waiting`) for this visit."
    )


class VisitResultIn(Strict):
    result: Result
    effect: text_of(400) = ""  # type: ignore[valid-type]
    content: Story = Field("", examples=["看了车间，设备清单已拿到。"])
    next_contact_at: Moment | None = None


class CoachingIn(Strict):
    went_well: Notes = Field("", examples=["开场先确认了议程"])
    improve: Notes = Field("", examples=["报价前没有问预算"])
    exercise: Notes = Field("", examples=["下次拜访先问三个现状问题"])
    version: int | None = Field(None, description="Of the notes that were shown, if there were any.")


class VisitFilters(PageParams):
    owner_id: Id | None = None
    unit_id: Id | None = Field(None, description="This unit and all below.")
    with_id: Id | None = Field(None, description="Who owns it or goes along.")
    subject_kind: About | None = None
    subject_id: Id | None = None
    customer_id: Id | None = None
    state: VisitState | None = None
    open: bool | None = Field(None, description="true: not over yet; false: finished or cancelled.")
    joint: bool | None = None
    marked: bool | None = Field(None, description="true: with signs.")
    since: Moment | None = Field(None, description="Ends at or after.")
    until: Moment | None = Field(None, description="Starts before.")


class VisitCountParams(Schema):
    owner_id: Id | None = None
    unit_id: Id | None = None


class VisitCounts(Schema):
    """Of the last thirty days and what is to come."""

    today: int
    there: int = Field(description="Of those today: checked in and not out.")
    unfinished: int = Field(description="Over by their time, without a result.")
    marked: int
    joint: int
    as_of: datetime


class RouteParams(Schema):
    day: DayOrToday = Field(examples=["2027-01-15"])
    owner_id: Id | None = Field(None, description="Oneself, unless told.")


class RouteOrderIn(Strict):
    day: Day = Field(examples=["2027-01-15"])
    owner_id: Id | None = None
    visit_ids: list[Id] = Field(
        max_length=40, description="All visits of that day, in their order.", examples=[[]]
    )


class RouteStop(Schema):
    id: int
    subject_kind: About
    subject_id: int
    subject_title: str | None
    purpose: str
    starts_at: datetime
    ends_at: datetime
    fixed: bool
    address: str
    lat: int | None
    lon: int | None
    state: VisitState
    version: int
    participants: list[ParticipantOut]
    from_last_m: int | None = Field(description="Metres in a straight line from the stop before.")


class RouteOut(Schema):
    stops: list[RouteStop]
    metres: int = Field(description="In straight lines.")
    late_minutes: int = Field(description="At fixed visits in all, at 24 km/h in a straight line.")
    by_hand: bool = Field(description="Somebody put them in this order.")
    best: list[int] = Field(description="Ids in the best order: fixed times kept, then the shortest way.")
    best_metres: int
    unplaced: int = Field(description="Visits without a place: they stand by their times.")


class NearbyParams(Schema):
    lat: Lat
    lon: Lon
    within_m: int = Field(5_000, ge=100, le=50_000)


class NearbyCustomer(Schema):
    customer_id: int
    name: str
    address: str
    lat: int
    lon: int
    distance_m: int
    last_contact_at: datetime | None


class NearbyOut(Schema):
    items: list[NearbyCustomer]


class PlaceParams(Schema):
    subject_kind: About
    subject_id: Id


class PlaceOut(Schema):
    address: str
    lat: int | None
    lon: int | None
    noted_at: datetime | None = Field(description="When somebody was found there.")


class VisitTermsOut(Schema):
    far_m: int = Field(description="Metres from the address beyond which a check-in is marked.")
    vague_m: int = Field(description="Metres of accuracy beyond which it is.")
    version: int


class VisitTermsChanges(Strict):
    far_m: int = unsent(examples=[500])
    vague_m: int = unsent(examples=[200])
