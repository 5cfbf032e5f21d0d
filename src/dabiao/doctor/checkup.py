"""Runs every check over the database, reading only."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection

from dabiao.doctor.checks import ALL
from dabiao.doctor.findings import Check, Finding

EXAMPLES = 5
_AROUND = "SELECT broken.id, COUNT(*) OVER () FROM ({sql}) AS broken ORDER BY 1 LIMIT {limit}"


def run(*, now: datetime | None = None, checks: Iterable[Check] = ALL) -> list[Finding]:
    """What is wrong, in the order of the checks; empty when everything is in order. Changes nothing."""
    moments = _moments(now or datetime.now(UTC))
    return [finding for check in checks if (finding := _look(check, moments))]


def _moments(now: datetime) -> Mapping[str, Any]:
    """The times that checks compare with, as this database stores times."""
    stored = connection.ops.adapt_datetimefield_value
    return {"hour_ago": stored(now - timedelta(hours=1))}


def _look(check: Check, moments: Mapping[str, Any]) -> Finding | None:
    with connection.cursor() as cursor:
        sql = check.sql if isinstance(check.sql, str) else check.sql[connection.vendor]
        cursor.execute(_AROUND.format(sql=sql, limit=EXAMPLES), moments)
        rows = cursor.fetchall()
    if not rows:
        return None
    return Finding(
        check.name, check.severity, rows[0][1], tuple(row[0] for row in rows), check.wrong, check.mend
    )
