"""Wire shapes of the figures in a tree."""

from datetime import date
from typing import Annotated

from ninja import Field, Schema

from dabiao.core.http.wire import Id, Strict, text_of, unsent
from dabiao.modules.targets.enums import Axis, Grain, NodeKind
from dabiao.modules.targets.models import FIGURE_MAX
from dabiao.modules.targets.schemas.trees import TreeOut
from dabiao.modules.targets.services.setting import MOST, Wanted

Figure = Annotated[
    int,
    Field(
        ge=0,
        le=FIGURE_MAX,
        description="Minor units where the metric is money, else pieces.",
        examples=[120_000_000],
    ),
]
Reason = text_of(500)


class TargetCellOut(Schema):
    """Figures that are not set are absent."""

    id: int
    version: int
    must: int | None = None
    stretch: int | None = None
    given_must: int | None = None
    given_stretch: int | None = None
    declared_must: int | None = None
    declared_stretch: int | None = None
    agreed: bool = False
    locked: bool = False
    countered: bool = Field(False, description="What was declared waits for an answer from above.")


class TargetRowOut(Schema):
    node_id: int
    parent_id: int | None
    kind: NodeKind
    name: str
    depth: int
    owner_id: int | None
    unit_id: int
    from_on: date | None
    to_on: date | None
    level: str | None
    hired_on: date | None
    left_on: date | None
    may_set: bool
    may_declare: bool
    may_confirm: bool = Field(description="Whether the caller says yes to its figures from below.")
    year: TargetCellOut | None
    cells: list[TargetCellOut | None] = Field(description="One for each of the grid's periods.")


class TargetPeriodOut(Schema):
    starts_on: date
    ends_on: date


class TargetDivisionOut(Schema):
    """What a cell is divided into: its figures, the sums of its parts, by how much they have to exceed it, and whether that is
    held (`closed`)."""

    id: int
    cell_id: int
    axis: Axis
    buffer_bp: int
    must: int
    stretch: int
    must_sum: int
    stretch_sum: int
    closed: bool


class TargetGridOut(Schema):
    tree: TreeOut
    grain: Grain
    periods: list[TargetPeriodOut]
    rows: list[TargetRowOut]
    divisions: list[TargetDivisionOut]


class GridParams(Schema):
    grain: Grain = Grain.MONTH


class LinesIn(Strict):
    must: Figure | None = unsent()
    stretch: Figure | None = unsent()


class DeclaredIn(Strict):
    declared_must: Figure | None = unsent()
    declared_stretch: Figure | None = unsent()


class TargetPlaceIn(Strict):
    node_id: Id
    grain: Grain = Field(examples=["month"])
    starts_on: date = Field(description="The first day of the period.", examples=["2027-03-01"])


class TargetIn(TargetPlaceIn):
    values: LinesIn = Field(description="Only what is sent changes; null takes a figure away.")
    base: LinesIn = Field(
        default_factory=LinesIn, description="What the editor saw of these figures; absent is null."
    )


class TargetsIn(Strict):
    cells: list[TargetIn] = Field(min_length=1, max_length=MOST)
    reason: Reason = Field("", description="Needed where a locked figure changes.")  # type: ignore[valid-type]


class DeclarationIn(TargetPlaceIn):
    values: DeclaredIn
    base: DeclaredIn = Field(default_factory=DeclaredIn)


class DeclarationsIn(Strict):
    cells: list[DeclarationIn] = Field(min_length=1, max_length=MOST)
    words: Reason = ""  # type: ignore[valid-type]


class TargetsOut(Schema):
    changed: int


class DivisionIn(Strict):
    axis: Axis


class DivisionOpening(Strict):
    axis: Axis
    reason: text_of(500, least=1) = Field(examples=["华南新开一个团队，重新分解"])  # type: ignore[valid-type]


def wanted(cells: list[TargetIn] | list[DeclarationIn]) -> list[Wanted]:
    return [
        Wanted(
            node_id=one.node_id,
            grain=one.grain,
            starts_on=one.starts_on,
            values=one.values.dict(exclude_unset=True),
            base=one.base.dict(exclude_unset=True),
        )
        for one in cells
    ]
