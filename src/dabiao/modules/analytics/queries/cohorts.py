"""Deals by the month they were opened in: how many were won, lost and open after so many days."""

from datetime import date, datetime, timedelta
from typing import Any

from dabiao.core.actor import Actor
from dabiao.core.calendar import next_month
from dabiao.core.i18n import DEFAULT
from dabiao.modules.analytics import rules
from dabiao.modules.analytics.enums import Basis
from dabiao.modules.analytics.queries.deals import Groups, also
from dabiao.modules.analytics.queries.numbers import Link
from dabiao.modules.analytics.queries.scope import Scope, cell, days_of, head, scope

NOTHING = [0] * (2 + 4 * (len(rules.AGES) + 1))


def cohorts(
    months: int = 12,
    *,
    owner_id: int | None = None,
    unit_id: int | None = None,
    pipeline_id: int | None = None,
    actor: Actor,
    now: datetime,
    language: str = DEFAULT,
) -> dict[str, Any]:
    """`{as_of, …, period, ages, rows}`: so many months with the running one, the latest last; `ages` of a row as those of the
    page, null where not all its deals have reached that age, the last one as it is now.

    Raises `core.not_found_here` for an unknown pipeline.
    """
    asked = scope(owner_id=owner_id, unit_id=unit_id, pipeline_id=pipeline_id, actor=actor, language=language)
    running = rules.months_back(rules.local_day(now, asked.zone), 0)
    period = rules.Period(rules.months_back(running, months - 1), next_month(running))
    sums: Groups = {}
    for month, content in asked.pieces(Basis.OPENED, period):
        rules.add(sums, f"{month:%Y-%m}", content["cohort"]["all"])
    return {
        **head(asked, now),
        "period": days_of(period),
        "ages": [*rules.AGES, None],
        "rows": [_row(asked, month, sums, now) for month in rules.months(period.first, period.last)],
    }


def _row(asked: Scope, month: date, sums: Groups, now: datetime) -> dict[str, Any]:
    count, amount, *ended = sums.get(f"{month:%Y-%m}", NOTHING)
    until = rules.midnight(next_month(month), asked.zone)
    base = asked.base("created", rules.Period(month, next_month(month)))
    ages: list[dict[str, Any] | None] = []
    for place, days in enumerate((*rules.AGES, None)):
        if days is not None and until + timedelta(days=days) > now:
            ages.append(None)
        else:
            ages.append(_at_age(base, days, count, amount, ended[4 * place : 4 * place + 4]))
    return {"month": f"{month:%Y-%m}", "opened": cell(base, count, amount), "ages": ages}


def _at_age(base: Link, days: int | None, count: int, amount: int, ended: list[int]) -> dict[str, Any]:
    won, won_minor, lost, lost_minor = ended
    within = {} if days is None else {"closed_within_days": days}
    still = {"stage_kind": "open"} if days is None else {"open_after_days": days}
    return {
        "won": cell(also(base, stage_kind="won", **within), won, won_minor),
        "lost": cell(also(base, stage_kind="lost", **within), lost, lost_minor),
        "open": cell(also(base, **still), count - won - lost, amount - won_minor - lost_minor),
        "won_share": rules.share(won, count),
    }
