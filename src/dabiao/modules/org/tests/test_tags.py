"""The list of tags, the skills of people, and the roster that dispatch reads."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dabiao.core.errors import Conflict, Forbidden, Invalid
from dabiao.core.events.models import Event
from dabiao.modules.org import queries, services
from dabiao.modules.org.models import Skill, Tag
from dabiao.testing.people import NOW, Company, make_company

pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> Company:
    return make_company()


def a_tag(company: Company, name: str = "宝妈", *, active: bool = True) -> Tag:
    who = {"actor": company["ops"].actor, "now": NOW}
    tag = services.create_tag(name=name, **who)  # type: ignore[arg-type]
    if not active:
        services.edit_tag(tag.pk, changes={"active": False}, version=1, **who)  # type: ignore[arg-type]
    return tag


def learn(company: Company, **strengths: int) -> None:
    ids = {name: id for id, name in queries.tag_names().items()}
    skills = [{"tag_id": ids[name], "strength": strength} for name, strength in strengths.items()]
    services.set_skills(company["sales1"].id, skills=skills, actor=company["ops"].actor, now=NOW)


def test_a_tag_is_there_once_in_whatever_spelling(company: Company) -> None:
    a_tag(company)
    other = a_tag(company, "企业采购")
    with pytest.raises(Conflict, match="org.tag_there"):
        a_tag(company, " 寶媽")
    with pytest.raises(Conflict, match="org.tag_there"):
        services.edit_tag(other.pk, changes={"name": "宝 妈"}, version=1, actor=company["ops"].actor, now=NOW)
    assert queries.tag_names() == {tag.pk: tag.name for tag in Tag.objects.all()}


def test_tags_are_kept_by_managers_and_read_by_everybody(company: Company) -> None:
    manager, seller = company["manager"].client, company["sales1"].client
    tag = manager.write("POST", "/tags", {"name": "老客户"})
    manager.write("PATCH", f"/tags/{tag['id']}", {"changes": {"active": False}, "version": 1})
    a_tag(company)
    assert [(one["name"], one["active"]) for one in seller.read("/tags")["items"]] == [
        ("宝妈", True),
        ("老客户", False),
    ]
    assert [one["name"] for one in seller.read("/tags", active=True)["items"]] == ["宝妈"]
    assert seller.problem("POST", "/tags", {"name": "x"}) == (403, "access.forbidden", None)


def test_what_nothing_uses_can_go_and_what_somebody_is_good_at_stays(company: Company) -> None:
    used, unused = a_tag(company), a_tag(company, "企业采购")
    learn(company, 宝妈=90)
    ops = company["ops"].client
    assert ops.problem("DELETE", f"/tags/{used.pk}") == (409, "org.tag_in_use", "id")
    ops.write("DELETE", f"/tags/{unused.pk}")
    assert queries.tag_names() == {used.pk: "宝妈"}


def test_skills_are_set_as_a_whole_and_told_in_words(company: Company) -> None:
    for name in ("宝妈", "企业采购", "老客户"):
        a_tag(company, name)
    learn(company, 企业采购=40, 宝妈=90)
    learn(company, 宝妈=90, 老客户=70)
    learn(company, 老客户=70, 宝妈=90)  # no news
    told = Event.objects.filter(kind="employee.skills_set").order_by("pk").values_list("data", flat=True)
    assert list(told) == [
        {"before": "—", "after": "宝妈 90%、企业采购 40%"},
        {"before": "宝妈 90%、企业采购 40%", "after": "宝妈 90%、老客户 70%"},
    ]
    ids = {name: id for id, name in queries.tag_names().items()}
    seen = company["lead1"].client.read(f"/employees/{company['sales1'].id}")
    assert seen["skills"] == [
        {"tag_id": ids["宝妈"], "strength": 90, "learned": False},
        {"tag_id": ids["老客户"], "strength": 70, "learned": False},
    ]


def test_what_was_learned_stays_learned_until_somebody_says_otherwise(company: Company) -> None:
    a_tag(company)
    a_tag(company, "企业采购")
    learn(company, 宝妈=90, 企业采购=40)
    Skill.objects.update(learned=True)
    learn(company, 宝妈=90, 企业采购=50)
    assert dict(Skill.objects.values_list("strength", "learned")) == {90: True, 50: False}


def test_senseless_skills_are_refused_by_name(company: Company) -> None:
    tag, retired = a_tag(company), a_tag(company, "企业采购", active=False)
    path = f"/employees/{company['sales1'].id}/skills"
    for skills, refusal in (
        ([[tag.pk, 10], [tag.pk, 20]], (422, "org.skill_twice", "skills.1.tag_id")),
        ([[retired.pk, 10]], (422, "org.tag_retired", "skills.0.tag_id")),
        ([[tag.pk, 10], [999_999, 10]], (422, "org.unknown_tag", "skills.1.tag_id")),
    ):
        body = {"skills": [{"tag_id": id, "strength": strength} for id, strength in skills]}
        assert company["ops"].client.problem("PUT", path, body) == refusal
    with pytest.raises(Invalid, match="org.bad_strength"):
        learn(company, 宝妈=0)
    with pytest.raises(Forbidden):
        services.set_skills(company["sales1"].id, skills=[], actor=company["sales1"].actor, now=NOW)


def test_a_retired_tag_stays_with_who_has_it(company: Company) -> None:
    tag = a_tag(company)
    learn(company, 宝妈=90)
    services.edit_tag(tag.pk, changes={"active": False}, version=1, actor=company["ops"].actor, now=NOW)
    learn(company, 宝妈=80)
    assert Skill.objects.get().strength == 80


def test_the_roster_says_who_could_take_a_lead_in_two_statements(company: Company) -> None:
    a_tag(company)
    learn(company, 宝妈=90)
    seller = company["sales1"]
    services.switch_duty(company["sales2"].id, on_duty=False, actor=company["ops"].actor, now=NOW)
    busy = services.declare_busy(seller.id, minutes=15, actor=seller.actor, now=NOW)
    with CaptureQueriesContext(connection) as seen:
        everybody = queries.roster()
    assert len(seen) == 2
    assert len(everybody) == len(company.people)
    assert queries.roster(user_ids=[seller.id]) == [
        queries.RosterEntry(
            user_id=seller.id,
            name="sales1",
            unit_id=company.team1.pk,
            unit_path=(company.root.pk, company.east.pk, company.team1.pk),
            level="B",
            on_duty=True,
            working=True,
            busy_until=busy.busy_until,
            daily_capacity=30,
            skills={queries.tags()[0]["id"]: 90},
        )
    ]
    below = queries.roster(unit_ids=[company.east.pk])
    assert {one.name: one.on_duty for one in below}["sales2"] is False
    assert {one.name for one in below} == {"sales1", "sales1b", "sales2", "lead1", "manager"}


def test_who_left_is_on_no_roster_and_who_is_suspended_does_not_work(company: Company) -> None:
    ops, before = company["ops"].client, len(queries.roster())
    ops.write("POST", f"/employees/{company['sales2'].id}/departures", {"left_on": "2026-03-31"})
    body = {"changes": {"status": "suspended"}, "version": 1}
    ops.write("PATCH", f"/employees/{company['sales1'].id}", body)
    assert len(queries.roster()) == before - 1
    (entry,) = queries.roster(user_ids=[company["sales1"].id])
    assert (entry.working, entry.on_duty) == (False, False)
