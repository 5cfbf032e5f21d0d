"""A review from its first figure to the task it leaves."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils.timezone import get_default_timezone

from dabiao.core.actor import SYSTEM
from dabiao.core.errors import Conflict, DomainError, Forbidden, Invalid, NotFound
from dabiao.core.figures import values
from dabiao.core.notifications.models import Notification
from dabiao.modules.activities import services as activities
from dabiao.modules.activities.models import Task
from dabiao.modules.org import services as org
from dabiao.modules.plans.models import PlanItem
from dabiao.modules.reviews import queries, services
from dabiao.modules.reviews.models import Point, Review
from dabiao.modules.reviews.queries.detail import detail
from dabiao.modules.reviews.tests.world import (
    FEBRUARY,
    JANUARY,
    a_company,
    begun,
    decided,
    filled,
    two_months,
    won_tree,
)
from dabiao.modules.targets.models import Tree
from dabiao.testing.exports import exported
from dabiao.testing.people import NOW, Company
from dabiao.testing.statements import counted

pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> Company:
    return a_company()


@pytest.fixture
def tree(company: Company) -> Tree:
    return won_tree(company)


def seen(review: Review, company: Company, by: str = "lead1", now: datetime = NOW) -> dict[str, Any]:
    return detail(review.pk, actor=company[by].actor, now=now)


def parts(split: dict[str, Any]) -> dict[str, int]:
    return {str(one["part"]): one["amount"] for one in split["parts"]}


def listed_by(company: Company, link: dict[str, Any]) -> int:
    query = {name: one.isoformat() if isinstance(one, datetime) else one for name, one in link.items()}
    found: int = company["lead1"].client.read("/opportunities", count="true", **query)["count"]
    return found


def test_the_parts_of_the_gap_sum_to_it(company: Company, tree: Tree) -> None:
    two_months(company, tree)
    split = seen(begun(company, tree), company)["now"]["split"]
    assert (split["target"], split["actual"], split["base_value"], split["gap"]) == (600, 150, 400, 450)
    found = parts(split)
    assert sum(found.values()) == 450
    assert found["ambition"] == 200
    assert (found["quantity"], found["other"], found["season"]) == (0, 0, 0)
    assert found["conversion"] > found["amount"] > 0


@pytest.mark.parametrize("base", ["before", "average", "plan"])
def test_against_any_base_the_parts_sum_to_the_gap(company: Company, tree: Tree, base: str) -> None:
    two_months(company, tree)
    decided(company, "sales1", date(2025, 2, 3), 70)
    decided(company, "sales1", date(2025, 1, 3), 90)
    split = seen(begun(company, tree, base=base), company)["now"]["split"]
    assert sum(parts(split).values()) == split["gap"] == 450
    assert split["season_known"] is (base != "plan")


def test_people_and_sources_add_up_to_the_whole(company: Company, tree: Tree) -> None:
    two_months(company, tree)
    split = seen(begun(company, tree), company)["now"]["split"]
    for rows in (split["people"], split["sources"]):
        assert sum(row["base_value"] for row in rows) == 400
        assert sum(row["actual"] for row in rows) == 150
        for row in rows:
            assert sum(parts(row).values()) == row["base_value"] - row["actual"]
    assert [row["name"] for row in split["people"]] == ["sales1", "sales1b"]


def test_what_is_counted_is_what_the_link_opens(company: Company, tree: Tree) -> None:
    two_months(company, tree)
    split = seen(begun(company, tree), company)["now"]["split"]
    assert listed_by(company, split["links"]["now"]) == 4


def test_an_average_opens_each_of_its_periods(company: Company, tree: Tree) -> None:
    two_months(company, tree)
    decided(company, "sales1", date(2025, 12, 3), 90)
    split = seen(begun(company, tree, base="average"), company)["now"]["split"]
    assert [(one["starts_on"], one["won"]) for one in split["bases"]] == [
        (date(2026, 1, 1), 4),
        (date(2025, 12, 1), 1),
        (date(2025, 11, 1), 0),
    ]
    assert round(sum(one["amount_minor"] for one in split["bases"]) / 3) == split["base_value"]
    for one in split["bases"]:
        assert listed_by(company, one["link"]) == one["decided"]
    sales = next(row for row in split["people"] if row["name"] == "sales1")
    assert [one["amount_minor"] for one in sales["bases"]] == [400, 90, 0]


def test_against_the_period_before_there_is_one_list(company: Company, tree: Tree) -> None:
    two_months(company, tree)
    assert seen(begun(company, tree), company)["now"]["split"]["bases"] == []


def test_lessons_are_exported_by_who_may_as_far_as_they_see(company: Company, tree: Tree) -> None:
    filled(company, tree)
    heading, *rows = exported(company["manager"].client, "review_lesson", columns=["text", "advice", "sop"])
    assert [row[1:] for row in rows] == [["当天回访", "两小时内打电话", heading and rows[0][3]]]
    asked = company["sales1"].client.problem("POST", "/exports", {"kind": "review_lesson"})
    assert asked[:2] == (403, "access.forbidden")


def test_of_a_person_only_their_own_deals_count(company: Company, tree: Tree) -> None:
    two_months(company, tree)
    now = seen(begun(company, tree, "sales1b"), company)["now"]
    assert (now["attained"], now["split"]["actual"], now["split"]["people"]) == (50, 50, [])


def test_finished_figures_stay_and_are_counted_anew_beside(company: Company, tree: Tree) -> None:
    two_months(company, tree)
    review = filled(company, tree)
    services.finish(review.pk, actor=company["lead1"].actor, now=NOW)
    decided(company, "sales1", date(2026, 2, 20), 1_000)
    found = seen(review, company)
    assert (found["figures"]["attained"], found["now"]["attained"]) == (150, 1_150)
    assert found["actions"] == ["reopen"]


def test_an_action_becomes_one_task_and_says_how_it_stands(company: Company, tree: Tree) -> None:
    review = filled(company, tree)
    for _ in range(2):
        services.finish(review.pk, actor=company["lead1"].actor, now=NOW)
    task = Task.objects.get()
    assert (task.title, task.owner_id) == ("每天清一次新线索", company["sales1"].id)
    item = PlanItem.objects.select_related("plan").get()
    assert (item.source_kind, item.source_id, item.day) == ("task", task.pk, task.due_on)
    assert (item.owner_id, item.plan.grain) == (company["sales1"].id, "week")
    assert action_of(review, company)["standing"] == "open"
    assert action_of(review, company, NOW + timedelta(days=9))["standing"] == "late"
    activities.tasks.complete(task.pk, actor=company["sales1"].actor, now=NOW)
    assert action_of(review, company)["standing"] == "done"


def action_of(review: Review, company: Company, now: datetime = NOW) -> dict[str, Any]:
    points: list[dict[str, Any]] = seen(review, company, now=now)["points"]
    return next(one for one in points if one["sort"] == "action")


def test_the_next_review_asks_what_became_of_the_actions(company: Company, tree: Tree) -> None:
    first = filled(company, tree, starts_on=JANUARY)
    services.finish(first.pk, actor=company["lead1"].actor, now=NOW)
    before = seen(begun(company, tree), company)["before"]
    assert before["id"] == first.pk
    assert [one["text"] for one in before["actions"]] == ["每天清一次新线索"]


def test_finishing_asks_for_a_cause_and_an_action(company: Company, tree: Tree) -> None:
    review = begun(company, tree)
    with pytest.raises(Invalid, match="reviews.no_cause"):
        services.finish(review.pk, actor=company["lead1"].actor, now=NOW)


def test_a_finished_review_is_opened_for_a_reason_and_keeps_what_it_was(company: Company, tree: Tree) -> None:
    review, actor = filled(company, tree), company["lead1"].actor
    services.finish(review.pk, actor=actor, now=NOW)
    with pytest.raises(Conflict, match="reviews.finished"):
        services.edit(review.pk, changes={"well": "好"}, version=2, actor=actor, now=NOW)
    with pytest.raises(Invalid, match="core.required"):
        services.reopen(review.pk, reason=" ", actor=actor, now=NOW)
    services.reopen(review.pk, reason="漏了一笔", actor=actor, now=NOW)
    services.finish(review.pk, actor=actor, now=NOW)
    assert [one["reason"] for one in seen(review, company)["finishes"]] == ["", "漏了一笔"]
    assert Task.objects.count() == 1


def test_of_two_editors_of_one_field_the_second_is_told(company: Company, tree: Tree) -> None:
    review, actor = begun(company, tree), company["lead1"].actor
    services.edit(review.pk, changes={"well": "甲"}, base={"well": ""}, actor=actor, now=NOW)
    services.edit(review.pk, changes={"badly": "乙"}, base={"badly": ""}, actor=actor, now=NOW)
    with pytest.raises(Conflict, match="edit.conflict"):
        services.edit(review.pk, changes={"well": "丙"}, base={"well": ""}, actor=actor, now=NOW)


def test_a_lesson_can_be_offered_when_the_review_is_over(company: Company, tree: Tree) -> None:
    review, actor = filled(company, tree), company["lead1"].actor
    services.finish(review.pk, actor=actor, now=NOW)
    lesson = Point.objects.get(sort="lesson")
    services.edit_point(lesson.pk, changes={"sop": "offered"}, version=1, actor=actor, now=NOW)
    listed = company["ops"].client.read("/reviews/lessons", sop="offered")["items"]
    assert [(one["text"], one["review_id"]) for one in listed] == [("当天回访", review.pk)]


@pytest.mark.parametrize(
    ("sort", "given", "field"),
    [
        ("cause", {"text": "慢"}, "tag"),
        ("cause", {"text": "慢", "tag": "luck"}, "tag"),
        ("cause", {"text": "慢", "tag": "skill", "due_on": date(2026, 3, 20)}, "due_on"),
        ("lesson", {"text": "快", "sop": "draft"}, "advice"),
        ("action", {"text": "做"}, "owner_id"),
        ("action", {"text": " ", "owner_id": 1, "due_on": date(2026, 3, 20)}, "text"),
    ],
)
def test_a_point_says_what_it_lacks(
    company: Company, tree: Tree, sort: str, given: dict[str, Any], field: str
) -> None:
    review = begun(company, tree)
    with pytest.raises(DomainError) as refused:
        services.add_point(review.pk, sort=sort, values=given, actor=company["lead1"].actor, now=NOW)
    assert refused.value.field == field


def test_an_action_is_given_only_to_whom_one_may_give_tasks(company: Company, tree: Tree) -> None:
    review = begun(company, tree, "sales1", by="sales1")
    given = {"text": "做", "owner_id": company["sales2"].id, "due_on": date(2026, 3, 20)}
    with pytest.raises(Forbidden, match="reviews.person_out_of_reach"):
        services.add_point(review.pk, sort="action", values=given, actor=company["sales1"].actor, now=NOW)


def test_who_does_not_see_the_node_or_the_review_is_told_there_is_none(company: Company, tree: Tree) -> None:
    with pytest.raises(Invalid, match="core.not_found_here"):
        begun(company, tree, "一组", by="sales3")
    review = begun(company, tree)
    with pytest.raises(NotFound):
        seen(review, company, "sales3")
    assert company["boss"].client.read(f"/reviews/{review.pk}")["actions"] == ["edit", "finish"]
    assert company["trainer"].client.read(f"/reviews/{review.pk}")["actions"] == []


def test_a_period_that_has_not_begun_is_not_reviewed(company: Company, tree: Tree) -> None:
    with pytest.raises(Invalid, match="reviews.not_begun"):
        begun(company, tree, starts_on=date(2026, 5, 1))
    with pytest.raises(Invalid, match="reviews.no_such_period"):
        begun(company, tree, starts_on=date(2026, 2, 3))


def test_leaders_are_called_once_when_it_is_due(company: Company) -> None:
    org.edit_unit(
        company.team1.pk,
        changes={"leader_id": company["lead1"].id},
        base=None,
        version=company.team1.version,
        actor=company["ops"].actor,
        now=NOW,
    )
    won_tree(company)
    due = datetime(2026, 3, 4, 9, tzinfo=get_default_timezone())  # the third working day of March
    assert services.call_for_reviews(actor=SYSTEM, now=due - timedelta(days=1)) == 1  # January's
    assert services.call_for_reviews(actor=SYSTEM, now=due) == 1
    assert services.call_for_reviews(actor=SYSTEM, now=due + timedelta(days=1)) == 0
    called = Review.objects.filter(owner_id=company["lead1"].id).values_list("starts_on", flat=True)
    assert sorted(called) == [JANUARY, FEBRUARY]
    assert Notification.objects.filter(user_id=company["lead1"].id, kind="review.due").count() == 2


def test_nobody_is_called_before_the_day_or_when_it_is_switched_off(company: Company, tree: Tree) -> None:
    services.edit_policy(changes={"due_day": 0}, version=1, actor=company["ops"].actor, now=NOW)
    assert services.call_for_reviews(actor=SYSTEM, now=NOW) == 0
    with pytest.raises(Invalid, match="reviews.due_day_out_of_range"):
        services.edit_policy(changes={"due_day": 21}, version=2, actor=company["ops"].actor, now=NOW)


def test_drafts_of_a_leaver_go_to_the_successor(company: Company, tree: Tree) -> None:
    review = begun(company, tree, "sales1", by="sales1")
    assert queries.holdings(company["sales1"].id) == 1
    moved = services.transfer(company["sales1"].id, to_user_id=company["sales1b"].id, actor=SYSTEM, now=NOW)
    assert (moved, Review.objects.get(pk=review.pk).owner_id) == (1, company["sales1b"].id)


def test_finished_reviews_are_a_figure(company: Company, tree: Tree) -> None:
    review = filled(company, tree)
    services.finish(review.pk, actor=company["lead1"].actor, now=NOW)
    found = values(
        ["review.done"], [("unit", company.root.pk)], (date(2026, 3, 1), date(2026, 3, 31)), now=NOW
    )
    assert found == {("review.done", ("unit", company.root.pk)): 1}
    begun(company, tree, "sales1", by="sales1")
    opened = company["boss"].client.read(
        "/reviews",
        unit_id=company.root.pk,
        finished_from="2026-02-28T16:00:00Z",
        finished_to="2026-03-31T16:00:00Z",
        sort="-figures_at",
        count=True,
    )
    assert (opened["count"], opened["items"][0]["id"]) == (1, review.pk)


def test_more_people_cost_no_more_statements(company: Company, tree: Tree) -> None:
    two_months(company, tree)
    review, actor = begun(company, tree), company["lead1"].actor

    def cost() -> int:
        return counted(lambda: detail(review.pk, actor=actor, now=NOW))

    few = cost()
    for who in ("lead1", "sales1b"):
        decided(company, who, date(2026, 2, 3), 100, who)
    assert cost() == few


def test_the_api_goes_through_all_five_steps(company: Company, tree: Tree) -> None:
    client, two = company["lead1"].client, company["sales1"]
    choices = client.read("/reviews/choices")["items"]
    [chosen] = [one for one in choices if one["id"] == tree.pk]
    node_id = next(one["id"] for one in chosen["nodes"] if one["name"] == "一组")
    body = {"node_id": node_id, "grain": "month", "starts_on": "2026-02-01"}
    review = client.write("POST", "/reviews", body)
    path = f"/reviews/{review['id']}"
    client.write("PATCH", path, {"changes": {"well": "老客户稳"}, "version": review["version"]})
    client.write("POST", f"{path}/points", {"sort": "cause", "text": "线索少", "tag": "quantity"})
    action = {"sort": "action", "text": "补线索", "owner_id": two.id, "due_on": "2026-03-31"}
    after = client.write("POST", f"{path}/points", action)
    point = after["points"][0]
    changed = {"changes": {"tag": "quality"}, "version": point["version"]}
    client.write("PATCH", f"/reviews/points/{point['id']}", changed)
    assert client.write("POST", f"{path}/finishes")["state"] == "finished"
    assert client.write("POST", f"{path}/reopenings", {"reason": "再看看"})["state"] == "draft"
    client.write("DELETE", f"/reviews/points/{point['id']}")
    assert [one["id"] for one in client.read("/reviews", state="draft")["items"]] == [review["id"]]
    assert company["ops"].client.read("/reviews/policy")["due_day"] == 3
