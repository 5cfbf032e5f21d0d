"""Wire shapes of trees and their nodes."""

from datetime import date
from typing import Annotated, Any, Literal

from ninja import Field, Schema

from dabiao.core.http.wire import Changes, Id, Name, Strict, text_of, unsent
from dabiao.modules.targets.enums import Aim, Dimension, Grain, Measured, NodeKind, Source, TreeState

Buffer = Annotated[
    int, Field(ge=0, le=10_000, description="Hundredths of a percent: 5 % is 500.", examples=[500])
]


class MetricOut(Schema):
    id: int
    code: str
    name: str = Field(description="Empty for those of the product, whose names are texts of the screen.")
    source: Source
    measured: Measured
    currency: str
    aim: Aim
    built_in: bool
    measure: str
    day_field: str
    where: dict[str, Any]
    over_id: int | None = Field(description="Of a derived one: what is divided …")
    under_id: int | None = Field(description="… by what.")
    tax_bp: int = Field(description="So much tax is taken out of amounts, in hundredths of a percent.")
    active: bool
    version: int


class MetricList(Schema):
    items: list[MetricOut]


class TreeMetricOut(Schema):
    id: int
    code: str
    name: str
    measured: Measured
    currency: str
    aim: Aim
    derived: bool = Field(description="One metric over another: figures of places and periods do not add up.")


class TreeOut(Schema):
    id: int
    name: str
    dimension: Dimension
    starts_on: date
    ends_on: date
    grains: list[Grain] = Field(description="Longest first; each is divided into the next.")
    buffer_bp: Buffer
    time_buffer_bp: Buffer
    state: TreeState
    unit_id: int
    unit_name: str
    metric: TreeMetricOut
    version: int
    actions: list[str]


class TreeList(Schema):
    items: list[TreeOut]


class TreeIn(Strict):
    name: Name = Field(examples=["2027 年签约目标"])
    metric_id: Id
    unit_id: Id = Field(description="Where the root stands: its figure is the whole.")
    starts_on: date = Field(
        description="The first of a month; the tree is for twelve.", examples=["2027-01-01"]
    )
    grains: list[Grain] = Field(
        [Grain.YEAR, Grain.QUARTER, Grain.MONTH],
        description="The year is always among them; weeks or ten-day periods, not both.",
    )
    dimension: Dimension = Dimension.ORG
    buffer_bp: Buffer = Field(
        500, description="By how much nodes together exceed the one above; 0 is allowed."
    )
    time_buffer_bp: Buffer = Field(0, description="By how much periods together exceed the longer one.")


class TreeChanges(Changes):
    name: Name = unsent()
    buffer_bp: Buffer = unsent()
    time_buffer_bp: Buffer = unsent()
    state: TreeState = unsent()


class TreeUpdated(Schema):
    added: list[str]
    ended: list[str]


class CustomersPicked(Strict):
    by: Literal["industry", "region", "source"] = "industry"
    values: list[text_of(80)] = Field(min_length=1, max_length=50, examples=[["软件", "制造"]])  # type: ignore[valid-type]


class NodeIn(Strict):
    """What the node is about by the tree's dimension; its name is then found, and so is the condition on records."""

    parent_id: Id
    name: text_of(120) = Field("", examples=["空编：华东二部 1 人"])  # type: ignore[valid-type]
    product_id: Id | None = None
    opportunity_id: Id | None = Field(None, description="Of a project: its deal.")
    sales_event_id: Id | None = None
    customers: CustomersPicked | None = None
    where: dict[str, Any] = Field(
        default_factory=dict, description="What narrows the metric's records to this one."
    )
    from_on: date | None = Field(None, description="A vacancy: when it should be filled.")

    def wanted(self) -> dict[str, Any]:
        said = self.dict()
        picked = {name: said.pop(name) for name in PICKED}
        return {**said, "picked": picked}


PICKED = ("product_id", "opportunity_id", "sales_event_id", "customers")


class NodeChanges(Strict):
    """What is picked anew is found as when it was added; null leaves the node to its name. Its figures stay."""

    name: Name = unsent()
    from_on: date | None = unsent()
    to_on: date | None = unsent()
    product_id: Id | None = unsent()
    opportunity_id: Id | None = unsent()
    sales_event_id: Id | None = unsent()
    customers: CustomersPicked | None = unsent()
    where: dict[str, Any] = unsent()


class NodeMoveIn(Strict):
    after_id: Id | None = Field(
        description="One under the same parent that it comes right after; null: first."
    )


class NodePicked(Schema):
    product_id: int | None
    opportunity_id: int | None
    sales_event_id: int | None
    customers: CustomersPicked | None


class NodeOut(Schema):
    id: int
    kind: NodeKind
    name: str
    parent_id: int | None
    unit_id: int
    owner_id: int | None
    from_on: date | None
    to_on: date | None
    picked: NodePicked = Field(description="What it is about; nothing where only its name says it.")
    picked_name: str | None = Field(description="Of the record that was picked, where the caller may see it.")
    narrowed: bool = Field(description="Whether a condition finds its records, picked or written by hand.")
    double: bool = Field(
        description="About the same as another under its parent, from before that was refused: edit or remove it."
    )
    figures: int = Field(description="How many are set or declared, with all below it.")
    version: int


class NodeList(Schema):
    items: list[NodeOut]
