"""Late and missing: who handed in what, period by period, person by person and unit by unit."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from dabiao.core.actor import Actor
from dabiao.core.errors import Invalid
from dabiao.core.scoping import covers, fetch
from dabiao.modules.org import queries as org
from dabiao.modules.reports.enums import ReportStanding
from dabiao.modules.reports.models import Template
from dabiao.modules.reports.queries import EXCUSE, READ, editions, owing, templates_for, zone
from dabiao.modules.reports.queries.owing import Owed, Writer
from dabiao.modules.reports.rules import periods
from dabiao.modules.reports.rules.owing import Tally

LONGEST = timedelta(days=1100)
MOST_COLUMNS = 62
MOST_ROWS = 500
SHOWN = 20


def board(
    template_id: int, *, first: date, last: date, unit_id: int | None = None, actor: Actor, now: datetime
) -> dict[str, Any]:
    """Periods that begin by today × the writers in the actor's scope, worst first.

    Raises `reports.bad_span` for days in the wrong order or more than 62 periods.
    """
    actor.require(READ)
    template = fetch(templates_for(actor), template_id)
    today = now.astimezone(zone()).date()
    if first > last or last - first > LONGEST:
        raise Invalid("reports.bad_span", field="last", limit=MOST_COLUMNS)
    asked = editions.editions_of([template_id])[template_id]
    slots = list(periods.slots_between(first, min(last, today), template.period)) if first <= today else []
    asking = list(owing.due_slots(template, asked, slots))
    if len(asking) > MOST_COLUMNS:
        raise Invalid("reports.bad_span", field="last", limit=MOST_COLUMNS)
    units = org.units()
    whom = _in_reach(template, units, first, unit_id, actor)
    start = asking[0][0].first if asking else first
    known = owing.ledger([template_id], min(start, first), last)
    cells: dict[tuple[str, int], list[Owed]] = defaultdict(list)
    for one in owing.owed(template, asking, whom, known, now):
        cells[one.writer.key].append(one)
    return {
        "columns": [
            {
                "first_day": slot.first,
                "last_day": slot.last,
                "part": slot.part,
                "label": slot.label,
                "due_at": due,
            }
            for slot, _, due in asking
        ],
        **_rows([one for one in whom if one.key in cells], cells, asking, units, actor),
        "as_of": now,
    }


def _in_reach(
    template: Template, units: Sequence[Mapping[str, Any]], first: date, unit_id: int | None, actor: Actor
) -> list[Writer]:
    below = set(org.units_below(unit_id)) if unit_id else None
    found = []
    for one in owing.writers(template, owing.people(first), units):
        unit = one.about_unit or one.person.unit_id
        if below is not None and unit not in below:
            continue
        if covers(actor, READ, id=0, owner_id=one.person.user_id, unit_id=unit):
            found.append(one)
    return found


def _rows(
    whom: Sequence[Writer],
    cells: Mapping[tuple[str, int], Sequence[Owed]],
    asking: Sequence[Any],
    units: Sequence[Mapping[str, Any]],
    actor: Actor,
) -> dict[str, Any]:
    place = {(slot.first, slot.part): at for at, (slot, _, _) in enumerate(asking)}
    names = {unit["id"]: unit["name"] for unit in units}
    rows: list[dict[str, Any]] = []
    by_unit: dict[int, Tally] = defaultdict(Tally)
    whole = Tally()
    for writer in whom:
        row: list[Any] = [None] * len(asking)
        tally = Tally()
        for one in cells[writer.key]:
            row[place[one.slot.first, one.slot.part]] = {"standing": one.standing, "report_id": one.report_id}
            tally = tally.with_one(one.standing)
        unit = writer.about_unit or writer.person.unit_id
        by_unit[unit] += tally
        whole += tally
        whose = {"id": 0, "owner_id": writer.person.user_id, "unit_id": unit}
        rows.append(
            {
                "owner_id": writer.person.user_id,
                "name": writer.about_name or writer.person.name,
                "writer_name": writer.person.name,
                "about_unit_id": writer.about_unit,
                "unit_id": unit,
                "unit_name": names.get(unit, ""),
                "left": writer.person.left_on is not None,
                "cells": row,
                "may_excuse": writer.person.user_id != actor.user_id and covers(actor, EXCUSE, **whose),
                **_figures(tally),
            }
        )
    rows.sort(key=lambda row: (-row["missing"], -row["late"], row["unit_name"], row["name"]))
    counted = [
        {"unit_id": unit, "unit_name": names.get(unit, ""), **_figures(tally)}
        for unit, tally in by_unit.items()
    ]
    counted.sort(key=lambda row: (-row["missing"], -row["late"], row["unit_name"]))
    return {
        "rows": rows[:MOST_ROWS],
        "row_count": len(rows),
        "units": counted,
        "whole": _figures(whole),
    }


def _figures(tally: Tally) -> dict[str, Any]:
    return {
        "due": tally.due,
        "on_time": tally.on_time,
        "late": tally.late,
        "missing": tally.missing,
        "rate": tally.per_mille(),
    }


def missing(*, unit_id: int | None = None, actor: Actor, now: datetime) -> dict[str, Any]:
    """`missing_lately` in short, for a desk."""
    actor.require(READ)
    found = missing_lately(actor, now, unit_id=unit_id)
    people = {row["owner_id"] for row in found}
    return {"items": found[:SHOWN], "count": len(found), "people": len(people)}


def missing_lately(
    actor: Actor, now: datetime, days: int = 3, unit_id: int | None = None
) -> list[dict[str, Any]]:
    """Of the reports that fell due in these last days, those that people in the actor's scope, themselves left out, have not
    handed in; the newest first. The same statements for one person as for all."""
    today = now.astimezone(zone()).date()
    rows = list(Template.objects.filter(retired_at=None).order_by("pk"))
    asked = editions.editions_of([one.pk for one in rows])
    since, found = today - timedelta(days=days), []
    spans = {one.pk: periods.slots_on(since - timedelta(days=31), one.period)[0].first for one in rows}
    first = min(spans.values(), default=today)
    everybody, units = owing.people(first), org.units()
    below = set(org.units_below(unit_id)) if unit_id else None
    known = owing.ledger(list(spans), first, today)
    for template in rows:
        slots = periods.slots_between(spans[template.pk], today, template.period)
        asking = [
            one
            for one in owing.due_slots(template, asked[template.pk], slots)
            if since <= one[2].date() <= today and now > one[1].late_from(one[2])
        ]
        whom = [
            one
            for one in owing.writers(template, everybody, units)
            if one.person.user_id != actor.user_id
            and (below is None or (one.about_unit or one.person.unit_id) in below)
            and covers(
                actor,
                READ,
                id=0,
                owner_id=one.person.user_id,
                unit_id=one.about_unit or one.person.unit_id,
            )
        ]
        found += [
            (template, one)
            for one in owing.owed(template, asking, whom, known, now)
            if one.standing == ReportStanding.MISSING
        ]
    found.sort(key=lambda pair: pair[1].due_at, reverse=True)
    return [
        {
            "template_id": template.pk,
            "template_name": template.name,
            "label": one.slot.label,
            "first_day": one.slot.first,
            "owner_id": one.writer.person.user_id,
            "name": one.writer.about_name or one.writer.person.name,
            "due_at": one.due_at,
        }
        for template, one in found
    ]
