"""Runs every check over the database, reading only."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection

from dabiao.doctor.checks import ALL
from dabiao.doctor.findings import Check, Finding, Look

EXAMPLES = 5
_AROUND = "SELECT broken.id, COUNT(*) OVER () FROM ({sql}) AS broken ORDER BY 1 LIMIT {limit}"


def run(*, now: datetime | None = None, checks: Iterable[Check | Look] = ALL) -> list[Finding]:
    """What is wrong, in the order of the checks; empty when everything is in order. Changes nothing."""
    moments = _moments(now or datetime.now(UTC))
    return [finding for check in checks if (finding := _look(check, moments))]


def _moments(now: datetime) -> Mapping[str, Any]:
    """The times that checks compare with, as this database stores times."""
    stored = connection.ops.adapt_datetimefield_value
    hours = {"hour_ago": 1, "two_hours_ago": 2}
    return {name: stored(now - timedelta(hours=count)) for name, count in hours.items()}


def _look(check: Check | Look, moments: Mapping[str, Any]) -> Finding | None:
    if isinstance(check, Look):
        ids = sorted(check.found())
        return _finding(check, len(ids), ids[:EXAMPLES])
    with connection.cursor() as cursor:
        sql = check.sql if isinstance(check.sql, str) else check.sql[connection.vendor]
        cursor.execute(_AROUND.format(sql=sql, limit=EXAMPLES), moments)
        rows = cursor.fetchall()
    return _finding(check, rows[0][1] if rows else 0, [row[0] for row in rows])


def _finding(check: Check | Look, count: int, examples: list[Any]) -> Finding | None:
    if not count:
        return None
    return Finding(check.name, check.severity, count, tuple(examples), check.wrong, check.mend)
