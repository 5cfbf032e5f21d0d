"""The widget on a page of another origin, under a strict policy: bot, person, reload, lost connection, inert scripts."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from bench._server import free_port, wait_for
from playwright.sync_api import Browser, Page, expect
from tests.browser.axe import complaints

pytestmark = pytest.mark.browser
HELPER = "dabiao.modules.conversations.tests.killed"
POLICY = "default-src 'none'; script-src {chat}; connect-src {chat}; img-src blob:"


@pytest.fixture
def chat(tmp_path: Path) -> Iterator[tuple[str, Callable[..., None]]]:
    """A server of its own, empty but for a site with a bot; and what else happens there."""
    port = free_port()
    own = {"DABIAO_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "dabiao.config.settings"}
    environment = {**{key: value for key, value in os.environ.items() if key != "DATABASE_URL"}, **own}

    def helped(*words: str, module: str = HELPER) -> None:
        subprocess.run(
            [sys.executable, "-m", module, *words], env=environment, check=True, stdout=subprocess.DEVNULL
        )

    helped("migrate", module="dabiao.config.cli")
    helped("prepare")
    serve = [
        sys.executable,
        "-m",
        "dabiao.config.cli",
        "serve",
        "--port",
        str(port),
        "--no-worker",
        "--no-migrate",
    ]
    server = subprocess.Popen(serve, env=environment, stderr=subprocess.DEVNULL)
    try:
        wait_for(port, server)
        yield f"http://127.0.0.1:{port}", helped
    finally:
        server.terminate()
        server.wait(timeout=40)


@pytest.fixture
def shop(chat: tuple[str, Callable[..., None]]) -> Iterator[str]:
    """A plain page of somebody else, on a host and a port of its own."""
    head = (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Shop</title><main><h1>Shop</h1></main>'
    )
    body = f'{head}<script async src="{chat[0]}/chat/widget.js" data-site="s1"></script></html>'.encode()

    class Shop(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.send_header("content-security-policy", POLICY.format(chat=chat[0]))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Shop)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}/"
    server.shutdown()


def say(page: Page, text: str) -> None:
    page.get_by_label("Write a message").fill(text)
    page.keyboard.press("Enter")


def test_a_visitor_talks_to_the_bot_and_to_a_person_over_reload_and_lost_connection(
    chromium: Browser, chat: tuple[str, Callable[..., None]], shop: str
) -> None:
    _, helped = chat
    context = chromium.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    trouble: list[str] = []
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on("dialog", lambda dialog: trouble.append(dialog.message))
    page.goto(shop)
    page.get_by_role("button", name="Open the chat").press("Enter")
    log = page.get_by_role("log")
    expect(log.get_by_role("button", name="Prices")).to_be_visible()
    assert complaints(page) == []
    say(page, "PRICE?")
    expect(log).to_contain_text("100 yuan")
    say(page, "<img src=x onerror=alert(1)> https://example.com/a")
    expect(log.get_by_text("<img src=x onerror=alert(1)>")).to_be_visible()
    expect(log.get_by_role("link")).to_have_attribute("href", "https://example.com/a")
    page.get_by_role("button", name="Talk to a person").click()
    expect(page.get_by_role("dialog")).to_contain_text("A colleague will be with you in a moment")
    helped("answer", "您好 😀")
    expect(log).to_contain_text("您好 😀")
    expect(page.get_by_role("dialog")).to_contain_text("You are talking to 李敏")

    context.set_offline(True)
    say(page, "said while away")
    expect(page.get_by_role("status")).to_contain_text("No connection")
    expect(log).to_contain_text("Sending")
    context.set_offline(False)
    expect(log).not_to_contain_text("Sending")
    expect(page.get_by_role("status")).to_be_hidden()
    before = log.inner_text()

    page.reload()
    helped("answer", "还在")
    expect(page.get_by_role("button", name="Open the chat, 1 new messages")).to_be_visible()
    page.get_by_role("button", name="Open the chat, 1 new messages").click()
    expect(log).to_contain_text("还在")
    assert log.inner_text().startswith(before.removesuffix("\nRead"))
    assert log.inner_text().count("said while away") == 1
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Open the chat")).to_be_focused()
    assert trouble == []
    context.close()
