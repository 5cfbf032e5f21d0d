"""The figures of a report: as they were when it was submitted, and as they are now."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from dabiao.core import figures
from dabiao.core.actor import Actor
from dabiao.core.figures import Figure, Whose
from dabiao.core.scoping import covers
from dabiao.modules.reports.enums import ReportPart
from dabiao.modules.reports.models import Report
from dabiao.modules.reports.queries import zone
from dabiao.modules.reports.queries.editions import asked_of


def offered(actor: Actor) -> list[dict[str, Any]]:
    """All figures a template can be given."""
    actor.require("report.read")
    return [_said(figure) for figure in figures.offered()]


def whose_of(report: Report) -> Whose:
    """Whose figures it shows: its writer's, or those of the unit it is about."""
    return ("unit", report.about_unit_id) if report.about_unit_id else ("user", report.owner_id)


def counted(codes: Sequence[str], report: Report, now: datetime) -> dict[str, int]:
    """Each figure of the report's days as it is now; 0 is written out, what is no longer offered is left out."""
    known = [figure.code for figure in figures.offered() if figure.code in codes]
    whose = whose_of(report)
    days = (report.first_day, report.last_day)
    found: dict[tuple[str, Whose], int] = {}
    half, rest = _by_half(known, report), list(known)
    if half:
        found = figures.values_within(half, [whose], moments_of(report), now=now)
        rest = [code for code in known if code not in half]
    if rest:
        found |= figures.values(rest, [whose], days, now=now)
    return {code: found.get((code, whose), 0) for code in known}


def moments_of(report: Report) -> figures.Moments:
    """From when to when it tells: its days, or the half of its day, parted where its template says that noon is."""
    since, until = figures.moments((report.first_day, report.last_day))
    if not report.part:
        return since, until
    noon = datetime.combine(report.first_day, asked_of(report.edition).due.noon, zone())
    return (since, noon) if report.part == ReportPart.MORNING else (noon, until)


def _by_half(codes: Collection[str], report: Report) -> set[str]:
    """Those of these figures that are told of half of the day; none where the report is of whole days."""
    return figures.timed(codes) if report.part else set()


def shown(codes: Sequence[str], report: Report, *, actor: Actor, now: datetime) -> list[dict[str, Any]]:
    """Each figure this actor may see of that person or unit: kept and counted anew; `changed` where these differ."""
    known = {figure.code: figure for figure in figures.offered()}
    place = {"owner_id": report.owner_id, "unit_id": report.about_unit_id or report.unit_id}
    allowed = [code for code in codes if code in known and covers(actor, known[code].read, id=0, **place)]
    now_counted = counted(allowed, report, now)
    halves = _by_half(allowed, report)
    frozen = report.figures if report.figures_at is not None else {}
    return [
        {
            **_said(known[code]),
            "kept": frozen.get(code),
            "now": now_counted.get(code, 0),
            "whole_day": bool(report.part) and code not in halves,
            "changed": code in frozen and frozen[code] != now_counted.get(code, 0),
        }
        for code in allowed
    ]


def _said(figure: Figure) -> dict[str, Any]:
    return {"code": figure.code, "unit": figure.unit.value, "label": figure.label, "name": figure.name}
