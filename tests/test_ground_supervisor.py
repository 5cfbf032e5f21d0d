"""The supervisor with two small programs as children: one dies, all must stop, it is killed itself."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

CHILD = (
    "import pathlib, sys, os, time; pathlib.Path(sys.argv[1]).write_text(str(os.getpid())); time.sleep(60)"
)
PARENT = """
import sys
from dabiao.config.supervisor import Child, Supervisor
folder, child = sys.argv[1:]
children = [Child(name, [sys.executable, "-c", child, f"{folder}/{name}"]) for name in ("web", "worker")]
supervisor = Supervisor(children, say=lambda line: print(line, flush=True))
code = supervisor.run()
sys.exit(code if "django" not in sys.modules else 99)
"""


def eventually(look: Callable[[], Any], seconds: float = 10) -> Any:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := look():
            return found
        time.sleep(0.02)
    raise AssertionError("it did not happen in time")


class Running:
    def __init__(self, folder: Path, process: subprocess.Popen[str]) -> None:
        self.folder = folder
        self.process = process

    def pid(self, name: str, other_than: int = 0) -> int:
        """The process id that the child wrote, once it differs from `other_than`."""

        def look() -> int | None:
            path = self.folder / name
            text = path.read_text() if path.exists() else ""
            return int(text) if text and int(text) != other_than else None

        return eventually(look)


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    command = [sys.executable, "-c", PARENT, str(tmp_path), CHILD]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        yield Running(tmp_path, process)
        process.kill()


def alive(pid: int) -> bool:
    """Whether the process runs; one that has ended and waits to be reaped does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_killed_child_is_started_again_and_the_other_left_alone(running: Running) -> None:
    web, worker = running.pid("web"), running.pid("worker")
    os.kill(worker, signal.SIGKILL)
    assert running.pid("worker", other_than=worker) != worker
    assert running.pid("web") == web
    assert running.process.stdout is not None
    assert (
        running.process.stdout.readline()
        == "The worker process ended (SIGKILL); starting it again in 0.5 s.\n"
    )


def test_asked_to_stop_it_ends_all_children_and_succeeds(running: Running) -> None:
    children = [running.pid("web"), running.pid("worker")]
    running.process.terminate()
    assert running.process.wait(timeout=10) == 0
    assert [alive(pid) for pid in children] == [False, False]


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's parent-death signal exists on Linux only")
def test_killed_supervisor_leaves_no_child_behind(running: Running) -> None:
    children = [running.pid("web"), running.pid("worker")]
    running.process.kill()
    eventually(lambda: not any(alive(pid) for pid in children))
