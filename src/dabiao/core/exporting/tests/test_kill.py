"""kill -9 anywhere in an export: no half file is ever offered, the next worker writes all of it, and it counts once."""

import json
from typing import Any

import pytest

from dabiao.testing.killing import Nursery

MODULE = "dabiao.core.exporting.tests.killed"
ROWS = 2_500
pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def worker(nursery: Nursery) -> Nursery:
    """With an export to write."""
    nursery.finished(MODULE, "prepare", str(ROWS))
    return nursery


def killed_after(worker: Nursery, word: str, minutes: int) -> None:
    """Start a worker and end it as soon as it has said that."""
    process = worker.child(MODULE, "run", str(minutes))
    said = ""
    while said != word:
        said = process.stdout.readline().strip()
        assert said not in ("", "over"), f"it never said {word}"
    process.kill()
    process.wait()


def report(worker: Nursery) -> Any:
    return json.loads(worker.finished(MODULE, "report"))


def test_killed_again_and_again_it_ends_as_if_it_had_not_been(worker: Nursery) -> None:
    for number, word in enumerate(("0", "2000", str(ROWS), "kept")):
        killed_after(worker, word, number * 2)
        found = report(worker)
        assert (found["status"], found["rows"], found["told"]) == ("running", [], [0, 0])
        assert found["counted"][1:] == [ROWS, ROWS]
        assert len(found["kept"]) == (word == "kept"), word
    worker.finished(MODULE, "run", "10")
    found = report(worker)
    assert (found["status"], found["counted"], found["whole"]) == ("done", [ROWS, ROWS, ROWS], True)
    assert found["kept"] == found["rows"]
    assert (len(found["rows"]), found["told"], found["doctor"]) == (1, [1, 1], [])


def test_one_that_kills_every_worker_is_given_up_and_takes_nothing_of_the_day(
    worker: Nursery,
) -> None:
    for number in range(5):
        killed_after(worker, "kept", number * 2)
    worker.finished(MODULE, "run", "12")
    worker.finished(MODULE, "settle")
    found = report(worker)
    assert (found["status"], found["counted"][1:], found["kept"]) == ("failed", [0, 0], [])
