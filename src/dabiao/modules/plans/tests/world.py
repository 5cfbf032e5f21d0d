"""Short words to plan with."""

from datetime import date
from typing import Any

from dabiao.modules.plans import services
from dabiao.modules.plans.models import PlanItem
from dabiao.testing.people import NOW, Company

TODAY = date(2026, 3, 18)  # a Wednesday
SATURDAY = date(2026, 3, 21)
WORK: dict[str, Any] = {"grain": "day", "on": TODAY}


def planned(company: Company, who: str = "sales1", title: str = "拜访云岚科技", **facts: Any) -> PlanItem:
    place = {"grain": facts.pop("grain", "day"), "on": facts.pop("on", TODAY)}
    more = {
        name: facts.pop(name) for name in ("about_kind", "about_id", "parent_id", "owner_id") if name in facts
    }
    by = facts.pop("by", who)
    return services.add(**place, **more, values={"title": title, **facts}, actor=company[by].actor, now=NOW)
