"""Leads over the API: arriving, being seen, edited, judged."""

from typing import Any

import pytest

from dabiao.core.events.models import Event
from dabiao.modules.leads.models import Lead
from dabiao.testing.exports import exported
from dabiao.testing.people import ApiClient, Company, make_company

pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> Company:
    return make_company()


def make(client: ApiClient, **facts: Any) -> dict[str, Any]:
    return client.write("POST", "/leads", {"name": "王芳", **facts})


def test_a_lead_made_by_hand_belongs_to_its_maker(company: Company) -> None:
    lead = make(company["sales1"].client, phone="138 1234 5678", company="  云岚　科技 ")
    assert (lead["owner_id"], lead["unit_id"], lead["status"]) == (
        company["sales1"].id,
        company.team1.pk,
        "assigned",
    )
    assert (lead["phone"], lead["company"]) == ("138****5678", "云岚 科技")
    assert Lead.objects.get().phone == "13812345678"


def test_a_lead_nobody_could_reach_is_refused(company: Company) -> None:
    problem = company["sales1"].client.problem("POST", "/leads", {"remark": "?"})
    assert problem == (422, "leads.nothing_to_go_by", "name")


def test_a_salesperson_gives_leads_to_no_one_else(company: Company) -> None:
    body = {"name": "王芳", "owner_id": company["sales1b"].id}
    assert company["sales1"].client.problem("POST", "/leads", body) == (403, "access.forbidden", "owner_id")


def test_a_batch_answers_row_by_row(company: Company) -> None:
    items = [
        {"name": "甲", "owner_id": None},
        {"remark": "nothing"},
        {"phone": "13812345678", "owner_id": 999_999},
    ]
    results = company["ops"].client.write("POST", "/leads/batch", {"items": items})["results"]
    assert [(row["index"], row["ok"], row.get("code")) for row in results] == [
        (0, True, None),
        (1, False, "leads.nothing_to_go_by"),
        (2, False, "org.not_working"),
    ]
    assert Lead.objects.count() == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_the_same_few_queries_for_any_number_of_rows(
    company: Company, rows: int, django_assert_num_queries: Any
) -> None:
    client = company["sales1"].client
    for number in range(rows):
        make(client, name=f"n{number}")
    client.read("/me")
    with django_assert_num_queries(2):  # who asks, and the page
        assert len(client.read("/leads")["items"]) == rows


def test_a_foreign_lead_is_not_found_by_any_way(company: Company) -> None:
    lead = make(company["sales3"].client)
    sales1 = company["sales1"].client
    assert sales1.problem("GET", f"/leads/{lead['id']}")[0] == 404
    assert sales1.problem("PATCH", f"/leads/{lead['id']}", {"changes": {"name": "x"}, "version": 1})[0] == 404
    assert sales1.problem("POST", f"/leads/{lead['id']}/claims")[0] == 404
    assert sales1.problem("GET", f"/timeline/lead/{lead['id']}")[0] == 404
    assert sales1.read("/leads", ids=[lead["id"]])["items"] == []
    assert sales1.read("/search", q="王芳")["items"] == []


def test_nobody_anonymous_sees_leads(company: Company) -> None:
    assert ApiClient().problem("GET", "/leads") == (401, "access.unauthenticated", None)


def test_pages_follow_each_other_without_gap_or_repeat(company: Company) -> None:
    client = company["sales1"].client
    made = [make(client, name=f"n{number}")["id"] for number in range(7)]
    seen: list[int] = []
    cursor = ""
    while cursor is not None:
        page = client.read("/leads", limit=3, cursor=cursor, count=True)
        assert (page["count"], page["count_capped"]) == (7, False)
        seen += [row["id"] for row in page["items"]]
        cursor = page["next"]
    assert seen == made[::-1]


def test_leads_without_a_next_contact_come_last_in_that_order(company: Company) -> None:
    client = company["sales1"].client
    without = make(client)["id"]
    later, sooner = make(client), make(client)
    for lead, day in ((later, "09"), (sooner, "08")):
        changes = {"next_contact_at": f"2026-04-{day}T02:00:00Z"}
        client.write("PATCH", f"/leads/{lead['id']}", {"changes": changes, "version": 1})
    first = client.read("/leads", sort="next_contact_at", limit=2)
    rest = client.read("/leads", sort="next_contact_at", limit=2, cursor=first["next"])
    assert [row["id"] for row in first["items"] + rest["items"]] == [sooner["id"], later["id"], without]


@pytest.mark.parametrize("cursor", ["x", "W10", "eyJhIjoxfQ", "WyJub3QgYSBkYXRlIiwxXQ"])
def test_a_broken_cursor_is_said_plainly(company: Company, cursor: str) -> None:
    assert company["sales1"].client.problem("GET", "/leads", {"cursor": cursor}) == (
        422,
        "lists.bad_cursor",
        "cursor",
    )


def test_an_unknown_sort_names_the_known_ones(company: Company) -> None:
    response = company["sales1"].client.send("GET", "/leads", {"sort": "remark"})
    assert (response.status_code, response.json()["code"]) == (422, "lists.unknown_sort")
    assert "received_at" in response.json()["detail"]


def test_a_number_is_found_whole_or_by_its_last_four_but_not_in_between(company: Company) -> None:
    client = company["sales1"].client
    make(client, phone="13812345678")
    found = {
        q: len(client.read("/leads", q=q)["items"])
        for q in ("138 1234 5678", "5678", "1234", "81234", "13812")
    }
    assert found == {"138 1234 5678": 1, "5678": 1, "1234": 0, "81234": 0, "13812": 0}


def test_two_editors_of_different_fields_both_win_and_of_one_field_meet(company: Company) -> None:
    client = company["sales1"].client
    path = f"/leads/{make(client)['id']}"
    client.write("PATCH", path, {"changes": {"company": "甲"}, "version": 1})
    both = client.write("PATCH", path, {"changes": {"region": "杭州"}, "base": {"region": ""}, "version": 1})
    assert (both["company"], both["region"], both["version"]) == ("甲", "杭州", 3)
    status, code, field = client.problem(
        "PATCH", path, {"changes": {"company": "乙"}, "base": {"company": ""}}
    )
    assert (status, code, field) == (409, "edit.conflict", "company")


def test_a_masked_phone_is_not_lost_by_editing_something_else(company: Company) -> None:
    client = company["sales1"].client
    path = f"/leads/{make(client, phone='13812345678')['id']}"
    client.write("PATCH", path, {"changes": {"remark": "好"}, "version": 1})
    assert Lead.objects.get().phone == "13812345678"


def test_each_reveal_is_on_the_record(company: Company) -> None:
    client = company["sales1"].client
    lead = make(client, phone="13812345678", wechat="wx_abcdef", email="wang@example.com")
    assert (lead["wechat"], lead["email"]) == ("w******ef", "w***@example.com")
    shown = client.write("POST", f"/leads/{lead['id']}/reveals")
    assert shown == {"phone": "13812345678", "wechat": "wx_abcdef", "email": "wang@example.com"}
    event = Event.objects.get(kind="lead.revealed")
    assert (event.actor_id, event.address) == (company["sales1"].id, "127.0.0.1")


def test_a_changed_phone_is_masked_on_the_timeline_too(company: Company) -> None:
    client = company["sales1"].client
    path = f"/leads/{make(client, phone='13812345678')['id']}"
    client.write("PATCH", path, {"changes": {"phone": "13987654321"}, "version": 1})
    entry = client.read(f"/timeline{path.replace('leads', 'lead')}")["items"][0]
    assert (entry["kind"], entry["data"]["changes"]) == (
        "lead.edited",
        {"phone": ["138****5678", "139****4321"]},
    )


def test_an_invalid_lead_keeps_its_reason_until_taken_up_again(company: Company) -> None:
    lead1 = company["lead1"].client
    path = f"/leads/{make(company['sales1'].client)['id']}"
    gone = company["sales1"].client.write("POST", f"{path}/invalidations", {"reason": "spam"})
    assert (gone["status"], gone["invalid_reason"], gone["actions"]) == (
        "invalid",
        "spam",
        ["edit", "reveal"],
    )
    again = lead1.write("POST", f"{path}/assignments", {"owner_id": company["sales1b"].id})
    assert (again["status"], again["invalid_reason"], again["owner_id"]) == (
        "assigned",
        "",
        company["sales1b"].id,
    )


def test_a_csv_export_holds_what_the_list_shows(company: Company) -> None:
    client = company["lead1"].client
    make(company["sales1"].client, name="=1+1", phone="13812345678")
    make(company["sales3"].client, name="foreign")
    heading, row = exported(client, "lead", columns=["phone", "name"])
    assert (heading[1:], row[1:]) == (["Phone", "Name"], ["138****5678", "'=1+1"])
