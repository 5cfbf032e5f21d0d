"""Short words to plan with."""

from datetime import date, timedelta
from typing import Any

from dabiao.modules.activities.tests.builders import a_customer, logged
from dabiao.modules.plans import services
from dabiao.modules.plans.models import PlanItem
from dabiao.modules.targets.tests.world import a_tree, metric, put
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


def climbing(company: Company, must: int = 40, each: int = 3, weeks: int = 8) -> dict[str, Any]:
    """A seller with so many calls to make in March, who made `each` in every one of the weeks before."""
    tree = a_tree(company, metric_id=metric("calls").pk, starts_on=date(2026, 1, 1), name="2026 年电话")
    put(tree, company, "sales1", must, starts_on=date(2026, 3, 1))
    for week in range(1, weeks + 1):
        for number in range(each):
            customer = a_customer(company["sales1"], name=f"客户{week}-{number}")
            logged(company, "sales1", "customer", customer.pk, occurred_at=NOW - timedelta(weeks=week))
    return {"grain": "week", "on": TODAY, "owner_id": None, "actor": company["sales1"].actor}
