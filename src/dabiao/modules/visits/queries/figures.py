"""Visits that were finished, as figures that fill themselves in."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db.models import Count

from dabiao.core import figures
from dabiao.core.figures import Days, Figure, Moments, Unit, Whose
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
        now: datetime,
    ) -> Mapping[tuple[str, Whose], int]:
        return self.within(codes, whose, figures.moments(days), now=now)

    def timed(self, codes: Collection[str]) -> Collection[str]:
        return {DONE, JOINT}.intersection(codes)

    def within(
        self,
        codes: Collection[str],
        whose: Collection[Whose],
        moments: Moments,
        *,
        now: datetime,  # noqa: ARG002 what was done does not depend on when it is asked
    ) -> Mapping[tuple[str, Whose], int]:
        since, until = moments
        done = Visit.objects.filter(state=VisitState.FINISHED, starts_at__gte=since, starts_at__lt=until)
        tally = list(done.order_by().values_list("owner_id", "unit_id", "joint").annotate(Count("pk")))
        paths = org.unit_paths()
        found: dict[tuple[str, Whose], int] = {}
        for code in {DONE, JOINT}.intersection(codes):
            rows = ((one[0], paths.get(one[1], ""), one[3]) for one in tally if code == DONE or one[2])
            found |= {(code, who): number for who, number in figures.summed(rows, whose).items()}
        return found
