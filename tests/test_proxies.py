"""Who a request comes from behind proxies, and what goes by it: limits, sign-in, the audit trail."""

import asyncio
from typing import Any

import orjson
import pytest
from django.conf import LazySettings

from dabiao.config import asgi
from dabiao.config.proxies import client_of, networks
from dabiao.core.live import lines
from dabiao.core.live.lines import Receive, Send
from dabiao.modules.conversations.models import Visitor
from dabiao.modules.conversations.tests.builders import a_site

OURS = "10.0.0.0/8, 192.168.1.1 2001:db8:1::/48"
FOR, FORWARDED = b"x-forwarded-for", b"forwarded"


@pytest.mark.parametrize(
    ("peer", "headers", "client"),
    [
        ("203.0.113.9", [], "203.0.113.9"),
        ("203.0.113.9", [(FOR, b"1.2.3.4")], "203.0.113.9"),  # not a proxy of ours: whatever it says
        ("10.0.0.5", [], "10.0.0.5"),
        ("10.0.0.5", [(FOR, b"198.51.100.7")], "198.51.100.7"),
        (
            "10.0.0.5",
            [(FOR, b"1.2.3.4, 198.51.100.7")],
            "198.51.100.7",
        ),  # the left one is the visitor's own word
        ("10.0.0.5", [(FOR, b"1.2.3.4, 198.51.100.7, 192.168.1.1,10.9.9.9")], "198.51.100.7"),
        ("10.0.0.5", [(FOR, b"1.2.3.4"), (FOR, b"198.51.100.7")], "198.51.100.7"),
        ("10.0.0.5", [(FOR, b"198.51.100.7:51234")], "198.51.100.7"),
        ("10.0.0.5", [(FOR, b"[2001:DB8::7]:51234")], "2001:db8::7"),
        ("10.0.0.5", [(FOR, b"2001:db8:0:0::7")], "2001:db8::7"),
        ("10.0.0.5", [(FOR, b"fe80::1%eth0")], "fe80::1"),
        ("10.0.0.5", [(FOR, b"::ffff:198.51.100.7")], "198.51.100.7"),
        ("::ffff:10.0.0.5", [(FOR, b"198.51.100.7")], "198.51.100.7"),
        ("2001:db8:1::5", [(FOR, b"198.51.100.7, 2001:db8:1::6")], "198.51.100.7"),
        ("10.0.0.5", [(FOR, b"10.0.0.8, 10.0.0.7")], "10.0.0.8"),  # all of it is ours: the furthest
        ("10.0.0.5", [(FOR, b"198.51.100.7, unknown, 10.0.0.7")], "10.0.0.7"),
        ("10.0.0.5", [(FOR, b"")], "10.0.0.5"),
        ("10.0.0.5", [(FOR, b"' OR 1=1 --\xff")], "10.0.0.5"),
        (
            "10.0.0.5",
            [(FORWARDED, b'for=1.2.3.4, For="[2001:db8::7]:80";proto=https;by=10.0.0.5')],
            "2001:db8::7",
        ),
        ("10.0.0.5", [(FORWARDED, b"proto=https; for=198.51.100.7")], "198.51.100.7"),
        ("10.0.0.5", [(FORWARDED, b"for=1.2.3.4, for=_hidden")], "10.0.0.5"),
        ("10.0.0.5", [(FORWARDED, b"for=1.2.3.4"), (FOR, b"198.51.100.7")], "198.51.100.7"),
        ("", [(FOR, b"198.51.100.7")], ""),
    ],
)
def test_the_nearest_address_that_is_no_proxy_of_ours_is_the_client(
    peer: str, headers: list[tuple[bytes, bytes]], client: str
) -> None:
    assert client_of(peer, headers, networks(OURS)) == client


def test_without_proxies_of_ours_nobody_is_believed() -> None:
    assert networks("") == ()
    assert client_of("127.0.0.1", [(FOR, b"198.51.100.7")], ()) == "127.0.0.1"


@pytest.mark.parametrize("wrong", ["10.0.0.0/33", "10.0.0.5/8", "proxy.local", "*"])
def test_what_is_no_address_is_named(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"DABIAO_TRUSTED_PROXIES: '.*' is no address") as told:
        networks(f"10.0.0.1,{wrong}")
    assert repr(wrong) in str(told.value)


def asked(method: str, path: str, body: bytes = b"", **headers: str) -> list[dict[str, Any]]:
    """What the whole program answers one request of a proxy at 10.0.0.5."""
    given = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "path": path,
        "query_string": b"",
        "headers": given,
        "client": ("10.0.0.5", 50000),
        "server": ("testserver", 80),
    }
    sent: list[dict[str, Any]] = []

    async def receive() -> Any:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(asgi.app(scope, receive, send))
    return sent


def test_streams_hear_of_it_as_all_else(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.TRUSTED_PROXIES = networks(OURS)
    seen = []

    async def stream(scope: Any, receive: Receive, send: Send) -> None:
        seen.append(scope["client"][0])

    monkeypatch.setitem(lines.STREAMS, "/who", stream)
    asked("GET", "/who", x_forwarded_for="198.51.100.7")
    settings.TRUSTED_PROXIES = ()
    asked("GET", "/who", x_forwarded_for="198.51.100.7")
    assert seen == ["198.51.100.7", "10.0.0.5"]


@pytest.mark.django_db(transaction=True)
def test_measures_by_address_count_people_and_not_the_proxy(settings: LazySettings) -> None:
    """As many as one address may, and one more; then one whose own word says another address each time."""
    settings.TRUSTED_PROXIES, settings.CHAT_PER_ADDRESS = networks(OURS), 2
    a_site(token="s1")

    def comes(way: str) -> int:
        body = orjson.dumps({"site": "s1", "language": "zh-Hans"})
        headers = {"content_type": "application/json", "content_length": f"{len(body)}"}
        return int(asked("POST", "/api/v1/chat/visits", body, x_forwarded_for=way, **headers)[0]["status"])

    assert [comes(f"1.2.3.{number}, 198.51.100.7") for number in range(3)] == [200, 200, 429]
    assert comes("198.51.100.8") == 200
    addresses = Visitor.objects.order_by("pk").values_list("address", flat=True)
    assert list(addresses) == ["198.51.100.7", "198.51.100.7", "198.51.100.8"]
