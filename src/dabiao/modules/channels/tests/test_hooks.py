"""Deliveries: kept once and first, worked on afterwards, refused with a reason, tried again by a press."""

import hashlib
import hmac
import json
from typing import Any

import pytest
from django.test import Client

from dabiao.core.access.models import Role
from dabiao.core.actor import SYSTEM
from dabiao.core.events.models import Event
from dabiao.modules.channels import services
from dabiao.modules.channels.models import Connection, Delivery
from dabiao.modules.channels.rules.adapters import ADAPTERS
from dabiao.modules.channels.tests.builders import address, connected, deliver, settled, states
from dabiao.modules.leads.models import Enquiry, Lead
from dabiao.testing.people import NOW, make_company

pytestmark = pytest.mark.django_db

PHONE = {"mapping": {"phone": "tel", "name": "who"}}


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        ("oceanengine", {"code": 0, "message": "ok"}),
        ("tencent", {"code": 0, "message": "ok"}),
        ("baidu", {"code": 0, "message": "success"}),
    ],
)
def test_a_lead_of_a_platform_is_kept_answered_and_given_out(kind: str, answer: Any) -> None:
    connection = connected(kind)
    sample = dict(ADAPTERS[kind].sample)
    assert deliver(connection, sample) == (200, answer)
    assert Lead.objects.count() == 0
    settled()
    lead = Lead.objects.get()
    assert (lead.source, lead.raw, lead.owner_id) == ("advert", sample, None)
    assert Event.objects.get(kind="lead.received").data["for_dispatch"] is True
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.subject_kind, delivery.subject_id, delivery.joined) == (
        *("done", "lead"),
        lead.pk,
        False,
    )


def test_the_same_event_again_is_counted_and_nothing_else() -> None:
    connection = connected("tencent")
    for _ in range(3):
        assert deliver(connection, dict(ADAPTERS["tencent"].sample))[0] == 200
        settled()
    assert (Lead.objects.count(), Enquiry.objects.count()) == (1, 0)
    assert Delivery.objects.get().repeats == 2


def test_what_has_no_name_of_its_own_is_known_by_what_it_says() -> None:
    connection = connected("json", **PHONE)
    for tel in ("13800000001", "13800000001", "13800000002"):
        deliver(connection, {"tel": tel})
    settled()
    assert Lead.objects.count() == 2


def test_the_same_person_by_another_event_has_asked_again() -> None:
    connection = connected("json", **PHONE)
    deliver(connection, {"id": "1", "tel": "13800000001"})
    deliver(connection, {"id": "2", "tel": "138 0000 0001"})
    settled()
    assert (Lead.objects.count(), Enquiry.objects.count()) == (1, 1)
    assert [one.joined for one in Delivery.objects.order_by("pk")] == [False, True]


def test_two_connections_may_call_their_events_alike() -> None:
    for tel in ("13800000001", "13800000002"):
        deliver(connected("json", **PHONE), {"id": "1", "tel": tel})
    settled()
    assert Lead.objects.count() == 2


def test_nothing_is_kept_of_who_cannot_prove_to_be_the_platform() -> None:
    connection = connected("json", secret="s3cret", signing="hmac_sha256", **PHONE)
    body = json.dumps({"tel": "13800000001"}).encode()
    assert deliver(connection, body) == (401, {"ok": False, "message": "signature"})
    assert deliver(connection, body, x_signature="0" * 64)[0] == 401
    connection.refresh_from_db()
    assert (connection.refused_count, Delivery.objects.count()) == (2, 0)
    signature = hmac.new(b"s3cret", body, hashlib.sha256).hexdigest()
    assert deliver(connection, body, x_signature=signature) == (200, {"ok": True, "message": "ok"})
    assert Delivery.objects.count() == 1


def test_an_address_that_is_nobodys_or_switched_off_takes_nothing() -> None:
    connection = connected("json", **PHONE)
    old = address(connection)
    assert Client().post("/hooks/json/guessed", {}, content_type="application/json").status_code == 404
    assert (
        Client().post(old.replace("/json/", "/baidu/"), {}, content_type="application/json").status_code
        == 404
    )
    services.renew_address(connection.pk, actor=SYSTEM, now=NOW)
    connection.refresh_from_db()
    assert Client().post(old, {}, content_type="application/json").status_code == 404
    Connection.objects.update(active=False)
    assert deliver(connection, {"tel": "13800000001"})[0] == 403
    assert Delivery.objects.count() == 0


def test_only_a_post_of_a_sane_size_is_taken() -> None:
    connection = connected("json", **PHONE)
    assert Client().get(address(connection)).status_code == 405
    assert deliver(connection, b"x" * (services.LARGEST + 1))[0] == 413
    assert deliver(connection, b"x" * services.LARGEST)[0] == 200


def test_what_cannot_be_read_is_kept_and_says_why() -> None:
    connection = connected("json", **PHONE)
    for body in (b"\xff\xfe{", b"[1]", b""):
        assert deliver(connection, body)[0] == 200
    settled()
    assert [(state, code) for _, state, code in states(connection)] == [
        ("refused", "channels.not_readable")
    ] * 3


def test_a_refused_delivery_is_tried_again_once_the_mapping_is_mended() -> None:
    company = make_company()
    ops = company["ops"].client
    connection = connected("json", mapping={"phone": "wrong.place"})
    deliver(connection, {"id": "1", "tel": "13800000001"})
    deliver(connection, {"id": "2", "tel": "13800000002"})
    settled()
    assert [code for _, _, code in states(connection)] == ["channels.mapping_finds_nobody"] * 2
    shown = ops.read(f"/connections/{connection.pk}/deliveries", state="refused")["items"]
    assert shown[0]["reason"].startswith("With this mapping there is no name")
    ops.write(
        "PATCH", f"/connections/{connection.pk}", {"changes": {"mapping": {"phone": "tel"}}, "version": 1}
    )
    ops.write("POST", f"/deliveries/{shown[0]['id']}/retries")
    settled()
    assert [state for _, state, _ in states(connection)] == ["refused", "done"]
    assert ops.write("POST", f"/connections/{connection.pk}/retries") == {"count": 1}
    settled()
    assert [state for _, state, _ in states(connection)] == ["done", "done"]
    assert Lead.objects.count() == 2
    assert ops.problem("POST", f"/deliveries/{shown[0]['id']}/retries") == (409, "channels.not_refused", "id")


def test_what_the_platform_mended_itself_is_tried_again_as_it_comes() -> None:
    connection = connected("json", **PHONE)
    deliver(connection, {"id": "1", "nothing": 1})
    settled()
    deliver(connection, {"id": "1", "tel": "13800000001"})
    settled()
    assert Lead.objects.get().phone.endswith("00001")


def test_a_lead_asked_when_the_platform_says_but_never_in_the_future() -> None:
    connection = connected("json", mapping={"phone": "tel", "received_at": "at"})
    deliver(connection, {"tel": "13800000001", "at": "2026-01-05 10:00:00"})
    deliver(connection, {"tel": "13800000002", "at": "2199-01-05 10:00:00"})
    settled()
    first, second = Lead.objects.order_by("pk")
    assert first.received_at.isoformat() == "2026-01-05T02:00:00+00:00"
    assert second.received_at == Delivery.objects.order_by("-pk")[0].received_at


def test_five_hundred_at_once_are_all_kept_and_all_become_leads() -> None:
    connection = connected("json", **PHONE)
    for number in range(500):
        deliver(connection, {"id": str(number), "tel": f"1380000{number:04d}"})
    assert Delivery.objects.filter(state="waiting").count() == 500
    settled()
    assert Lead.objects.count() == 500
    assert Delivery.objects.filter(state="done").count() == 500


def test_bodies_show_no_numbers_to_who_does_not_read_every_phone() -> None:
    company = make_company()
    connection = connected("json", **PHONE)
    deliver(connection, {"tel": "13812345678"})
    path = f"/connections/{connection.pk}/deliveries"
    assert company["ops"].client.read(path)["items"][0]["body"] == '{"tel": "13812345678"}'
    Role.objects.filter(code="manager").update(grants={"channel.manage": "all", "lead.read": "all"})
    assert company["manager"].client.read(path)["items"][0]["body"] == '{"tel": "138****5678"}'


def test_of_many_at_once_each_has_its_own_fate() -> None:
    connection = connected("json", **PHONE)
    for number, said in enumerate(
        ({"tel": "13800000001"}, {"nothing": 1}, {"tel": "13800000001"}, {"tel": "13800000002"}, [])
    ):
        deliver(connection, said if isinstance(said, list) else {"id": str(number), **said})
    settled()
    assert [(one.state, one.joined) for one in Delivery.objects.order_by("pk")] == [
        *(("done", False), ("refused", False), ("done", True)),
        *(("done", False), ("refused", False)),
    ]
    assert (Lead.objects.count(), Enquiry.objects.count()) == (2, 1)
