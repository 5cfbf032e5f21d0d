"""What the messengers say to us: only who proves to be the service, and only now, is believed."""

import json
import time
from typing import Any

import pytest

from dabiao.core.notifications.models import MessengerSettings
from dabiao.core.notifications.tests.connected import connect
from dabiao.testing.messengers import DingTalkService, FeishuService, Service, WeComService
from dabiao.testing.people import ApiClient, Company, make_company

pytestmark = pytest.mark.django_db

DENIED = (403, "notifications.callback_denied")
OLD = 301  # seconds


@pytest.fixture(autouse=True)
def company() -> Company:
    return make_company()


def call(name: str, query: dict[str, str], body: Any = None, headers: dict[str, str] | None = None) -> Any:
    path = f"/api/v1/messengers/{name}/callback"
    client = ApiClient()
    if body is None:
        return client.get(path, query, headers=headers)
    raw = body if isinstance(body, str | bytes) else json.dumps(body)
    kind = "application/json"
    return client.generic("POST", path, raw, content_type=kind, query_params=query, headers=headers)


def said(response: Any) -> tuple[int, str]:
    return response.status_code, response.json()["code"]


def now() -> int:
    return int(time.time())


def noted() -> bool:
    return MessengerSettings.objects.get().last_callback_at is not None


def test_wecom_finds_that_the_address_is_ours(wecom: WeComService) -> None:
    connect(wecom)
    answer = call("wecom", wecom.check_of_address("1616140317555161061", now()))
    assert (answer.status_code, answer.content, noted()) == (200, b"1616140317555161061", True)
    assert answer["Content-Type"] == "text/plain; charset=utf-8"


def test_wecom_may_check_before_the_messenger_is_switched_on(wecom: WeComService) -> None:
    connect(wecom)
    MessengerSettings.objects.update(enabled=False)
    assert call("wecom", wecom.check_of_address("1616", now())).content == b"1616"


def test_an_event_of_wecom_is_taken(wecom: WeComService) -> None:
    connect(wecom)
    answer = call("wecom", *wecom.callback("<xml><Event>enter_agent</Event></xml>", now()))
    assert (answer.status_code, answer.content, noted()) == (200, b"success", True)


@pytest.mark.parametrize(
    "change", [{"msg_signature": "0" * 40}, {"nonce": "1"}, {"timestamp": "1"}, {"echostr": "eA=="}]
)
def test_what_is_signed_for_something_else_is_denied(wecom: WeComService, change: dict[str, str]) -> None:
    connect(wecom)
    query = wecom.check_of_address("1616", now())
    assert (said(call("wecom", {**query, **change})), noted()) == (DENIED, False)


def test_nobody_is_told_what_was_wrong(wecom: WeComService) -> None:
    connect(wecom)
    answers = [
        call("wecom", {}),
        call("wecom", {}, "no xml"),
        call("wecom", {**wecom.check_of_address("1616", now()), "msg_signature": "ü"}),
        call("wecom", wecom.check_of_address("1616", now() - OLD)),
    ]
    assert len({answer.content for answer in answers}) == 1


def test_what_is_meant_for_another_company_is_denied(wecom: WeComService) -> None:
    connect(wecom)
    query, body = wecom.callback("<xml/>", now(), receiver="ww0000")
    assert said(call("wecom", query, body)) == DENIED


@pytest.mark.parametrize("late", [-OLD, OLD])
def test_what_is_not_of_now_is_denied(messenger: Service, late: int) -> None:
    connect(messenger)
    assert [said(answer) for answer in genuine(messenger, now() + late)] == [DENIED]
    assert [answer.status_code for answer in genuine(messenger, now())] == [200]


def genuine(service: Service, at: int) -> list[Any]:
    """The answers to a genuine event of that second."""
    if isinstance(service, FeishuService):
        headers, raw = service.event(at)
        return [call("feishu", {}, raw, headers)]
    assert isinstance(service, WeComService | DingTalkService)
    return [call(service.name, *service.callback("{}", at))]


def test_nothing_is_believed_of_a_messenger_that_is_not_connected(messenger: Service) -> None:
    assert [said(answer) for answer in genuine(messenger, now())] == [DENIED]


def test_a_messenger_without_the_keys_of_callbacks_believes_nothing(messenger: Service) -> None:
    optional = ("callback_token", "aes_key", "sign_secret", "verification_token", "encrypt_key")
    connect(messenger, **{name: "" for name in optional if name in messenger.fields})
    assert [said(answer) for answer in genuine(messenger, now())] == [DENIED]


def test_dingtalk_gets_its_word_back_sealed(dingtalk: DingTalkService) -> None:
    connect(dingtalk)
    answer = call("dingtalk", *dingtalk.callback('{"EventType":"check_url"}', now()))
    assert (answer.status_code, dingtalk.accepts(answer.json()), noted()) == (200, True, True)


def test_a_message_to_the_robot_is_signed_with_its_time(dingtalk: DingTalkService) -> None:
    connect(dingtalk)
    message = {"text": {"content": "在吗"}}
    assert call("dingtalk", {}, message, dingtalk.robot(now())).content == b"{}"
    assert said(call("dingtalk", {}, message, dingtalk.robot(now() - OLD))) == DENIED
    forged = {**dingtalk.robot(now()), "timestamp": str(now() * 1000 + 1)}
    assert said(call("dingtalk", {}, message, forged)) == DENIED


def test_feishu_finds_that_the_address_is_ours(feishu: FeishuService) -> None:
    connect(feishu)
    answer = call("feishu", {}, feishu.check_of_address())
    assert (answer.status_code, answer.json(), noted()) == (200, {"challenge": "ajls384k"}, True)


def test_feishu_is_not_believed_with_another_token_or_without_a_signature(feishu: FeishuService) -> None:
    connect(feishu)
    headers, raw = feishu.event(now(), token="another")
    assert said(call("feishu", {}, raw, headers)) == DENIED
    headers, raw = feishu.event(now())
    assert said(call("feishu", {}, raw, {**headers, "X-Lark-Signature": "0" * 64})) == DENIED
    assert said(call("feishu", {}, raw)) == DENIED
    open_check = {"challenge": "x", "token": feishu.verification_token, "type": "url_verification"}
    assert said(call("feishu", {}, open_check)) == DENIED


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{", b'{"encrypt": 5}', b'{"encrypt": "AAAA"}', b'{"encrypt": "' + b"A" * 64 + b'"}'],
)
def test_rubbish_is_denied_like_anything_else(messenger: Service, body: bytes) -> None:
    connect(messenger)
    assert said(call(messenger.name, {"timestamp": "9" * 30}, body, {"sign": "x"})) == DENIED
    assert said(call(messenger.name, {}, body)) == DENIED


def test_what_is_too_large_is_not_even_read(wecom: WeComService) -> None:
    connect(wecom)
    query, body = wecom.callback("x" * 50_000, now())
    assert said(call("wecom", query, body)) == (422, "notifications.callback_too_large")


def test_a_messenger_that_nobody_knows_is_not_found() -> None:
    assert said(call("telegram", {})) == (404, "core.not_found")
