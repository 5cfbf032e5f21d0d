"""Plans over HTTP."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dabiao.modules.activities.tests.builders import a_customer, a_lead
from dabiao.modules.plans.tests.world import planned
from dabiao.testing.people import NOW, Company, make_company

pytestmark = pytest.mark.django_db
DAY = "2026-03-18"


@pytest.fixture
def company() -> Company:
    return make_company()


def test_a_plan_from_its_first_item_to_its_lessons(company: Company) -> None:
    client = company["sales1"].client
    empty = client.read("/plans/at", grain="day", on=DAY)
    assert (empty["id"], empty["items"], empty["may_edit"]) == (None, [], True)
    item = client.write(
        "POST", "/plan-items", {"grain": "day", "on": DAY, "title": "拜访云岚", "from_time": "09:30:00"}
    )
    assert (item["from_time"], item["state"]) == ("09:30:00", "planned")
    edit = {
        "changes": {"risks": "竞品在场", "from_time": "10:00:00"},
        "base": {"risks": "", "from_time": "09:30:00"},
    }
    assert client.write("PATCH", f"/plan-items/{item['id']}", edit)["risks"] == "竞品在场"
    client.write("POST", f"/plan-items/{item['id']}/completions", {"outcome": "要报价", "reached": 1})
    plan = client.read("/plans/at", grain="day", on=DAY)
    body = {"changes": {"lessons": "带案例去"}, "version": plan["version"]}
    assert client.write("PATCH", f"/plans/{plan['id']}", body)["lessons"] == "带案例去"
    assert client.read(f"/plans/{plan['id']}")["counts"]["done"] == 1


def test_the_same_key_adds_one_item(company: Company) -> None:
    client = company["sales1"].client
    body = {"grain": "week", "on": DAY, "title": "三家到报价"}
    first = client.write("POST", "/plan-items", body, Idempotency_Key="k1")
    assert client.write("POST", "/plan-items", body, Idempotency_Key="k1")["id"] == first["id"]


def test_bad_input_says_what_to_mend(company: Company) -> None:
    client = company["sales1"].client
    item = {"grain": "day", "on": DAY, "title": "拜访"}
    assert client.problem("POST", "/plan-items", {**item, "on": "2026-03-21"}) == (
        409,
        "plans.day_off",
        "day",
    )
    assert client.problem("POST", "/plan-items", {**item, "title": ""})[0] == 422
    assert client.problem("POST", "/plan-items", {**item, "title": "长" * 201})[0] == 422
    assert client.problem("POST", "/plan-items", {**item, "goal": 10**16})[0] == 422
    assert client.problem("POST", "/plan-items", {**item, "surprise": 1})[0] == 422
    assert client.problem("POST", "/plan-items", {**item, "on": "9999-12-31"})[0] == 422
    assert client.problem("POST", "/plan-items", {**item, "from_time": "09:00:00+08:00"})[0] == 422
    half = {**item, "about_kind": "lead"}
    assert client.problem("POST", "/plan-items", half) == (422, "core.required", "about_id")
    assert client.problem("POST", "/plan-items", {**item, "owner_id": 999_999})[:2] == (404, "core.not_found")


def test_what_one_may_not_see_is_not_there(company: Company) -> None:
    item = planned(company, "sales3")
    client = company["sales1"].client
    assert client.problem("GET", f"/plans/{item.plan_id}")[0] == 404
    assert (
        client.problem("PATCH", f"/plan-items/{item.pk}", {"changes": {"title": "x"}, "version": 1})[0] == 404
    )
    assert client.problem("GET", f"/plans/at?owner_id={company['sales3'].id}")[0] == 404
    assert company["boss"].client.problem("POST", f"/plan-items/{item.pk}/completions", {})[0] == 403
    assert company["robot"].client.problem("GET", "/plans/at")[0] == 403


def test_the_team_shows_who_has_a_plan_and_why_things_were_not_done(company: Company) -> None:
    item = planned(company)
    planned(company, title="二")
    company["sales1"].client.write("POST", f"/plan-items/{item.pk}/drops", {"reason": "customer"})
    rows = company["lead1"].client.read("/plans/team", grain="day", on=DAY)["rows"]
    seen = {row["owner_name"]: row for row in rows}
    assert set(seen) == {"lead1", "sales1", "sales1b"}
    assert (seen["sales1"]["standing"], seen["sales1"]["reasons"]) == (
        "open",
        [{"reason": "customer", "count": 1}],
    )
    assert seen["sales1b"]["standing"] == "none"
    week = company["manager"].client.read("/plans/team", grain="week", on=DAY, unit_id=company.team1.pk)[
        "rows"
    ]
    assert {row["standing"] for row in week} == {"missing"}
    assert [row["owner_name"] for row in company["sales1"].client.read("/plans/team", on=DAY)["rows"]] == [
        "sales1"
    ]


def test_a_plan_and_a_team_cost_the_same_statements_for_one_item_as_for_three(company: Company) -> None:
    def cost(path: str, who: str = "sales1") -> int:
        client = company[who].client
        client.read(path, on=DAY)
        with CaptureQueriesContext(connection) as asked:
            client.read(path, on=DAY)
        return len(asked)

    def fill(count: int) -> None:
        for place in range(count):
            customer, lead = a_customer(company["sales1"], name=f"客户{place}"), a_lead(company["sales1"])
            planned(company, title="甲", about_kind="customer", about_id=customer.pk)
            planned(
                company,
                title="乙",
                about_kind="lead",
                about_id=lead.pk,
                owner_id=company["sales1"].id,
                by="lead1",
            )

    fill(1)
    one = cost("/plans/at"), cost("/plans/team", "lead1")
    fill(2)
    planned(company, "sales1b")
    assert (cost("/plans/at"), cost("/plans/team", "lead1")) == one


def test_proposals_are_taken_and_named_over_http(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dabiao.modules.plans.api.timezone.now", lambda: NOW)
    lead = a_lead(company["sales1"], next_contact_at=NOW)
    client = company["sales1"].client
    (one,) = client.read("/plans/proposals", grain="day", on=DAY)["items"]
    assert (one["kind"], one["id"], one["whys"][0]["code"]) == ("lead", lead.pk, "due")
    body = {"grain": "day", "on": DAY, "take": [{"kind": "lead", "id": lead.pk, "title": "电话约王芳"}]}
    plan = client.write("POST", "/plans/proposals", body)
    assert [item["title"] for item in plan["items"]] == ["电话约王芳"]
    assert client.read("/plans/proposals", grain="day", on=DAY)["items"] == []


def test_comments_stand_on_a_plan_for_those_who_see_it(company: Company) -> None:
    item = planned(company)
    said = {"subject_kind": "plan", "subject_id": item.plan_id, "text": "先打电话再去", "mentions": []}
    company["lead1"].client.write("POST", "/comments", said)
    assert company["sales3"].client.problem("POST", "/comments", said)[0] == 404
    events = company["sales1"].client.read(f"/timeline/plan/{item.plan_id}")["items"]
    assert "comment.added" in {one["kind"] for one in events}
