"""The company's one row of cadence, held by who changes it or says what is due."""

from datetime import datetime

from dabiao.modules.plans.models import PlanCadence


def held(now: datetime) -> PlanCadence:
    """The one row, locked; made the first time."""
    rows = PlanCadence.objects.select_for_update(of=("self",))
    found = rows.filter(pk=1).first()
    if found is None:
        PlanCadence.objects.bulk_create(
            [PlanCadence(pk=1, created_at=now, updated_at=now)], ignore_conflicts=True
        )
        found = rows.get(pk=1)
    return found
