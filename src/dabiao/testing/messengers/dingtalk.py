"""钉钉's interface for work notifications, as its documentation describes it."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, ClassVar

from dabiao.testing.messengers import boxes
from dabiao.testing.messengers.serving import Reply, Request, Service


@dataclass
class DingTalkService(Service):
    """`fates`: account → the list that its messages are found in; `slow`: so many looks find them in none yet."""

    name: ClassVar[str] = "dingtalk"
    app_key: str = "dingabc123"
    app_secret: str = "dingtalk-s3cret-nobody-may-see"
    agent_id: int = 2000002
    callback_token: str = "dingtoken"
    aes_key: str = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFG"
    sign_secret: str = "dingtalk-sign-s3cret"
    fates: dict[str, str] = field(default_factory=dict)
    slow: int = 0
    tasks: dict[int, str] = field(default_factory=dict)
    seen: set[tuple[str, str]] = field(default_factory=set)

    @property
    def urls(self) -> dict[str, str]:
        return {"dingtalk": self.url, "dingtalk-api": self.url}

    @property
    def fields(self) -> dict[str, str]:
        return {
            "app_key": self.app_key,
            "app_secret": self.app_secret,
            "agent_id": str(self.agent_id),
            "callback_token": self.callback_token,
            "aes_key": self.aes_key,
            "sign_secret": self.sign_secret,
        }

    def routes(self) -> dict[tuple[str, str], Callable[[Request], Reply]]:
        return {
            ("POST", "/v1.0/oauth2/accessToken"): self._token,
            ("POST", "/topapi/message/corpconversation/asyncsend_v2"): self._send,
            ("POST", "/topapi/message/corpconversation/getsendresult"): self._result,
            ("POST", "/topapi/v2/user/getbymobile"): self._who,
        }

    def _token(self, request: Request) -> Reply:
        if request.body != {"appKey": self.app_key, "appSecret": self.app_secret}:
            return 400, {"code": "invalidClientIdOrSecret", "message": "无效的clientId或者clientSecret"}
        return 200, {"accessToken": self.new_token(), "expireIn": 7200}

    def _stale(self, request: Request) -> Reply | None:
        token = request.query.get("access_token", "")
        if token in self.valid:
            return None
        return (
            _no(42001, "access_token已过期") if token in self.tokens else _no(40014, "不合法的access_token")
        )

    def _send(self, request: Request) -> Reply:
        if stale := self._stale(request):
            return stale
        odd, body = self.misbehaviour(), request.body
        if isinstance(odd, int):
            return (odd, {}) if 400 <= odd < 600 else self._limited(odd)
        if wrong := self._wrong(body):
            return wrong
        task = 256271667526 + len(self.tasks)
        self.tasks[task] = self._fate(body)
        if odd == "hang up":
            return 0, None
        return 200, {"errcode": 0, "errmsg": "ok", "task_id": task, "request_id": "4jk2"}

    def _limited(self, code: int) -> Reply:
        if code == 90018:
            return 200, {
                "errcode": 88,
                "sub_code": "90018",
                "sub_msg": "接口调用超过限制",
                "errmsg": "ding talk error",
            }
        return _no(code, "as told")

    def _wrong(self, body: Any) -> Reply | None:
        kind = body["msg"].get("msgtype")
        needed = {"text": ("content",), "action_card": ("title", "markdown", "single_title", "single_url")}
        if body.get("agent_id") != self.agent_id:
            return _no(400002, "无效的参数: agent_id")
        if kind not in needed or not all(body["msg"].get(kind, {}).get(name) for name in needed[kind]):
            return _no(400002, "无效的参数: msg")
        return None

    def _fate(self, body: Any) -> str:
        """Whom it does not know, and what somebody has seen today, it takes and does not deliver."""
        account, said = body["userid_list"], body["msg"][body["msg"]["msgtype"]]
        if account not in self.people:
            return f"{account} invalid_user_id_list"
        if (account, json.dumps(said)) in self.seen:
            return f"{account} forbidden_user_id_list"
        self.seen.add((account, json.dumps(said)))
        fate = self.fates.get(account, "unread_user_id_list")
        if fate in ("unread_user_id_list", "read_user_id_list"):
            self.got.append((account, said))
        return f"{account} {fate}"

    def _result(self, request: Request) -> Reply:
        if stale := self._stale(request):
            return stale
        if request.body.get("agent_id") != self.agent_id or request.body.get("task_id") not in self.tasks:
            return _no(400002, "无效的参数")
        names = ("invalid", "forbidden", "failed", "read", "unread")
        result: dict[str, list[str]] = {f"{name}_user_id_list": [] for name in names}
        if self.slow > 0:
            self.slow -= 1
        else:
            account, _, fate = self.tasks[request.body["task_id"]].partition(" ")
            result[fate].append(account)
        return 200, {"errcode": 0, "errmsg": "ok", "send_result": result}

    def _who(self, request: Request) -> Reply:
        if stale := self._stale(request):
            return stale
        for account, mobile in self.people.items():
            if mobile == request.body["mobile"]:
                return 200, {"errcode": 0, "errmsg": "ok", "result": {"userid": account}}
        return _no(60121, "找不到该用户")

    def callback(self, text: str, at: int) -> tuple[dict[str, str], dict[str, str]]:
        """(query, body) of an event."""
        sealed = boxes.envelope(self.aes_key, text, self.app_key)
        stamp, nonce = str(at * 1000), "nEXhMP4r"
        signed = boxes.sorted_sha1(self.callback_token, stamp, nonce, sealed)
        return {"signature": signed, "msg_signature": signed, "timestamp": stamp, "nonce": nonce}, {
            "encrypt": sealed
        }

    def accepts(self, answer: Any) -> bool:
        """Whether what we answered to an event is what it wants: "success", sealed and signed."""
        parts = (self.callback_token, answer["timeStamp"], answer["nonce"], answer["encrypt"])
        said = boxes.opened_envelope(self.aes_key, answer["encrypt"])
        return boxes.sorted_sha1(*parts) == answer["msg_signature"] and said == ("success", self.app_key)

    def robot(self, at: int) -> dict[str, str]:
        """The headers of a message to the robot."""
        stamp = str(at * 1000)
        text = f"{stamp}\n{self.sign_secret}".encode()
        signed = base64.b64encode(hmac.digest(self.sign_secret.encode(), text, hashlib.sha256)).decode()
        return {"timestamp": stamp, "sign": signed}


def _no(code: int, text: str) -> Reply:
    return 200, {"errcode": code, "errmsg": text, "request_id": "4jk2"}
