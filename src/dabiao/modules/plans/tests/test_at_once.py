"""Several people write one plan at the same moment, each on a connection of their own, on both databases."""

from pathlib import Path

import pytest

from dabiao.modules.contracts.tests.together import real_database
from dabiao.modules.plans import services
from dabiao.modules.plans.models import Plan, PlanItem
from dabiao.modules.plans.tests.world import planned
from dabiao.testing.people import NOW, make_company

pytestmark = pytest.mark.django_db(transaction=True)


def test_those_who_begin_one_plan_at_once_end_with_one(tmp_path: Path) -> None:
    company = make_company()
    owner = company["sales1"].id
    with real_database(tmp_path) as together:
        said = together(
            *(lambda n=n: planned(company, title=f"事{n}", owner_id=owner, by="lead1") for n in range(3)),
            lambda: planned(company, title="自己的"),
        )
        assert [one for one in said if isinstance(one, Exception)] == []
        assert Plan.objects.count() == 1
        assert sorted(PlanItem.objects.values_list("position", flat=True)) == [1, 2, 3, 4]


def test_an_item_carried_over_twice_at_once_goes_on_once(tmp_path: Path) -> None:
    company = make_company()
    item = planned(company)
    actor = company["sales1"].actor
    with real_database(tmp_path) as together:
        said = together(
            *(lambda: services.carry(item.pk, reason="no_time", actor=actor, now=NOW) for _ in range(3))
        )
        assert [one for one in said if isinstance(one, Exception)] == []
        assert PlanItem.objects.filter(carried_from=item).count() == 1


def test_what_another_room_says_twice_at_once_is_one_item(tmp_path: Path) -> None:
    company = make_company()
    facts = {"owner_id": company["sales1"].id, "grain": "week", "on": NOW.date(), "title": "补齐竞品对比"}
    source = {"source_kind": "decision", "source_id": 7, "actor": company["lead1"].actor, "now": NOW}
    with real_database(tmp_path) as together:
        said = together(*(lambda: services.add_item(**facts, **source) for _ in range(3)))
        assert len({one.pk for one in said}) == 1
