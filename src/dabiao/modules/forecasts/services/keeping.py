"""What was forecast when, kept to be held against what came."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils.timezone import get_default_timezone

from dabiao.core.actor import SYSTEM, Actor
from dabiao.core.days import local_day
from dabiao.core.db import hold_name
from dabiao.modules.forecasts.enums import ForecastGrain, ForecastWay
from dabiao.modules.forecasts.models import Kept
from dabiao.modules.forecasts.queries import accuracy, outlook, parts
from dabiao.modules.forecasts.queries.pacing import Walk
from dabiao.modules.forecasts.queries.parts import Basis
from dabiao.modules.forecasts.queries.rebuilding import Rebuilt
from dabiao.modules.forecasts.rules import periods
from dabiao.modules.forecasts.rules.expecting import Outlook
from dabiao.modules.forecasts.rules.periods import Period
from dabiao.modules.org import queries as org

COMPANY = 0
BACK = 6  # months that are rebuilt


@transaction.atomic
def keep(*, actor: Actor, now: datetime) -> int:
    """The forecasts that are due today, each once; returns how many."""
    hold_name("forecasts kept")
    today, paths, made = local_day(now), org.unit_paths(), 0
    for period, horizon in periods.due(today):
        if Kept.objects.filter(grain=period.grain, first=period.first, horizon=horizon).exists():
            continue
        found = outlook.basis(period, actor=SYSTEM, now=now)
        before = _year_before(period, paths)
        made += _write(period, horizon, today, _said(found, paths, before), rebuilt=False)
    return made


def _year_before(period: Period, paths: Mapping[int, str]) -> dict[int, int]:
    """Unit → what came in the same period a year earlier; nothing where there were no deals then."""
    whole = outlook.year_before(period, SYSTEM)
    if whole is None:
        return {}
    found = parts.parts((), outlook.won(period.year_before()), {}, parts.NO_WAY).by_unit(paths)
    return {COMPANY: whole, **{id: found[id].won_minor if id in found else 0 for id in paths}}


Row = tuple[int, ForecastWay, Outlook]


def _said(found: Basis, paths: Mapping[int, str], before: Mapping[int, int]) -> Iterator[Row]:
    won: dict[int, int] = {}
    for way in found.ways:
        weighed = found.parts(way)
        for unit_id, part in {COMPANY: weighed.whole(), **weighed.by_unit(paths)}.items():
            yield unit_id, way, part.outlook()
            won[unit_id] = part.won_minor
    for unit_id in won:
        if unit_id in before:
            likely = before[unit_id]
            yield unit_id, ForecastWay.SEASONAL, Outlook(won[unit_id], likely, likely, likely)


def _write(period: Period, horizon: int, made_on: date, rows: Iterable[Row], *, rebuilt: bool) -> int:
    made = [
        Kept(
            grain=period.grain,
            first=period.first,
            last=period.last,
            horizon=horizon,
            made_on=made_on,
            unit_id=unit_id,
            way=way,
            won_minor=one.won,
            low_minor=one.low,
            likely_minor=one.likely,
            high_minor=one.high,
            rebuilt=rebuilt,
        )
        for unit_id, way, one in rows
    ]
    Kept.objects.bulk_create(made, batch_size=500)
    return len(made)


@transaction.atomic
def rebuild(*, months: int = BACK, past: Rebuilt | None = None, actor: Actor, now: datetime) -> int:
    """The forecasts of the last months as they would have been kept then, of what was known when that day began, the model's
    by one trained on that alone. Only where none are kept yet; returns how many."""
    hold_name("forecasts kept")
    if accuracy.any_kept():
        return 0
    today, zone, paths, made = local_day(now), get_default_timezone(), org.unit_paths(), 0
    wanted = sorted(periods.past(today, periods=months), key=lambda one: one[0].last - timedelta(days=one[1]))
    if not wanted:
        return 0
    past = past or Rebuilt(now=now)
    walk = Walk(past)
    for period, horizon in wanted:
        day = period.last - timedelta(days=horizon)
        moment = datetime.combine(day, time(), zone)
        month = periods.holding(ForecastGrain.MONTH, day)
        found = past.at(period, moment, pace=walk.in_use(month), model=past.model(moment))
        if not found.open_ones and not found.won:
            continue
        made += _write(period, horizon, day, _said(found, paths, _year_before(period, paths)), rebuilt=True)
    return made
