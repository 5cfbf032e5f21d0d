"""kill -9 anywhere while a changed pipeline reaches its deals: each is moved once and told of once, and comes back once."""

import json
import random

import pytest

from dabiao.modules.opportunities.tests.killed import DEALS
from dabiao.testing.killing import Nursery

MODULE = "dabiao.modules.opportunities.tests.killed"
KILLS = 3
pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def killed(nursery: Nursery, rng: random.Random) -> None:
    for _ in range(KILLS):
        process = nursery.child(MODULE, "work")
        for _ in range(rng.randrange(1, 3)):
            process.stdout.readline()
        process.kill()
        process.wait()
    nursery.finished(MODULE, "work")


def test_a_change_killed_again_and_again_reaches_each_deal_once(nursery: Nursery) -> None:
    nursery.finished(MODULE, "prepare")
    rng = random.Random(5)
    killed(nursery, rng)
    there = {"moved": DEALS, "told": DEALS}
    assert json.loads(nursery.finished(MODULE, "report")) == {
        **there,
        "stages": {"solution_accepted": DEALS},
        "back": 0,
        "stays": [2],
    }
    nursery.finished(MODULE, "undo")
    killed(nursery, rng)
    assert json.loads(nursery.finished(MODULE, "report")) == {
        **there,
        "stages": {"negotiating": DEALS},
        "back": DEALS,
        "stays": [1],
    }
