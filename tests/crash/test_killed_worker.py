"""The real program, its worker killed in the middle of an import: it starts again, and every row comes once."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import orjson
import pytest

DABIAO = [sys.executable, "-m", "dabiao.config.cli"]
ROWS, REJECTED = 4_000, 2
PASSWORD = "correct-horse-9"
PATIENCE = 120.0  # seconds; a killed worker's lease alone runs thirty

pytestmark = pytest.mark.slow


@pytest.fixture
def environment(
    tmp_path: Path, database_url: str, pristine: Path, django_db_setup: None
) -> Iterator[dict[str, str]]:
    """An installation of its own: a home, and a database without people on the server the tests use."""
    with _empty_database(database_url, tmp_path, pristine) as url:
        yield {**os.environ, "DABIAO_HOME": str(tmp_path / "home"), "DATABASE_URL": url}


@contextmanager
def _empty_database(given: str, folder: Path, pristine: Path) -> Iterator[str]:
    if not given:
        shutil.copy(pristine, folder / "killed.sqlite3")
        yield f"sqlite:///{folder / 'killed.sqlite3'}"
        return
    import psycopg

    name = f"dabiao_killed_{uuid4().hex[:8]}"
    with psycopg.connect(given, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield urlsplit(given)._replace(path=f"/{name}").geturl()
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


class Browser:
    """Signs in and talks to the running server, like the screens do."""

    def __init__(self, port: int) -> None:
        self.port, self.cookies = port, {}

    def ask(self, method: str, path: str, body: bytes | None = None, kind: str = "application/json") -> Any:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": cookies, "X-CSRFToken": self.cookies.get("csrftoken", ""), "Content-Type": kind}
        connection.request(method, f"/api/v1{path}", body, headers)
        response = connection.getresponse()
        content = response.read()
        for name, value in response.getheaders():
            if name.lower() == "set-cookie":
                cookie, _, worth = value.partition(";")[0].partition("=")
                self.cookies[cookie] = worth
        assert response.status < 300, (method, path, response.status, content[:300])
        return orjson.loads(content) if content else None

    def write(self, path: str, body: Any) -> Any:
        return self.ask("POST", path, orjson.dumps(body))

    def upload(self, path: Path) -> Any:
        edge = "cut-here"
        parts = [
            f'--{edge}\r\nContent-Disposition: form-data; name="kind"\r\n\r\nlead\r\n'.encode(),
            f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="many.csv"\r\n'.encode(),
            b"Content-Type: text/csv\r\n\r\n" + path.read_bytes() + f"\r\n--{edge}--\r\n".encode(),
        ]
        return self.ask("POST", "/imports", b"".join(parts), f"multipart/form-data; boundary={edge}")


@contextmanager
def running(environment: dict[str, str], log: Path) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """`dabiao serve` on a free port, web and worker under one supervisor."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with log.open("ab") as out:
        command = [*DABIAO, "serve", "--port", str(port), "--workers", "1"]
        server = subprocess.Popen(command, env=environment, stdout=out, stderr=out)
        try:
            until(lambda: _answers(port), "the server answers", log)
            yield port, server
        finally:
            server.terminate()
            server.wait(60)


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def until(done: Callable[[], Any], what: str, log: Path) -> Any:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if found := done():
            return found
        time.sleep(0.05)
    raise AssertionError(f"not within {PATIENCE:.0f} s: {what}\n{log.read_text()[-3000:]}")


def worker_of(supervisor: int) -> int | None:
    """The process id of the worker under a supervisor."""
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            command = (entry / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if parent == supervisor and b"worker" in command:
            return int(entry.name)
    return None


def many_rows(path: Path) -> None:
    """Every two-thousandth cannot be a lead."""
    lines = [f"客户{n},138{n:08d}" if n % 2_000 else f"客户{n},不是号码" for n in range(ROWS)]
    path.write_text("姓名,手机号\n" + "\n".join(lines))


def test_a_killed_worker_loses_and_doubles_nothing(environment: dict[str, str], tmp_path: Path) -> None:
    log, file = tmp_path / "serve.log", tmp_path / "many.csv"
    many_rows(file)
    subprocess.run([*DABIAO, "migrate"], env=environment, check=True)
    admin = ["createadmin", "--login", "root", "--name", "管理员", "--password-stdin"]
    subprocess.run([*DABIAO, *admin], env=environment, input=PASSWORD, text=True, check=True)
    with running(environment, log) as (port, supervisor):
        browser = Browser(port)
        browser.ask("GET", "/csrf")
        browser.write("/sessions", {"login": "root", "password": PASSWORD})
        upload = browser.upload(file)
        browser.write(f"/imports/{upload['id']}/runs", {"mapping": {"姓名": "name", "手机号": "phone"}})

        def seen() -> Any:
            return browser.ask("GET", f"/imports/{upload['id']}")

        until(lambda: seen()["done"] > 1_000, "the import is under way", log)
        first = worker_of(supervisor.pid)
        assert first is not None
        os.kill(first, signal.SIGKILL)
        at_death = seen()
        assert at_death["status"] == "running"
        assert at_death["done"] < upload["total"], "killed too late to tell anything"
        until(lambda: worker_of(supervisor.pid) not in (None, first), "another worker is started", log)
        until(lambda: seen()["status"] != "running", "the import ends", log)
        over = seen()
        leads = browser.ask("GET", "/lead-outcomes?by=source")["rows"]
    counted = [over[name] for name in ("status", "total", "done", "created", "rejected")]
    assert counted == ["done", ROWS, ROWS, ROWS - REJECTED, REJECTED]
    assert sum(row["total"] for row in leads) == over["created"]
    findings = subprocess.run([*DABIAO, "doctor", "--json"], env=environment, capture_output=True, text=True)
    assert [finding["check"] for finding in orjson.loads(findings.stdout)] == []
