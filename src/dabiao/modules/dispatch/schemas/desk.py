"""Wire shapes of the live desk and of one's own clocks."""

from datetime import datetime

from ninja import Field, Schema

from dabiao.core.http.wire import Id
from dabiao.modules.dispatch.enums import Appeal, CaseState, Clock, Evidence, Kind, Refusal, Waiver
from dabiao.modules.leads.enums import Grade, LeadSource
from dabiao.modules.org.enums import Level


class DeskParams(Schema):
    unit_id: Id | None = Field(None, description="This unit and all below.")


class CardOut(Schema):
    """A lead in dispatch. Times are UTC; count down against `as_of`, not against the browser's own clock."""

    id: int = Field(description="The case.", examples=[31])
    lead_id: int = Field(examples=[12])
    title: str | None = Field(description="null where the reader may not see the lead.", examples=["王芳"])
    company: str
    phone: str = Field(description="Masked unless the role may read it.", examples=["138****5678"])
    grade: Grade
    source: LeadSource
    campaign: str
    state: CaseState
    kind: Kind = Field(description="What brought the last decision about.")
    owner_id: int | None
    owner_name: str | None
    unit_id: int | None
    unit_name: str | None
    rule_name: str | None
    hops: int = Field(description="How many people had it and let it go by.")
    why: Refusal = Field(description="What keeps a waiting lead from the people its rule names.")
    arrived_at: datetime
    state_at: datetime = Field(description="Since when it is in this state.")
    next_at: datetime | None = Field(description="When dispatch looks at it again by itself.")
    given_at: datetime | None
    warn_at: datetime | None
    due_at: datetime | None = Field(description="When the running clock ends.")
    responded_at: datetime | None
    evidence: Evidence
    actions: list[str] = Field(description="`assign`: it may be given to somebody.", examples=[["assign"]])


class ColumnOut(Schema):
    state: CaseState
    count: int = Field(description="All of them; `items` are the 50 that are due first.")
    items: list[CardOut]


class OpenCases(Schema):
    responding: int
    feedback: int
    desk: int


class SeatOut(Schema):
    """A person who can take leads."""

    id: int
    name: str
    unit_id: int
    unit_name: str
    level: Level
    on_duty: bool
    busy_until: datetime | None
    open: OpenCases
    given_today: int = Field(description="By rules.")
    capacity: int = Field(description="The most that rules give them on a day.")
    breaches_today: int
    median_seconds: int | None = Field(description="Of today's answers; null without any.")
    actions: list[str] = Field(description="`duty`: may be put on or off duty.")


class BreachFeedOut(Schema):
    id: int
    lead_id: int
    lead_title: str | None
    owner_id: int
    owner_name: str
    unit_name: str
    clock: Clock
    at: datetime
    level_before: str
    level_after: str = Field(description="Empty where no level was lost; then `waiver` says why.")
    waiver: Waiver
    appeal: Appeal


class Desk(Schema):
    as_of: datetime = Field(description="The server's clock.")
    columns: list[ColumnOut] = Field(description="waiting, responding, feedback, desk.")
    people: list[SeatOut] = Field(description="Those on duty first, team by team; at most 200.")
    people_capped: bool
    breaches: list[BreachFeedOut] = Field(description="The last 30, the newest first.")


class MyClockOut(Schema):
    """A lead that I have and whose clock runs."""

    id: int = Field(description="The turn.")
    lead_id: int
    state: CaseState = Field(description="`responding` or `feedback`.")
    title: str
    name: str
    company: str
    phone: str = Field(description="Masked unless the role may read it.")
    reveals: bool = Field(
        description="`POST /leads/{id}/reveals` shows the number in full; such a look is counted."
    )
    grade: Grade
    source: LeadSource
    campaign: str
    region: str
    received_at: datetime
    hops: int
    given_at: datetime
    warn_at: datetime | None
    due_at: datetime | None
    responded_at: datetime | None
    evidence: Evidence
    feedback_due_at: datetime | None


class Clocks(Schema):
    as_of: datetime = Field(description="The server's clock.")
    items: list[MyClockOut] = Field(description="What is due first comes first.")
