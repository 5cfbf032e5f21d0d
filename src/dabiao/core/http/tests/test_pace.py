"""How often a program may ask: counted once for all processes, and nobody in a session is held to it."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dabiao.core.events.models import Event
from dabiao.core.throttle.models import Tally
from dabiao.testing.people import ApiClient, make_company

pytestmark = pytest.mark.django_db


def ask(key: str, path: str = "/api/v1/leads") -> Any:
    return Client(HTTP_ACCEPT_LANGUAGE="en").get(path, headers={"Authorization": f"Bearer {key}"})


@pytest.fixture
def ops() -> ApiClient:
    return make_company()["ops"].client


def issued(ops: ApiClient, **more: Any) -> Any:
    return ops.write("POST", "/tokens", {"name": "官网", "permissions": ["lead.read"], **more})


def test_beyond_its_measure_a_token_is_told_how_long_to_wait(ops: ApiClient) -> None:
    key = issued(ops, per_minute=3)["key"]
    assert [ask(key).status_code for _ in range(3)] == [200, 200, 200]
    refused = ask(key)
    assert (refused.status_code, refused.json()["code"]) == (429, "access.too_often")
    assert 1 <= int(refused["Retry-After"]) <= 20
    assert refused["RateLimit-Policy"] == '"token";q=3;w=60'
    assert refused["RateLimit"] == f'"token";r=0;t={refused["Retry-After"]}'


def test_each_token_has_a_measure_of_its_own(ops: ApiClient) -> None:
    first, second = issued(ops, per_minute=1)["key"], issued(ops, per_minute=1)["key"]
    assert [ask(key).status_code for key in (first, first, second)] == [200, 429, 200]


def test_a_new_measure_holds_from_the_next_request_on(ops: ApiClient) -> None:
    token = issued(ops, per_minute=1)
    assert (ask(token["key"]).status_code, ask(token["key"]).status_code) == (200, 429)
    ops.write("PATCH", f"/tokens/{token['id']}", {"per_minute": 60_000})
    assert ask(token["key"]).status_code == 200
    assert Event.objects.get(kind="token.paced").data == {"name": "官网", "per_minute": 60_000, "before": 1}
    assert ops.read("/tokens")["items"][0]["per_minute"] == 60_000


def test_it_has_a_sane_measure_if_nobody_says_one(ops: ApiClient) -> None:
    assert issued(ops)["per_minute"] == 600
    for wrong in (0, 60_001):
        assert (
            ops.problem("POST", "/tokens", {"name": "x", "permissions": ["lead.read"], "per_minute": wrong})[
                0
            ]
            == 422
        )


def test_people_in_a_session_cost_no_statement_more(ops: ApiClient) -> None:
    ops.read("/leads")
    with CaptureQueriesContext(connection) as said:
        ops.read("/leads")
    assert not [one for one in said.captured_queries if Tally._meta.db_table in one["sql"]]


def test_a_key_that_is_nobodys_takes_nothing() -> None:
    assert ask("dbt_forged").status_code == 401
    assert Tally.objects.count() == 0
