"""kill -9 anywhere in an undo: it goes on behind the last whole chunk, and nothing is taken back twice."""

import json
import random

import pytest

from dabiao.modules.leads.tests.killed import LEADS
from dabiao.testing.killing import Nursery

MODULE = "dabiao.modules.leads.tests.killed"
KILLS = 8
pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_an_undo_killed_again_and_again_ends_as_if_it_had_not_been(nursery: Nursery) -> None:
    nursery.finished(MODULE, "prepare")
    rng = random.Random(11)
    seen: list[str] = []
    for _ in range(KILLS):
        process = nursery.child(MODULE, "undo")
        seen += [process.stdout.readline().strip() for _ in range(rng.randrange(1, 3))]
        process.kill()
        process.wait()
    assert "" not in seen[:4]
    nursery.finished(MODULE, "undo")
    assert json.loads(nursery.finished(MODULE, "report")) == {
        "runs": [["done", LEADS, 0], ["done", LEADS // 2, 0]],
        "leads": 0,
        "keys": 0,
        "reverted": LEADS // 2,
        "withdrawn": LEADS,
    }
