"""Wire shapes of guests."""

from datetime import datetime
from typing import Annotated, Any, Literal

from ninja import Field, Schema

from dabiao.core.http.wire import Id, Line, Name, Page, PageParams, Strict, text_of
from dabiao.modules.sales_events.enums import AboutKind, ArrivalWay, GuestState

Party = Annotated[int, Field(ge=1, le=20)]
Phone = text_of(40, least=4)


class GuestOut(Schema):
    """`seen`: the caller sees the record behind. Phones are masked for everybody."""

    id: int
    event_id: int
    about_kind: AboutKind
    about_id: int
    customer_id: int | None
    name: str
    company: str
    phone: str
    inviter_id: int | None
    inviter_name: str | None
    state: GuestState
    party: int = Field(description="How many come, with the guest.")
    code: str = Field(description="To be typed at the door.")
    token: str = Field(description="`/e/{token}` is the guest's own page.")
    walk_in: bool
    arrived_way: ArrivalWay | Literal[""]
    invited_at: datetime
    answered_at: datetime | None
    arrived_at: datetime | None
    arrived_by_name: str | None
    seen: bool


class GuestPage(Page[GuestOut]):
    pass


class GuestParams(PageParams):
    state: list[GuestState] | None = Field(None, max_length=5)
    inviter_id: Id | None = None
    walk_in: bool | None = None
    search: text_of(60) | None = Field(  # type: ignore[valid-type]
        None, description="Part of a name or company, a code, or the end of a phone number."
    )


class GuestInvitationsIn(Strict):
    kind: AboutKind = Field(examples=["customer"])
    ids: list[Id] = Field(default_factory=list, max_length=1000, examples=[[1, 2]])
    where: dict[str, Any] | None = Field(
        None, description="In place of `ids`: a condition over the words of that kind, for 1,000 at most."
    )
    inviter_id: Id | None = Field(None, description="Else whoever has each record.")


class GuestChangeIn(Strict):
    """One of `answer`, `inviter_id`, `remove`."""

    ids: list[Id] = Field(min_length=1, max_length=1000, examples=[[1, 2]])
    answer: Literal["", "invited", "accepted", "declined"] = Field("", examples=["accepted"])
    party: Party = 1
    inviter_id: Id | None = None
    remove: bool = False


class GuestArrivalIn(Strict):
    """What the camera read or what was typed, or whom somebody picked from the list."""

    scanned: Line = Field("", examples=["483920"])
    guest_id: Id | None = None


class GuestArrivalOut(Schema):
    guest: GuestOut
    again: bool = Field(description="They had been signed in before.")


class DoorAsked(Schema):
    text: text_of(60, least=1) = Field(  # type: ignore[valid-type]
        description="Part of a name or company, a code, or the last digits of a phone.",
        examples=["5678"],
    )


class GuestsAtDoor(Schema):
    items: list[GuestOut]


class WalkInIn(Strict):
    name: Name = Field(examples=["王芳"])
    phone: Phone = Field(examples=["13812345678"])  # type: ignore[valid-type]
    company: Line = ""
