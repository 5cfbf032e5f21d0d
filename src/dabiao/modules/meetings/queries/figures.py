"""How many meetings were held, as a figure that fills itself in."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from dabiao.core import figures
from dabiao.core.figures import Days, Figure, Moments, Unit, Whose
from dabiao.modules.meetings.queries import READ, held_between
from dabiao.modules.org import queries as org

HELD = "meeting.held"


class Held:
    """Of a person those they chaired; of a unit its own and those below."""

    def offered(self) -> Sequence[Figure]:
        return [Figure(HELD, Unit.PIECES, READ, label="enums.meeting_figure.held")]

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
        return {HELD}.intersection(codes)

    def within(
        self,
        codes: Collection[str],
        whose: Collection[Whose],
        moments: Moments,
        *,
        now: datetime,  # noqa: ARG002 what was held does not depend on when it is asked
    ) -> Mapping[tuple[str, Whose], int]:
        if HELD not in codes:
            return {}
        paths = org.unit_paths()
        counted = held_between(*moments).items()
        rows = ((owner, paths.get(unit or 0, ""), number) for (owner, unit), number in counted)
        return {(HELD, who): number for who, number in figures.summed(rows, whose).items()}
