"""kill -9 at every third statement of giving leads, of warning and of a breach: nothing is lost, nothing happens twice."""

import json

import pytest

from dabiao.testing.killing import Nursery

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_dispatch_survives_a_kill_at_any_statement(nursery: Nursery) -> None:
    said = json.loads(nursery.finished("tests.crash.killed_lane"))
    kills = said.pop("kills")
    assert said == {}
    assert kills > 15
