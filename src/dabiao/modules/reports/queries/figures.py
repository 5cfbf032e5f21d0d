"""The figures of a report: as they were when it was submitted, and as they are now."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from dabiao.core import figures
from dabiao.core.actor import Actor
from dabiao.core.figures import Figure, Whose
from dabiao.core.scoping import covers
from dabiao.modules.reports.models import Report


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
    found = figures.values(known, [whose], (report.first_day, report.last_day), now=now)
    return {code: found.get((code, whose), 0) for code in known}


def shown(codes: Sequence[str], report: Report, *, actor: Actor, now: datetime) -> list[dict[str, Any]]:
    """Each figure this actor may see of that person or unit: kept and counted anew; `changed` where these differ."""
    known = {figure.code: figure for figure in figures.offered()}
    place = {"owner_id": report.owner_id, "unit_id": report.about_unit_id or report.unit_id}
    allowed = [code for code in codes if code in known and covers(actor, known[code].read, id=0, **place)]
    now_counted = counted(allowed, report, now)
    frozen = report.figures if report.figures_at is not None else {}
    return [
        {
            **_said(known[code]),
            "kept": frozen.get(code),
            "now": now_counted.get(code, 0),
            "changed": code in frozen and frozen[code] != now_counted.get(code, 0),
        }
        for code in allowed
    ]


def _said(figure: Figure) -> dict[str, Any]:
    return {"code": figure.code, "unit": figure.unit.value, "label": figure.label, "name": figure.name}
