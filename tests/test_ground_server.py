"""`dabiao serve` as it is run: people sign in, listen, lose a process and never notice, and it stops when told."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest
from tests.installation import PASSWORD, Installation

from dabiao.config.preparing import preparing

pytestmark = pytest.mark.slow


class Visitor:
    """A browser in miniature: keeps cookies, and sends the CSRF token back."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, body: object = None) -> HTTPResponse:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "X-CSRFToken": self.cookies.get("csrftoken", ""),
            "Content-Type": "application/json",
        }
        connection.request(method, path, json.dumps(body) if body is not None else None, headers)
        response = connection.getresponse()
        for header in response.headers.get_all("Set-Cookie", []):
            name, _, value = header.split(";")[0].partition("=")
            self.cookies[name] = value
        return response

    def sign_in(self) -> int:
        self.ask("GET", "/")
        return self.ask("POST", "/api/v1/sessions", {"login": "chen", "password": PASSWORD}).status


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    home = tmp_path_factory.mktemp("home")
    company = Installation(home, f"sqlite:///{home}/dabiao.sqlite3")
    company.succeed("migrate")
    company.add_administrator("chen", name="Chen")
    return company


def a_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def served(company: Installation) -> Iterator[tuple[subprocess.Popen[str], Visitor]]:
    """A running server, once it has said that it is ready."""
    port = a_free_port()
    command = [sys.executable, "-m", "dabiao.config.cli", "serve", "--no-migrate", "--port", str(port)]
    with subprocess.Popen(command, env=company.environment, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        assert any(f"Dabiao is ready: http://127.0.0.1:{port}" in line for line in server.stdout)
        yield server, Visitor(port)
        server.terminate()


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def test_people_sign_in_and_listen_and_the_server_stops_when_told(
    served: tuple[subprocess.Popen[str], Visitor],
) -> None:
    server, visitor = served
    assert visitor.sign_in() == 201
    stream = visitor.ask("GET", "/events")
    assert (stream.status, stream.getheader("Content-Type")) == (200, "text/event-stream; charset=utf-8")
    server.terminate()
    asked = time.monotonic()
    assert server.wait(timeout=20) == 0
    assert stream.read().startswith(b"retry: 3000\nevent: ready")  # it ended, and was not cut off
    # a web process that waits for its streams is given five seconds before it is killed
    assert time.monotonic() - asked < 4


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_killed_web_process_is_back_and_people_stay_signed_in(
    served: tuple[subprocess.Popen[str], Visitor],
) -> None:
    server, visitor = served
    assert visitor.sign_in() == 201
    for child in children(server.pid):
        os.kill(child, signal.SIGKILL)
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            assert visitor.ask("GET", "/api/v1/me").status == 200
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the web process did not come back")


def answers(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=1)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def test_nobody_is_served_while_the_database_is_brought_up_to_date(company: Installation) -> None:
    port = a_free_port()
    command = [sys.executable, "-m", "dabiao.config.cli", "serve", "--no-migrate", "--no-worker"]
    with subprocess.Popen([*command, "--port", str(port)], env=company.environment) as server:
        try:
            with preparing(company.home):
                until = time.monotonic() + 10  # loading takes half of it
                while time.monotonic() < until:
                    assert not answers(port)
                    time.sleep(0.2)
            until = time.monotonic() + 20
            while not answers(port):
                assert time.monotonic() < until
                time.sleep(0.1)
        finally:
            server.terminate()


def test_a_database_that_cannot_be_brought_up_to_date_leaves_nothing_running(tmp_path: Path) -> None:
    port = a_free_port()
    nowhere = Installation(tmp_path, f"sqlite:///{tmp_path}/no/folder/dabiao.sqlite3")
    refused = nowhere.dabiao("serve", "--port", str(port))
    assert refused.returncode == 1
    assert "nothing was started" in refused.stderr
    with pytest.raises(ConnectionRefusedError):
        HTTPConnection("127.0.0.1", port, timeout=2).request("GET", "/")
