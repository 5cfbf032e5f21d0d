"""Keeps the processes of one server alive: restarts what dies, stops all together, leaves nobody behind.

The supervising process imports no Django: it stays small, and no mistake in the product can bring it down.
"""

import ctypes
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

FIRST_WAIT = 0.5  # seconds before a dead child starts again; doubles with each early death
LONGEST_WAIT = 30.0
HEALTHY_AFTER = 30.0  # a child that lived so long starts from the first wait again
TICK = 0.25  # seconds between two looks around
GRACE = 30.0  # seconds a child has to finish its work before it is killed

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def _die_with_parent() -> None:
    """In the child, before its program: the kernel stops it when the supervisor is gone, even by SIGKILL."""
    if _libc is not None:
        _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass
class Child:
    """One supervised process. It leads its own group, so that what it started itself can be ended with it."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    start_at: float = 0.0
    early_deaths: int = field(default=0)

    def start(self, now: float) -> None:
        self.process = subprocess.Popen(self.command, start_new_session=True, preexec_fn=_die_with_parent)  # noqa: S603 - our own command
        self.started = now

    def signal(self, number: int) -> None:
        """Signals the leader; SIGKILL goes to its whole group."""
        if self.process is None:
            return
        try:
            if number == signal.SIGKILL:
                os.killpg(self.process.pid, number)
            elif self.process.poll() is None:
                self.process.send_signal(number)
        except ProcessLookupError:
            pass

    def end(self) -> None:
        """Kills it and what it started, without waiting for what it does."""
        self.signal(signal.SIGKILL)
        if self.process is not None:
            self.process.wait()

    def bury(self, now: float) -> tuple[int, float]:
        """Ends what a dead leader left behind and sets when to start again: (exit code, seconds to wait)."""
        assert self.process is not None
        code = self.process.returncode
        self.signal(signal.SIGKILL)
        self.process = None
        self.early_deaths = 0 if now - self.started >= HEALTHY_AFTER else self.early_deaths + 1
        wait = min(FIRST_WAIT * 2 ** max(self.early_deaths - 1, 0), LONGEST_WAIT)
        self.start_at = now + wait
        return code, wait


class Supervisor:
    """Runs `children` until SIGTERM or SIGINT. `tick` is called every now and then; on True, all restart."""

    def __init__(
        self,
        children: Sequence[Child],
        *,
        tick: Callable[[], bool] = lambda: False,
        say: Callable[[str], object],
    ) -> None:
        self.children = children
        self.tick = tick
        self.say = say
        self.stopping = False

    def run(self) -> int:
        """Returns 0 once every child has ended after a signal to stop."""
        wake = self._listen()
        try:
            while not self.stopping:
                self._keep_alive()
                if self.tick():
                    self._stop_all()
                select.select([wake], [], [], self._pause())
                _drain(wake)
        finally:
            self._stop_all()
        return 0

    def _listen(self) -> int:
        """A pipe that turns signals into something `select` wakes up for."""
        wake, write = os.pipe()
        for end in (wake, write):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(write, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._stop)
        return wake

    def _stop(self, *_: object) -> None:
        self.stopping = True

    def _keep_alive(self) -> None:
        now = time.monotonic()
        for child in self.children:
            if child.process is not None and child.process.poll() is not None:
                code, wait = child.bury(now)
                self.say(f"The {child.name} process ended ({_cause(code)}); starting it again in {wait:g} s.")
            if child.process is None and now >= child.start_at:
                child.start(now)

    def _pause(self) -> float:
        """A tick; less when a child is due to start sooner. A signal or a death ends it at once."""
        waiting = [child.start_at for child in self.children if child.process is None]
        return min(max(min(waiting, default=1e9) - time.monotonic(), 0), TICK)

    def _stop_all(self) -> None:
        """Asks every child to finish and waits; kills what has not finished within the grace period."""
        deadline = time.monotonic() + GRACE
        for child in self.children:
            child.signal(signal.SIGTERM)
        for child in self.children:
            if child.process is not None:
                try:
                    child.process.wait(max(deadline - time.monotonic(), 0))
                except subprocess.TimeoutExpired:
                    self.say(f"The {child.name} process did not finish within {GRACE:g} s and is killed.")
                child.end()
            child.process, child.start_at = None, 0.0


def _drain(wake: int) -> None:
    try:
        while os.read(wake, 512):
            pass
    except BlockingIOError:
        pass


def _cause(code: int) -> str:
    return signal.Signals(-code).name if code < 0 else f"exit code {code}"
