"""飞书, and Lark outside of China: messages of the bot of the company's own app. It knows by its key a message that it has."""

import hashlib
import json
from base64 import b64decode
from collections.abc import Sequence
from typing import Any, ClassVar

from django.utils.crypto import constant_time_compare

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
from dabiao.core.notifications.messengers.sealed_mail import unboxed
from dabiao.core.notifications.troubles import Postponed, Refused

SITES = {"feishu": "https://open.feishu.cn", "lark": "https://open.larksuite.com"}
STALE = (99991661, 99991663, 99991664, 99991668)
BUSY = (99991400, 230020, 11232, 11233)
WORDS = {
    10003: "wrong_app",
    10014: "wrong_secret",
    10015: "wrong_secret",
    230013: "out_of_reach",
    230029: "unknown_receiver",
    230034: "unknown_receiver",
    99992351: "unknown_receiver",
    99992361: "unknown_receiver",
    230006: "no_bot",
    230027: "no_permission",
    99991672: "no_permission",
    99991401: "ip_not_trusted",
}


class Feishu:
    name: ClassVar[str] = "feishu"
    fields: ClassVar[tuple[Field, ...]] = (
        Field("site", choices=("feishu", "lark")),
        Field("app_id"),
        Field("app_secret", secret=True),
        Field("receive_id_type", choices=("user_id", "open_id")),
        Field("verification_token", secret=True, needed=False),
        Field("encrypt_key", secret=True, needed=False),
    )
    repeats: ClassVar[bool] = True
    lookup: ClassVar[int] = 50

    def token(self, values: Values) -> tuple[str, int]:
        body = {"app_id": values["app_id"], "app_secret": values["app_secret"]}
        said = _judged(ask(_url(values, "/auth/v3/tenant_access_token/internal"), body))
        return str(said["tenant_access_token"]), int(said["expire"])

    def send(self, values: Values, token: str, account: str, message: Message) -> Taken:
        body = {"receive_id": account, "uuid": message.key, **_content(message)}
        query = {"receive_id_type": values["receive_id_type"]}
        said = _judged(ask(_url(values, "/im/v1/messages"), body, query=query, headers=_bearer(token)))
        return Taken(str(said["data"]["message_id"]))

    def outcome(self, values: Values, token: str, account: str, reference: str) -> Outcome:
        return Outcome.REACHED

    def accounts(self, values: Values, token: str, mobiles: Sequence[str]) -> dict[str, str]:
        query = {"user_id_type": values["receive_id_type"]}
        url = _url(values, "/contact/v3/users/batch_get_id")
        said = _judged(ask(url, {"mobiles": list(mobiles)}, query=query, headers=_bearer(token)))
        people = said["data"].get("user_list") or []
        return {str(one["mobile"]): str(one["user_id"]) for one in people if one.get("user_id")}

    def answer(self, values: Values, call: Call) -> Answer:
        """All is encrypted; what is no check of the address is signed with a time as well."""
        key = values.get("encrypt_key", "")
        if call.method != "POST" or not key:
            raise Denied
        said = _opened(key, call.body)
        header = said.get("header")
        given = header.get("token", "") if isinstance(header, dict) else said.get("token", "")
        token = values.get("verification_token", "")
        if not token or not constant_time_compare(str(given), token):
            raise Denied
        if said.get("type") == "url_verification":
            return Answer(json.dumps({"challenge": str(said.get("challenge", ""))}))
        _check_signature(key, call)
        return Answer("{}")


def _check_signature(key: str, call: Call) -> None:
    names = ("x-lark-request-timestamp", "x-lark-request-nonce", "x-lark-signature")
    timestamp, nonce, given = (call.headers.get(name, "") for name in names)
    expected = hashlib.sha256(f"{timestamp}{nonce}{key}".encode() + call.body).hexdigest()
    if not constant_time_compare(given, expected):
        raise Denied
    check_fresh(timestamp, call.now)


def _opened(key: str, body: bytes) -> dict[str, Any]:
    try:
        data = b64decode(json.loads(body)["encrypt"], validate=True)
        plain = unboxed(hashlib.sha256(key.encode()).digest(), data[:16], data[16:], 16)
        said = json.loads(plain)
    except (ValueError, TypeError, KeyError):
        raise Denied from None
    if not isinstance(said, dict):
        raise Denied
    return said


def _url(values: Values, path: str) -> str:
    return f"{base_url('feishu', SITES[values['site']])}/open-apis{path}"


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def _content(message: Message) -> dict[str, str]:
    """`content` is JSON within JSON: the service's choice. In a card nothing is read as markup."""
    if not message.link:
        return _as("text", {"text": f"{message.title}\n{plain(message.text)}"})
    button = {
        "tag": "button",
        "type": "primary",
        "url": message.link,
        "text": {"tag": "plain_text", "content": message.title},
    }
    words = {"tag": "div", "text": {"tag": "plain_text", "content": message.text}}
    head = {"template": "red", "title": {"tag": "plain_text", "content": message.title}}
    return _as("interactive", {"header": head, "elements": [words, {"tag": "action", "actions": [button]}]})


def _as(kind: str, content: dict[str, Any]) -> dict[str, str]:
    return {"msg_type": kind, "content": json.dumps(content, ensure_ascii=False)}


def _judged(said: dict[str, Any]) -> dict[str, Any]:
    code = said.get("code", 0)
    if code == 0:
        return said
    if code in STALE:
        raise TokenRefused
    if code in BUSY:
        raise Postponed("busy", code=code)
    raise Refused(WORDS.get(code, "other"), code=code, said=str(said.get("msg", "")))
