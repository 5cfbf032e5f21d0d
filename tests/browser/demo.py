"""The demo company that the walks go through, as `make run` serves it, on SQLite and a port of its own."""

import fcntl
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path

import pytest
from playwright.sync_api import StorageState

DABIAO = [sys.executable, "-m", "dabiao.config.cli"]


@dataclass
class Demo:
    """A company to walk through, and who is signed in there."""

    address: str
    sessions: dict[str, StorageState] = field(default_factory=dict)

    def begin_again(self) -> None:
        """The company as it was before anybody walked; the one running at DABIAO_URL stays as it is."""

    def close(self) -> None:
        pass


class OwnDemo(Demo):
    """A copy of the company that was written once for the whole run, with a server of its own."""

    def __init__(self, factory: pytest.TempPathFactory) -> None:
        self._factory = factory
        super().__init__(self._start())

    def begin_again(self) -> None:
        self.close()
        self.sessions.clear()
        self.address = self._start()

    def close(self) -> None:
        self._server.terminate()
        self._server.wait(timeout=40)

    def _start(self) -> str:
        home = self._factory.mktemp("demo") / "home"
        shutil.copytree(_written_once(self._factory), home)
        port = _free_port()
        log = home / "serve.log"
        with log.open("wb") as said:
            self._server = subprocess.Popen(
                [*DABIAO, "serve", "--demo", "--port", str(port)],
                env=_on_sqlite(home),
                stdout=said,
                stderr=subprocess.STDOUT,
            )
        _wait_until_it_answers(port, self._server, log)
        _let_clocks_rest(home / "dabiao.sqlite3")
        return f"http://127.0.0.1:{port}"


def begin(factory: pytest.TempPathFactory) -> Demo:
    """A company of this process's own; with DABIAO_URL the one running there, which saves a minute while a walk is written."""
    running = os.environ.get("DABIAO_URL")
    return Demo(running) if running else OwnDemo(factory)


def _written_once(factory: pytest.TempPathFactory) -> Path:
    """A home with the demo company, written once for all processes of a run."""
    base = factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    home, written = shared / "demo-company", shared / "demo-company.written"
    with (shared / "demo-company.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not written.exists():
            shutil.rmtree(home, ignore_errors=True)
            subprocess.run(
                [*DABIAO, "migrate", "--demo"], env=_on_sqlite(home), check=True, capture_output=True
            )
            written.touch()
    return home


def _on_sqlite(home: Path) -> dict[str, str]:
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    return {**environment, "DABIAO_HOME": str(home)}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _let_clocks_rest(database: Path) -> None:
    """Walks through other rooms are not to be rung up by what is running in the demo, nor lose their leads to its rules."""
    with closing(sqlite3.connect(database, timeout=30)) as connection, connection:
        connection.execute("UPDATE dispatch_rule SET active = 0")
        connection.execute(
            "UPDATE dispatch_case SET state = 'closed', closed_at = state_at, next_at = NULL, due_at = NULL"
            " WHERE state <> 'closed'"
        )
        connection.execute(
            "UPDATE dispatch_stint SET \"end\" = 'ended', ended_at = given_at WHERE \"end\" = ''"
        )
        connection.execute(
            "UPDATE notifications_notification SET read_at = created_at WHERE read_at IS NULL"
            " AND (kind LIKE 'dispatch.%' OR kind LIKE 'conversations.%')"
        )


def _wait_until_it_answers(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(9000):
        assert server.poll() is None, log.read_text()
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=1)
            connection.request("GET", "/")
            connection.getresponse()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"no answer within a quarter of an hour:\n{log.read_text()}")
