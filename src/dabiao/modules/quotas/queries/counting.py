"""What was done, by kind, person and day: from the records of the kind's metric, or from what people declared."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet

from dabiao.modules.dispatch.queries import stints
from dabiao.modules.quotas.enums import QuotaSort
from dabiao.modules.quotas.models import Declared, Kind, Proven
from dabiao.modules.targets.enums import Source
from dabiao.modules.targets.queries import attainment, measuring

Days = tuple[date, date]
Done = Mapping[tuple[int, int], Mapping[date, int]]
"""(kind, person) → day → how many; what is 0 is left out."""

MANY = 300  # people: from here on everybody's sums are read and sorted out here


def kinds_in_use() -> list[Kind]:
    return list(Kind.objects.filter(active=True).select_related("metric").order_by("place", "pk"))


def done(kinds: Sequence[Kind], users: Collection[int], days: Days) -> Done:
    """In as many statements for one person as for all."""
    found: dict[tuple[int, int], dict[date, int]] = defaultdict(lambda: defaultdict(int))
    wanted = set(users)
    asked = wanted if len(wanted) <= MANY else None
    for kind in kinds:
        if kind.metric is None:
            continue
        for day, one in attainment.sums_by_day(kind.metric, days, users=asked):
            if one.user_id in wanted and one.amount:
                found[kind.pk, one.user_id][day] += one.amount
    declared = [kind.pk for kind in kinds if kind.sort == QuotaSort.DECLARED]
    rows = Declared.objects.filter(day__gte=days[0], day__lte=days[1], kind_id__in=declared, amount__gt=0)
    rows = rows if asked is None else rows.filter(owner_id__in=asked)
    for id, user, day, amount in rows.values_list("kind_id", "owner_id", "day", "amount"):
        if user in wanted:
            found[id, user][day] = amount
    return found


def tells_proof(kind: Kind) -> bool:
    """Whether its records may be somebody's own word: contacts that are logged by hand."""
    return kind.metric is not None and kind.metric.source in (Source.ACTIVITY, Source.LEAD)


def proven(kinds: Sequence[Kind], users: Collection[int], days: Days) -> Mapping[tuple[int, int], int]:
    """(kind, person) → how many of those done on these days something else than the person's word shows; what is 0 is left
    out."""
    found: dict[tuple[int, int], int] = defaultdict(int)
    wanted = set(users)
    asked = wanted if len(wanted) <= MANY else None
    for kind in kinds:
        if kind.metric is None or not tells_proof(kind):
            continue
        rows = measuring.of_people(kind.metric, measuring.counted(kind.metric), asked)
        shown = rows.filter(measuring.within(kind.metric, [days]), pk__in=_shown(kind.metric.source))
        for one in measuring.summed(kind.metric, shown):
            if one.user_id in wanted:
                found[kind.pk, one.user_id] += one.amount
    return found


def _shown(source: str) -> QuerySet[Any, Any]:
    if source == Source.LEAD:
        return stints.proven_leads()
    return Proven.objects.values("activity_id")
