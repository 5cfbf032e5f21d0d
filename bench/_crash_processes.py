"""The web and worker processes of a company, to be killed with SIGKILL and started anew."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from bench._postgres import CHECKOUT
from bench._server import family, free_port, wait_for
from dabiao.testing.killing import Child, Nursery, nursery

WORKERS, WEBS = 3, 2


@dataclass
class Fleet:
    """`killed` counts the processes that were killed, by what they were."""

    mother: Nursery
    environment: dict[str, str]
    log: Path
    workers: list[Child] = field(default_factory=list)
    webs: list["subprocess.Popen[Any]"] = field(default_factory=list)
    ports: list[int] = field(default_factory=list)
    killed: dict[str, int] = field(default_factory=lambda: {"worker": 0, "web": 0})

    def start(self) -> None:
        self.workers = [self._worker() for _ in range(WORKERS)]
        self.ports = [free_port() for _ in range(WEBS)]
        self.webs = [self._web(port) for port in self.ports]
        for port, web in zip(self.ports, self.webs, strict=True):
            wait_for(port, web)

    def kill_one(self, random: Random, web_share: float) -> None:
        """kill -9 of one process, now and then of all workers at once; each is started anew right away."""
        if random.random() < web_share:
            self._kill_web(random.randrange(WEBS))
            return
        places = range(WORKERS) if random.random() < 0.05 else [random.randrange(WORKERS)]
        for place in places:
            self.workers[place].kill()
            self.killed["worker"] += 1
        for place in places:
            self.workers[place].wait()
            self.workers[place] = self._worker()

    def _kill_web(self, place: int) -> None:
        """The web process and those it has started: none of them gets to say anything."""
        web = self.webs[place]
        if web.poll() is None:
            for pid in family(web.pid):
                try:
                    os.kill(pid, signal.SIGKILL)
                except ProcessLookupError:
                    continue
        web.wait()
        self.killed["web"] += 1
        self.webs[place] = self._web(self.ports[place])

    def _worker(self) -> Child:
        return self.mother.child("bench._crash_worker", str(self.log))

    def _web(self, port: int) -> "subprocess.Popen[Any]":
        command = [
            *(sys.executable, "-m", "granian", "--interface", "asgi", "--no-ws", "--host", "127.0.0.1"),
            *("--port", str(port), "--workers", "1", "--log-level", "warning", "dabiao.config.asgi:app"),
        ]
        with self.log.open("ab") as out:
            return subprocess.Popen(command, env=self.environment, cwd=CHECKOUT, stdout=out, stderr=out)

    def stop(self) -> None:
        for web in self.webs:
            web.terminate()
        for web in self.webs:
            web.wait(30)


@contextmanager
def fleet(environment: dict[str, str], log: Path) -> Iterator[Fleet]:
    own = {**environment, "PYTHONPATH": str(CHECKOUT)}
    with nursery(own) as mother:
        found = Fleet(mother, own, log)
        try:
            found.start()
            yield found
        finally:
            found.stop()


def sleep_until(moment: float) -> None:
    time.sleep(max(0.0, moment - time.monotonic()))
