"""How many reviews were finished, as a figure that fills itself in."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from dabiao.core import figures
from dabiao.core.figures import Days, Figure, Unit, Whose
from dabiao.modules.org import queries as org
from dabiao.modules.reviews.queries import READ, finished_between

DONE = "review.done"


class Done:
    def offered(self) -> Sequence[Figure]:
        return [Figure(DONE, Unit.PIECES, READ, label="enums.review_figure.done")]

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
        counted = finished_between(*figures.moments(days)).items()
        rows = ((owner, paths.get(unit or 0, ""), number) for (owner, unit), number in counted)
        return {(DONE, who): number for who, number in figures.summed(rows, whose).items()}
