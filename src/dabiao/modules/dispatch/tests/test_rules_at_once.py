"""Several administrators at the rules at the same moment, each on a connection of their own, on both databases."""

from pathlib import Path
from typing import Any

import pytest

from dabiao.core.events.models import Event
from dabiao.modules.contracts.tests.together import real_database
from dabiao.modules.dispatch.models import Rule
from dabiao.modules.dispatch.services import ruling
from dabiao.modules.dispatch.tests import world
from dabiao.testing.people import NOW, make_company

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_who_reorder_while_others_write_and_remove_lose_no_rule(tmp_path: Path) -> None:
    """Whoever commits last decides the order; everything else stands, each at a place of its own."""
    company = make_company()
    ops = company["ops"].actor
    rules = [world.rule(company, "sales1", name=f"{number}") for number in range(6)]
    ids = [rule.pk for rule in rules]
    values = {"name": "new", "candidates": {"units": [company.east.pk]}}
    with real_database(tmp_path) as together:
        said: list[Any] = together(
            lambda: ruling.arrange(ids=ids[::-1], actor=ops, now=NOW),
            lambda: ruling.arrange(ids=[*ids[3:], *ids[:3]], actor=ops, now=NOW),
            lambda: ruling.create(values=values, actor=ops, now=NOW),
            lambda: ruling.edit(ids[1], changes={"cap_day": 5}, base={"cap_day": None}, actor=ops, now=NOW),
            lambda: ruling.remove(ids[5], actor=ops, now=NOW),
        )
        assert [one for one in said if isinstance(one, Exception)] == []
        live = list(Rule.objects.filter(removed_at=None).order_by("place", "pk"))
        assert {rule.name for rule in live} == {"0", "1", "2", "3", "4", "new"}
        assert len({rule.place for rule in live}) == 6
        known = [rule.pk for rule in live if rule.pk in ids]
        assert known in (ids[4::-1], [*ids[3:5], *ids[:3]])
        assert Rule.objects.get(pk=ids[1]).cap_day == 5
        assert Event.objects.filter(kind__startswith="dispatch_rule.").count() == 5
