"""The fields that the demo company made for itself; what people say in them is in `simulation.persons`."""

from datetime import datetime
from typing import Any

from dabiao.core.actor import Actor
from dabiao.core.fields import services
from dabiao.demo.names import SYSTEMS
from dabiao.modules.customers import services as customers

BUDGET = {"labels": {"zh-Hans": "预算", "en": "Budget"}, "section": "需求", "minimum": 0}
GO_LIVE = {"labels": {"zh-Hans": "预计上线时间", "en": "Go-live"}, "section": "需求"}
IN_USE: dict[str, Any] = {
    "labels": {"zh-Hans": "使用中的系统", "en": "Systems in use"},
    "section": "需求",
    "options": [{"labels": {"zh-Hans": hans, "en": en}} for hans, en in SYSTEMS],
}
PEOPLE = {"labels": {"zh-Hans": "员工人数", "en": "Headcount"}, "minimum": 1}

FIELDS = (
    ("lead", "budget", "money", {**BUDGET, "listed": True, "indexed": True}),
    ("lead", "go_live", "date", GO_LIVE),
    ("lead", "systems", "choices", IN_USE),
    ("customer", "systems", "choices", IN_USE),
    ("customer", "people", "number", PEOPLE),
    ("opportunity", "go_live", "date", {**GO_LIVE, "listed": True}),
)
# what a customer record needs here
REQUIRED = ("industry", "region", "phone", "contact_phone", "fields.people", "fields.systems")


def make(*, actor: Actor, now: datetime) -> None:
    for kind, key, type, values in FIELDS:
        services.create(kind=kind, key=key, type=type, values=values, actor=actor, now=now)
    customers.require(REQUIRED, actor=actor, now=now)
