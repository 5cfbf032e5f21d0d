"""What was forecast when, kept to be held against what came."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils.timezone import get_default_timezone

from dabiao.core.actor import SYSTEM, Actor
from dabiao.core.days import local_day
from dabiao.core.db import hold_name
from dabiao.modules.forecasts.enums import ForecastWay
from dabiao.modules.forecasts.models import Kept
from dabiao.modules.forecasts.queries import accuracy, outlook, serving
from dabiao.modules.forecasts.queries.outlook import Part
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
    ways = [ForecastWay.STAGE, ForecastWay.COMPETITION, *([ForecastWay.MODEL] if serving.in_use() else [])]
    for period, horizon in periods.due(today):
        if Kept.objects.filter(grain=period.grain, first=period.first, horizon=horizon).exists():
            continue
        open_ones, won = outlook.company_wide(period)
        parts = {COMPANY: outlook.whole(open_ones, won), **outlook.by_unit(open_ones, won, paths)}
        before = _year_before(period, paths)
        made += _write(period, horizon, today, _said(parts, ways, before), rebuilt=False)
    return made


def _year_before(period: Period, paths: Mapping[int, str]) -> dict[int, int]:
    """Unit → what came in the same period a year earlier; nothing where there were no deals then."""
    whole = outlook.year_before(period, SYSTEM)
    if whole is None:
        return {}
    _, won = outlook.company_wide(period.year_before())
    parts = outlook.by_unit((), won, paths)
    return {COMPANY: whole, **{id: parts[id].won_minor if id in parts else 0 for id in paths}}


Row = tuple[int, ForecastWay, Outlook]


def _said(parts: Mapping[int, Part], ways: Iterable[ForecastWay], before: Mapping[int, int]) -> Iterator[Row]:
    for unit_id, part in parts.items():
        for way in ways:
            yield unit_id, way, part.outlook(way)
        if unit_id in before:
            likely = before[unit_id]
            yield unit_id, ForecastWay.SEASONAL, Outlook(part.won_minor, likely, likely, likely)


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
def rebuild(*, months: int = BACK, actor: Actor, now: datetime) -> int:
    """The forecasts of the last months as they would have been kept then, of what was known when that day began, the model's
    by one trained on that alone. Only where none are kept yet; returns how many."""
    hold_name("forecasts kept")
    if accuracy.any_kept():
        return 0
    today, zone, paths, made = local_day(now), get_default_timezone(), org.unit_paths(), 0
    wanted = sorted(periods.past(today, periods=months), key=lambda one: one[0].last - timedelta(days=one[1]))
    if not wanted:
        return 0
    past = Rebuilt(now=now)
    for period, horizon in wanted:
        day = period.last - timedelta(days=horizon)
        moment = datetime.combine(day, time(), zone)
        open_ones, won, ways = past.at(period, moment)
        if not open_ones and not won:
            continue
        parts = {COMPANY: outlook.whole(open_ones, won), **outlook.by_unit(open_ones, won, paths)}
        made += _write(period, horizon, day, _said(parts, ways, _year_before(period, paths)), rebuilt=True)
    return made
