"""Wire shapes of criteria, what they rest on, and claim against evidence."""

from datetime import datetime

from ninja import Field, Schema

from dabiao.core.http.wire import Id, Strict, text_of
from dabiao.modules.opportunities.enums import PipelineMode, ProofKind

Note = text_of(500)
Reason = text_of(500, least=1)
Kind = text_of(40)


class ProofIn(Strict):
    """A contact (`activity`), a file (`file`), another record of the deal or its customer, or one's own word."""

    criterion_id: Id
    kind: ProofKind = Field(examples=["note"])
    about_kind: Kind = Field("", examples=["activity"])  # type: ignore[valid-type]
    about_id: Id | None = None
    note: Note = Field("", description="Needed for one's own word.", examples=["王总电话里说预算 80 万"])  # type: ignore[valid-type]


class WaiverIn(Strict):
    criterion_ids: list[Id] = Field(min_length=1, max_length=60)
    reason: Reason = Field(examples=["老客户续约，需求去年已确认"])  # type: ignore[valid-type]


class WithdrawalIn(Strict):
    proof_ids: list[Id] = Field(min_length=1, max_length=60)
    undo: bool = Field(
        False, description="Also takes back the stage into which exactly this evidence carried the deal."
    )


class ProofOut(Schema):
    id: int
    kind: ProofKind
    waived: bool = Field(
        description="The criterion does not apply, for the reason in `note`; it counts as met."
    )
    stands: bool = Field(description="Neither taken back nor void.")
    about_kind: str | None
    about_id: int | None
    about_title: str | None = Field(description="Null where you do not see the record.")
    in_sight: bool
    note: str
    by_id: int | None
    by_name: str | None
    created_at: datetime
    withdrawn_at: datetime | None
    withdrawn_by_name: str | None
    voided_at: datetime | None = Field(description="Since when what it rests on is gone.")


class CriterionState(Schema):
    id: int
    name: str
    hint: str
    active: bool = Field(description="A retired one is shown for its history and counts no more.")
    met: bool
    on_word: bool = Field(description="Met by somebody's own word only: it counts half.")
    proofs: list[ProofOut]


class CriteriaOfStage(Schema):
    stage_id: int
    stage_code: str
    stage_name: str
    percent: int
    buyer_step: str
    criteria: list[CriterionState]


class DealChecklist(Schema):
    opportunity_id: int
    pipeline_id: int
    mode: PipelineMode
    stage_id: int
    evidenced_stage_id: int | None
    evidenced_stage_name: str | None
    claim_gap: int
    recorded_gap: int = Field(description="The same without what rests on somebody's own word only.")
    proof_count: int
    criteria_count: int
    next_criterion_id: int | None = Field(description="By checklist: the first that is not met.")
    may_prove: bool
    stages: list[CriteriaOfStage]


class DealChecklistGiven(DealChecklist):
    proof_ids: list[int] = Field(description="What this call gave or took back.")
    moved: bool = Field(description="Whether the deal changed its stage by it.")


class CandidateOut(Schema):
    kind: ProofKind
    about_kind: str
    about_id: int
    title: str
    at: datetime
    by: str | None
    of_deal: bool = Field(description="About the deal itself, and not only its customer.")


class Candidates(Schema):
    items: list[CandidateOut]


class ClaimsAsked(Schema):
    owner_id: Id | None = None
    unit_id: Id | None = Field(None, description="This unit and all below.")
    pipeline_id: Id | None = None


class ClaimOut(Schema):
    """Counts are of all currencies, the amounts are of the company's."""

    open: int
    ahead: int = Field(description="Deals whose claimed stage is ahead of the evidence.")
    behind: int = Field(description="Deals whose evidence is further than the claimed stage.")
    unproven: int = Field(description="Deals of which nothing is proved.")
    on_word: int = Field(
        description="Deals whose evidence goes as far as it does by somebody's own word only."
    )
    other_currencies: int
    amount_minor: int
    ahead_minor: int
    by_claim_minor: int = Field(description="Weighted by the percentage of the claimed stage.")
    by_evidence_minor: int = Field(description="Weighted by the percentage of the evidenced stage.")
    credible_minor: int = Field(description="Weighted by the claim, each deal times its credibility.")


class ClaimOfSomebody(ClaimOut):
    id: int
    name: str


class Claims(Schema):
    currency: str
    total: ClaimOut
    people: list[ClaimOfSomebody]
    units: list[ClaimOfSomebody] = Field(description="Each with everything below it.")
    left_out: int = Field(description="People beyond the first 500.")


class SumOut(Schema):
    currency: str
    count: int
    amount_minor: int
    weighted_minor: int
    credible_minor: int


class OpportunitySums(Schema):
    items: list[SumOut]
