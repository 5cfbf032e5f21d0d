"""Sales velocity and its four factors, by person, team, source or month, beside the period before."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from dabiao.core.actor import Actor
from dabiao.core.calendar import next_month
from dabiao.core.i18n import DEFAULT
from dabiao.modules.analytics import rules
from dabiao.modules.analytics.enums import Basis, FunnelBy, PeriodKind
from dabiao.modules.analytics.queries.deals import NOTHING_CLOSED, PARTS, Groups, also, names_of, narrowed
from dabiao.modules.analytics.queries.numbers import Link, link
from dabiao.modules.analytics.queries.scope import Scope, days_of, head, mean, scope
from dabiao.modules.analytics.queries.winloss import closed_sums
from dabiao.modules.opportunities import queries as opportunities

COLUMN = {FunnelBy.PERSON: "owner_id", FunnelBy.TEAM: "unit_id", FunnelBy.SOURCE: "source"}
MOST_ROWS = 200
MOST_MONTHS = 24


@dataclass(frozen=True)
class Counted:
    """A period: what was closed in it, and what was open at its end; in all and by key."""

    period: rules.Period
    total: rules.Row
    open_total: int
    groups: Groups = field(default_factory=dict)
    open_groups: dict[str, int] = field(default_factory=dict)


def velocity(
    by: FunnelBy,
    first: date | None = None,
    until: date | None = None,
    kind: PeriodKind = PeriodKind.MONTH,
    *,
    owner_id: int | None = None,
    unit_id: int | None = None,
    pipeline_id: int | None = None,
    actor: Actor,
    now: datetime,
    language: str = DEFAULT,
) -> dict[str, Any]:
    """`{as_of, …, period, previous, by, total, rows}`: rows the fastest first; by month at most 24, in order, each beside the
    month before. Open deals are those at the end of the period.

    Raises `analytics.empty_period`, and `core.not_found_here` for an unknown pipeline.
    """
    asked = scope(owner_id=owner_id, unit_id=unit_id, pipeline_id=pipeline_id, actor=actor, language=language)
    period = rules.asked_period(first, until, kind, rules.local_day(now, asked.zone))
    before = rules.period_before(period)
    now_and_before = counted(asked, (period, before), by)
    told = [_factors(asked, one, None, by) for one in now_and_before]
    rows = _months(asked, period) if by is FunnelBy.MONTH else _rows(asked, now_and_before, by)
    return {
        **head(asked, now),
        "period": days_of(period),
        "previous": days_of(before),
        "by": by,
        "total": {"key": "", "name": None, "now": told[0], "before": told[1]},
        "rows": rows[:MOST_ROWS] if by is not FunnelBy.MONTH else rows,
        "rows_count": len(rows),
    }


def counted(asked: Scope, periods: tuple[rules.Period, ...], by: FunnelBy | None) -> list[Counted]:
    """Each period's sums; the deals open at their ends in one statement for all."""
    moments = [asked.moments(one)[1] for one in periods]
    column = COLUMN.get(by) if by else None
    found = opportunities.open_at(moments, column=column, filters=asked.of_line, actor=asked.actor)
    result = []
    for place, period in enumerate(periods):
        total, groups = closed_sums(asked, period, PARTS[by] if by in COLUMN and by else "")
        open_groups = {_key(key): numbers[place] for key, numbers in found.items()} if column else {}
        open_total = sum(numbers[place] for numbers in found.values())
        result.append(Counted(period, total, open_total, groups, open_groups))
    return result


def _key(value: Any) -> str:
    return "0" if value is None else str(value)


def _rows(asked: Scope, sides: list[Counted], by: FunnelBy) -> list[dict[str, Any]]:
    keys = {key for side in sides for some in (side.groups, side.open_groups) for key in some}
    names = names_of(by, keys)
    rows = [
        {
            "key": key,
            "name": names.get(key),
            "now": _factors(asked, sides[0], key, by),
            "before": _factors(asked, sides[1], key, by),
        }
        for key in keys
    ]
    return sorted(rows, key=_fastest)


def _fastest(row: dict[str, Any]) -> tuple[int, int, int, str]:
    now = row["now"]
    return -(now["velocity_minor"] or 0), -now["won"]["value"], -now["open"]["value"], row["key"]


def _months(asked: Scope, period: rules.Period) -> list[dict[str, Any]]:
    """Whole calendar months that the period touches, the latest `MOST_MONTHS`."""
    firsts = rules.months(period.first, period.last)[-MOST_MONTHS:]
    earlier = rules.months_back(firsts[0], 1)
    spans = tuple(rules.Period(one, next_month(one)) for one in (earlier, *firsts))
    told = [_factors(asked, one, None, FunnelBy.MONTH) for one in counted(asked, spans, None)]
    return [
        {"key": f"{span.first:%Y-%m}", "name": None, "now": now, "before": before}
        for span, before, now in zip(spans[1:], told, told[1:], strict=False)
    ]


def _factors(asked: Scope, side: Counted, key: str | None, by: FunnelBy) -> dict[str, Any]:
    row = side.total if key is None else side.groups.get(key, NOTHING_CLOSED)
    open_count = side.open_total if key is None else side.open_groups.get(key, 0)
    closed = asked.base("closed", side.period)
    standing = also(asked.everything(), **link("", {"open_at": asked.moments(side.period)[1]})["params"])
    if key is not None:
        closed, standing = (narrowed(one, by, key, Basis.CLOSED, asked.zone) for one in (closed, standing))
    return factors(row, open_count, closed, standing)


def factors(row: rules.Row, open_count: int, closed: Link, standing: Link) -> dict[str, Any]:
    """The four factors and what they come to in a day."""
    won, won_in_money, won_minor, seconds, lost, *_ = row
    cycle = rules.mean_days(seconds, won)
    return {
        "open": {"value": open_count, "link": standing},
        "won": {"value": won, "link": also(closed, stage_kind="won")},
        "lost": {"value": lost, "link": also(closed, stage_kind="lost")},
        "mean_minor": mean(won_minor, won_in_money),
        "win_rate": rules.share(won, won + lost),
        "cycle_days": cycle,
        "velocity_minor": rules.velocity_minor(open_count, won_minor, won_in_money, won, lost, cycle or 0),
    }
