"""Shares of records that were looked at, by person and by checker, and how results go; in a fixed number of statements."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import TruncWeek
from django.utils.timezone import get_default_timezone

from dabiao.core.actor import Actor
from dabiao.core.errors import Invalid
from dabiao.core.scoping import visible
from dabiao.modules.checks.enums import CheckResult, CheckState
from dabiao.modules.checks.models import Check, Stratum
from dabiao.modules.checks.queries import reach
from dabiao.modules.org import queries as org

LONGEST = 400  # days
FINISHED = Q(state=CheckState.FINISHED)
COUNTS: Mapping[str, Q] = {
    "picked": Q(),
    "finished": FINISHED,
    "passed": Q(result=CheckResult.PASSED),
    "needs_work": Q(result=CheckResult.NEEDS_WORK),
    "serious": Q(result=CheckResult.SERIOUS),
    "praised": Q(praised=True),
}
REPEATED = 2  # findings in the time shown


def board(
    *, first: date, last: date, unit_id: int | None = None, actor: Actor, now: datetime
) -> dict[str, Any]:
    """Of the draws made on these days. `repeated` are those with several findings. Raises `checks.days`."""
    actor.require(reach.READ)
    if not 0 <= (last - first).days <= LONGEST:
        raise Invalid("checks.days", field="last", most=LONGEST)
    since, until = _moment(first), _moment(last + timedelta(days=1))
    rows = reach.visible_to(actor).filter(draw__at__gte=since, draw__at__lt=until)
    parts = visible(Stratum.objects.all(), actor, reach.READ)
    parts = parts.filter(draw__at__gte=since, draw__at__lt=until)
    if unit_id is not None:
        below = org.units_below(unit_id)
        rows, parts = rows.filter(unit_id__in=below), parts.filter(unit_id__in=below)
    people = _people(rows, parts)
    return {
        "people": people,
        "checkers": _checkers(rows, now),
        "weeks": _weeks(rows),
        "overdue": rows.filter(state=CheckState.OPEN, due_at__lt=now).count(),
        "total": {name: sum(one[name] for one in people) for name in ("records", *COUNTS)},
        "as_of": now,
    }


def _moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=get_default_timezone())


def _counts() -> dict[str, Count]:
    return {name: Count("pk", filter=where) for name, where in COUNTS.items()}


def _people(rows: QuerySet[Check], parts: QuerySet[Stratum]) -> list[dict[str, Any]]:
    sizes = dict(parts.order_by().values_list("owner_id").annotate(Sum("records")))
    counted: Any = rows.order_by().values("owner_id").annotate(**_counts())
    found = {one.pop("owner_id"): one for one in counted}
    names = org.names_of([*sizes, *found])
    empty = dict.fromkeys(COUNTS, 0)
    made = [
        {"id": id, "name": names.get(id, ""), "records": sizes.get(id, 0)} | empty | found.get(id, {})
        for id in {**sizes, **found}
        if sizes.get(id) or id in found
    ]
    for one in made:
        one["repeated"] = one["needs_work"] + one["serious"] >= REPEATED
    return sorted(
        made, key=lambda one: (-(one["serious"] * 2 + one["needs_work"]), -one["picked"], one["id"])
    )


def _checkers(rows: QuerySet[Check], now: datetime) -> list[dict[str, Any]]:
    late = Count("pk", filter=Q(state=CheckState.OPEN, due_at__lt=now))
    given = rows.filter(checker__isnull=False).order_by().values("checker_id", "checker__name")
    found = given.annotate(picked=Count("pk"), finished=Count("pk", filter=FINISHED), overdue=late)
    made = [
        {"id": one.pop("checker_id"), "name": one.pop("checker__name"), **one} for one in map(dict, found)
    ]
    return sorted(made, key=lambda one: (-one["overdue"], -one["picked"], one["id"]))


def _weeks(rows: QuerySet[Check]) -> list[dict[str, Any]]:
    week = TruncWeek("finished_at", tzinfo=get_default_timezone())
    names = ("passed", "needs_work", "serious")
    counted = {name: Count("pk", filter=COUNTS[name]) for name in names}
    found: Any = rows.filter(FINISHED).annotate(week=week).order_by().values("week").annotate(**counted)
    made = [{"starts_on": one["week"].date(), **{name: one[name] for name in names}} for one in found]
    return sorted(made, key=lambda one: one["starts_on"])
