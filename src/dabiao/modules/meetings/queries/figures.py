"""How many meetings were held, as a figure that fills itself in."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, time, timedelta

from django.utils.timezone import get_default_timezone

from dabiao.core.figures import Days, Figure, Unit, Whose
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
        now: datetime,  # noqa: ARG002 what was held does not depend on when it is asked
    ) -> Mapping[tuple[str, Whose], int]:
        if HELD not in codes:
            return {}
        zone = get_default_timezone()
        first = datetime.combine(days[0], time(), zone)
        last = datetime.combine(days[1] + timedelta(days=1), time(), zone)
        paths = {unit["id"]: unit["path"] for unit in org.units()}
        found: dict[tuple[str, Whose], int] = defaultdict(int)
        for (owner, unit), number in held_between(first, last).items():
            found[HELD, ("user", owner)] += number
            for id in filter(None, paths.get(unit or 0, "").split("/")):
                found[HELD, ("unit", int(id))] += number
        wanted = set(whose)
        return {key: number for key, number in found.items() if key[1] in wanted}
