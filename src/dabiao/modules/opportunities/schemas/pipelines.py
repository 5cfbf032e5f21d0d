"""Wire shapes of pipelines as their designers see them."""

from datetime import datetime
from typing import Annotated, Any

from ninja import Field, Schema

from dabiao.core.http.wire import Id, Strict, text_of
from dabiao.core.text import squash
from dabiao.modules.customers.enums import CustomerKind
from dabiao.modules.opportunities import rules
from dabiao.modules.opportunities.enums import PipelineMode, StageKind
from dabiao.modules.opportunities.schemas.deals import StageOut

Title = text_of(80, least=1)
SignName = text_of(200, least=1)
Hint = text_of(500)
Step = text_of(300)
Who = text_of(120)
Industry = text_of(80, least=1)
Long = Annotated[str, Field(max_length=4_000, description="Lines are kept.")]
Percent = Annotated[int, Field(ge=0, le=100)]


class WayAsked(Schema):
    customer_id: Id = Field(examples=[1])
    product_id: Id | None = Field(None, description="What they ask for.")


class WayOut(Schema):
    """Null where no pipeline was made yet: the first deal makes the default one."""

    pipeline_id: int | None
    pipeline_name: str | None
    mode: PipelineMode | None
    is_default: bool | None = Field(description="None whose conditions are met: the default one.")
    stage_id: int | None
    stage_name: str | None


class CriterionIn(Strict):
    id: Id | None = Field(None, description="Absent: a new one.")
    name: SignName  # type: ignore[valid-type]
    hint: Hint = ""  # type: ignore[valid-type]


class StageDesign(Strict):
    id: Id | None = Field(None, description="Absent: a new one. A retired one is taken into use again.")
    name: Title  # type: ignore[valid-type]
    percent: Percent
    kind: StageKind = StageKind.OPEN
    buyer_step: Step = ""  # type: ignore[valid-type]
    key_person: Who = ""  # type: ignore[valid-type]
    sop: Long = ""
    tools: Long = ""
    talk_tracks: Long = ""
    criteria: list[CriterionIn] = Field(default_factory=list, max_length=20)


class StageMapping(Strict):
    """Where the open deals of a stage go that is left out."""

    from_stage_id: Id
    to_place: int = Field(ge=0, le=40, description="The place in `stages`, from 0, of an open one.")


class DesignWanted(Strict):
    """The whole pipeline as it is to be; stages and criteria that are left out are retired."""

    name: Title = Field(examples=["新客快销"])  # type: ignore[valid-type]
    mode: PipelineMode
    active: bool = True
    is_default: bool = False
    product_ids: list[Id] = Field(default_factory=list, max_length=50)
    industries: list[Industry] = Field(default_factory=list, max_length=50)  # type: ignore[valid-type]
    customer_kinds: list[CustomerKind] = Field(default_factory=list, max_length=10)
    reason: Hint = Field("", description="Why there are more than six open stages.")  # type: ignore[valid-type]
    stages: list[StageDesign] = Field(
        max_length=40,
        description="In order; with the won and the lost one.",
        examples=[
            [
                {"name": "有意向", "percent": 20, "criteria": [{"name": "主动约演示"}]},
                {"id": 2, "name": "赢单", "percent": 100, "kind": "won"},
                {"id": 3, "name": "输单", "percent": 0, "kind": "lost"},
            ]
        ],
    )
    moves: list[StageMapping] = Field(default_factory=list, max_length=40)

    def plan(self) -> rules.Design:
        return rules.Design(
            name=self.name,
            mode=self.mode,
            active=self.active,
            is_default=self.is_default,
            product_ids=tuple(dict.fromkeys(self.product_ids)),
            industries=tuple(dict.fromkeys(self.industries)),
            customer_kinds=tuple(dict.fromkeys(str(kind) for kind in self.customer_kinds)),
            reason=self.reason,
            stages=tuple(_stage(stage) for stage in self.stages),
        )

    def mapping(self) -> dict[int, int]:
        return {one.from_stage_id: one.to_place for one in self.moves}


def _stage(sent: StageDesign) -> rules.StagePlan:
    signs = tuple(rules.CriterionPlan(one.id, one.name, one.hint) for one in sent.criteria)
    texts = {name: getattr(sent, name).strip() for name in rules.GUIDE}
    return rules.StagePlan(sent.id, squash(sent.name), sent.percent, str(sent.kind), **texts, criteria=signs)


class DesignIn(DesignWanted):
    version: int = Field(
        ge=1, description="The one that was seen; 409 with what others changed if there is a newer one."
    )


class PipelineIn(Strict):
    name: Title = Field(examples=["新客快销"])  # type: ignore[valid-type]
    mode: PipelineMode = PipelineMode.SIGNS


class PipelineOrderIn(Strict):
    ids: list[Id] = Field(max_length=100, description="All pipelines, in the order in which new deals ask.")


class CriterionOut(Schema):
    id: int | None
    name: str
    hint: str


class DesignedStage(Schema):
    id: int | None
    name: str
    percent: int
    kind: StageKind
    buyer_step: str
    key_person: str
    sop: str
    tools: str
    talk_tracks: str
    criteria: list[CriterionOut]
    open_deals: int = Field(description="How many open deals stand in it, whoever has them.")


class RedesignOut(Schema):
    """A saved change on its way to the open deals, `seen` of `total`; then what may be taken back for an hour."""

    id: int
    by_name: str
    made_at: datetime
    total: int
    seen: int
    moved: int
    finished_at: datetime | None
    undo_asked_at: datetime | None
    undone_at: datetime | None
    left: list[int] = Field(description="Deals that an undo did not touch: somebody moved them since.")
    left_count: int
    may_undo: bool


class DesignOut(Schema):
    id: int
    version: int
    name: str
    mode: PipelineMode
    active: bool
    is_default: bool
    product_ids: list[int]
    industries: list[str]
    customer_kinds: list[CustomerKind]
    reason: str
    stages: list[DesignedStage]
    retired: list[DesignedStage]
    last: RedesignOut | None


class StageGlance(Schema):
    id: int
    name: str
    percent: int
    kind: StageKind
    criteria: int


class PipelineGlance(Schema):
    id: int
    version: int
    name: str
    mode: PipelineMode
    active: bool
    is_default: bool
    product_ids: list[int]
    industries: list[str]
    customer_kinds: list[CustomerKind]
    open_deals: int
    stages: list[StageGlance]
    updated_at: datetime | None


class PipelineGlances(Schema):
    items: list[PipelineGlance]


class StageForecast(Schema):
    """What becomes of the open deals of a stage; `percent_after` is null where it goes. Amounts: the company's currency."""

    stage_id: int
    name: str
    percent: int
    percent_after: int | None
    to_name: str
    count: int
    amount_minor: int
    weighted_minor: int
    weighted_after_minor: int


class WeightedChange(Schema):
    currency: str
    before_minor: int
    after_minor: int


class EvidenceChange(Schema):
    deals: int = Field(description="Open deals of which anything is proved.")
    changed: int = Field(description="Those that the evidence would carry to another stage.")


class DesignPreview(Schema):
    open_deals: int
    stages: list[StageForecast]
    must_move: list[int] = Field(description="Stages that go with open deals, and nobody said where to.")
    weighted: list[WeightedChange]
    evidence: EvidenceChange
    changes: dict[str, list[Any]]


class StageGuideOut(StageOut):
    buyer_step: str
    key_person: str
    sop: str
    tools: str
    talk_tracks: str


class StageGuides(Schema):
    items: list[StageGuideOut]


class PipelineChangeIn(Strict):
    stage_id: Id = Field(description="An open stage of another pipeline.")
    expected_stage_id: Id = Field(description="Where you saw it; 409 if somebody moved it meanwhile.")
