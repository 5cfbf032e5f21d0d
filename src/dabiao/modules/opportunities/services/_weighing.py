"""What evidence carries, worked out anew for many deals."""

from collections import defaultdict

from dabiao.core.db import update_rows
from dabiao.modules.opportunities import rules
from dabiao.modules.opportunities.models import Opportunity, Pipeline, Proof
from dabiao.modules.opportunities.queries import designs
from dabiao.modules.opportunities.services._carrying import STANDING


def weigh(deals: list[Opportunity]) -> None:
    """What the evidence of these deals, of one pipeline and locked, carries by the criteria in use."""
    pipeline = Pipeline.objects.get(pk=deals[0].pipeline_id)
    signs, known = _signs(pipeline)
    met: dict[int, set[int]] = defaultdict(set)
    proofs = Proof.objects.filter(opportunity_id__in=[deal.pk for deal in deals], **STANDING)
    for deal_id, criterion_id in proofs.order_by().values_list("opportunity_id", "criterion_id"):
        met[deal_id].add(criterion_id)
    for deal in deals:
        here = met[deal.pk] & known
        deal.evidenced_stage_id = rules.evidenced_stage(pipeline.mode, signs, here)
        deal.proof_count = len(here)
    update_rows(deals, ["evidenced_stage_id", "proof_count"])


def _signs(pipeline: Pipeline) -> tuple[list[rules.Sign], set[int]]:
    plan = designs.design_of(pipeline, *designs.parts_of(pipeline.pk))
    signs = [rules.Sign(one.id or 0, stage.id or 0) for stage in plan.stages for one in stage.criteria]
    return signs, {sign.criterion_id for sign in signs}
