"""How many reviews were finished, as a figure that fills itself in."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, time, timedelta

from django.utils.timezone import get_default_timezone

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
        zone = get_default_timezone()
        first = datetime.combine(days[0], time(), zone)
        last = datetime.combine(days[1] + timedelta(days=1), time(), zone)
        paths = {unit["id"]: unit["path"] for unit in org.units()}
        found: dict[tuple[str, Whose], int] = defaultdict(int)
        for (owner, unit), number in finished_between(first, last).items():
            if owner is not None:
                found[DONE, ("user", owner)] += number
            for id in filter(None, paths.get(unit, "").split("/")):
                found[DONE, ("unit", int(id))] += number
        wanted = set(whose)
        return {key: number for key, number in found.items() if key[1] in wanted}
