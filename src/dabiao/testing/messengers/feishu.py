"""飞书's interface for a company's own app, as its documentation describes it."""

import base64
import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, ClassVar

from dabiao.testing.messengers import boxes
from dabiao.testing.messengers.serving import Reply, Request, Service


@dataclass
class FeishuService(Service):
    name: ClassVar[str] = "feishu"
    app_id: str = "cli_a1b2"
    app_secret: str = "feishu-s3cret-nobody-may-see"
    verification_token: str = "feishuverification"
    encrypt_key: str = "feishu-encrypt-s3cret"
    shown: set[str] = field(default_factory=set)

    @property
    def fields(self) -> dict[str, str]:
        return {
            "site": "feishu",
            "app_id": self.app_id,
            "app_secret": self.app_secret,
            "receive_id_type": "user_id",
            "verification_token": self.verification_token,
            "encrypt_key": self.encrypt_key,
        }

    def routes(self) -> dict[tuple[str, str], Callable[[Request], Reply]]:
        return {
            ("POST", "/open-apis/auth/v3/tenant_access_token/internal"): self._token,
            ("POST", "/open-apis/im/v1/messages"): self._send,
            ("POST", "/open-apis/contact/v3/users/batch_get_id"): self._who,
        }

    def _token(self, request: Request) -> Reply:
        if request.body.get("app_id") != self.app_id:
            return 200, {"code": 10003, "msg": "invalid param"}
        if request.body.get("app_secret") != self.app_secret:
            return 200, {"code": 10014, "msg": "app secret invalid"}
        return 200, {"code": 0, "msg": "ok", "tenant_access_token": self.new_token(), "expire": 7200}

    def _stale(self, request: Request) -> Reply | None:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme == "Bearer" and token in self.valid:
            return None
        return _no(99991663 if token in self.tokens else 99991661, "Invalid access token for authorization")

    def _send(self, request: Request) -> Reply:
        if stale := self._stale(request):
            return stale
        odd, body = self.misbehaviour(), request.body
        if isinstance(odd, int):
            return (odd, {}) if odd < 1000 else _no(odd, "as told")
        if request.query.get("receive_id_type") != "user_id" or body["receive_id"] not in self.people:
            return _no(99992351, "not a valid {user_id}")
        if not 0 < len(body.get("uuid", "")) <= 50:
            return _no(230001, "invalid uuid")
        if not _is_content(body):
            return _no(230001, "invalid content")
        if body["uuid"] not in self.shown:
            self.shown.add(body["uuid"])
            self.got.append((body["receive_id"], json.loads(body["content"])))
        if odd == "hang up":
            return 0, None
        return 200, {"code": 0, "msg": "success", "data": {"message_id": f"om_{len(self.got)}"}}

    def _who(self, request: Request) -> Reply:
        if stale := self._stale(request):
            return stale
        by_mobile = {mobile: account for account, mobile in self.people.items()}
        found = [
            {"mobile": mobile, **({"user_id": by_mobile[mobile]} if mobile in by_mobile else {})}
            for mobile in request.body["mobiles"]
        ]
        return 200, {"code": 0, "msg": "success", "data": {"user_list": found}}

    def encrypted(self, said: dict[str, Any]) -> bytes:
        """The body of a request to us."""
        key, iv = hashlib.sha256(self.encrypt_key.encode()).digest(), os.urandom(16)
        sealed = iv + boxes.encrypt(key, iv, json.dumps(said).encode(), 16)
        return json.dumps({"encrypt": base64.b64encode(sealed).decode()}).encode()

    def check_of_address(self) -> bytes:
        return self.encrypted(
            {"challenge": "ajls384k", "token": self.verification_token, "type": "url_verification"}
        )

    def event(self, at: int, *, token: str = "") -> tuple[dict[str, str], bytes]:
        """(headers, body)."""
        header = {"event_type": "im.message.receive_v1", "token": token or self.verification_token}
        body = self.encrypted({"schema": "2.0", "header": header, "event": {}})
        stamp, nonce = str(at), "823641"
        signed = hashlib.sha256((stamp + nonce + self.encrypt_key).encode() + body).hexdigest()
        return {
            "X-Lark-Request-Timestamp": stamp,
            "X-Lark-Request-Nonce": nonce,
            "X-Lark-Signature": signed,
        }, body


def _is_content(body: Any) -> bool:
    try:
        content = json.loads(body["content"])
    except ValueError:
        return False
    if body.get("msg_type") == "text":
        return bool(content.get("text"))
    return body.get("msg_type") == "interactive" and bool(content.get("elements"))


def _no(code: int, text: str) -> Reply:
    return 400, {"code": code, "msg": text}
