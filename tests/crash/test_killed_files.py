"""kill -9 at every step of putting a file and of forgetting one: no row lacks its bytes, nothing is left over for good."""

import json

import pytest

from dabiao.testing.killing import Nursery

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_files_survive_a_kill_at_every_step(nursery: Nursery) -> None:
    said = json.loads(nursery.finished("tests.crash.killed_files"))
    steps = said.pop("steps")
    assert said == {}
    assert steps > 15
