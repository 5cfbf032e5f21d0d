"""Wire shapes of leads."""

from datetime import date, datetime
from typing import Annotated, Any

from ninja import Field, Schema

from dabiao.core.http.wire import (
    AmountMinor,
    Changes,
    CustomValues,
    Id,
    Line,
    ListParams,
    Moment,
    Name,
    Ownership,
    Row,
    ShownFields,
    Strict,
    Undoable,
    paragraphs,
    text_of,
    unsent,
    without_nul,
)
from dabiao.modules.leads.enums import Grade, InvalidReason, LeadSource, LeadStatus

Handle = text_of(60)
Mail = text_of(120)
Phone = text_of(40)
Note = paragraphs(4000)
TagIds = Annotated[list[Id], Field(max_length=50, description="Ids of tags (`/tags`).", examples=[[3, 7]])]


class LeadFilters(ListParams):
    pool: bool | None = Field(
        None, description="true: only the pool; false: only leads with an owner; absent: both."
    )
    status: LeadStatus | None = None
    live: bool | None = Field(None, description="Not converted and not invalid.")
    owner_id: Id | None = None
    unit_id: Id | None = Field(None, description="This unit and all below.")
    source: LeadSource | None = None
    grade: Grade | None = None
    invalid_reason: InvalidReason | None = None
    tag_id: Id | None = Field(None, description="With this tag.")
    received_from: Moment | None = None
    received_to: Moment | None = Field(None, description="Not included.")
    assigned_before: Moment | None = Field(None, description="With its present owner since before then.")
    next_contact_from: Moment | None = None
    next_contact_before: Moment | None = None
    no_contact: bool | None = Field(None, description="true: never contacted.")
    contacted_in_time: bool | None = Field(
        None, description="First contacted within 5 minutes of being assigned."
    )
    stage_reached: text_of(10) | None = Field(None, pattern="^(assigned|contacted|qualified|converted)$")  # type: ignore[valid-type]
    import_id: Id | None = None
    ids: list[Id] | None = Field(None, max_length=200)


class LeadFacts(Strict):
    """What can be said of a lead when it is made."""

    name: Mail = Field("", examples=["王芳"])  # type: ignore[valid-type]
    company: Line = Field("", examples=["杭州云岚科技有限公司"])
    title: Mail = ""  # type: ignore[valid-type]
    phone: Phone = Field("", examples=["138 1234 5678"])  # type: ignore[valid-type]
    wechat: Handle = ""  # type: ignore[valid-type]
    email: Mail = ""  # type: ignore[valid-type]
    region: text_of(80) = ""  # type: ignore[valid-type]
    source: LeadSource = LeadSource.MANUAL
    campaign: Mail = ""  # type: ignore[valid-type]
    cost_minor: AmountMinor = 0
    remark: Note = ""  # type: ignore[valid-type]
    grade: Grade = Grade.NONE
    tags: TagIds = Field(default_factory=list)


class LeadIn(LeadFacts):
    owner_id: Id | None = Field(
        None, description="Absent: yourself. null: nobody; the rules of dispatch give it to somebody."
    )
    for_dispatch: bool = Field(
        True, description="False leaves a lead that nobody has in the pool, to be claimed."
    )
    received_at: Moment | None = None
    raw: dict[str, Any] = Field({}, description="The payload as it came, kept whole.")
    fields: CustomValues = Field(default_factory=dict)

    def values(self) -> dict[str, Any]:
        values: dict[str, Any] = without_nul(self.dict(exclude_unset=True))
        if values.get("received_at") is None:
            values.pop("received_at", None)
        return values


class LeadBatch(Strict):
    items: list[LeadIn] = Field(min_length=1, max_length=1000)


class LeadChanges(Changes):
    """Only what is sent changes; no field may become null except the plan."""

    name: Mail = unsent()  # type: ignore[valid-type]
    company: Line = unsent()
    title: Mail = unsent()  # type: ignore[valid-type]
    phone: Phone = unsent()  # type: ignore[valid-type]
    wechat: Handle = unsent()  # type: ignore[valid-type]
    email: Mail = unsent()  # type: ignore[valid-type]
    region: text_of(80) = unsent()  # type: ignore[valid-type]
    source: LeadSource = unsent()
    campaign: Mail = unsent()  # type: ignore[valid-type]
    cost_minor: AmountMinor = unsent()
    remark: Note = unsent()  # type: ignore[valid-type]
    grade: Grade = unsent()
    tags: TagIds = unsent()
    next_contact_at: Moment | None = unsent()


class LeadBulk(Changes):
    """What many leads can have in common. `owner_id` gives them away."""

    title: Mail = unsent()  # type: ignore[valid-type]
    region: text_of(80) = unsent()  # type: ignore[valid-type]
    source: LeadSource = unsent()
    campaign: Mail = unsent()  # type: ignore[valid-type]
    cost_minor: AmountMinor = unsent()
    remark: Note = unsent()  # type: ignore[valid-type]
    grade: Grade = unsent()
    tags: TagIds = unsent()
    adds_tags: TagIds = unsent("Beside those that each lead has.")
    removes_tags: TagIds = unsent("As far as a lead has them.")
    next_contact_at: Moment | None = unsent()
    owner_id: Id = unsent()


class LeadOut(Row, Ownership, ShownFields):
    name: str
    company: str
    title: str
    phone: str = Field(description="Masked unless the role may read it.")
    wechat: str
    email: str
    region: str
    source: LeadSource
    campaign: str
    cost_minor: int
    tags: list[int] = Field(description="Ids of tags (`/tags`), in their order.")
    remark: str
    grade: Grade
    status: LeadStatus
    invalid_reason: str
    received_at: datetime
    assigned_at: datetime | None
    first_contact_at: datetime | None
    last_contact_at: datetime | None
    next_contact_at: datetime | None
    converted_at: datetime | None
    customer_id: int | None
    opportunity_id: int | None
    import_id: int | None
    enquiry_count: int = Field(
        description="How often this person asked: 1, and once more for each repeat enquiry."
    )
    last_enquired_at: datetime | None


class EnquiryJoined(Schema):
    """The person is a live lead or a customer already: no record was made, the enquiry joined theirs."""

    joined: bool = True
    kind: str = Field(description="`lead` or `customer`.", examples=["lead"])
    id: int | None = Field(description="null where the caller may not see that record.")
    title: str | None
    owner_name: str | None = Field(description="Masked where the caller may not see that record.")


class EnquiryOut(Schema):
    id: int
    received_at: datetime
    source: LeadSource
    campaign: str
    cost_minor: int
    message: str
    values: dict[str, Any] = Field(
        description="What was said of the person; handles masked as on the record, custom fields under `fields`."
    )
    fields: CustomValues
    matched: list[str] = Field(description="The kinds of key it was recognised by.", examples=[["phone"]])
    import_id: int | None


class EnquiryList(Schema):
    items: list[EnquiryOut]


class LeadDetail(LeadOut):
    raw: dict[str, Any]
    actions: list[str]


class LeadHanded(LeadDetail, Undoable):
    """As it is now, in whose hands or stage it came."""


class ReturnIn(Strict):
    reason: Line = Field(min_length=1, examples=["不在我的区域"])


class InvalidationIn(Strict):
    reason: InvalidReason
    note: Line = ""


class ConversionIn(Strict):
    opportunity_name: Name = Field(examples=["云岚科技 CRM 采购"])
    amount_minor: AmountMinor
    customer_name: Line = ""
    customer_kind: text_of(12) = Field("organisation", pattern="^(organisation|person)$")  # type: ignore[valid-type]
    contact_name: Mail = ""  # type: ignore[valid-type]
    expected_win_on: date | None = None
    customer_id: Id | None = Field(None, description="Join this customer instead of making one.")


class ConvertedOut(Schema):
    customer_id: int
    contact_id: int | None
    opportunity_id: int


class LeadRevealed(Schema):
    phone: str
    wechat: str
    email: str
