"""Wire shapes of grading."""

from datetime import datetime
from typing import Annotated, Any, Literal

from ninja import Field, Schema

from dabiao.core.http.wire import Id, Row, Strict, text_of, unsent, without_nul
from dabiao.core.learning.verdicts import ModelVerdict
from dabiao.modules.grading.enums import By, ModelMode

HAS_BUDGET = {"field": "said", "op": "says", "value": ["预算", "budget"]}
THRESHOLDS = {"A": 60, "B": 30, "C": 10}
Title = text_of(80, least=1)
Points = Annotated[int, Field(ge=-100, le=100)]
TagIds = Annotated[list[Id], Field(max_length=20)]
Condition = dict[str, Any]
GradeOrNone = Literal["", "A", "B", "C", "D"]


class GradingRuleChanges(Strict):
    """Only what is sent changes; the condition as a whole."""

    name: Title = unsent()  # type: ignore[valid-type]
    active: bool = unsent("Switched off, nothing is judged by it.")
    condition: Condition = unsent(
        "A condition over what a lead came with (`arrival`).", examples=[HAS_BUDGET]
    )
    points: Points = unsent("Added to the score of each lead of which the condition is true.")
    grade: GradeOrNone = unsent("Outright, whatever the points; of several rules the first counts.")
    adds: TagIds = unsent("Tags that such a lead gets.", examples=[[3]])
    removes: TagIds = unsent("Tags that other rules would put on such a lead.")

    def values(self) -> dict[str, Any]:
        sent: dict[str, Any] = without_nul(self.dict(exclude_unset=True))
        return sent


class GradingRuleIn(GradingRuleChanges):
    name: Title = Field(examples=["有预算"])  # type: ignore[valid-type]
    condition: Condition = Field(examples=[HAS_BUDGET])
    points: Points = Field(0, examples=[20])


class GradingRuleOrderIn(Strict):
    ids: list[Id] = Field(max_length=1000, examples=[[3, 1, 2]])


class GradingRuleOut(Row):
    name: str
    active: bool
    condition: Condition = Field(examples=[HAS_BUDGET])
    points: int = Field(examples=[20])
    grade: GradeOrNone
    adds: list[int]
    removes: list[int]
    when: str = Field(
        description="The condition in the language of the request.", examples=["说过的话 提到 预算"]
    )
    adds_names: list[str]
    removes_names: list[str]
    broken: bool = Field(description="A field of its condition is gone: it is true of no lead.")


class GradingRulesOut(Schema):
    items: list[GradingRuleOut]
    most: int = Field(description="As many rules there may be.")


class GradingPolicyChanges(Strict):
    thresholds: dict[str, int] = unsent(
        "Grade → the least points for it; fewer than for C is a D.", examples=[THRESHOLDS]
    )
    model_mode: ModelMode = unsent("Whether a trained model may grade while it beats the rules.")


class GradingPolicyOut(Schema):
    thresholds: dict[str, int] = Field(examples=[THRESHOLDS])
    model_mode: ModelMode
    version: int


class GradingMark(Schema):
    """Where a word of a rule stands in what was said."""

    source: str = Field(description="`remark`, or `enquiry:<id>`.", examples=["remark"])
    start: int = Field(description="In the whole text, in characters.")
    end: int
    text: str = Field(description="The piece of the text around it.", examples=["预算大概三十万"])
    at: int = Field(description="Where it begins in that piece.")
    denied: bool = Field(description="It was said that there is none.")


class GradingReason(Schema):
    rule_id: int | None
    name: str = Field(description="Of the rule, as it was called then.", examples=["有预算"])
    points: int
    grade: GradeOrNone
    when: str = Field(description="What the rule asks, where it is still there.")
    marks: list[GradingMark]


class LeadGradingOut(Schema):
    """Why a lead has its grade."""

    grade: GradeOrNone
    graded_by: By | None
    person_name: str
    judged_grade: GradeOrNone = Field(
        description="What rules or model say, also where a person says otherwise."
    )
    score: int | None
    probability: float | None
    thresholds: dict[str, int] = Field(examples=[THRESHOLDS])
    reasons: list[GradingReason]
    tags: list[str] = Field(description="Names of the tags that rules put there.")
    judged_at: datetime | None
    may_hand_back: bool


class GradingTrialIn(Strict):
    text: str = Field("", max_length=4000, examples=["姓名：王芳\n需求：预算三十万，想尽快上线"])
    lead_id: Id | None = None


class GradingTrialOut(Schema):
    lead: dict[str, Any] = Field(examples=[{"name": "王芳", "remark": "预算三十万"}])
    unread: list[str] = Field(description="Lines without a field's name; they count as what was said.")
    grade: GradeOrNone
    score: int
    tags: list[str]
    reasons: list[GradingReason]
    thresholds: dict[str, int] = Field(examples=[THRESHOLDS])


class GradeCount(Schema):
    grade: GradeOrNone
    count: int


class ScoreBar(Schema):
    from_points: int = Field(description="From so many points on, up to ten more.")
    count: int


class GradingFiguresOut(Schema):
    total: int = Field(description="Live leads.")
    grades: list[GradeCount]
    bars: list[ScoreBar]
    by_people: int = Field(description="Graded by a person's hand.")


class GradeMove(Schema):
    from_grade: GradeOrNone
    to_grade: GradeOrNone
    count: int


class GradingPreviewOut(Schema):
    total: int
    seen: int = Field(description="So many of the newest were judged for this.")
    changed: int
    by_people: int
    moves: list[GradeMove]


class GradingFeature(Schema):
    name: str
    count: int = Field(description="So many questions of the model are about it.")


class GradingCard(Schema):
    """What a model learnt from, and how it did on leads that came later."""

    version: int
    trained_at: datetime
    window_from: datetime | None
    window_until: datetime | None
    horizon_days: int = Field(description="Who converted within so many days counts as a success.")
    why: ModelVerdict
    in_use: bool
    checked_at: datetime | None
    figures: dict[str, Any] = Field(
        description="`tested`, `base_rate`, `auc_model` and `auc_rules` with intervals, `gain`, `calibration_error`, "
        "`reliability`, `roc`, `grades`; only `known` and `converted` where there was too little to learn from.",
        examples=[{"known": 1200, "converted": 130}],
    )
    check: dict[str, Any] = Field(examples=[{"tested": None}])
    features: list[GradingFeature]


class GradingModelOut(Schema):
    mode: ModelMode
    training: bool = Field(description="A job is at it.")
    in_use: bool
    card: GradingCard | None = Field(description="Of the model in use, or of the newest.")


class GradingApplicationOut(Schema):
    id: int
    made_at: datetime
    total: int
    seen: int
    changed: int
    finished_at: datetime | None
    undo_asked_at: datetime | None
    undone_at: datetime | None
    may_undo: bool = Field(description="By whoever asks now: within half an hour, who started it.")


class GradingApplicationsOut(Schema):
    last: GradingApplicationOut | None
