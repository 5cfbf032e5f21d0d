"""Wire shapes of suggestions, of filling and copying trees, and of what people can carry."""

from datetime import date
from typing import Annotated, Any, Literal

from ninja import Field, Schema

from dabiao.core.http.wire import Changes, Id, Strict, unsent
from dabiao.modules.targets.enums import Axis, Grain, NodeKind, SplitMethod
from dabiao.modules.targets.schemas.figures import Figure

Times = Annotated[int, Field(ge=0, le=100)]
Percent = Annotated[int, Field(ge=0, le=1_000)]
Growth = Annotated[
    int,
    Field(ge=-10_000, le=100_000, description="Hundredths of a percent: 15 % more is 1500.", examples=[1500]),
]
Step = Annotated[
    int,
    Field(
        ge=1,
        le=10**10,
        description="Figures are multiples of it: 1,000,000 minor units are ten thousand yuan.",
        examples=[1_000_000],
    ),
]


class TargetMix(Strict):
    """How many parts of each method; those that are absent do not count."""

    even: Times = unsent()
    history: Times = unsent()
    capacity: Times = unsent()
    pipeline: Times = unsent()
    season: Times = unsent()

    def given(self) -> dict[str, int]:
        return {method: times for method, times in self.dict(exclude_unset=True).items() if times}


class TargetPinIn(Strict):
    node_id: Id
    starts_on: date = Field(examples=["2027-03-01"])
    must: Figure | None = None
    stretch: Figure | None = None


class TargetSuggestionIn(Strict):
    axis: Axis = Axis.DOWN
    mix: TargetMix = Field(examples=[{"capacity": 3, "history": 1}])
    pins: list[TargetPinIn] = Field(
        default_factory=list, max_length=1_000, description="Parts fixed by hand."
    )


class TargetLinesOut(Schema):
    must: int | None
    stretch: int | None


class TargetPartOut(Schema):
    """`reasons`: each with a `method`, a `code` and its figures."""

    node_id: int
    name: str
    kind: NodeKind
    level: str | None
    since: date | None = Field(description="What months since hire are counted from.")
    grain: Grain
    starts_on: date
    ends_on: date
    pinned: bool
    locked: bool
    share_bp: int | None = Field(
        description="Of what is not pinned, in hundredths of a percent; for reading only."
    )
    must: int | None
    stretch: int | None
    standing: TargetLinesOut
    reasons: list[dict[str, Any]]


class TargetSuggestionOut(Schema):
    """`needed`: the figure with its buffer; `sums` equals it to the unit. `silent`: methods without any facts."""

    cell_id: int
    tree_id: int
    node_id: int
    name: str
    grain: Grain
    starts_on: date
    axis: Axis
    mix: dict[str, int]
    silent: list[SplitMethod]
    buffer_bp: int
    figure: TargetLinesOut
    needed: TargetLinesOut
    sums: TargetLinesOut
    parts: list[TargetPartOut]


class TargetFillingIn(Strict):
    down: TargetMix = Field(examples=[{"capacity": 3, "history": 1}])
    time: TargetMix = Field(examples=[{"season": 1}])
    node_id: Id | None = Field(None, description="All below this one; the root where absent.")
    grain: Grain | None = Field(None, description="The shortest periods to fill; months where absent.")
    keep: Literal["locked", "set"] = Field(
        "locked", description="What stays: the locked, or whatever is set."
    )
    step: Step = 1
    dry_run: bool = Field(True, description="Only show what would be set.")


class TargetPlannedOut(Schema):
    node_id: int
    grain: Grain
    starts_on: date
    locked: bool
    must: int | None
    stretch: int | None
    standing: TargetLinesOut


class TargetFillingOut(Schema):
    tree_id: int
    node_id: int
    name: str
    changed: int
    cells: list[TargetPlannedOut]


class TargetGrowth(Strict):
    must: Growth = 0
    stretch: Growth = 0


class TargetCopyIn(Strict):
    origin_id: Id | None = Field(
        None, description="The tree to copy; what was attained the year before where absent."
    )
    growth: TargetGrowth = Field(default_factory=TargetGrowth, examples=[{"must": 1500, "stretch": 2500}])
    grain: Grain | None = None
    keep: Literal["locked", "set"] = "locked"
    step: Step = 1
    dry_run: bool = True


class TargetCapacityOut(Schema):
    """All in percent. `ramp` by whole months since hire: its first is the month they come; 100 after its last."""

    levels: dict[str, int]
    ramp: list[int]
    steady_months: int = Field(
        description="With how many months of the average a person's own history is mixed."
    )
    version: int
    actions: list[str]


class TargetLevels(Strict):
    S: Percent
    A: Percent
    B: Percent
    C: Percent
    D: Percent


class TargetCapacityChanges(Changes):
    levels: TargetLevels = unsent()
    ramp: Annotated[list[Percent], Field(max_length=36)] = unsent()
    steady_months: Annotated[int, Field(ge=0, le=36)] = unsent()
