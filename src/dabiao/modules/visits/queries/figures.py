"""Visits that were finished, as figures that fill themselves in."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, time, timedelta

from django.db.models import Count
from django.utils.timezone import get_default_timezone

from dabiao.core.figures import Days, Figure, Unit, Whose
from dabiao.modules.org import queries as org
from dabiao.modules.visits.enums import VisitState
from dabiao.modules.visits.models import Visit
from dabiao.modules.visits.queries.reach import READ

PREFIX = "visit"
DONE, JOINT = "visit.done", "visit.joint"


class Visits:
    """Of a person the visits they owned; of a unit those whose owner stood in it or below. Counted on the day of the visit,
    whenever its result was written down."""

    def offered(self) -> Sequence[Figure]:
        return [Figure(code, Unit.PIECES, READ, label=f"shell.figures.{code}") for code in (DONE, JOINT)]

    def values(
        self,
        codes: Collection[str],
        whose: Collection[Whose],
        days: Days,
        *,
        now: datetime,  # noqa: ARG002 what was done does not depend on when it is asked
    ) -> Mapping[tuple[str, Whose], int]:
        zone = get_default_timezone()
        since = datetime.combine(days[0], time.min, zone)
        until = datetime.combine(days[1] + timedelta(days=1), time.min, zone)
        rows = Visit.objects.filter(state=VisitState.FINISHED, starts_at__gte=since, starts_at__lt=until)
        tally = rows.order_by().values_list("owner_id", "unit_id", "joint").annotate(Count("pk"))
        paths = {unit["id"]: unit["path"] for unit in org.units()}
        sums: dict[tuple[str, Whose], int] = defaultdict(int)
        for owner_id, unit_id, joint, number in tally:
            holders: list[Whose] = [("user", owner_id)] if owner_id else []
            holders += [("unit", int(id)) for id in filter(None, paths.get(unit_id, "").split("/"))]
            for code in (DONE, *((JOINT,) if joint else ())):
                for who in holders:
                    sums[code, who] += number
        wanted = {(code, who) for code in codes for who in whose}
        return {key: value for key, value in sums.items() if key in wanted}
