"""kill -9 anywhere in an export: no half file is ever offered, the next worker writes all of it, and it counts once."""

import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from dabiao.testing import killing
from dabiao.testing.killing import shared_database

MODULE = "dabiao.core.exporting.tests.killed"
ROWS = 2_500
pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

child = partial(killing.child, MODULE)
finished = partial(killing.finished, MODULE)


@pytest.fixture
def environment(tmp_path: Path, pristine: Path) -> dict[str, str]:
    environment = shared_database(tmp_path, pristine)
    finished(environment, "prepare", str(ROWS))
    return environment


def killed_after(environment: dict[str, str], word: str, minutes: int) -> None:
    """Start a worker and end it as soon as it has said that."""
    process = child(environment, "run", str(minutes))
    assert process.stdout is not None
    said = ""
    while said != word:
        said = process.stdout.readline().strip()
        assert said not in ("", "over"), f"it never said {word}"
    process.kill()
    process.communicate()


def report(environment: dict[str, str]) -> Any:
    return json.loads(finished(environment, "report"))


def test_killed_again_and_again_it_ends_as_if_it_had_not_been(environment: dict[str, str]) -> None:
    for number, word in enumerate(("0", "2000", str(ROWS), "kept")):
        killed_after(environment, word, number * 2)
        found = report(environment)
        assert (found["status"], found["rows"], found["told"]) == ("running", [], [0, 0])
        assert found["counted"][1:] == [ROWS, ROWS]
        assert len(found["kept"]) == (word == "kept"), word
    finished(environment, "run", "10")
    found = report(environment)
    assert (found["status"], found["counted"], found["whole"]) == ("done", [ROWS, ROWS, ROWS], True)
    assert found["kept"] == found["rows"]
    assert (len(found["rows"]), found["told"], found["doctor"]) == (1, [1, 1], [])


def test_one_that_kills_every_worker_is_given_up_and_takes_nothing_of_the_day(
    environment: dict[str, str],
) -> None:
    for number in range(5):
        killed_after(environment, "kept", number * 2)
    finished(environment, "run", "12")
    finished(environment, "settle")
    found = report(environment)
    assert (found["status"], found["counted"][1:], found["kept"]) == ("failed", [0, 0], [])
