"""The report of a unit, beside what its people wrote: their words to quote, and how many have written."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from dabiao.core.actor import Actor
from dabiao.core.errors import Invalid
from dabiao.core.scoping import fetch
from dabiao.modules.org import queries as org
from dabiao.modules.reports.enums import ReportBlockKind, ReportQuoteAs
from dabiao.modules.reports.models import Report
from dabiao.modules.reports.queries import visible_to
from dabiao.modules.reports.queries.records import submitted

MOST = 300


def rollup(id: int, *, actor: Actor, now: datetime) -> dict[str, Any]:
    """What people of the unit and below, in the actor's sight, handed in for days of this period: highlights and problems.

    Raises `core.not_found`, and `reports.not_of_a_unit`.
    """
    report = fetch(visible_to(actor), id)
    if report.about_unit_id is None:
        raise Invalid("reports.not_of_a_unit", field="id")
    rows = submitted(visible_to(actor)).filter(
        unit_id__in=org.units_below(report.about_unit_id),
        first_day__gte=report.first_day,
        last_day__lte=report.last_day,
    )
    rows = rows.exclude(pk=report.pk).select_related("edition", "owner", "about_unit")
    found = list(rows.order_by("-first_day", "-pk")[: MOST + 1])
    quotes: dict[str, list[dict[str, Any]]] = {quote.value: [] for quote in ReportQuoteAs}
    for one in found[:MOST]:
        for block in one.edition.content["blocks"]:
            text = one.answers.get(block["id"])
            if block["kind"] == ReportBlockKind.TEXT and block["quote"] and text:
                quotes[block["quote"]].append(_quote(one, block, text))
    people = {one.owner_id for one in found}
    return {
        "reports": min(len(found), MOST),
        "capped": len(found) > MOST,
        "people": len(people),
        "highlights": quotes[ReportQuoteAs.HIGHLIGHT],
        "problems": quotes[ReportQuoteAs.PROBLEM],
        "as_of": now,
    }


def _quote(report: Report, block: Mapping[str, Any], text: str) -> dict[str, Any]:
    return {
        "report_id": report.pk,
        "title": report.title,
        "name": report.about_unit.name if report.about_unit else report.owner.name,
        "first_day": report.first_day,
        "question": block["title"],
        "text": text,
    }
