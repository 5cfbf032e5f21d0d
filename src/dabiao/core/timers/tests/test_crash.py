"""A real worker process, killed in the middle of its work."""

import pytest

from dabiao.testing.killing import Child, Nursery

MODULE = "dabiao.core.timers.tests.doomed"
EVERYTHING = sorted(f"{what} {number}" for what in ("chunk", "delivery", "timer") for number in range(6))


@pytest.fixture
def worker(nursery: Nursery) -> Child:
    """A worker with everything to do."""
    nursery.finished(MODULE, "prepare")
    return nursery.child(MODULE, "work")


def drained(nursery: Nursery) -> list[str]:
    """The effects that the database holds when the rest is done too."""
    said = nursery.finished(MODULE, "drain")
    return sorted(line.removeprefix("= ") for line in said.splitlines() if line.startswith("= "))


def wait_until(process: Child, wanted: str) -> None:
    """Read what the worker is doing until it has begun this."""
    for line in process.stdout:
        if line.strip() == wanted:
            return
    raise AssertionError(f"the worker ended before {wanted}")


@pytest.mark.slow
@pytest.mark.parametrize("wanted", ["delivery 2", "timer 1", "chunk 3"])
def test_what_a_killed_worker_was_doing_is_done_exactly_once(
    nursery: Nursery, worker: Child, wanted: str
) -> None:
    wait_until(worker, wanted)
    worker.kill()
    worker.wait()
    assert drained(nursery) == EVERYTHING


@pytest.mark.slow
def test_a_worker_asked_to_stop_finishes_what_it_has_in_hand(nursery: Nursery, worker: Child) -> None:
    wait_until(worker, "chunk 1")
    worker.terminate()
    assert worker.wait() == 0
    assert drained(nursery) == EVERYTHING
