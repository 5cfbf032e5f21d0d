"""Figures of sales events that fill themselves in: whom somebody invited, and who came of them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db.models import Count, Q

from dabiao.core import figures
from dabiao.core.figures import Days, Figure, Unit, Whose
from dabiao.modules.org import queries as org
from dabiao.modules.sales_events.enums import EventState
from dabiao.modules.sales_events.models import Guest
from dabiao.modules.sales_events.queries.reach import READ

PREFIX = "event"
MOMENTS = {"event.invited": "invited_at", "event.attended": "arrived_at"}


class EventFigures:
    """Of a person whom they invited; of a unit what its people and those below it did, as they stand now."""

    def offered(self) -> Sequence[Figure]:
        return [
            Figure(code, Unit.PIECES, READ, label=f"figures.{code.replace('.', '_')}") for code in MOMENTS
        ]

    def values(
        self,
        codes: Collection[str],
        whose: Collection[Whose],
        days: Days,
        *,
        now: datetime,  # noqa: ARG002 what was done on those days does not depend on when it is asked
    ) -> Mapping[tuple[str, Whose], int]:
        since, until = figures.moments(days)
        named = [code for code in MOMENTS if code in codes]
        counted = {code: _counted(MOMENTS[code], since, until) for code in named}
        paths = org.unit_paths()
        people = org.careers_of({user_id for by_user in counted.values() for user_id in by_user})
        places = {id: paths.get(career["unit_id"], "") for id, career in people.items()}
        found: dict[tuple[str, Whose], int] = {}
        for code, by_user in counted.items():
            rows = ((id, places.get(id, ""), pieces) for id, pieces in by_user.items())
            found |= {(code, who): number for who, number in figures.summed(rows, whose).items()}
        return found


def _counted(moment: str, since: datetime, until: datetime) -> dict[int, int]:
    """Inviter → guests, of events that were not cancelled."""
    rows = Guest.objects.filter(
        Q(**{f"{moment}__gte": since, f"{moment}__lt": until}), inviter__isnull=False, walk_in=False
    ).exclude(event__state=EventState.CANCELLED)
    return dict(rows.values_list("inviter_id").annotate(Count("pk")).order_by())
