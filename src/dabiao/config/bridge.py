"""Django on an ASGI server: each request in a thread, its answer in one message unless it is a stream.

Half the processor time of a general-purpose adapter, which wakes the event loop for every step (docs/adr/0009).
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BufferedReader, BytesIO, RawIOBase
from sys import stderr
from typing import Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

_AS_THEY_ARE = {b"content-type": "CONTENT_TYPE", b"content-length": "CONTENT_LENGTH"}
_BUFFER = 1 << 16


class Bridge:
    """An ASGI application that answers with a WSGI one; `threads` requests at a time, the others wait their turn."""

    def __init__(self, application: Callable[..., Iterable[bytes]], *, threads: int) -> None:
        self.application = application
        self.threads = ThreadPoolExecutor(threads, thread_name_prefix="request")

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        first = await receive()
        if first["type"] == "http.disconnect":
            return
        line = _Line(asyncio.get_running_loop(), receive, send)
        body: Any = BytesIO(first.get("body", b""))
        if first.get("more_body"):
            body = BufferedReader(_Body(line, first.get("body", b"")), _BUFFER)
        whole = await line.loop.run_in_executor(self.threads, self._answer, _environ(scope, body), line)
        for message in whole:
            await send(message)

    def _answer(self, environ: dict[str, Any], line: "_Line") -> list[Message]:
        """In a thread. What is left to send: a whole answer, or nothing once a stream has been sent."""
        head: Message = {"type": "http.response.start"}

        def start(status: str, headers: list[tuple[str, str]], _: Any = None) -> None:
            head["status"] = int(status[:3])
            head["headers"] = [
                (name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers
            ]

        response = self.application(environ, start)
        try:
            if not getattr(response, "streaming", False):
                return [head, {"type": "http.response.body", "body": b"".join(response)}]
            line.send(head)
            for piece in response:
                line.send({"type": "http.response.body", "body": piece, "more_body": True})
            return [{"type": "http.response.body", "body": b""}]
        finally:
            if hasattr(response, "close"):
                response.close()


@dataclass(frozen=True, slots=True)
class _Line:
    """The connection as a thread uses it: each call waits until the event loop has done it."""

    loop: asyncio.AbstractEventLoop
    _receive: Receive
    _send: Send

    def send(self, message: Message) -> None:
        async def sent() -> None:
            await self._send(message)

        asyncio.run_coroutine_threadsafe(sent(), self.loop).result()

    def receive(self) -> Message:
        async def received() -> Message:
            return await self._receive()

        return asyncio.run_coroutine_threadsafe(received(), self.loop).result()


class _Body(RawIOBase):
    """A request body that is still arriving. Raises ConnectionError when the client leaves in the middle."""

    def __init__(self, line: _Line, first: bytes) -> None:
        self._line = line
        self._ahead = memoryview(first)
        self._more = True

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any) -> int:
        while not self._ahead and self._more:
            message = self._line.receive()
            if message["type"] == "http.disconnect":
                raise ConnectionError("the client left before its request was whole")
            self._ahead, self._more = memoryview(message.get("body", b"")), message.get("more_body", False)
        count = min(len(into), len(self._ahead))
        into[:count] = self._ahead[:count]
        self._ahead = self._ahead[count:]
        return count


def _environ(scope: Message, body: Any) -> dict[str, Any]:
    """PEP 3333's view of the request."""
    server, client = scope.get("server") or ("localhost", 80), scope.get("client") or ("", 0)
    environ = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode().decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1] or ""),
        "REMOTE_ADDR": client[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": body,
        "wsgi.errors": stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope["headers"]:
        key = _AS_THEY_ARE.get(name) or "HTTP_" + name.decode("latin-1").upper().replace("-", "_")
        text = value.decode("latin-1")
        if key in environ:
            text = f"{environ[key]}{'; ' if name == b'cookie' else ','}{text}"
        environ[key] = text
    return environ
