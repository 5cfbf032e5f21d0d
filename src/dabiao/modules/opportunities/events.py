from dataclasses import dataclass
from typing import Any, ClassVar

from dabiao.core.events.facts import Fact

# Every fact names its opportunity, because it is on the customer's timeline too. Stages are told by their codes, and by
# the name that the company gave them, where it did: a name changes, what was said stays.


@dataclass(frozen=True)
class OpportunityCreated(Fact):
    kind: ClassVar[str] = "opportunity.created"
    name: str
    customer_id: int
    customer_name: str
    stage: str
    amount_minor: int
    currency: str
    lead_id: int | None = None
    stage_name: str = ""


@dataclass(frozen=True)
class OpportunityEdited(Fact):
    kind: ClassVar[str] = "opportunity.edited"
    name: str
    changes: dict[str, list[Any]]
    bulk_id: int | None = None
    currency: str = ""


@dataclass(frozen=True)
class OpportunityPutBack(Fact):
    """A change of many opportunities was undone: what it had changed here, and nobody since, is again what it was."""

    kind: ClassVar[str] = "opportunity.put_back"
    name: str
    changes: dict[str, list[Any]]
    bulk_id: int
    currency: str = ""


@dataclass(frozen=True)
class OpportunityStageMoved(Fact):
    """Into an open stage: onwards, back, or `reopened` after its end. `cause`: what brought it there, where nobody did by hand
    (`MoveCause`)."""

    kind: ClassVar[str] = "opportunity.stage_moved"
    name: str
    from_stage: str
    to_stage: str
    reason: str
    reopened: bool = False
    bulk_id: int | None = None
    from_stage_name: str = ""
    to_stage_name: str = ""
    redesign_id: int | None = None
    cause: str = ""


@dataclass(frozen=True)
class OpportunityPipelineChanged(Fact):
    """Brought into another pipeline; pipelines by code and name, as stages."""

    kind: ClassVar[str] = "opportunity.pipeline_changed"
    name: str
    from_pipeline: str
    from_pipeline_name: str
    to_pipeline: str
    to_pipeline_name: str
    from_stage: str
    from_stage_name: str
    to_stage: str
    to_stage_name: str


@dataclass(frozen=True)
class OpportunityWon(Fact):
    """The owner at that moment is kept: who sold it does not change when it is handed over."""

    kind: ClassVar[str] = "opportunity.won"
    name: str
    from_stage: str
    cause: str
    reason: str
    amount_minor: int
    currency: str
    owner_id: int | None
    bulk_id: int | None = None
    from_stage_name: str = ""


@dataclass(frozen=True)
class OpportunityLost(Fact):
    kind: ClassVar[str] = "opportunity.lost"
    name: str
    from_stage: str
    reason: str
    competitor: str
    amount_minor: int
    currency: str
    owner_id: int | None
    bulk_id: int | None = None
    from_stage_name: str = ""


@dataclass(frozen=True)
class RivalAdded(Fact):
    kind: ClassVar[str] = "opportunity.rival_added"
    name: str
    competitor: str
    threat: str
    note: str


@dataclass(frozen=True)
class RivalEdited(Fact):
    kind: ClassVar[str] = "opportunity.rival_edited"
    name: str
    competitor: str
    changes: dict[str, list[Any]]


@dataclass(frozen=True)
class RivalRemoved(Fact):
    kind: ClassVar[str] = "opportunity.rival_removed"
    name: str
    competitor: str


@dataclass(frozen=True)
class MemberAdded(Fact):
    kind: ClassVar[str] = "opportunity.member_added"
    name: str
    user_id: int
    user_name: str
    part: str


@dataclass(frozen=True)
class MemberEdited(Fact):
    kind: ClassVar[str] = "opportunity.member_edited"
    name: str
    user_id: int
    user_name: str
    changes: dict[str, list[Any]]


@dataclass(frozen=True)
class MemberRemoved(Fact):
    """`reason` is `left` when they left the company."""

    kind: ClassVar[str] = "opportunity.member_removed"
    name: str
    user_id: int
    user_name: str
    reason: str = ""


@dataclass(frozen=True)
class ItemAdded(Fact):
    """`changes` of this and the next facts: what became of the deal's amount, where it is the sum of the lines."""

    kind: ClassVar[str] = "opportunity.item_added"
    name: str
    item: str
    quantity: str
    price_minor: int
    line_minor: int
    changes: dict[str, list[Any]]
    currency: str = ""


@dataclass(frozen=True)
class ItemEdited(Fact):
    kind: ClassVar[str] = "opportunity.item_edited"
    name: str
    item: str
    changes: dict[str, list[Any]]
    currency: str = ""


@dataclass(frozen=True)
class ItemRemoved(Fact):
    kind: ClassVar[str] = "opportunity.item_removed"
    name: str
    item: str
    line_minor: int
    changes: dict[str, list[Any]]
    currency: str = ""


@dataclass(frozen=True)
class ItemsOrdered(Fact):
    kind: ClassVar[str] = "opportunity.items_ordered"
    name: str


@dataclass(frozen=True)
class _OfProof(Fact):
    """A criterion of the product is told by its code, another by its name; `about_title` is what it rests on, as it was called
    then."""

    name: str
    criterion: str
    proof_kind: str
    about_kind: str
    about_id: int | None
    about_title: str
    note: str


@dataclass(frozen=True)
class CriterionProved(_OfProof):
    kind: ClassVar[str] = "opportunity.criterion_proved"


@dataclass(frozen=True)
class ProofWithdrawn(_OfProof):
    kind: ClassVar[str] = "opportunity.proof_withdrawn"


@dataclass(frozen=True)
class ProofVoided(_OfProof):
    """What it rests on was taken away."""

    kind: ClassVar[str] = "opportunity.proof_voided"


@dataclass(frozen=True)
class ProofRevived(_OfProof):
    """What it rests on came back."""

    kind: ClassVar[str] = "opportunity.proof_revived"


@dataclass(frozen=True)
class CriteriaWaived(Fact):
    """Several that do not apply to this deal, for the reason in `note`."""

    kind: ClassVar[str] = "opportunity.criteria_waived"
    name: str
    n: int
    note: str


@dataclass(frozen=True)
class CompetitorAdded(Fact):
    """On the list of those known."""

    kind: ClassVar[str] = "competitor.added"
    name: str


@dataclass(frozen=True)
class CompetitorEdited(Fact):
    kind: ClassVar[str] = "competitor.edited"
    name: str
    changes: dict[str, list[Any]]


@dataclass(frozen=True)
class CompetitorRemoved(Fact):
    kind: ClassVar[str] = "competitor.removed"
    name: str


@dataclass(frozen=True)
class CompetitorMerged(Fact):
    """Into another: `name` is that one's. Told before the merged one is gone, so that whoever keeps something of it can
    hand it on in the same transaction."""

    kind: ClassVar[str] = "competitor.merged"
    name: str
    from_name: str
    from_id: int
    into_id: int
    deals: int
    merge_id: int | None = None


@dataclass(frozen=True)
class CompetitorUnmerged(Fact):
    """The merge was taken back; told when the one that went is there again, so that whoever noted something of the merge can
    hand it back in the same transaction. `name` is of the one that came back."""

    kind: ClassVar[str] = "competitor.unmerged"
    name: str
    from_name: str
    from_id: int
    into_id: int
    deals: int
    merge_id: int


@dataclass(frozen=True)
class OpportunityAssigned(Fact):
    """Given to somebody; `from_*` is empty when nobody had it, `reason` is `handover` when its owner left."""

    kind: ClassVar[str] = "opportunity.assigned"
    name: str
    owner_id: int
    owner_name: str
    from_owner_id: int | None
    from_owner_name: str
    reason: str = ""
    bulk_id: int | None = None


# A pipeline is told by its code, and by its name where the company gave it one.


@dataclass(frozen=True)
class PipelineCreated(Fact):
    kind: ClassVar[str] = "pipeline.created"
    name: str
    mode: str


@dataclass(frozen=True)
class PipelineRedesigned(Fact):
    """One save of the whole. `changes` are in words: stages with their percentages, criteria by stage."""

    kind: ClassVar[str] = "pipeline.redesigned"
    pipeline: str
    pipeline_name: str
    version: int
    changes: dict[str, list[Any]]
    redesign_id: int


@dataclass(frozen=True)
class PipelineSettled(Fact):
    """A change has reached all open deals; `moved` stood in stages that went."""

    kind: ClassVar[str] = "pipeline.settled"
    pipeline: str
    pipeline_name: str
    moved: int


@dataclass(frozen=True)
class PipelineRedesignUndone(Fact):
    kind: ClassVar[str] = "pipeline.redesign_undone"
    pipeline: str
    pipeline_name: str
    redesign_id: int


@dataclass(frozen=True)
class PipelinesOrdered(Fact):
    kind: ClassVar[str] = "pipeline.ordered"
    count: int


@dataclass(frozen=True)
class PipelineRemoved(Fact):
    kind: ClassVar[str] = "pipeline.removed"
    name: str
