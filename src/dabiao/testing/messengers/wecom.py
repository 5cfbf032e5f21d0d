"""企业微信's interface for a company's own app, as its documentation describes it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from dabiao.testing.messengers import boxes
from dabiao.testing.messengers.serving import Reply, Request, Service

AES_KEY = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ"


@dataclass
class WeComService(Service):
    name: ClassVar[str] = "wecom"
    corp_id: str = "ww8f2c11"
    secret: str = "wecom-s3cret-nobody-may-see"
    agent_id: int = 1000002
    callback_token: str = "wecomtoken"
    aes_key: str = AES_KEY
    unlicensed: tuple[str, ...] = ()

    @property
    def fields(self) -> dict[str, str]:
        """What an administrator copies."""
        return {
            "corp_id": self.corp_id,
            "agent_id": str(self.agent_id),
            "secret": self.secret,
            "callback_token": self.callback_token,
            "aes_key": self.aes_key,
        }

    def routes(self) -> dict[tuple[str, str], Callable[[Request], Reply]]:
        return {
            ("GET", "/cgi-bin/gettoken"): self._token,
            ("POST", "/cgi-bin/message/send"): self._send,
            ("POST", "/cgi-bin/user/getuserid"): self._who,
        }

    def _token(self, request: Request) -> Reply:
        if request.query.get("corpid") != self.corp_id:
            return _no(40013, "invalid corpid")
        if request.query.get("corpsecret") != self.secret:
            return _no(40001, "invalid credential")
        return 200, {"errcode": 0, "errmsg": "ok", "access_token": self.new_token(), "expires_in": 7200}

    def _stale(self, request: Request) -> Reply | None:
        token = request.query.get("access_token", "")
        if token in self.valid:
            return None
        return (
            _no(42001, "access_token expired") if token in self.tokens else _no(40014, "invalid access_token")
        )

    def _send(self, request: Request) -> Reply:
        if stale := self._stale(request):
            return stale
        odd, body = self.misbehaviour(), request.body
        if isinstance(odd, int):
            return (odd, {}) if odd < 1000 else _no(odd, "as told")
        if wrong := self._wrong(body):
            return wrong
        self.got.append((body["touser"], body[body["msgtype"]]))
        if odd == "hang up":
            return 0, None
        return 200, {"errcode": 0, "errmsg": "ok", "invaliduser": "", "msgid": f"msg-{len(self.got)}"}

    def _wrong(self, body: Any) -> Reply | None:
        if body.get("agentid") != self.agent_id:
            return _no(40056, "invalid agentid")
        if body.get("msgtype") not in ("text", "textcard"):
            return _no(40008, "invalid message type")
        content = body.get(body["msgtype"], {})
        needed = {"text": ("content",), "textcard": ("title", "description", "url")}[body["msgtype"]]
        if not all(content.get(name) for name in needed):
            return _no(41004, "missing field")
        if body.get("touser") in self.unlicensed:
            return 200, {"errcode": 0, "errmsg": "ok", "unlicenseduser": body["touser"].lower(), "msgid": "m"}
        return None if body.get("touser") in self.people else _no(81013, "user & party & tag all invalid")

    def _who(self, request: Request) -> Reply:
        if stale := self._stale(request):
            return stale
        for account, mobile in self.people.items():
            if mobile == request.body["mobile"]:
                return 200, {"errcode": 0, "errmsg": "ok", "userid": account}
        return _no(46004, "user not exist")

    def callback(self, text: str, at: int, *, receiver: str = "") -> tuple[dict[str, str], str]:
        """(query, XML body) of an event; the encrypted text alone is what `echostr` carries."""
        sealed = boxes.envelope(self.aes_key, text, receiver or self.corp_id)
        nonce, stamp = "1372623149", str(at)
        signed = boxes.sorted_sha1(self.callback_token, stamp, nonce, sealed)
        query = {"msg_signature": signed, "timestamp": stamp, "nonce": nonce}
        body = (
            f"<xml><ToUserName><![CDATA[{self.corp_id}]]></ToUserName>"
            f"<AgentID><![CDATA[{self.agent_id}]]></AgentID><Encrypt><![CDATA[{sealed}]]></Encrypt></xml>"
        )
        return query, body

    def check_of_address(self, text: str, at: int) -> dict[str, str]:
        query, body = self.callback(text, at)
        sealed = body.partition("<Encrypt><![CDATA[")[2].partition("]]>")[0]
        return {**query, "echostr": sealed}


def _no(code: int, text: str) -> Reply:
    return 200, {"errcode": code, "errmsg": f"{text}, hint: [1700000000_1_0123], from ip: 203.0.113.7"}
