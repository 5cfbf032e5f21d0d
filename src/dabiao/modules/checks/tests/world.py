"""A company with leaders, contacts to look at, and a programme."""

from datetime import datetime, timedelta
from typing import Any

from dabiao.core.actor import SYSTEM
from dabiao.modules.activities.models import Activity
from dabiao.modules.activities.tests.builders import a_lead, logged
from dabiao.modules.checks import services
from dabiao.modules.checks.models import Check, Programme
from dabiao.modules.org import services as org
from dabiao.testing.people import NOW, Company, make_company

QUESTIONS = [
    {"text": "联系是真的发生了吗？", "kind": "yes_no"},
    {"text": "记录够不够让别人接着跟？", "kind": "score"},
]
GOOD = [{"value": 1, "word": ""}, {"value": 5, "word": "写得细"}]
MIDDLING = [{"value": 0, "word": ""}, {"value": 4, "word": ""}]
BAD = [{"value": 0, "word": ""}, {"value": 1, "word": ""}]
HOUR = timedelta(hours=1)


def a_company() -> Company:
    """一组 is led by lead1, 华东 by manager, everything by boss."""
    made = make_company()
    for unit, leader in ((made.team1, "lead1"), (made.east, "manager"), (made.root, "boss")):
        org.edit_unit(
            unit.pk,
            changes={"leader_id": made[leader].id},
            base=None,
            version=unit.version,
            actor=SYSTEM,
            now=NOW,
        )
    return made


def contacts(company: Company, who: str, count: int, *, back: timedelta = HOUR) -> list[Activity]:
    """So many contacts of a person with one of their leads, an hour ago."""
    lead = a_lead(company[who])
    when = NOW - back
    return [logged(company, who, "lead", lead.pk, occurred_at=when, content="聊了需求") for _ in range(count)]


def values(company: Company, **facts: Any) -> dict[str, Any]:
    return {
        "name": "每周触达抽查",
        "kind": "activity",
        "unit_ids": [company.east.pk],
        "each": 2,
        "cadence": "once",
        "questions": QUESTIONS,
        **facts,
    }


def a_programme(company: Company, who: str = "manager", *, now: datetime = NOW, **facts: Any) -> Programme:
    return services.programmes.create(values=values(company, **facts), actor=company[who].actor, now=now)


def drawn(company: Company, **facts: Any) -> list[Check]:
    """A programme and its first draw, the checks in their order."""
    programme = a_programme(company, **facts)
    made = services.draw(programme.pk, seed="a", actor=company["manager"].actor, now=NOW)
    return list(made.checks.order_by("place"))


def finish(company: Company, check: Check, who: str = "lead1", **facts: Any) -> Check:
    wanted = {"answers": GOOD, "feedback": "写得很清楚", **facts}
    return services.finish(check.pk, **wanted, actor=company[who].actor, now=NOW)
