"""What every test may use: a home of its own, one browser, one running demo company."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from hypothesis import settings as hypothesis

# Two busy cores make any deadline of milliseconds a lottery.
hypothesis.register_profile("dabiao", deadline=None, print_blob=True)
hypothesis.load_profile("dabiao")


def pytest_report_header() -> str:
    return f"database: {connection.vendor}"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All browser tests go to one process, so that the demo company is made and served once."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session", autouse=True)
def _home_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Tests leave nothing in the checkout's .dabiao."""
    settings.DABIAO_HOME = tmp_path_factory.mktemp("dabiao-home")


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords() -> None:
    """Hashing is slow on purpose; tests sign in often enough to feel it."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _no_actor_of_another_test() -> None:
    """Each test starts its ids from one again; a person kept from the test before would answer for this one's."""
    from dabiao.core.access import actors

    actors.forget_all()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium; pytest-playwright would look for one that it downloaded itself."""
    chromium = os.environ.get("DABIAO_CHROMIUM") or shutil.which("chromium")
    return {**browser_type_launch_args, "executable_path": chromium, "args": ["--no-sandbox"]}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "locale": "zh-CN", "timezone_id": "Asia/Shanghai"}


@pytest.fixture(scope="session")
def demo_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server with the demo company, as `make run` starts it, on SQLite and a free port.

    With DABIAO_URL it is the one running there, which saves a minute while a browser test is written.
    """
    if running := os.environ.get("DABIAO_URL"):
        yield running
        return
    home = tmp_path_factory.mktemp("demo")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    log = (home / "serve.log").open("wb")
    server = subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", "dabiao.config.cli", "serve", "--demo", "--port", str(port)],
        env={**environment, "DABIAO_HOME": str(home)},
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    try:
        _wait_until_it_answers(port, server, home / "serve.log")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=40)
        log.close()


def _wait_until_it_answers(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(3000):
        assert server.poll() is None, log.read_text()
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=1)
            connection.request("GET", "/")
            connection.getresponse()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"no answer within five minutes:\n{log.read_text()}")
