"""Checks as figures that fill themselves in: what was looked at of somebody's, and what of it passed."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q
from django.utils.timezone import get_default_timezone

from dabiao.core.figures import Days, Figure, Unit, Whose
from dabiao.modules.checks.enums import CheckResult, CheckState
from dabiao.modules.checks.models import Check
from dabiao.modules.checks.queries.reach import READ
from dabiao.modules.org import queries as org

CODES = {"check.done": Q(), "check.passed": Q(result=CheckResult.PASSED)}


class Checked:
    """By the day on which a check was finished; of a unit what belonged to people who stood in it or below."""

    def offered(self) -> Sequence[Figure]:
        return [
            Figure(code, Unit.PIECES, READ, label=f"screens.checks.figures.{code.removeprefix('check.')}")
            for code in CODES
        ]

    def values(
        self,
        codes: Collection[str],
        whose: Collection[Whose],
        days: Days,
        *,
        now: datetime,  # noqa: ARG002 what was finished does not depend on when it is asked
    ) -> Mapping[tuple[str, Whose], int]:
        since, until = (_start(day) for day in (days[0], days[1] + timedelta(days=1)))
        done = Check.objects.filter(state=CheckState.FINISHED, finished_at__gte=since, finished_at__lt=until)
        counted = {name.replace(".", "_"): Count("pk", filter=where) for name, where in CODES.items()}
        paths = {unit["id"]: unit["path"] for unit in org.units()}
        wanted = set(whose)
        found: dict[tuple[str, Whose], int] = defaultdict(int)
        rows: Any = done.order_by().values("owner_id", "unit_id").annotate(**counted)
        for one in rows:
            units = filter(None, paths.get(one["unit_id"] or 0, "").split("/"))
            concerned: list[Whose] = [("user", one["owner_id"]), *(("unit", int(id)) for id in units)]
            for who in wanted.intersection(concerned):
                for code in codes:
                    if code in CODES and one[code.replace(".", "_")]:
                        found[code, who] += one[code.replace(".", "_")]
        return dict(found)


def _start(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=get_default_timezone())
