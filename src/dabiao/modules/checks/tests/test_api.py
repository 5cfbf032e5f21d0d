"""Checks over HTTP: what is answered to whom, and lists at the same cost whatever their length."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dabiao.modules.checks.models import Check
from dabiao.modules.checks.tests.world import BAD, GOOD, contacts, drawn, finish, values
from dabiao.testing.people import ApiClient, Company

RESULT = {"answers": GOOD, "feedback": "写得很清楚"}


def statements(client: ApiClient, path: str, **params: Any) -> int:
    client.read(path, **params)
    with CaptureQueriesContext(connection) as asked:
        client.read(path, **params)
    return len(asked)


def test_a_programme_goes_all_its_way(company: Company) -> None:
    contacts(company, "sales1", 3)
    manager, lead, sales = (company[one].client for one in ("manager", "lead1", "sales1"))
    setup = manager.read("/check-setup")
    assert [one["code"] for one in setup["kinds"]][:2] == ["activity", "conversation"]
    template = next(one for one in setup["templates"] if one["kind"] == "activity")
    wanted = values(company, questions=template["questions"])
    made = manager.write("POST", "/check-programmes", wanted, **{"Idempotency-Key": "programme-1"})
    again = manager.write("POST", "/check-programmes", wanted, **{"Idempotency-Key": "programme-1"})
    assert (made["id"], made["unit_names"], made["next_at"]) == (again["id"], ["华东"], None)
    path = f"/check-programmes/{made['id']}"
    drew = manager.write("POST", f"{path}/draws", {})
    assert (drew["picked"], drew["records"], drew["same_winners"]) == (2, 3, True)
    assert manager.problem("POST", f"{path}/draws", {}) == (409, "checks.already_drawn", "reason")
    assert len(manager.read(f"{path}/draws")["items"]) == 1
    assert lead.read("/checks/worklist")["open"] == 2
    listed = lead.read("/checks", checker_id=company["lead1"].id, state="open", sort="due_at")["items"]
    check = lead.read(f"/checks/{listed[0]['id']}")
    labels = [one["label"] for one in check["evidence"]]
    assert {"fields.activity.method", "fields.activity.content"} <= set(labels)
    assert check["actions"] == ["finish"]
    assert check["opens"]["kind"] == "lead"
    answers = [{"value": 1}, {"value": 1}, {"value": 4}, {"value": 1}]
    done = lead.write("POST", f"/checks/{check['id']}/results", {"answers": answers, "praised": True})
    assert (done["result"], done["points"], done["actions"]) == ("passed", 93, ["follow_up"])
    lead.write("POST", f"/checks/{check['id']}/follow-ups", {"title": "分享给全组", "due_on": "2026-03-20"})
    replied = sales.write("POST", f"/checks/{check['id']}/replies", {"reply": "agree"})
    assert (replied["reply"], replied["actions"]) == ("agree", [])
    assert lead.read(f"/check-draws/{check['draw_id']}")["same_winners"]


def test_an_edit_meets_another(company: Company) -> None:
    manager = company["manager"].client
    made = manager.write("POST", "/check-programmes", values(company))
    path = f"/check-programmes/{made['id']}"
    changed = manager.write("PATCH", path, {"changes": {"pass_mark": 80}, "version": 1})
    assert (changed["pass_mark"], changed["version"]) == (80, 2)
    late = {"changes": {"pass_mark": 70}, "version": 1, "base": {"pass_mark": 60}}
    assert manager.problem("PATCH", path, late)[:2] == (409, "edit.conflict")
    share = manager.write("PATCH", path, {"changes": {"each": None, "share": 5}, "version": 2})
    assert (share["each"], share["share"]) == (None, 5)


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("results", {"answers": []}, 422),
        ("results", {"answers": [{"value": 9}, {"value": 1}]}, 422),
        ("results", {"answers": BAD}, 422),
        ("results", {**RESULT, "result": "splendid"}, 422),
        ("results", {**RESULT, "feedback": "长" * 2_001}, 422),
        ("results", {**RESULT, "more": 1}, 422),
        ("replies", {"reply": "agree"}, 403),
        ("follow-ups", {"title": "补写"}, 409),
        ("replacements", {}, 409),
    ],
)
def test_bad_input_is_refused(company: Company, path: str, body: Any, status: int) -> None:
    contacts(company, "sales1", 2)
    check = drawn(company)[0]
    assert company["lead1"].client.problem("POST", f"/checks/{check.pk}/{path}", body)[0] == status
    assert Check.objects.filter(state="open").count() == 2


def test_who_sees_which_checks(company: Company) -> None:
    contacts(company, "sales1", 2)
    contacts(company, "sales2", 2)
    one, *_ = [check for check in drawn(company) if check.owner_id == company["sales1"].id]
    finish(company, one)

    def seen(who: str) -> int:
        return len(company[who].client.read("/checks")["items"])

    people = ("sales1", "sales1b", "sales2", "sales3", "lead1", "manager", "inspector", "boss", "agent")
    assert {who: seen(who) for who in people} == {
        "sales1": 1,
        "sales1b": 0,
        "sales2": 0,
        "sales3": 0,
        "lead1": 2,
        "manager": 4,
        "inspector": 4,
        "boss": 4,
        "agent": 0,
    }
    assert company["finance"].client.problem("GET", "/checks")[:2] == (403, "access.forbidden")
    assert company["sales1"].client.problem("GET", "/check-programmes")[:2] == (403, "access.forbidden")
    assert company["sales2"].client.problem("GET", f"/checks/{one.pk}")[:2] == (404, "core.not_found")
    assert company["trainer"].client.problem("POST", f"/checks/{one.pk}/results", RESULT)[0] == 403
    assert ApiClient().problem("GET", "/checks")[0] == 401


def test_lists_and_board_cost_the_same_for_one_and_for_many(company: Company) -> None:
    contacts(company, "sales1", 1)
    drawn(company)
    board = {"first": "2026-03-01", "last": "2026-03-31"}
    manager = company["manager"].client
    paths = [("/checks", {}), ("/check-board", board), ("/check-programmes", {})]
    before = [statements(manager, path, **params) for path, params in paths]
    for who in ("sales1", "sales1b", "sales2"):
        contacts(company, who, 5)
    drawn(company, name="另一个")
    assert [statements(manager, path, **params) for path, params in paths] == before


def test_filters_say_what_they_mean(company: Company) -> None:
    contacts(company, "sales1", 4)
    one, other = drawn(company)
    finish(company, one, answers=BAD, feedback="先补目的")
    lead = company["lead1"].client

    def found(**filters: Any) -> list[int]:
        return [row["id"] for row in lead.read("/checks", **filters)["items"]]

    assert (
        found(to_improve=True)
        == found(result="serious")
        == found(finished_from="2026-03-18T00:00:00Z")
        == [one.pk]
    )
    assert found(state="open") == found(overdue=False, state="open") == [other.pk]
    assert found(overdue=True) == found(drawn_to="2026-03-18T00:00:00Z") == []
    assert lead.problem("GET", "/check-board", {"first": "2026-03-02", "last": "2026-03-01"})[:2] == (
        422,
        "checks.days",
    )
