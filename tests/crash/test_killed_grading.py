"""kill -9 at every statement of training: the model before grades on, or the new one does, whole."""

import json

import pytest

from dabiao.testing.killing import Nursery

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_a_training_that_is_killed_publishes_nothing_or_all(nursery: Nursery) -> None:
    said = json.loads(nursery.finished("tests.crash.killed_grading"))
    assert said["wrong"] == []
    assert said["steps"] > 5
    assert said["rows"] > 1
