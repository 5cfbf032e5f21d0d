"""kill -9 anywhere while visitors speak: each word is said once and answered once."""

import json
import random

import pytest

from dabiao.modules.conversations.tests.killed import WORDS
from dabiao.testing.killing import Nursery

MODULE = "dabiao.modules.conversations.tests.killed"
KILLS = 6
pytestmark = pytest.mark.django_db(transaction=True)


def test_words_heard_by_a_process_that_is_killed_are_said_and_answered_once(nursery: Nursery) -> None:
    nursery.finished(MODULE, "prepare")
    rng = random.Random(7)
    for _ in range(KILLS):
        process = nursery.child(MODULE, "hear")
        for _ in range(rng.randrange(2, 30)):
            process.stdout.readline()
        process.kill()
        process.wait()
    nursery.finished(MODULE, "hear")
    whole = json.loads(nursery.finished(MODULE, "report"))
    assert whole == {"talks": 1, "numbers": True, "turns": True, "words": True, "used": WORDS}
