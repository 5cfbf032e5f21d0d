"""A list after a cold load: a fresh browser that is signed in asks for the page; how long until a row can be clicked.

Each time is of a new browser, whose cache is empty. Beside the clock it says what the page's main thread took until then, which
other work on the machine changes less; and how many questions the page asks of the server until it is quiet, and how many
different ones. Without --url a demo company is made and served for it.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median
from typing import Any
from urllib.parse import urlsplit

from bench import _report
from bench._server import free_port, wait_for

AIM_S = 1.2
ROW = "tbody tr[data-row-key]"
DEMO_PASSWORD = "dabiao-demo"  # printed by every demo server
SCREEN = {"width": 1440, "height": 900}
QUIET_MS = 3_000  # after the row is there, what comes later has been asked for


def main(argv: list[str]) -> int:
    asked = _parser().parse_args(argv)
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        print("Playwright is not installed: run `make setup` in a checkout.", file=sys.stderr)
        return 2
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        print("There is no Chromium on the path: run `make setup`, or install it.", file=sys.stderr)
        return 2
    with (
        _served(asked.url) as url,
        sync_playwright() as playwright,
        _beside(playwright, browser, url, asked),
    ):
        runs = {
            login: [_once(playwright, browser, url, login, asked.path) for _ in range(asked.times)]
            for login in asked.logins
        }
    found = {"aim_s": AIM_S, "path": asked.path, "load": os.getloadavg(), "runs": runs}
    print(json.dumps(_report.machine() | found, indent=2) if asked.json else _table(found))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dabiao bench cold", description=__doc__)
    parser.add_argument("--url", help="of a demo server that runs already")
    parser.add_argument("--path", default="/leads", help="a list")
    parser.add_argument("--logins", nargs="+", default=["sales1", "manager1"])
    parser.add_argument("--times", type=int, default=7)
    parser.add_argument("--beside", metavar="LOGIN", help="somebody who has the page open meanwhile")
    parser.add_argument("--json", action="store_true", help="print figures for a machine")
    return parser


@contextmanager
def _served(url: str | None) -> Iterator[str]:
    if url:
        yield url.rstrip("/")
        return
    with tempfile.TemporaryDirectory(prefix="dabiao-bench-") as home:
        port = free_port()
        command = [sys.executable, "-m", "dabiao.config.cli", "serve", "--demo", "--port", str(port)]
        environment = {**os.environ, "DABIAO_HOME": home, "DATABASE_URL": f"sqlite:///{home}/bench.sqlite3"}
        quiet = subprocess.DEVNULL
        server = subprocess.Popen(command, env=environment, stdout=quiet, stderr=quiet)
        try:
            wait_for(port, server, 300)
            time.sleep(5)  # the worker has its first round behind it
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(60)


@contextmanager
def _beside(playwright: Any, executable: str, url: str, asked: argparse.Namespace) -> Iterator[None]:
    if not asked.beside:
        yield
        return
    with _signed_in(playwright, executable, url, asked.beside) as context:
        page = context.new_page()
        page.goto(url + asked.path)
        page.locator(ROW).first.wait_for(state="visible", timeout=60_000)
        page.wait_for_timeout(QUIET_MS)
        yield


@contextmanager
def _signed_in(playwright: Any, executable: str, url: str, login: str) -> Iterator[Any]:
    """A new browser with an empty cache, and somebody's session."""
    browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
    try:
        context = browser.new_context(viewport=SCREEN, locale="zh-CN")
        data = {"login": login, "password": DEMO_PASSWORD}
        answer = context.request.post(f"{url}/api/v1/sessions", data=data)
        if not answer.ok:
            raise SystemExit(f"{login} cannot sign in at {url}: is it a demo server?")
        yield context
    finally:
        browser.close()


def _once(playwright: Any, executable: str, url: str, login: str, path: str) -> dict[str, float]:
    with _signed_in(playwright, executable, url, login) as context:
        page = context.new_page()
        questions: list[str] = []
        page.on("request", lambda request: questions.append(urlsplit(request.url).path))
        tools = context.new_cdp_session(page)
        tools.send("Performance.enable", {"timeDomain": "threadTicks"})
        began = time.monotonic()
        page.goto(url + path, wait_until="commit")
        page.locator(ROW).first.wait_for(state="visible", timeout=60_000)
        seconds = time.monotonic() - began
        spent = {one["name"]: one["value"] for one in tools.send("Performance.getMetrics")["metrics"]}
        page.wait_for_timeout(QUIET_MS)
        put = [one for one in questions if one.startswith("/api/")]
        return {
            "seconds": seconds,
            "main_thread_s": spent["TaskDuration"],
            "script_s": spent["ScriptDuration"],
            "questions": len(put),
            "different": len(set(put)),
        }


def _table(found: dict[str, Any]) -> str:
    rows = [
        (
            login,
            *(
                f"{median(run[name] for run in runs):.2f}"
                for name in ("seconds", "main_thread_s", "script_s")
            ),
            f"{min(run['seconds'] for run in runs):.2f}–{max(run['seconds'] for run in runs):.2f}",
            *(f"{median(run[name] for run in runs):.0f}" for name in ("questions", "different")),
        )
        for login, runs in found["runs"].items()
    ]
    loads = " ".join(f"{one:.1f}" for one in found["load"])
    heading = f"{found['path']} until a row can be clicked, median; aim {AIM_S} s; load at the end {loads}"
    head = ("who", "s", "main thread s", "script s", "from–to", "questions", "different")
    return "\n".join([heading, *_report.grid(head, rows)])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
