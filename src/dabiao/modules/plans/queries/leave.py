"""Who is on leave through a whole period, so that nothing is owed of it."""

from collections.abc import Collection

from dabiao.core.calendar import workdays_in
from dabiao.modules.org import queries as org
from dabiao.modules.plans.rules.periods import Period


def away_through(period: Period, user_ids: Collection[int]) -> set[int]:
    """Those of these people who are away on every working day of it; nobody where there is none."""
    days = workdays_in(period.first, period.last)
    spans = org.absent_on(user_ids, period.first, period.last) if days else {}
    return {
        user_id
        for user_id, some in spans.items()
        if all(any(first <= day <= last for first, last in some) for day in days)
    }
