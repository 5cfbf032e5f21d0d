"""When deals are won is learnt of what became of them, and used only while it beats the plain ways on months that are over."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.days import local_day
from dabiao.core.db import hold_name
from dabiao.core.events.services import record
from dabiao.modules.forecasts import events
from dabiao.modules.forecasts.enums import ForecastGrain, ForecastWhy
from dabiao.modules.forecasts.models import Timing
from dabiao.modules.forecasts.queries.pacing import Walk
from dabiao.modules.forecasts.queries.rebuilding import Rebuilt
from dabiao.modules.forecasts.rules import pace as rules
from dabiao.modules.forecasts.rules import periods
from dabiao.modules.forecasts.rules.timing import EDGES


def learn(*, past: Rebuilt, actor: Actor, now: datetime) -> Timing:
    """Foretell the last months as they began, learn anew, and use it where it was nearer than every plain way."""
    told = Walk(past).before(periods.holding(ForecastGrain.MONTH, local_day(now)))
    found = past.pace(now)
    row = Timing(trained_at=now, horizon_days=EDGES[-1], why=rules.verdict(told))
    row.window_from, row.window_until = past.span()
    row.figures = {"days": len(told), "errors": rules.errors(told), "within": rules.within(told)}
    if found is None:
        row.why = ForecastWhy.TOO_FEW
    else:
        row.artefact = rules.kept(replace(found, widen=rules.widened(told)))
    row.in_use = row.why == ForecastWhy.BETTER
    with transaction.atomic():
        hold_name("forecast timing")
        present = Timing.objects.filter(in_use=True)
        present.update(in_use=False, why=ForecastWhy.REPLACED if row.in_use else ForecastWhy.LOST)
        row.save()
        told_of = events.TimingLearnt(version=row.pk, why=row.why, in_use=row.in_use)
        record(told_of, row, actor=actor, now=now)
    return row
