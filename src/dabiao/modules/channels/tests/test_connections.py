"""Connecting a platform: what is shown, what is refused, what a trial says."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dabiao.core.events.models import Event
from dabiao.modules.channels.models import Connection, Delivery
from dabiao.modules.leads.models import Lead
from dabiao.testing.people import ApiClient, make_company

pytestmark = pytest.mark.django_db


@pytest.fixture
def ops() -> ApiClient:
    return make_company()["ops"].client


def made(ops: ApiClient, kind: str = "json", **more: Any) -> Any:
    return ops.write("POST", "/connections", {"kind": kind, "name": "官网", **more})


def test_an_address_is_shown_and_a_secret_never(ops: ApiClient) -> None:
    one = made(ops, secret="s3cret-s3cret", signing="hmac_sha256")
    assert one["address"].startswith("/hooks/json/")
    assert len(one["address"]) == len("/hooks/json/") + 32
    assert (one["has_secret"], one["source"], one["counts"]["done"]) == (True, "form", 0)
    row = Connection.objects.get()
    assert "s3cret-s3cret" not in row.sealed_secret + str(one) + str(list(Event.objects.values_list("data")))
    assert one["address"].rsplit("/")[-1] not in row.sealed_token + row.token_hash


def test_a_new_address_is_another(ops: ApiClient) -> None:
    one = made(ops)
    renewed = ops.write("POST", f"/connections/{one['id']}/addresses")
    assert renewed["address"] != one["address"]
    assert (renewed["version"], renewed["id"]) == (2, one["id"])


@pytest.mark.parametrize(
    ("facts", "code", "field"),
    [
        ({"kind": "json", "signing": "token"}, "channels.secret_missing", "secret"),
        ({"kind": "json", "mapping": {"phone": "a..b"}}, "channels.bad_path", "mapping.phone"),
        ({"kind": "json", "mapping": {"owner_id": "a"}}, "channels.mapping_unknown", "mapping.owner_id"),
        ({"kind": "json", "mapping": {"fields.x": "a"}}, "channels.mapping_unknown", "mapping.fields.x"),
        ({"kind": "baidu", "mapping": {"phone": "a"}}, "channels.mapping_fixed", "mapping"),
        ({"kind": "telephony", "agents": {"1": "nobody"}}, "channels.agent_unknown", "agents.1"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_field(
    ops: ApiClient, facts: dict[str, Any], code: str, field: str
) -> None:
    assert ops.problem("POST", "/connections", {"name": "x", **facts}) == (422, code, field)


def test_a_trial_says_what_would_come_of_it_and_keeps_nothing(ops: ApiClient) -> None:
    one = made(ops, mapping={"phone": "data.tel"})
    path = f"/connections/{one['id']}/trials"
    good = ops.write("POST", path, {"body": '{"id": "7", "data": {"tel": "13800000001"}}'})
    assert (good["ok"], good["event_id"], good["values"]) == (
        *(True, "7"),
        {"phone": "13800000001", "source": "form"},
    )
    bad = ops.write("POST", path, {"body": '{"data": {}}'})
    assert (bad["ok"], bad["field"]) == (False, "mapping")
    assert ops.write("POST", path, {"body": "[]"})["field"] == "body"
    assert (Lead.objects.count(), Delivery.objects.count()) == (0, 0)


@pytest.mark.parametrize("kind", ["oceanengine", "tencent", "baidu", "telephony", "spend"])
def test_the_example_of_every_kind_is_good(ops: ApiClient, kind: str) -> None:
    one = made(ops, kind)
    assert ops.write("POST", f"/connections/{one['id']}/trials", {})["ok"]


def test_two_who_change_one_field_do_not_overwrite_each_other(ops: ApiClient) -> None:
    one = made(ops)
    path = f"/connections/{one['id']}"
    ops.write("PATCH", path, {"changes": {"name": "甲"}, "version": 1})
    assert ops.problem("PATCH", path, {"changes": {"name": "乙"}, "version": 1})[:2] == (409, "edit.conflict")
    kept = ops.write("PATCH", path, {"changes": {}, "secret": "abc", "version": 2})
    assert (kept["has_secret"], kept["version"]) == (True, 3)


def test_the_list_takes_as_many_queries_for_three_as_for_one(ops: ApiClient) -> None:
    made(ops)
    with CaptureQueriesContext(connection) as one:
        ops.read("/connections")
    for _ in range(2):
        made(ops)
    with CaptureQueriesContext(connection) as three:
        assert len(ops.read("/connections")["items"]) == 3
    assert len(three) == len(one)
