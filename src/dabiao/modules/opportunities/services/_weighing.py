"""What a deal keeps of its evidence, written by whatever writes proofs, under the deal's lock.

A deal that ended keeps what its evidence carried when it ended: proofs given or taken back afterwards are history only, and a
change of its pipeline does not come to it. Whoever opens it again weighs it anew.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Max

from dabiao.core.db import update_rows
from dabiao.modules.opportunities import rules
from dabiao.modules.opportunities.enums import StageKind
from dabiao.modules.opportunities.models import Criterion, Opportunity, Pipeline, Proof, Stage

KEPT = ("evidenced_stage", "recorded_stage", "proof_count", "proved_at", "version", "updated_at")
STANDING = {"withdrawn_at": None, "voided_at": None}


def ladder_of(pipeline_id: int) -> list[Stage]:
    """The open stages in use, in order."""
    stages = Stage.objects.filter(pipeline_id=pipeline_id, kind=StageKind.OPEN, active=True)
    return list(stages.order_by("position"))


def criteria_of(pipeline_id: int) -> list[Criterion]:
    """Those in use, in the order of the list."""
    rows = Criterion.objects.filter(
        stage__pipeline_id=pipeline_id, stage__kind=StageKind.OPEN, stage__active=True, active=True
    )
    return list(rows.select_related("stage").order_by("stage__position", "position", "pk"))


def signs_of(pipeline_id: int) -> list[rules.Sign]:
    """The same, as the rules see them."""
    return [rules.Sign(one.pk, one.stage_id) for one in criteria_of(pipeline_id)]


def standing_of(opportunity: Opportunity) -> set[int]:
    """The criteria that are proved."""
    rows = Proof.objects.filter(opportunity=opportunity, **STANDING)
    return set(rows.values_list("criterion_id", flat=True))


def retell(opportunity: Opportunity, now: datetime) -> int | None:
    """Count a locked deal's proofs anew and save what it keeps of them; returns the stage's id that they carried before."""
    before = opportunity.evidenced_stage_id
    opportunity.version, opportunity.updated_at = opportunity.version + 1, now
    if opportunity.closed_at is not None:
        opportunity.save(update_fields=["version", "updated_at"])
        return before
    rows = Proof.objects.filter(opportunity=opportunity, **STANDING)
    proved = _Proved(rows.values_list("criterion_id", "kind", "waived"))
    _bear(opportunity, opportunity.pipeline.mode, signs_of(opportunity.pipeline_id), proved)
    given = Proof.objects.filter(opportunity=opportunity, **STANDING)
    opportunity.proved_at = given.aggregate(at=Max("created_at"))["at"]
    opportunity.save(update_fields=KEPT)
    return before


def weigh(deals: list[Opportunity]) -> int:
    """What the evidence of these open deals, of one pipeline and locked, carries by the criteria in use now; no stage, version
    or event of theirs changes. Returns how many differ from before."""
    mode = Pipeline.objects.values_list("mode", flat=True).get(pk=deals[0].pipeline_id)
    signs = signs_of(deals[0].pipeline_id)
    proved: dict[int, _Proved] = defaultdict(_Proved)
    given: dict[int, datetime] = {}
    proofs = Proof.objects.filter(opportunity_id__in=[deal.pk for deal in deals], **STANDING)
    columns = ("opportunity_id", "created_at", "criterion_id", "kind", "waived")
    for deal_id, at, criterion_id, kind, waived in proofs.order_by().values_list(*columns):
        proved[deal_id].add(criterion_id, kind, waived)
        given[deal_id] = max(at, given.get(deal_id, at))
    changed = [
        deal
        for deal in deals
        if _bear(deal, mode, signs, proved[deal.pk]) | _is_given(deal, given.get(deal.pk))
    ]
    update_rows(changed, ["evidenced_stage_id", "recorded_stage_id", "proof_count", "proved_at"])
    return len(changed)


def weigh_reopened(deals: Iterable[Opportunity]) -> None:
    """The same for deals of any pipelines that are open again, or were never anything else."""
    lines: dict[int, list[Opportunity]] = defaultdict(list)
    for deal in deals:
        lines[deal.pipeline_id].append(deal)
    for some in lines.values():
        weigh(some)


def _is_given(deal: Opportunity, at: datetime | None) -> bool:
    """Put on the deal when evidence was last given; whether that is news."""
    changed, deal.proved_at = deal.proved_at != at, at
    return changed


class _Proved:
    """The criteria of a deal that are proved, and those of them that rest on more than somebody's own word; what does not apply
    needs no record."""

    def __init__(self, proofs: Iterable[tuple[int, str, bool]] = ()) -> None:
        self.all: set[int] = set()
        self.recorded: set[int] = set()
        for criterion_id, kind, waived in proofs:
            self.add(criterion_id, kind, waived)

    def add(self, criterion_id: int, kind: str, waived: bool) -> None:
        self.all.add(criterion_id)
        if rules.is_recorded(kind, waived=waived):
            self.recorded.add(criterion_id)


def _bear(deal: Opportunity, mode: str, signs: Sequence[rules.Sign], proved: _Proved) -> bool:
    """Put on the deal what these proved criteria carry, as far as they are in use; whether that is news."""
    used = {sign.criterion_id for sign in signs}
    met = proved.all & used
    told = (
        rules.evidenced_stage(mode, signs, met),
        rules.evidenced_stage(mode, signs, proved.recorded & used),
        len(met),
    )
    changed = told != (deal.evidenced_stage_id, deal.recorded_stage_id, deal.proof_count)
    deal.evidenced_stage_id, deal.recorded_stage_id, deal.proof_count = told
    return changed


def criterion_words(criterion: Criterion) -> str:
    """The product's own by their codes, which every language has words for."""
    return criterion.name or criterion.code
