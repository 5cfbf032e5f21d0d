"""Who owes which report. Computed, not written down: a company of ten thousand has no row a day for each (ADR 0047)."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dabiao.modules.org import queries as org
from dabiao.modules.reports.enums import ReportStanding, ReportWrittenBy
from dabiao.modules.reports.models import Report, Template
from dabiao.modules.reports.queries import editions
from dabiao.modules.reports.queries.editions import Asked
from dabiao.modules.reports.rules import owing
from dabiao.modules.reports.rules.owing import Away, Someone, Written
from dabiao.modules.reports.rules.periods import Slot

Key = tuple[date, str]


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes a report: a person for themselves, or the leader of `about_unit` for it."""

    person: Someone
    about_unit: int | None = None
    about_name: str = ""

    @property
    def key(self) -> tuple[str, int]:
        return ("unit", self.about_unit) if self.about_unit else ("user", self.person.user_id)


@dataclass(frozen=True, slots=True)
class Owed:
    """One report that is asked of somebody."""

    writer: Writer
    slot: Slot
    asked: Asked
    due_at: datetime
    standing: ReportStanding
    report_id: int | None


def people(since: date, user_ids: Collection[int] | None = None) -> list[Someone]:
    return [
        Someone(
            one.user_id,
            one.name,
            one.unit_id,
            one.unit_path,
            one.level,
            one.roles,
            one.hired_on,
            one.left_on,
            one.suspended,
        )
        for one in org.members(since=since, user_ids=user_ids)
    ]


def writers(
    template: Template, everybody: Sequence[Someone], units: Sequence[Mapping[str, Any]]
) -> list[Writer]:
    """All who could be asked: every person, or of every one of the units the leader it has now."""
    if template.written_by == ReportWrittenBy.PEOPLE:
        return [Writer(one) for one in everybody]
    known = {one.user_id: one for one in everybody}
    return [
        Writer(_leading(known[unit["leader_id"]], unit), unit["id"], unit["name"])
        for unit in units
        if unit["leader_id"] in known
    ]


def _leading(leader: Someone, unit: Mapping[str, Any]) -> Someone:
    """A leader as the audience is asked about them: they stand in the unit that they write for."""
    path = tuple(int(part) for part in str(unit["path"]).split("/") if part)
    return Someone(
        leader.user_id,
        leader.name,
        leader.unit_id,
        path,
        leader.level,
        leader.roles,
        leader.hired_on,
        leader.left_on,
        leader.suspended,
    )


def written(
    template_ids: Collection[int], first: date, last: date, user_ids: Collection[int] | None = None
) -> dict[tuple[int, tuple[str, int], Key], tuple[int, Written]]:
    """(template, writer, period) → the report and what became of it."""
    rows = Report.objects.filter(template_id__in=template_ids, first_day__gte=first, first_day__lte=last)
    if user_ids is not None:
        rows = rows.filter(owner_id__in=user_ids)
    names = ("pk", "template_id", "owner_id", "about_unit_id", "first_day", "part", "state", "late")
    found = {}
    for pk, template, owner, unit, day, part, state, late, excused in rows.values_list(*names, "excused_at"):
        writer = ("unit", unit) if unit else ("user", owner)
        became = Written(state == "submitted", late, excused is not None)
        found[template, writer, (day, part)] = (pk, became)
    return found


def due_slots(
    template: Template, asked: Sequence[Asked], slots: Iterable[Slot]
) -> Iterator[tuple[Slot, Asked, datetime]]:
    """Those of these periods for which something is asked, each with its edition and the moment it is due."""
    for slot in slots:
        edition = editions.at(asked, slot)
        due_at = edition.due_at(slot)
        if due_at is not None and editions.asks(template, slot, due_at):
            yield slot, edition, due_at


@dataclass(frozen=True, slots=True)
class Ledger:
    """What is known of some days: who was away, what was written."""

    away: Mapping[int, list[Away]]
    written: Mapping[tuple[int, tuple[str, int], Key], tuple[int, Written]]


def ledger(
    template_ids: Collection[int], first: date, last: date, user_ids: Collection[int] | None = None
) -> Ledger:
    away = {
        user_id: [Away(*one) for one in some] for user_id, some in org.away_on(user_ids, first, last).items()
    }
    return Ledger(away, written(template_ids, first, last, user_ids))


def owed(
    template: Template,
    asking: Sequence[tuple[Slot, Asked, datetime]],
    whom: Sequence[Writer],
    known: Ledger,
    now: datetime,
) -> Iterator[Owed]:
    """Every report of these periods that is, or was, asked of these writers, with how it stands."""
    for slot, asked, due_at in asking:
        audience, late_from, due_on = asked.audience, asked.late_from(due_at), due_at.date()
        for writer in whom:
            person = writer.person
            found = known.written.get((template.pk, writer.key, (slot.first, slot.part)))
            if found is None and not owing.concerns(audience, person):
                continue
            if found is None and not owing.employed(person, slot, due_on):
                continue
            spans = known.away.get(person.user_id)
            off = spans is not None and owing.is_off(slot, person.hired_on, spans)
            report_id, became = found or (None, None)
            how = owing.standing(became, off=off, late_from=late_from, now=now)
            if how in (ReportStanding.MISSING, ReportStanding.OPEN) and not _may_owe(
                audience, writer, slot, due_on
            ):
                continue
            yield Owed(writer, slot, asked, due_at, how, report_id)


def _may_owe(audience: owing.Audience, writer: Writer, slot: Slot, due_on: date) -> bool:
    """A draft of somebody who was moved, suspended or has left is owed no more."""
    return owing.concerns(audience, writer.person) and owing.employed(writer.person, slot, due_on)
