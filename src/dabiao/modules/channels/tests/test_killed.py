"""kill -9 between keeping a delivery and what comes of it: nothing is lost, and nothing is done twice."""

import json
import random

import pytest

from dabiao.modules.channels.tests.killed import DELIVERIES
from dabiao.testing.killing import Nursery

MODULE = "dabiao.modules.channels.tests.killed"
pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def killed_after(nursery: Nursery, what: str, lines: int) -> list[str]:
    process = nursery.child(MODULE, what)
    said = [process.stdout.readline().strip() for _ in range(lines)]
    process.kill()
    process.wait()
    return said


def test_a_platform_and_a_worker_killed_again_and_again_bring_every_lead_once(nursery: Nursery) -> None:
    nursery.finished(MODULE, "prepare")
    rng = random.Random(5)
    for _ in range(4):
        assert "" not in killed_after(nursery, "deliver", rng.randrange(5, 60))
        assert "" not in killed_after(nursery, "work", rng.randrange(1, 4))
    nursery.finished(MODULE, "deliver")
    nursery.finished(MODULE, "work")
    assert json.loads(nursery.finished(MODULE, "report")) == {
        "deliveries": DELIVERIES,
        "done": DELIVERIES,
        "leads": DELIVERIES,
        "phones": DELIVERIES,
        "enquiries": 0,
    }
