"""kill -9 at every statement of the dialogue on a figure, of locks, divisions, splits and what stands in a tree: as a whole or
not at all."""

import json

import pytest

from dabiao.testing.killing import Nursery

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("acts", ["tests.crash.killed_targets", "tests.crash.killed_target_talks"])
def test_what_is_said_of_targets_again_after_a_kill_was_said_once(nursery: Nursery, acts: str) -> None:
    said = json.loads(nursery.finished(acts))
    assert {name: one["wrong"] for name, one in said.items() if one["wrong"]} == {}
    assert all(one["steps"] > 2 and one["rows"] > 0 for one in said.values()), said
