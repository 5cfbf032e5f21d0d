"""kill -9 anywhere in an undo: it goes on behind the last whole chunk, and nothing is taken back twice."""

import json
import random
from functools import partial
from pathlib import Path

import pytest

from dabiao.modules.leads.tests.killed import LEADS
from dabiao.testing import killing
from dabiao.testing.killing import shared_database

MODULE = "dabiao.modules.leads.tests.killed"
KILLS = 8
pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def environment(tmp_path: Path, pristine: Path) -> dict[str, str]:
    return shared_database(tmp_path, pristine)


child = partial(killing.child, MODULE)
finished = partial(killing.finished, MODULE, seconds=240)


def test_an_undo_killed_again_and_again_ends_as_if_it_had_not_been(environment: dict[str, str]) -> None:
    finished(environment, "prepare")
    rng = random.Random(11)
    seen: list[str] = []
    for _ in range(KILLS):
        process = child(environment, "undo")
        assert process.stdout is not None
        seen += [process.stdout.readline().strip() for _ in range(rng.randrange(1, 3))]
        process.kill()
        process.communicate()
    assert "" not in seen[:4]
    finished(environment, "undo")
    assert json.loads(finished(environment, "report")) == {
        "runs": [["done", LEADS, 0], ["done", LEADS // 2, 0]],
        "leads": 0,
        "keys": 0,
        "reverted": LEADS // 2,
        "withdrawn": LEADS,
    }
