"""POST /leads and /leads/batch as a program of somebody else's uses them, carelessly."""

import json
from typing import Any

import pytest

from dabiao.modules.leads.models import Enquiry, Lead
from dabiao.testing.people import ApiClient, make_company

pytestmark = pytest.mark.django_db


@pytest.fixture
def robot() -> ApiClient:
    return make_company()["robot"].client


def rows(count: int, **more: Any) -> list[dict[str, Any]]:
    return [{"phone": f"1380000{number:04d}", **more} for number in range(count)]


def test_a_thousand_are_taken_and_one_more_is_refused_as_a_whole(robot: ApiClient) -> None:
    said = robot.write("POST", "/leads/batch", {"items": rows(1000)})["results"]
    assert [one["ok"] for one in said] == [True] * 1000
    assert robot.problem("POST", "/leads/batch", {"items": rows(1001)}) == (
        422,
        "validation.too_long",
        "items",
    )
    assert robot.problem("POST", "/leads/batch", {"items": []})[0] == 422
    assert Lead.objects.count() == 1000


def test_one_person_twice_in_a_batch_is_one_lead_that_asked_twice(robot: ApiClient) -> None:
    items = [{"phone": "13800000001"}, {"phone": "138 0000 0001", "name": "王芳"}]
    first, second = robot.write("POST", "/leads/batch", {"items": items})["results"]
    assert (first["ok"], first.get("joined"), second["ok"], second["joined"]) == (True, None, True, True)
    assert (second["kind"], second["id"]) == ("lead", first["id"])
    assert (Lead.objects.get().name, Enquiry.objects.count()) == ("王芳", 1)


def test_a_bad_row_says_its_place_and_leaves_the_others(robot: ApiClient) -> None:
    said = robot.write("POST", "/leads/batch", {"items": [{}, {"phone": "13800000001"}, {"region": "上海"}]})
    assert [(one["ok"], one.get("code")) for one in said["results"]] == [
        (False, "leads.nothing_to_go_by"),
        (True, None),
        (False, "leads.nothing_to_go_by"),
    ]


def test_a_key_that_comes_back_gives_the_same_answer_and_with_another_body_none(robot: ApiClient) -> None:
    first = robot.write("POST", "/leads/batch", {"items": rows(2)}, idempotency_key="k1")
    again = robot.send("POST", "/leads/batch", {"items": rows(2)}, idempotency_key="k1")
    assert (again.json(), again["Idempotent-Replay"]) == (first, "true")
    other = robot.problem("POST", "/leads/batch", {"items": rows(3)}, idempotency_key="k1")
    assert other == (422, "idempotency.body_differs", "Idempotency-Key")
    assert (Lead.objects.count(), Enquiry.objects.count()) == (2, 0)


def test_a_body_that_is_too_large_is_told_how_large_it_may_be(robot: ApiClient) -> None:
    said = robot.send("POST", "/leads", {"phone": "13800000001", "raw": {"x": "x" * (5 << 20)}})
    assert (said.status_code, said.json()["code"], said.json()["params"]) == (
        *(413, "core.body_too_large"),
        {"limit_kb": 5120},
    )
    assert Lead.objects.count() == 0


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'{"items": {}}', b"\xff", b"[" * 5000])
def test_what_is_no_batch_is_refused_in_words(robot: ApiClient, body: bytes) -> None:
    said = robot.post("/api/v1/leads/batch", body, content_type="application/json")
    assert 400 <= said.status_code < 500
    assert said.json()["detail"]


def test_unknown_fields_and_deep_raw_are_told_apart(robot: ApiClient) -> None:
    assert robot.problem("POST", "/leads", {"phone": "1", "telefon": "2"})[1] == "validation.extra_forbidden"
    raw = json.loads('{"a":' * 200 + "1" + "}" * 200)
    made = robot.write("POST", "/leads", {"phone": "13800000009", "raw": raw})
    assert robot.read(f"/leads/{made['id']}")["raw"] == raw
