"""Every refusal is problem+json in the reader's language, and names the field."""

import pytest

from dabiao.testing.people import ApiClient, make_company

pytestmark = pytest.mark.django_db


def test_a_missing_and_an_unknown_field_are_both_named() -> None:
    ops = make_company()["ops"].client
    response = ops.send("POST", "/units", {"kind": "branch", "colour": "red"})
    said = response.json()
    assert response["Content-Type"] == "application/problem+json"
    assert (said["status"], said["code"]) == (422, "core.several_errors")
    assert {(one["field"], one["code"]) for one in said["errors"]} == {
        ("name", "validation.missing"),
        ("colour", "validation.extra_forbidden"),
    }


@pytest.mark.parametrize(
    ("language", "detail"),
    [("zh-CN", "请先登录"), ("zh-TW,zh;q=0.9", "請先登入"), ("en-GB", "Please sign in first")],
)
def test_the_words_follow_the_reader(language: str, detail: str) -> None:
    response = ApiClient().send("GET", "/me", **{"Accept-Language": language})
    assert response.json()["detail"] == detail


def test_an_unknown_address_is_a_problem_too() -> None:
    response = ApiClient().send("GET", "/nothing-here")
    assert (response.status_code, response.json()["code"]) == (404, "core.unknown_path")


def test_broken_json_is_said_plainly() -> None:
    ops = make_company()["ops"].client
    response = ops.post("/api/v1/units", "{not json", content_type="application/json")
    assert (response.status_code, response.json()["code"]) == (400, "core.bad_request")
