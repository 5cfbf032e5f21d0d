"""Wire shapes of agreeing on figures, of locks, of reserve measures, and of what stands beside."""

from datetime import date, datetime
from typing import Annotated, Any

from ninja import Field, Schema

from dabiao.core.http.wire import Id, RowResult, Strict, text_of, unsent
from dabiao.modules.targets.enums import Asked, Awaited, Grain, Measured, ReserveState, Side
from dabiao.modules.targets.schemas.figures import Figure, Reason, TargetIn, TargetPlaceIn
from dabiao.modules.targets.services.agreeing import Answer

MOST = 500  # figures in one step
Share = Annotated[
    int, Field(ge=0, le=10_000, description="Hundredths of a percent: 5 % is 500.", examples=[500])
]
Written = text_of(500, least=1)


class TargetProposalIn(Strict):
    cells: list[TargetIn] = Field(min_length=1, max_length=MOST)
    words: Reason = Field("", examples=["一季度有展会，请按这个准备"])


class TargetAnswerIn(Strict):
    id: Id = Field(description="Of the cell.")
    version: int = Field(description="Of the cell, as the figures were seen.")


class TargetAnswersIn(Strict):
    cells: list[TargetAnswerIn] = Field(min_length=1, max_length=MOST)
    side: Side | None = Field(
        None,
        description="Whose word it is; by itself the side that is waited for, if the caller speaks for it.",
    )
    words: Reason = ""

    def answers(self) -> list[Answer]:
        return [Answer(one.id, one.version) for one in self.cells]


class TargetTakeBackIn(Strict):
    ids: list[Id] = Field(
        min_length=1, max_length=MOST, description="Of cells, whatever their version is by now."
    )


class TargetInsistenceIn(Strict):
    cells: list[TargetAnswerIn] = Field(min_length=1, max_length=MOST)
    reason: Written = Field(examples=["去年同期做到 110 万"])  # type: ignore[valid-type]

    def answers(self) -> list[Answer]:
        return [Answer(one.id, one.version) for one in self.cells]


class TargetAnswered(RowResult):
    awaits: Awaited | None = None
    agreed: bool | None = None


class TargetAnswers(Schema):
    results: list[TargetAnswered]


class TargetShown(Schema):
    id: int
    tree_id: int
    tree: str
    node_id: int
    node: str
    grain: Grain
    starts_on: date
    ends_on: date
    version: int
    must: int | None
    stretch: int | None
    given_must: int | None
    given_stretch: int | None
    declared_must: int | None
    declared_stretch: int | None
    measured: Measured
    currency: str
    agreed_at: datetime | None
    locked_at: datetime | None


class TargetAskedOut(Schema):
    must: int | None
    stretch: int | None
    reason: str
    at: datetime
    by: str


class TargetBandOut(Schema):
    least: int
    most: int


class TargetSaidOut(Schema):
    id: int
    at: datetime
    kind: str
    actor_id: int | None
    actor_name: str
    via: str
    data: dict[str, Any]


class TargetDialogueOut(Schema):
    cell: TargetShown
    awaits: Awaited = Field(description="Which side has to answer.")
    answering: str = Field(description="The name of who that is; empty where it is nobody.")
    actions: list[str] = Field(description="The steps that the caller may take now.")
    asked: TargetAskedOut | None = Field(
        description="The change of a locked figure that waits for an answer."
    )
    band: TargetBandOut | None = Field(
        description="Between what the caller may move the must once locked; null where nothing limits them."
    )
    items: list[TargetSaidOut] = Field(description="Steps and comments, newest first.")
    next: str | None


class TargetLogParams(Schema):
    cursor: str = Field("", max_length=40)
    limit: int = Field(50, ge=1, le=200)


class TargetChangeOut(Schema):
    field: str
    before: int | str | None
    after: int | str | None


class TargetHistoryEntry(Schema):
    id: int
    at: datetime
    kind: str
    actor_id: int | None
    actor_name: str
    changes: list[TargetChangeOut]
    reason: str
    data: dict[str, Any]


class TargetHistoryOut(Schema):
    items: list[TargetHistoryEntry]
    next: str | None


class TargetFindingOut(Schema):
    asked: Asked
    holds: bool
    problem: str = Field(description="What is missing; empty where nothing is.")
    params: dict[str, Any] = Field(description="For the text `screens.targets.check.<problem>`.")


class TargetCheckOut(Schema):
    ready: bool
    findings: list[TargetFindingOut]


class TargetLockIn(Strict):
    cell_ids: list[Id] = Field([], max_length=5_000)
    node_id: Id | None = Field(None, description="Instead of cells: all musts of this node's year.")
    below: bool = Field(False, description="And of all nodes below it.")
    reason: Reason = Field(
        "", description="In writing, where the past or an agreement does not carry the figure."
    )


class TargetUnlockIn(Strict):
    cell_ids: list[Id] = Field([], max_length=5_000)
    node_id: Id | None = None
    below: bool = False
    reason: Written = Field(examples=["年中重新分配客户"])  # type: ignore[valid-type]


class TargetLocksOut(Schema):
    changed: int


class TargetChangeRequestIn(Strict):
    must: Figure
    stretch: Figure | None = None
    reason: Written = Field(examples=["大客户推迟到下半年"])  # type: ignore[valid-type]


class TargetChangeAnswerIn(Strict):
    granted: bool
    reason: Reason = Field("", description="Needed for a refusal.")


class TargetReserveIn(Strict):
    what: text_of(200, least=1) = Field(examples=["老客户加购专项，配赠品"])  # type: ignore[valid-type]
    owner_id: Id
    trigger_on: date = Field(description="Inside the period and before its end.", examples=["2027-03-20"])
    expected: Annotated[int, Field(ge=1, le=10**14, examples=[6_000_000])]


class TargetReserveChanges(Strict):
    what: text_of(200, least=1) = unsent()  # type: ignore[valid-type]
    owner_id: Id = unsent()
    trigger_on: date = unsent()
    expected: Annotated[int, Field(ge=1, le=10**14)] = unsent()
    state: ReserveState = unsent()
    outcome: Reason = unsent()


class TargetReserveOut(Schema):
    id: int
    cell_id: int
    what: str
    owner_id: int
    owner_name: str
    trigger_on: date
    expected: int
    state: ReserveState
    outcome: str
    version: int


class TargetReserveList(Schema):
    items: list[TargetReserveOut]


class TargetBesideIn(TargetPlaceIn):
    fixed_cost: Figure | None = unsent()
    margin_bp: Annotated[int, Field(ge=1, le=10_000, examples=[5_500])] | None = unsent()
    budget: Figure | None = unsent()

    def values(self) -> dict[str, int | None]:
        sent: dict[str, int | None] = self.dict(
            exclude_unset=True, include={"fixed_cost", "margin_bp", "budget"}
        )
        return sent


class TargetBesideOut(Schema):
    node_id: int
    grain: Grain
    starts_on: date
    fixed_cost: int | None
    margin_bp: int | None
    budget: int | None
    break_even: int | None = Field(description="Fixed cost ÷ margin, rounded up.")


class TargetBesideList(Schema):
    items: list[TargetBesideOut]


class TargetLockPolicyOut(Schema):
    band_bp: int
    reserve_bp: int
    factor_bp: int
    version: int


class TargetLockPolicyChanges(Strict):
    band_bp: Share = unsent("How far who sets a figure may move it once it is locked.")
    reserve_bp: Share = unsent("The share of a must that reserve measures have to be good for.")
    factor_bp: Annotated[int, Field(ge=1, le=100_000)] = unsent(
        "How far a must may go above the best of the past: 120 % is 12,000.", examples=[12_000]
    )
