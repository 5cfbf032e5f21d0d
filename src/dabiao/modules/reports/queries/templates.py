"""Templates: what is asked of whom, now and from the next period on."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from dabiao.core.actor import Actor
from dabiao.core.errors import NotFound
from dabiao.modules.org import queries as org
from dabiao.modules.reports.enums import ReportPeriod
from dabiao.modules.reports.models import Report, Template
from dabiao.modules.reports.queries import MANAGE, templates_for, zone
from dabiao.modules.reports.queries import editions as asked
from dabiao.modules.reports.queries import owing as owed
from dabiao.modules.reports.rules import owing, periods
from dabiao.modules.reports.rules.owing import Audience
from dabiao.modules.reports.rules.periods import Due, Slot

PLAIN = (
    "id",
    "name",
    "period",
    "written_by",
    "starts_on",
    "retired_at",
    "version",
    "created_at",
    "updated_at",
)
AHEAD = 400  # days within which every period has one that owes something


def listing(*, retired: bool, actor: Actor, now: datetime) -> list[dict[str, Any]]:
    """Those in use, the shortest periods first; with `retired` also those that are not."""
    rows = templates_for(actor)
    found = list((rows if retired else rows.filter(retired_at=None)).order_by("pk"))
    found.sort(
        key=lambda one: (
            one.retired_at is not None,
            list(ReportPeriod).index(ReportPeriod(one.period)),
            one.pk,
        )
    )
    return _shown(found, actor, now)


def detail(id: int, *, actor: Actor, now: datetime) -> dict[str, Any]:
    """Raises `core.not_found`."""
    found = templates_for(actor).filter(pk=id).first()
    if found is None:
        raise NotFound("core.not_found", kind="report_template", id=id)
    return _shown([found], actor, now)[0]


def _shown(rows: Sequence[Template], actor: Actor, now: datetime) -> list[dict[str, Any]]:
    editions = asked.editions_of([one.pk for one in rows])
    named = org.names_of([id for one in rows for id in one.receivers])
    units = {unit["id"]: unit["name"] for unit in org.units()}
    today = now.astimezone(zone()).date()
    used = set(
        Report.objects.filter(template__in=rows).order_by().values_list("template_id", flat=True).distinct()
    )
    shown = []
    for one in rows:
        coming = editions[one.pk][-1]
        content = {name: getattr(one, name) for name in asked.CONTENT}
        shown.append(
            {
                **{name: getattr(one, name) for name in PLAIN},
                **content,
                "receiver_names": [named.get(id, f"#{id}") for id in one.receivers],
                "unit_names": [units.get(id, f"#{id}") for id in one.unit_ids],
                "coming_from": coming.from_day
                if coming.from_day > today and len(editions[one.pk]) > 1
                else None,
                "used": one.pk in used,
                "actions": ["edit", "retire"] if actor.may(MANAGE) and one.retired_at is None else [],
            }
        )
    return shown


def who(
    *,
    period: str,
    written_by: str,
    audience: Mapping[str, Collection[Any]],
    due: Due,
    actor: Actor,
    now: datetime,
) -> dict[str, Any]:
    """For the designer's sentence: how many would owe it today, and when the next three would be due."""
    actor.require(MANAGE)
    today = now.astimezone(zone()).date()
    draft = Template(period=period, written_by=written_by, starts_on=today)
    asks = Audience(
        frozenset(audience["unit_ids"]), frozenset(audience["levels"]), frozenset(audience["roles"])
    )
    everybody = owed.people(today)
    found = [
        one
        for one in owed.writers(draft, everybody, org.units())
        if owing.concerns(asks, one.person) and one.person.left_on is None and not one.person.suspended
    ]
    return {
        "count": len(found),
        "names": [one.about_name or one.person.name for one in found[:5]],
        "without_leader": _led_by_nobody(draft, asks),
        "due": [moment for _, moment in _next(today, period, due, now)],
    }


def _led_by_nobody(draft: Template, audience: Audience) -> list[str]:
    """Units that would be asked, were there somebody to write."""
    if draft.written_by == "people":
        return []
    return [
        unit["name"]
        for unit in org.units()
        if unit["leader_id"] is None
        and (not audience.units or audience.units & {int(part) for part in unit["path"].split("/") if part})
    ][:10]


def _next(today: date, period: str, due: Due, now: datetime) -> list[tuple[Slot, datetime]]:
    found: list[tuple[Slot, datetime]] = []
    last = today + AHEAD * periods.DAY if period != ReportPeriod.YEAR else today + 3 * AHEAD * periods.DAY
    for slot in periods.slots_between(today, last, period):
        moment = periods.due_at(slot, due, zone())
        if moment is not None and moment > now:
            found.append((slot, moment))
        if len(found) == 3:
            break
    return found
