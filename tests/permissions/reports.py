"""Operations of reports. In the world everybody has handed in one, and one template without conditions asks everybody."""

from collections.abc import Mapping
from datetime import date
from itertools import count
from typing import Any

from tests.permissions.expected import Operation, Outcome, Record, Someone, needs, reads, seen

from dabiao.core.actor import Actor
from dabiao.modules.reports.models import Edition, Report, Template
from dabiao.testing.people import NOW

DAY = date(2026, 3, 18)
# numbers far from those that the other tables' records take for themselves
_number = count(800_000)
READS, WRITES, KEEPS = needs("report.read"), needs("report.submit"), needs("report.manage")
ON_DAY = {"template_id": "@report_template", "first_day": DAY.isoformat()}
ASKED = {"id": "q", "kind": "text", "title": "今天"}


def a_template() -> Any:
    """Asks one question of everybody."""
    facts: dict[str, Any] = {"period": "day", "written_by": "people", "starts_on": date(2026, 1, 1)}
    block = {
        **ASKED,
        "help": "",
        "required": False,
        "least": None,
        "most": None,
        "options": [],
        "figures": [],
    }
    found, made = Template.objects.get_or_create(
        name="世界日报",
        defaults={
            **facts,
            "pk": next(_number),
            "blocks": [{**block, "quote": None}],
            "due_time": "18:30",
            "noon_time": "12:30",
            "created_at": NOW,
            "updated_at": NOW,
        },
    )
    if made:
        names = (
            "blocks",
            "unit_ids",
            "levels",
            "roles",
            "due_time",
            "noon_time",
            "due_shift",
            "grace_minutes",
        )
        more = ("remind_minutes", "to_leader", "receivers")
        content = {name: getattr(found, name) for name in (*names, *more)}
        Edition.objects.create(
            template=found, number=1, from_day=date(2026, 1, 1), content=content, created_at=NOW
        )
    return found


def a_report(who: Actor) -> Any:
    """Handed in and read by nobody."""
    template = a_template()
    return Report.objects.create(
        pk=next(_number),
        template=template,
        edition=template.editions.get(),
        title="世界日报 03-17",
        owner_id=who.person,
        unit_id=who.unit_id,
        first_day=date(2026, 3, 17),
        last_day=date(2026, 3, 17),
        due_at=NOW,
        state="submitted",
        submitted_at=NOW,
        figures_at=NOW,
        created_at=NOW,
        updated_at=NOW,
    )


def my_report(who: Someone, record: Record) -> Outcome:
    """Only its writer changes a report."""
    if not reads(who, record):
        return "404"
    return "allowed" if record.owner == who.id and "report.submit" in who.grants else "403"


def anothers(who: Someone, record: Record) -> Outcome:
    if not reads(who, record):
        return "404"
    return "403" if record.owner == who.id else "allowed"


def not_of_a_unit(who: Someone, record: Record) -> Outcome:
    return "422" if reads(who, record) else "404"


def excuses_heir(who: Someone, _: Record) -> Outcome:
    """The heir stands in 二组: out of sight for a leader of 一组."""
    scope = who.grants.get("report.excuse")
    if scope is None:
        return "403"
    return "404" if scope == "team" else "allowed"


def no_such_template(who: Someone, _: Record) -> Outcome:
    return "404" if "report.read" in who.grants else "403"


TEMPLATE = {"id": "@report_template"}
OPERATIONS: Mapping[str, Operation] = {
    "report_templates_list": Operation(READS),
    "report_templates_create": Operation(KEEPS, body={"name": "周报", "period": "week", "blocks": [ASKED]}),
    "report_templates_presets": Operation(KEEPS),
    "report_templates_figures": Operation(READS),
    "report_templates_audience": Operation(KEEPS, body={"period": "day"}),
    "report_templates_get": Operation(no_such_template, path={"id": 999_999}),
    "report_templates_edit": Operation(
        KEEPS, body={"changes": {"grace_minutes": 5}, "version": 1}, path=TEMPLATE
    ),
    "report_templates_retire": Operation(KEEPS, path=TEMPLATE),
    "reports_list": Operation(READS),
    "reports_begin": Operation(WRITES, body=ON_DAY),
    "reports_mine": Operation(WRITES),
    "reports_get": Operation(seen(), "report"),
    "reports_write": Operation(my_report, "report", {"answers": {"q": "改过"}, "base": {"q": None}}),
    "reports_submit": Operation(my_report, "report"),
    "reports_withdraw": Operation(my_report, "report"),
    "reports_read": Operation(seen(), "report"),
    "reports_praise": Operation(anothers, "report", {"good": True}),
    "reports_rollup": Operation(not_of_a_unit, "report"),
    "reports_board": Operation(
        READS, query={"template_id": "@report_template", "first": "2026-03-18", "last": "2026-03-18"}
    ),
    "reports_missing": Operation(READS),
    "reports_excuse": Operation(excuses_heir, body={**ON_DAY, "owner_id": "@heir", "reason": "陪客户"}),
}
