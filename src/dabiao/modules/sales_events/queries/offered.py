"""Figures of sales events that fill themselves in: whom somebody invited, and who came of them."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, time, timedelta

from django.db.models import Count, Q
from django.utils.timezone import get_default_timezone

from dabiao.core import subjects
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
        zone, wanted = get_default_timezone(), set(whose)
        since = datetime.combine(days[0], time(), zone)
        until = datetime.combine(days[1] + timedelta(days=1), time(), zone)
        sums: Counter[tuple[str, Whose]] = Counter()
        named = [code for code in MOMENTS if code in codes]
        counted = {code: _counted(MOMENTS[code], since, until) for code in named}
        above = _units_above({user_id for by_user in counted.values() for user_id in by_user})
        for code, by_user in counted.items():
            for user_id, pieces in by_user.items():
                sums[code, ("user", user_id)] += pieces
                for unit_id in above.get(user_id, ()):
                    sums[code, ("unit", unit_id)] += pieces
        return {key: value for key, value in sums.items() if value and key[1] in wanted}


def _counted(moment: str, since: datetime, until: datetime) -> dict[int, int]:
    """Inviter → guests, of events that were not cancelled."""
    rows = Guest.objects.filter(
        Q(**{f"{moment}__gte": since, f"{moment}__lt": until}), inviter__isnull=False, walk_in=False
    ).exclude(event__state=EventState.CANCELLED)
    return dict(rows.values_list("inviter_id").annotate(Count("pk")).order_by())


def _units_above(user_ids: Collection[int]) -> dict[int, list[int]]:
    """Person → the unit they stand in, and all above it."""
    if not user_ids:
        return {}
    paths = {unit["id"]: unit["path"] for unit in org.units()}
    people = subjects.get("employee").model._default_manager.filter(user_id__in=user_ids)
    return {
        user_id: [int(id) for id in paths.get(unit_id, "").split("/") if id]
        for user_id, unit_id in people.values_list("user_id", "unit_id")
    }
