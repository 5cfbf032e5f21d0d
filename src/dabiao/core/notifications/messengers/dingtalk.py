"""钉钉: work notifications (工作通知) of the company's own app. It says only later whether they arrived."""

import hashlib
import hmac
import json
from base64 import b64encode
from collections.abc import Sequence
from typing import Any, ClassVar

from django.utils.crypto import constant_time_compare, get_random_string
from django.utils.timezone import get_default_timezone

from dabiao.core.notifications.messengers import sealed_mail
from dabiao.core.notifications.messengers.asking import ask
from dabiao.core.notifications.messengers.base import (
    Answer,
    Call,
    Denied,
    Field,
    Message,
    Outcome,
    Taken,
    TokenRefused,
    Values,
    base_url,
    check_fresh,
    plain,
)
from dabiao.core.notifications.troubles import Postponed, Refused

STALE = (40014, 42001)
BUSY = (90002, 90006, 90018, 143103, 143104, -1)
WORDS = {
    33012: "unknown_receiver",
    60121: "unknown_receiver",
    33001: "wrong_app",
    60011: "no_permission",
    50002: "out_of_reach",
    143105: "too_many",
    143106: "seen_already",
}
NOT_FOUND = (60121, 33012)
LOST = ("invalid_user_id_list", "failed_user_id_list", "forbidden_user_id_list")
ARRIVED = ("read_user_id_list", "unread_user_id_list")


class DingTalk:
    name: ClassVar[str] = "dingtalk"
    fields: ClassVar[tuple[Field, ...]] = (
        Field("app_key"),
        Field("app_secret", secret=True),
        Field("agent_id", pattern=r"\d{1,12}"),
        Field("callback_token", secret=True, needed=False, pattern=r"[A-Za-z0-9]{1,64}"),
        Field("aes_key", secret=True, needed=False, pattern=r"[A-Za-z0-9]{43}"),
        Field("sign_secret", secret=True, needed=False),
    )
    repeats: ClassVar[bool] = False
    lookup: ClassVar[int] = 1

    def token(self, values: Values) -> tuple[str, int]:
        body = {"appKey": values["app_key"], "appSecret": values["app_secret"]}
        said = ask(f"{base_url('dingtalk-api', 'https://api.dingtalk.com')}/v1.0/oauth2/accessToken", body)
        if "accessToken" not in said:
            raise Refused("wrong_secret", code=str(said.get("code", "")))
        return str(said["accessToken"]), int(said["expireIn"])

    def send(self, values: Values, token: str, account: str, message: Message) -> Taken:
        body = {"agent_id": int(values["agent_id"]), "userid_list": account, "msg": _content(message)}
        path = "/topapi/message/corpconversation/asyncsend_v2"
        said = _judged(ask(_url(path), body, query={"access_token": token}, once=True))
        return Taken(str(said["task_id"]), sure=False)

    def outcome(self, values: Values, token: str, account: str, reference: str) -> Outcome:
        body = {"agent_id": int(values["agent_id"]), "task_id": int(reference)}
        path = "/topapi/message/corpconversation/getsendresult"
        result = _judged(ask(_url(path), body, query={"access_token": token})).get("send_result") or {}
        if any(account in (result.get(name) or ()) for name in LOST):
            return Outcome.REFUSED
        arrived = any(account in (result.get(name) or ()) for name in ARRIVED)
        return Outcome.REACHED if arrived else Outcome.UNKNOWN

    def accounts(self, values: Values, token: str, mobiles: Sequence[str]) -> dict[str, str]:
        found = {}
        for mobile in mobiles:
            said = ask(_url("/topapi/v2/user/getbymobile"), {"mobile": mobile}, query={"access_token": token})
            if said.get("errcode") not in NOT_FOUND:
                found[mobile] = str(_judged(said)["result"]["userid"])
        return found

    def answer(self, values: Values, call: Call) -> Answer:
        """An event comes in an envelope and wants one back; a robot's message comes open, with a signed time."""
        if call.method != "POST":
            raise Denied
        if "sign" in call.headers:
            return _robot(values, call)
        query, body = call.query, _object(call.body)
        encrypted = str(body.get("encrypt", ""))
        timestamp = query.get("timestamp") or query.get(
            "timeStamp", ""
        )  # the service's own library knows both
        nonce = query.get("nonce", "")
        given = query.get("msg_signature") or query.get("signature", "")
        token, key, me = (values.get(name, "") for name in ("callback_token", "aes_key", "app_key"))
        sealed_mail.check(given, token, timestamp, nonce, encrypted)
        check_fresh(timestamp, call.now, milliseconds=len(timestamp) > 10)
        sealed_mail.opened(key, encrypted, me)
        back, nonce = sealed_mail.closed(key, "success", me), get_random_string(16)
        sealed = {"encrypt": back, "timeStamp": timestamp, "nonce": nonce}
        signed = sealed_mail.signature(token, timestamp, nonce, back)
        return Answer(json.dumps({**sealed, "msg_signature": signed}))


def _robot(values: Values, call: Call) -> Answer:
    timestamp, secret = call.headers.get("timestamp", ""), values.get("sign_secret", "")
    digest = hmac.new(secret.encode(), f"{timestamp}\n{secret}".encode(), hashlib.sha256).digest()
    if not secret or not constant_time_compare(call.headers["sign"], b64encode(digest).decode()):
        raise Denied
    check_fresh(timestamp, call.now, milliseconds=True)
    return Answer("{}")


def _url(path: str) -> str:
    return f"{base_url('dingtalk', 'https://oapi.dingtalk.com')}{path}"


def _content(message: Message) -> dict[str, Any]:
    """With its time, to the second: of two messages with one wording on one day the service shows the first alone."""
    text = f"{plain(message.text)}（{message.at.astimezone(get_default_timezone()):%H:%M:%S}）"
    if not message.link:
        return {"msgtype": "text", "text": {"content": f"{message.title}\n{text}"}}
    card = {
        "title": message.title,
        "markdown": f"**{message.title}**\n\n{text}",
        "single_title": message.title,
        "single_url": message.link,
    }
    return {"msgtype": "action_card", "action_card": card}


def _object(raw: bytes) -> dict[str, Any]:
    try:
        said = json.loads(raw)
    except ValueError:
        raise Denied from None
    if not isinstance(said, dict):
        raise Denied
    return said


def _judged(said: dict[str, Any]) -> dict[str, Any]:
    code = said.get("errcode", 0)
    if code == 0:
        return said
    inner = str(said.get("sub_code", ""))
    if code == 88 and inner.isdigit():
        code = int(inner)
    if code in STALE:
        raise TokenRefused
    if code in BUSY:
        raise Postponed("busy", code=code)
    raise Refused(
        WORDS.get(code, "other"), code=code, said=str(said.get("sub_msg") or said.get("errmsg", ""))
    )
