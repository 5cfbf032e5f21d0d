"""kill -9 anywhere while sums by stage are made: what is shown is true all the time, and what was made is not made again."""

import json

import pytest

from dabiao.testing.killing import Nursery

MODULE = "dabiao.modules.opportunities.tests.killed_sums"
pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_sums_killed_again_and_again_are_true_all_the_time(nursery: Nursery) -> None:
    nursery.finished(MODULE, "prepare")
    made: list[str] = []
    for people in (1, 2, 3):
        process = nursery.child(MODULE, "work")
        made += [process.stdout.readline() for _ in range(people)]
        process.kill()
        process.wait()
        said = json.loads(nursery.finished(MODULE, "report"))
        assert said["true"]
    assert not said["whole"] or len(made) > 6
    made += nursery.finished(MODULE, "work").splitlines(keepends=True)
    last = json.loads(nursery.finished(MODULE, "report"))
    assert (last["whole"], last["true"], last["kept"] > 0) == (True, True, True)
    # somebody may be written twice by a kill between saying and committing, nobody more often than killed
    assert len(set(made)) <= len(made) <= len(set(made)) + 3
