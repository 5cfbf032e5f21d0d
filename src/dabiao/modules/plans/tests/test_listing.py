"""The list behind the figures of plans shows as many as they say."""

from datetime import date
from typing import Any

import pytest

from dabiao.core import figures
from dabiao.modules.plans import services
from dabiao.modules.plans.queries.figures import STATES
from dabiao.modules.plans.tests.world import planned
from dabiao.testing.people import NOW, Company, make_company
from dabiao.testing.statements import counted

pytestmark = pytest.mark.django_db
WEEK = (date(2026, 3, 16), date(2026, 3, 22))


@pytest.fixture
def company() -> Company:
    return make_company()


def listed(company: Company, who: str = "lead1", **query: Any) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = company[who].client.read("/plan-items", **query)["items"]
    return items


def worked(company: Company) -> None:
    """One done, one dropped, one carried within the week and one out of it, one open; and one of next week."""
    actor = company["sales1"].actor
    done, dropped, within, out = (planned(company, title=name) for name in ("做完", "不做", "周内", "出周"))
    planned(company, title="开着")
    planned(company, title="下周", on=date(2026, 3, 24))
    services.finish(done.pk, actor=actor, now=NOW)
    services.drop(dropped.pk, reason="customer", actor=actor, now=NOW)
    services.carry(within.pk, reason="no_time", actor=actor, now=NOW)
    services.carry(out.pk, reason="no_time", to=date(2026, 3, 25), actor=actor, now=NOW)


@pytest.mark.parametrize("code", sorted(STATES))
def test_a_figure_of_plans_is_as_many_as_its_list(company: Company, code: str) -> None:
    worked(company)
    state = STATES[code]
    query = {"since": str(WEEK[0]), "until": str(WEEK[1])} | ({"state": str(state)} if state else {})
    people: figures.Whose = ("user", company["sales1"].id)
    units: figures.Whose = ("unit", company["lead1"].actor.unit_id or 0)
    found = figures.values([code], [people, units], WEEK, now=NOW)
    assert found[code, people] > 0
    assert len(listed(company, owner_id=people[1], **query)) == found[code, people]
    assert len(listed(company, unit_id=units[1], **query)) == found[code, units]


def test_one_lists_whom_one_may_see(company: Company) -> None:
    planned(company)
    planned(company, who="sales2", title="别组的")
    assert {row["title"] for row in listed(company)} == {"拜访云岚科技"}
    assert listed(company, who="sales2", owner_id=company["sales1"].id) == []


@pytest.mark.parametrize("query", ["state=lost", "since=1026-01-01", "owner_id=0"])
def test_a_list_says_what_it_cannot_read(company: Company, query: str) -> None:
    assert company["sales1"].client.problem("GET", f"/plan-items?{query}")[0] == 422


def test_more_items_cost_no_more_statements(company: Company) -> None:
    planned(company)
    few = counted(lambda: listed(company, since=str(WEEK[0]), until=str(WEEK[1])))
    for title in ("二", "三"):
        planned(company, title=title)
    assert counted(lambda: listed(company, since=str(WEEK[0]), until=str(WEEK[1]))) == few
