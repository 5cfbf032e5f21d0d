"""The bridge between the ASGI server and Django: whole answers, streams, bodies that arrive in pieces."""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest

from dabiao.config.bridge import Bridge

Start = Callable[[str, list[tuple[str, str]]], None]


def exchange(
    application: Callable[[dict[str, Any], Start], Iterable[bytes]], *incoming: dict[str, Any], **scope: Any
) -> list[dict[str, Any]]:
    """What the bridge sends for one request whose messages are `incoming`."""
    request = {
        "type": "http",
        "http_version": "1.1",
        "method": "GET",
        "path": "/",
        "query_string": b"",
        "headers": [],
        "client": ("10.0.0.7", 50000),
        "server": ("127.0.0.1", 8000),
        **scope,
    }
    waiting = iter(incoming or [{"type": "http.request", "body": b"", "more_body": False}])
    sent: list[dict[str, Any]] = []

    async def receive() -> Any:
        return next(waiting)

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(Bridge(application, threads=1)(request, receive, send))
    return sent


def part(body: bytes, *, more: bool = True) -> dict[str, Any]:
    return {"type": "http.request", "body": body, "more_body": more}


def hello(environ: dict[str, Any], start: Start) -> list[bytes]:
    start("201 Created", [("Content-Type", "text/plain"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")])
    return [b"hel", b"lo"]


def test_a_whole_answer_is_one_message() -> None:
    assert exchange(hello) == [
        {
            "type": "http.response.start",
            "status": 201,
            "headers": [(b"content-type", b"text/plain"), (b"set-cookie", b"a=1"), (b"set-cookie", b"b=2")],
        },
        {"type": "http.response.body", "body": b"hello"},
    ]


class Stream:
    """As Django gives a streaming answer: told by an attribute, closed at the end."""

    streaming = True

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self.pieces = pieces
        self.closed = False

    def __iter__(self) -> Iterator[bytes]:
        return self.pieces

    def close(self) -> None:
        self.closed = True


def test_a_stream_goes_out_piece_by_piece_and_is_closed() -> None:
    stream = Stream(iter([b"one", b"two"]))

    def app(environ: dict[str, Any], start: Start) -> Stream:
        start("200 OK", [])
        return stream

    start, *bodies = exchange(app)
    assert start["status"] == 200
    assert [(one["body"], one.get("more_body", False)) for one in bodies] == [
        (b"one", True),
        (b"two", True),
        (b"", False),
    ]
    assert stream.closed


def test_a_stream_that_breaks_is_closed_all_the_same() -> None:
    def broken() -> Iterator[bytes]:
        yield b"one"
        raise RuntimeError("the database went away")

    stream = Stream(broken())

    def app(environ: dict[str, Any], start: Start) -> Stream:
        start("200 OK", [])
        return stream

    with pytest.raises(RuntimeError, match="went away"):
        exchange(app)
    assert stream.closed


def reading(environ: dict[str, Any], start: Start) -> list[bytes]:
    start("200 OK", [])
    return [environ["wsgi.input"].read()]


@pytest.mark.parametrize(
    "pieces", [[b"abc"], [b"a", b"bc"], [b"", b"", b"abc"], [b"a" * 70_000, b"b" * 70_000]]
)
def test_a_body_is_read_whole_however_it_arrives(pieces: list[bytes]) -> None:
    incoming = [part(piece) for piece in pieces[:-1]] + [part(pieces[-1], more=False)]
    assert exchange(reading, *incoming, method="POST")[-1]["body"] == b"".join(pieces)


def test_a_client_that_leaves_in_mid_body_is_an_error_of_reading_not_half_a_file() -> None:
    with pytest.raises(ConnectionError, match="before its request was whole"):
        exchange(reading, part(b"half"), {"type": "http.disconnect"}, method="POST")


def test_nobody_is_answered_who_left_before_asking() -> None:
    assert exchange(reading, {"type": "http.disconnect"}) == []


def test_the_request_is_told_as_wsgi_wants_it() -> None:
    seen: dict[str, Any] = {}

    def app(environ: dict[str, Any], start: Start) -> list[bytes]:
        seen.update(environ)
        start("204 No Content", [])
        return []

    exchange(
        app,
        part(b"", more=False),
        path="/客户",
        query_string=b"q=%E5%8C%97",
        scheme="https",
        headers=[
            (b"host", b"crm.example"),
            (b"content-type", b"application/json"),
            (b"content-length", b"0"),
            (b"cookie", b"a=1"),
            (b"cookie", b"b=2"),
            (b"x-one", b"1"),
            (b"x-one", b"2"),
        ],
    )
    assert seen["PATH_INFO"] == "/客户".encode().decode("latin-1")
    assert (seen["QUERY_STRING"], seen["wsgi.url_scheme"]) == ("q=%E5%8C%97", "https")
    assert (seen["CONTENT_TYPE"], seen["CONTENT_LENGTH"]) == ("application/json", "0")
    assert (seen["HTTP_HOST"], seen["HTTP_COOKIE"], seen["HTTP_X_ONE"]) == ("crm.example", "a=1; b=2", "1,2")
    assert (seen["REMOTE_ADDR"], seen["SERVER_NAME"], seen["SERVER_PORT"]) == (
        "10.0.0.7",
        "127.0.0.1",
        "8000",
    )
