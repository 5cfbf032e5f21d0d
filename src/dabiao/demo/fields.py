"""The fields that the demo company made for itself, and what its people fill into them."""

from datetime import datetime, timedelta
from random import Random
from typing import Any

from dabiao.core.actor import Actor
from dabiao.core.fields import services

SYSTEMS = (
    ("Excel", "Excel"),
    ("用友", "Yonyou"),
    ("金蝶", "Kingdee"),
    ("纷享销客", "Fxiaoke"),
    ("自研", "In-house"),
)
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
    (
        "opportunity",
        "budget",
        "money",
        {**BUDGET, "labels": {"zh-Hans": "客户预算", "en": "Customer's budget"}},
    ),
    ("opportunity", "go_live", "date", {**GO_LIVE, "listed": True}),
)


def make(*, actor: Actor, now: datetime) -> None:
    for kind, key, type, values in FIELDS:
        services.create(kind=kind, key=key, type=type, values=values, actor=actor, now=now)


class Said:
    """What people say of themselves; a chance of its own, so that the rest of the company stays as it was."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311 - a demo, not a secret

    def of_lead(self, when: datetime) -> dict[str, Any]:
        found: dict[str, Any] = {}
        if self.random.random() < 0.6:
            found["budget"] = self.random.choice((3, 5, 8, 10, 15, 20, 30, 50, 80)) * 1_000_000
        if self.random.random() < 0.45:
            found["go_live"] = (when + timedelta(days=self.random.randint(30, 240))).date().isoformat()
        if self.random.random() < 0.5:
            chosen = self.random.sample(range(1, len(SYSTEMS) + 1), self.random.choice((1, 1, 2)))
            found["systems"] = [f"o{number}" for number in chosen]
        return found

    def headcount(self) -> int:
        return self.random.choice((20, 35, 50, 80, 120, 200, 350, 600, 1200))
