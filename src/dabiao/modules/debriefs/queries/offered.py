"""How many debriefs were done, as a figure that fills itself in."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db.models import Count

from dabiao.core import figures
from dabiao.core.figures import Days, Figure, Unit, Whose
from dabiao.modules.debriefs.enums import DebriefState
from dabiao.modules.debriefs.models import Debrief
from dabiao.modules.debriefs.queries.debriefs import READ
from dabiao.modules.org import queries as org

PREFIX, DONE = "debrief", "debrief.done"


class Done:
    def offered(self) -> Sequence[Figure]:
        return [Figure(DONE, Unit.PIECES, READ, label="enums.debrief_figure.done")]

    def values(
        self,
        codes: Collection[str],
        whose: Collection[Whose],
        days: Days,
        *,
        now: datetime,  # noqa: ARG002 what is finished does not depend on when it is asked
    ) -> Mapping[tuple[str, Whose], int]:
        if DONE not in codes:
            return {}
        paths = org.unit_paths()
        done = Debrief.objects.filter(state=DebriefState.DONE, finished_on__range=days).order_by()
        rows = done.values_list("owner_id", "unit_id").annotate(Count("pk"))
        counted = ((owner, paths.get(unit or 0, ""), number) for owner, unit, number in rows)
        return {(DONE, who): number for who, number in figures.summed(counted, whose).items()}
