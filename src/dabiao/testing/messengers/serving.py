"""What the three have in common: tokens that they gave out and that grow old, people they know, and a way to misbehave."""

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qsl, urlsplit

Reply = tuple[int, Any]


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: Any


@dataclass
class Service:
    """`got`: (account, what was shown) in the order of arrival. `answers`: what the next messages are answered with instead:
    a status, an error code of the service, or "hang up" after taking the message.
    """

    name: ClassVar[str] = ""
    people: dict[str, str] = field(default_factory=lambda: {"LiMin": "13800001111", "WangBo": "13800002222"})
    got: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    answers: list[Any] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)  # all that were given out, the newest last
    valid: set[str] = field(default_factory=set)
    token_takes: float = 0.0  # seconds
    asked: list[str] = field(default_factory=list)  # paths

    def __post_init__(self) -> None:
        self.lock = threading.Lock()
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                service.handle(self, b"")

            def do_POST(self) -> None:
                service.handle(self, self.rfile.read(int(self.headers["Content-Length"])))

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    @property
    def urls(self) -> dict[str, str]:
        """What the setting MESSENGER_URLS has to say."""
        return {self.name: self.url}

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def forget_tokens(self) -> None:
        """As services do at times, before their end."""
        self.valid.clear()

    def handle(self, handler: BaseHTTPRequestHandler, raw: bytes) -> None:
        parts = urlsplit(handler.path)
        headers = {name.lower(): value for name, value in handler.headers.items()}
        body = json.loads(raw) if raw else None
        request = Request(str(handler.command), parts.path, dict(parse_qsl(parts.query)), headers, body)
        with self.lock:
            self.asked.append(parts.path)
        status, answer = self.route(request)
        if status == 0:  # hang up
            handler.close_connection = True
            return
        said = json.dumps(answer).encode()
        handler.send_response(status)
        handler.send_header("Content-Type", "application/json; charset=utf-8")
        handler.send_header("Content-Length", str(len(said)))
        handler.end_headers()
        handler.wfile.write(said)

    def route(self, request: Request) -> Reply:
        routes = self.routes()
        key = (request.method, request.path)
        return routes[key](request) if key in routes else (404, {"errcode": 404, "errmsg": "no such path"})

    def routes(self) -> dict[tuple[str, str], Callable[[Request], Reply]]:
        raise NotImplementedError

    def new_token(self) -> str:
        time.sleep(self.token_takes)
        with self.lock:
            token = f"{self.name}-token-{len(self.tokens) + 1}"
            self.tokens.append(token)
            self.valid.add(token)
        return token

    def misbehaviour(self) -> Any:
        """What the next message is answered with, if not as it should."""
        with self.lock:
            return self.answers.pop(0) if self.answers else None
