"""A real worker process, killed in the middle of its work."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dabiao.testing.killing import shared_database

EVERYTHING = sorted(f"{what} {number}" for what in ("chunk", "delivery", "timer") for number in range(6))


@pytest.fixture
def environment(tmp_path: Path, pristine: Path, transactional_db: None) -> dict[str, str]:
    return shared_database(tmp_path, pristine)


def start(environment: dict[str, str], what: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "dabiao.core.timers.tests.doomed", what]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)


@pytest.fixture
def worker(environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """A worker with everything to do."""
    run(environment, "prepare")
    process = start(environment, "work")
    yield process
    process.kill()
    process.wait()


def run(environment: dict[str, str], what: str) -> list[str]:
    """Returns the effects that it reports."""
    process = start(environment, what)
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    return sorted(line.removeprefix("= ") for line in output.splitlines() if line.startswith("= "))


def wait_until(process: subprocess.Popen[str], wanted: str) -> None:
    """Read what the worker is doing until it has begun this."""
    assert process.stdout is not None
    for line in process.stdout:
        if line.strip() == wanted:
            return
    raise AssertionError(f"the worker ended before {wanted}")


@pytest.mark.slow
@pytest.mark.parametrize("wanted", ["delivery 2", "timer 1", "chunk 3"])
def test_what_a_killed_worker_was_doing_is_done_exactly_once(
    environment: dict[str, str], worker: subprocess.Popen[str], wanted: str
) -> None:
    wait_until(worker, wanted)
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()
    assert run(environment, "drain") == EVERYTHING


@pytest.mark.slow
def test_a_worker_asked_to_stop_finishes_what_it_has_in_hand(
    environment: dict[str, str], worker: subprocess.Popen[str]
) -> None:
    wait_until(worker, "chunk 1")
    worker.terminate()
    assert worker.wait(timeout=20) == 0
    assert run(environment, "drain") == EVERYTHING
