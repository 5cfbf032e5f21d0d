"""Checks as figures that fill themselves in: what was looked at of somebody's, and what of it passed."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, Q

from dabiao.core import figures
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
        since, until = figures.moments(days)
        done = Check.objects.filter(state=CheckState.FINISHED, finished_at__gte=since, finished_at__lt=until)
        counted = {name.replace(".", "_"): Count("pk", filter=where) for name, where in CODES.items()}
        tally: list[Any] = list(done.order_by().values("owner_id", "unit_id").annotate(**counted))
        paths = org.unit_paths()
        found: dict[tuple[str, Whose], int] = {}
        for code in CODES.keys() & set(codes):
            column = code.replace(".", "_")
            rows = ((one["owner_id"], paths.get(one["unit_id"] or 0, ""), one[column]) for one in tally)
            found |= {(code, who): number for who, number in figures.summed(rows, whose).items()}
        return found
