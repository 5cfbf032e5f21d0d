"""Programs run beside a test, to be killed in the middle of their work.

Python with Django takes a second of processor time to start; a nursery starts once, and every program is a fork of it.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.db import connection

_PATIENCE = 240.0  # seconds


def shared_database(folder: Path, pristine: Path) -> dict[str, str]:
    """The environment of processes that share a database: this test's own on PostgreSQL, a copy of `pristine` on SQLite."""
    url = f"sqlite:///{folder / 'killed.sqlite3'}"
    if connection.vendor == "sqlite":
        shutil.copy(pristine, folder / "killed.sqlite3")
    else:
        at = connection.settings_dict
        url = f"postgres://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}/{at['NAME']}"
    return {**os.environ, "DATABASE_URL": url, "DABIAO_HOME": str(folder / "home")}


class Child:
    """A running program: what it says can be read while it works. `returncode` is below zero if a signal ended it."""

    def __init__(self, pid: int, stdout: IO[str], nursery: "Nursery") -> None:
        self.pid, self.stdout, self.returncode = pid, stdout, None
        self._nursery = nursery

    returncode: int | None

    def kill(self) -> None:
        self._send(signal.SIGKILL)

    def terminate(self) -> None:
        self._send(signal.SIGTERM)

    def wait(self) -> int:
        if self.returncode is None:
            self.returncode = self._nursery.ended(self.pid)
            self.stdout.close()
        return self.returncode

    def rest(self) -> str:
        """What else it says until it has ended."""
        said = self.stdout.read()
        self.wait()
        return said

    def _send(self, number: int) -> None:
        # the nursery keeps the ended ones until it is asked for them, so that no other can have this number
        if self.returncode is None:
            os.kill(self.pid, number)


class Nursery:
    """Starts modules as `python -m` would, on the database and the home of its environment."""

    def __init__(self, door: socket.socket) -> None:
        self._door = door
        self.children: list[Child] = []

    def child(self, module: str, *arguments: str) -> Child:
        reading, writing = os.pipe()
        try:
            socket.send_fds(self._door, [json.dumps([module, *arguments]).encode()], [writing])
        finally:
            os.close(writing)
        child = Child(self._answer(), os.fdopen(reading), self)
        self.children.append(child)
        return child

    def finished(self, module: str, *arguments: str) -> str:
        """What it said, once it has come to its end by itself."""
        child = self.child(module, *arguments)
        said = child.rest()
        assert child.returncode == 0, f"{module} {arguments} ended with {child.returncode}"
        return said

    def ended(self, pid: int) -> int:
        self._door.send(json.dumps(pid).encode())
        return self._answer()

    def _answer(self) -> int:
        return int(json.loads(self._door.recv(100)))


@contextmanager
def nursery(environment: dict[str, str]) -> Iterator[Nursery]:
    """Ends every program that still runs when the block ends."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with ours, theirs:
        ours.settimeout(_PATIENCE)
        command = [sys.executable, "-m", "dabiao.testing.nursing", str(theirs.fileno())]
        mother = subprocess.Popen(command, env=environment, pass_fds=[theirs.fileno()])
        theirs.close()
        found = Nursery(ours)
        try:
            yield found
        finally:
            for child in found.children:
                child.kill()
                child.wait()
            ours.close()
            mother.wait(timeout=20)
