"""Wire shapes of connections and deliveries."""

from datetime import datetime
from typing import Annotated, Any

from ninja import Field, Schema

from dabiao.core.http.wire import Changes, Edit, Id, Strict, text_of, unsent
from dabiao.modules.channels.enums import ChannelKind, DeliveryState, Signing
from dabiao.modules.leads.enums import LeadSource

Title = text_of(80, least=1)
Campaign = text_of(120)
Secret = Annotated[str, Field(max_length=200, pattern=r"^[\x21-\x7e]*$", examples=["s3cr3t"])]
SignatureName = Annotated[str, Field(max_length=80, pattern=r"^[A-Za-z0-9_-]*$", examples=["X-Signature"])]
Mapping = Annotated[
    dict[str, str],
    Field(
        max_length=60,
        description="Field → its place in what is sent: `data.user.phone`, `items[0].tel`; `fields.<key>` for custom ones.",
        examples=[{"name": "data.name", "phone": "data.phone"}],
    ),
]
Agents = Annotated[
    dict[str, str],
    Field(
        max_length=1000,
        description="What the telephone system calls somebody → their login.",
        examples=[{"8001": "limin"}],
    ),
]


class ConnectionIn(Strict):
    kind: ChannelKind
    name: Title = Field(examples=["抖音信息流"])  # type: ignore[valid-type]
    secret: Secret = ""
    signing: Signing = Signing.NONE
    signature_name: SignatureName = ""
    source: LeadSource | None = Field(None, description="Absent: what the kind usually brings.")
    campaign: Campaign = Field("", description="For every lead it brings, whatever the platform says.")  # type: ignore[valid-type]
    mapping: Mapping = Field(default_factory=dict)
    agents: Agents = Field(default_factory=dict)


class ConnectionChanges(Changes):
    name: Title = unsent()  # type: ignore[valid-type]
    active: bool = unsent()
    signing: Signing = unsent()
    signature_name: SignatureName = unsent()
    source: LeadSource = unsent()
    campaign: Campaign = unsent()  # type: ignore[valid-type]
    mapping: Mapping = unsent()
    agents: Agents = unsent()


class ConnectionEdit(Edit[ConnectionChanges]):
    secret: Secret | None = Field(None, description="Absent: it stays; empty: there is none.")


class DeliveryCounts(Schema):
    waiting: int
    done: int
    refused: int
    ignored: int


class ConnectionOut(Schema):
    id: int
    kind: ChannelKind
    name: str
    active: bool
    address: str = Field(
        description="Where the platform delivers; empty where it has to be renewed.",
        examples=["https://sales.example.com/hooks/oceanengine/…"],
    )
    has_secret: bool
    signing: Signing
    signature_name: str
    source: LeadSource
    campaign: str
    mapping: dict[str, str]
    agents: dict[str, str]
    counts: DeliveryCounts
    last_delivery_at: datetime | None
    refused_count: int = Field(description="Deliveries that could not prove where they came from.")
    last_refused_at: datetime | None
    version: int
    created_at: datetime
    updated_at: datetime


class ConnectionList(Schema):
    items: list[ConnectionOut]


class ConnectionKindOut(Schema):
    kind: ChannelKind
    fields: list[str] = Field(
        description="What a mapping can fill; empty where the platform's form is fixed."
    )
    sample: dict[str, Any]
    signature_names: dict[str, str]


class ConnectionKindList(Schema):
    items: list[ConnectionKindOut]


class DeliveryParams(Schema):
    state: DeliveryState | None = None
    before: Id | None = Field(None, description="`next` of the page before.")


class DeliveryOut(Schema):
    id: int
    event_id: str
    state: DeliveryState
    attempts: int
    repeats: int = Field(description="How often it was delivered again.")
    code: str
    field: str
    reason: str = Field(description="Why it was refused or needed nothing, in words.")
    subject_kind: str
    subject_id: int | None
    joined: bool
    received_at: datetime
    done_at: datetime | None
    body: str = Field(description="As it came; long numbers masked unless you read every phone.")


class DeliveryList(Schema):
    items: list[DeliveryOut]
    next: int | None


class DeliveriesRetried(Schema):
    count: int


class ConnectionTrialIn(Strict):
    body: Annotated[str, Field(max_length=20_000)] = Field(
        "", description="JSON as the platform would send it; empty: the example of the kind."
    )


class ConnectionTrialOut(Schema):
    ok: bool
    field: str | None
    detail: str = Field(description="What is wrong and how to mend it.")
    event_id: str
    values: dict[str, Any] = Field(description="What it would become.")
