"""The pipeline that the product comes with."""

from datetime import datetime

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.modules.opportunities import rules
from dabiao.modules.opportunities.models import Criterion, Pipeline, Stage


@transaction.atomic
def ensure_default_pipeline(*, actor: Actor, now: datetime) -> Pipeline:
    """The default pipeline; the product's own is written where there is none. Running it again changes nothing."""
    present = Pipeline.objects.filter(is_default=True).first()
    if present is not None:
        return present
    pipeline, _ = Pipeline.objects.update_or_create(
        code=rules.SHIPPED_PIPELINE, defaults={"is_default": True}
    )
    for position, stage in enumerate(rules.SHIPPED_STAGES, start=1):
        facts = {"position": position, "percent": stage.percent, "kind": stage.kind}
        row, _ = Stage.objects.get_or_create(pipeline=pipeline, code=stage.code, defaults=facts)
        for place, code in enumerate(rules.SHIPPED_CRITERIA.get(stage.code, ()), start=1):
            Criterion.objects.get_or_create(stage=row, code=code, defaults={"position": place})
    return pipeline
