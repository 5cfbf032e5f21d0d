"""What strangers bring: a page of their own with a line of ours, and a rule for what comes from there."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from tests.browser.desk import Seat


class _Shop(BaseHTTPRequestHandler):
    """A plain page with nothing but what one copies from the settings."""

    def __init__(self, snippet: str, *arguments: object) -> None:
        self.snippet = snippet
        super().__init__(*arguments)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(f"<!doctype html><title>店铺</title><h1>我们的店铺</h1>{self.snippet}".encode())

    def log_message(self, format: str, *args: object) -> None:
        """Silent."""


@contextmanager
def a_shop(snippet: str) -> Iterator[str]:
    """On another origin: `localhost` where the house is `127.0.0.1`, and another port."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Shop, snippet))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        server.shutdown()


@contextmanager
def a_rule_for(admin: Seat, person: int, campaign: str) -> Iterator[None]:
    body = {
        "name": campaign,
        "condition": {"field": "campaign", "op": "is", "value": campaign},
        "candidates": {"people": [person]},
        "hours": "always",
    }
    rule = admin.send("POST", "/dispatch/rules", body)
    try:
        admin.send("PUT", "/dispatch/rules/order", {"ids": [rule["id"]]})
        yield
    finally:
        admin.send("DELETE", f"/dispatch/rules/{rule['id']}", None)
