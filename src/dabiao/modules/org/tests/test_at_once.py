"""Several people at the same moment. SQLite has one writer, so only PostgreSQL can get this wrong."""

from typing import Any

import pytest
from django.db import connection

from dabiao.core.actor import SYSTEM
from dabiao.modules.org import services
from dabiao.modules.org.models import Employee, Skill, Tag
from dabiao.testing.people import NOW, Company, make_company
from dabiao.testing.together import together

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="one writer at a time on SQLite"),
]


@pytest.fixture
def company() -> Company:
    return make_company()


def test_what_two_do_to_one_person_at_once_is_done_one_after_the_other(company: Company) -> None:
    """Each test of this file empties the database, which takes seconds: several things are tried in one."""
    seller = company["sales1"]
    busy: Any = {"minutes": 15, "actor": seller.actor, "now": NOW}
    outcome = together(*[lambda: services.declare_busy(seller.id, **busy)] * 5)
    assert outcome == ["done"] * 3 + ["org.busy_used_up"] * 2
    judged: Any = {"reason": "超时", "actor": SYSTEM, "now": NOW}
    assert together(*[lambda: services.demote(seller.id, **judged)] * 2) == ["done", "done"]
    person = Employee.objects.get(pk=seller.id)
    assert (person.busy_used, person.level, person.base_level, person.version) == (3, "D", "B", 3)


def test_a_tag_is_made_once_and_goes_only_while_nobody_gets_it(company: Company) -> None:
    call: Any = {"actor": company["ops"].actor, "now": NOW}
    outcome = together(*[lambda: services.create_tag(name="宝妈", **call)] * 2)
    assert (outcome, Tag.objects.count()) == (["done", "org.tag_there"], 1)
    tag = Tag.objects.get().pk
    skills = [{"tag_id": tag, "strength": 90}]
    outcome = together(
        lambda: services.remove_tag(tag, **call),
        lambda: services.set_skills(company["sales1"].id, skills=skills, **call),
    )
    assert outcome[0] == "done"
    assert outcome[1] in ("org.tag_in_use", "org.unknown_tag")
    assert Skill.objects.count() == Tag.objects.count()
