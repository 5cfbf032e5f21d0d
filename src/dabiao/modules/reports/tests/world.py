"""A daily report asked of whoever sells, and short words to write it."""

from datetime import UTC, date, datetime
from typing import Any

from dabiao.core.actor import SYSTEM
from dabiao.modules.org import services as org
from dabiao.modules.reports import services
from dabiao.modules.reports.models import Report, Template
from dabiao.testing.people import NOW, Company

WEDNESDAY = date(2026, 3, 18)
EVENING = datetime(2026, 3, 18, 11, 0, tzinfo=UTC)  # seven in Shanghai


def block(id: str, kind: str = "text", **more: Any) -> dict[str, Any]:
    shape = {"title": id, "help": "", "required": False, "least": None, "most": None}
    return {"id": id, "kind": kind, **shape, "options": [], "figures": [], "quote": None, **more}


DAILY = (
    block("figures", "figures", figures=["metric.visits"]),
    block("done", "done", required=True),
    block("problem", quote="problem"),
    block("next", "next", required=True),
)
GOOD = {
    "done": [{"text": "拜访云岚", "done": True, "why": ""}],
    "problem": "报价还没批",
    "next": ["回访王总"],
}


def a_template(company: Company, **facts: Any) -> Template:
    wanted = {
        "name": "日报",
        "period": "day",
        "written_by": "people",
        "starts_on": WEDNESDAY,
        "blocks": list(DAILY),
        "unit_ids": [],
        "levels": [],
        "roles": ["salesperson"],
        "due_time": "18:30",
        "noon_time": "12:30",
        "due_shift": 0,
        "grace_minutes": 0,
        "remind_minutes": 30,
        "to_leader": True,
        "receivers": [],
    }
    now = facts.pop("now", NOW)
    return services.create_template(**{**wanted, **facts}, actor=company["ops"].actor, now=now)


def begun(
    company: Company,
    who: str,
    template: Template,
    day: date = WEDNESDAY,
    now: datetime = NOW,
    **more: Any,
) -> Report:
    return services.begin(template_id=template.pk, first_day=day, **more, actor=company[who].actor, now=now)


def written(
    company: Company,
    who: str,
    template: Template,
    day: date = WEDNESDAY,
    *,
    now: datetime = NOW,
    answers: Any = GOOD,
) -> Report:
    """Begun, filled in and handed in."""
    report, actor = begun(company, who, template, day, now), company[who].actor
    services.write(report.pk, answers=answers, base=None, version=report.version, actor=actor, now=now)
    return services.submit(report.pk, actor=actor, now=now)


def led(company: Company) -> None:
    """一组 is led by lead1, 华东 by the manager."""

    for unit, leader in ((company.team1, "lead1"), (company.east, "manager")):
        unit.refresh_from_db()
        changes = {"leader_id": company[leader].id}
        org.edit_unit(unit.pk, changes=changes, base=None, version=unit.version, actor=SYSTEM, now=NOW)
