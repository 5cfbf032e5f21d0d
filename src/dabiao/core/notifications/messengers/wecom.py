"""企业微信: messages of the company's own app (自建应用)."""

import re
from collections.abc import Sequence
from typing import Any, ClassVar

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

STALE = (40014, 42001, 40001)  # 40001 here also means a token of another time
BUSY = (45009, 45033, -1)
WORDS = {
    60020: "ip_not_trusted",
    81013: "unknown_receiver",
    60111: "unknown_receiver",
    40031: "unknown_receiver",
    40013: "wrong_app",
    40056: "wrong_agent",
    60011: "no_permission",
    48002: "no_permission",
    301002: "wrong_agent",
}
NOT_FOUND = (46004, 60103, 60111)
_ENCRYPTED = re.compile(rb"<Encrypt>\s*(?:<!\[CDATA\[)?([A-Za-z0-9+/=]+)(?:\]\]>)?\s*</Encrypt>")


class WeCom:
    name: ClassVar[str] = "wecom"
    fields: ClassVar[tuple[Field, ...]] = (
        Field("corp_id"),
        Field("agent_id", pattern=r"\d{1,12}"),
        Field("secret", secret=True),
        Field("callback_token", secret=True, needed=False, pattern=r"[A-Za-z0-9]{1,32}"),
        Field("aes_key", secret=True, needed=False, pattern=r"[A-Za-z0-9]{43}"),
    )
    repeats: ClassVar[bool] = False
    lookup: ClassVar[int] = 1

    def token(self, values: Values) -> tuple[str, int]:
        query = {"corpid": values["corp_id"], "corpsecret": values["secret"]}
        said = ask(_url("/gettoken"), query=query)
        if said.get("errcode") in (40001, 40091):
            raise Refused("wrong_secret", code=said["errcode"])
        _judged(said)
        return str(said["access_token"]), int(said["expires_in"])

    def send(self, values: Values, token: str, account: str, message: Message) -> Taken:
        body = {"touser": account, "agentid": int(values["agent_id"]), **_content(message)}
        said = _judged(ask(_url("/message/send"), body, query={"access_token": token}, once=True))
        if said.get("invaliduser"):  # there is one receiver, however the service spells them
            raise Refused("unknown_receiver", code=81013)
        if said.get("unlicenseduser"):
            raise Refused("unlicensed_receiver")
        return Taken(str(said.get("msgid", "")))

    def outcome(self, values: Values, token: str, account: str, reference: str) -> Outcome:
        return Outcome.REACHED

    def accounts(self, values: Values, token: str, mobiles: Sequence[str]) -> dict[str, str]:
        found = {}
        for mobile in mobiles:
            said = ask(_url("/user/getuserid"), {"mobile": mobile}, query={"access_token": token})
            if said.get("errcode") not in NOT_FOUND:
                found[mobile] = str(_judged(said)["userid"])
        return found

    def answer(self, values: Values, call: Call) -> Answer:
        """The check of the address is answered with what only the holder of the key can read; an event is taken."""
        query = call.query
        if call.method == "GET":
            encrypted = query.get("echostr", "")
        else:
            match = _ENCRYPTED.search(call.body)
            if match is None:
                raise Denied
            encrypted = match[1].decode()
        timestamp, nonce = query.get("timestamp", ""), query.get("nonce", "")
        sealed_mail.check(
            query.get("msg_signature", ""), values.get("callback_token", ""), timestamp, nonce, encrypted
        )
        check_fresh(timestamp, call.now)
        text = sealed_mail.opened(values.get("aes_key", ""), encrypted, values.get("corp_id", ""))
        return Answer(text if call.method == "GET" else "success", "text/plain; charset=utf-8")


def _url(path: str) -> str:
    return f"{base_url('wecom', 'https://qyapi.weixin.qq.com')}/cgi-bin{path}"


def _content(message: Message) -> dict[str, Any]:
    """A card needs something to open."""
    text = plain(message.text)
    if not message.link:
        return {"msgtype": "text", "text": {"content": f"{message.title}\n{text}"}}
    card = {"title": message.title, "description": text[:500], "url": message.link}
    return {"msgtype": "textcard", "textcard": card}


def _judged(said: dict[str, Any]) -> dict[str, Any]:
    code = said.get("errcode", 0)
    if code == 0:
        return said
    if code in STALE:
        raise TokenRefused
    if code in BUSY:
        raise Postponed("busy", code=code)
    raise Refused(WORDS.get(code, "other"), code=code, said=str(said.get("errmsg", "")))
