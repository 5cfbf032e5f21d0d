"""The sums of the funnel follow what a pipeline is made of."""

from datetime import datetime

from dabiao.core.actor import SYSTEM
from dabiao.core.events.handlers import inline
from dabiao.core.events.models import Event
from dabiao.modules.analytics import services
from dabiao.modules.opportunities.events import PipelineRedesigned, PipelineRedesignUndone


@inline(PipelineRedesigned)
def count_anew(fact: PipelineRedesigned, event: Event, now: datetime) -> None:
    """Blocks are by steps of the way to a win: with other steps none of them holds."""
    if "stages" in fact.changes:
        services.mark_all(actor=SYSTEM, now=now)


@inline(PipelineRedesignUndone)
def count_as_before(fact: PipelineRedesignUndone, event: Event, now: datetime) -> None:
    services.mark_all(actor=SYSTEM, now=now)
