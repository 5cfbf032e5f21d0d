"""Wire shapes of customers and contacts."""

from datetime import datetime
from typing import Annotated, Any

from ninja import Field, Schema

from dabiao.core.http.wire import (
    Changes,
    CustomValues,
    Id,
    Line,
    ListParams,
    Moment,
    Ownership,
    Row,
    ShownFields,
    Strict,
    Undoable,
    paragraphs,
    text_of,
    unsent,
)
from dabiao.modules.customers.enums import CompletenessBy, CustomerKind, DecisionRole

CustomerName = text_of(200, least=1)
PersonName = text_of(120, least=1)
Short = text_of(80)
Title = text_of(120)
Phone = text_of(40)
Handle = text_of(60)
Mail = text_of(120)
Address = text_of(300)
Note = paragraphs(4000)


class CustomerFilters(ListParams):
    kind: CustomerKind | None = None
    industry: Short | None = None  # type: ignore[valid-type]
    region: Short | None = None  # type: ignore[valid-type]
    source: Short | None = None  # type: ignore[valid-type]
    owner_id: Id | None = None
    unit_id: Id | None = Field(None, description="This unit and all below.")
    has_open_opportunity: bool | None = None
    complete: bool | None = Field(None, description="Whether it has every fact that the company asks for.")
    created_from: Moment | None = None
    created_to: Moment | None = Field(None, description="Not included.")
    next_contact_from: Moment | None = None
    next_contact_before: Moment | None = None
    last_contact_before: Moment | None = None
    import_id: Id | None = None
    ids: list[Id] | None = Field(None, max_length=200)


class CustomerIn(Strict):
    name: CustomerName = Field(examples=["杭州云岚科技有限公司"])  # type: ignore[valid-type]
    kind: CustomerKind = CustomerKind.ORGANISATION
    industry: Short = Field("", examples=["软件"])  # type: ignore[valid-type]
    region: Short = Field("", examples=["浙江杭州"])  # type: ignore[valid-type]
    phone: Phone = Field("", examples=["0571-8888 6666"])  # type: ignore[valid-type]
    uscc: text_of(40) = Field(  # type: ignore[valid-type]
        "", description="Unified social credit code, 18 characters.", examples=["91330106MA2B0KQX8A"]
    )
    website: Line = ""
    address: Address = ""  # type: ignore[valid-type]
    source: Short = ""  # type: ignore[valid-type]
    remark: Note = ""  # type: ignore[valid-type]
    owner_id: Id | None = Field(None, description="Absent: yourself. Another person needs `customer.assign`.")
    fields: CustomValues = Field(default_factory=dict)


class CustomerChanges(Changes):
    """Only what is sent changes; no field may become null except the plan."""

    name: CustomerName = unsent()  # type: ignore[valid-type]
    kind: CustomerKind = unsent()
    industry: Short = unsent()  # type: ignore[valid-type]
    region: Short = unsent()  # type: ignore[valid-type]
    phone: Phone = unsent()  # type: ignore[valid-type]
    uscc: text_of(40) = unsent()  # type: ignore[valid-type]
    website: Line = unsent()
    address: Address = unsent()  # type: ignore[valid-type]
    source: Short = unsent()  # type: ignore[valid-type]
    remark: Note = unsent()  # type: ignore[valid-type]
    next_contact_at: Moment | None = unsent()


class CustomerBulk(Changes):
    """What many customers can have in common. `owner_id` gives them away."""

    industry: Short = unsent()  # type: ignore[valid-type]
    region: Short = unsent()  # type: ignore[valid-type]
    website: Line = unsent()
    address: Address = unsent()  # type: ignore[valid-type]
    source: Short = unsent()  # type: ignore[valid-type]
    remark: Note = unsent()  # type: ignore[valid-type]
    next_contact_at: Moment | None = unsent()
    owner_id: Id = unsent()


class CustomerOut(Row, Ownership, ShownFields):
    name: str
    kind: CustomerKind
    industry: str
    region: str
    phone: str = Field(description="Masked unless the role may read it.")
    uscc: str
    website: str
    address: str
    source: str
    remark: str
    last_contact_at: datetime | None
    next_contact_at: datetime | None
    contact_count: int
    open_opportunity_count: int
    completeness: int = Field(
        description="Of the facts that the company asks for, in percent.", examples=[75]
    )
    missing: list[str] = Field(
        description="Facts that are asked for and not there.", examples=[["industry", "contact_phone"]]
    )
    import_id: int | None


class CustomerDetail(CustomerOut):
    actions: list[str]


class CustomerHanded(CustomerDetail, Undoable):
    """As it is now, in whose hands or stage it came."""


class RequirementOut(Schema):
    fact: str = Field(
        description="A column of the customer, `owner`, `contact`, `contact_phone`, `contact_decider`, or `fields.<key>`.",
        examples=["contact_phone"],
    )
    label: str = Field(examples=["有电话的联系人"])
    required: bool


class Requirements(Schema):
    """Everything that can be asked for; what is asked for comes first, in its order."""

    items: list[RequirementOut]
    counting: bool = Field(description="Customers are still being counted anew after the last change.")


class RequirementsIn(Strict):
    facts: list[Annotated[str, Field(max_length=80)]] = Field(
        max_length=100, examples=[["industry", "phone", "contact", "contact_phone"]]
    )


class CompletenessParams(Strict):
    by: CompletenessBy = CompletenessBy.PERSON


class CompletenessRow(Schema):
    id: int | None = Field(description="Of the person or the unit; null: nobody's.")
    name: str | None
    complete: int
    incomplete: int
    percent: int = Field(description="How complete they are on average.")
    params: dict[str, Any] = Field(
        description="Filters of `/customers`; with `complete` they open exactly those.",
        examples=[{"owner_id": 5}],
    )


class Completeness(Schema):
    by: CompletenessBy
    rows: list[CompletenessRow] = Field(description="Who lacks most first.")


class CustomerRevealed(Schema):
    phone: str


class ContactFilters(ListParams):
    customer_id: Id | None = None
    is_primary: bool | None = None
    decision_role: DecisionRole | None = None
    ids: list[Id] | None = Field(None, max_length=200)


class ContactIn(Strict):
    customer_id: Id
    name: PersonName = Field(examples=["王芳"])  # type: ignore[valid-type]
    title: Title = Field("", examples=["采购总监"])  # type: ignore[valid-type]
    phone: Phone = Field("", examples=["138 1234 5678"])  # type: ignore[valid-type]
    wechat: Handle = ""  # type: ignore[valid-type]
    email: Mail = ""  # type: ignore[valid-type]
    decision_role: DecisionRole = DecisionRole.UNKNOWN
    is_primary: bool = Field(False, description="One per customer: a new one takes the place of the former.")
    remark: Note = ""  # type: ignore[valid-type]
    fields: CustomValues = Field(default_factory=dict)


class ContactChanges(Changes):
    """Only what is sent changes; no field may become null."""

    name: PersonName = unsent()  # type: ignore[valid-type]
    title: Title = unsent()  # type: ignore[valid-type]
    phone: Phone = unsent()  # type: ignore[valid-type]
    wechat: Handle = unsent()  # type: ignore[valid-type]
    email: Mail = unsent()  # type: ignore[valid-type]
    decision_role: DecisionRole = unsent()
    is_primary: bool = unsent()
    remark: Note = unsent()  # type: ignore[valid-type]


class ContactOut(Row, Ownership, ShownFields):
    """Owner and unit are the customer's."""

    customer_id: int
    customer_name: str
    name: str
    title: str
    phone: str = Field(description="Masked unless the role may read it.")
    wechat: str
    email: str
    decision_role: DecisionRole
    is_primary: bool
    remark: str


class ContactDetail(ContactOut):
    actions: list[str]


class ContactRevealed(Schema):
    phone: str
    wechat: str
    email: str
