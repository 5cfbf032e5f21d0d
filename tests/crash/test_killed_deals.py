"""kill -9 at every statement between lead and cash: done as a whole or not at all, and pressed once more it is done once."""

import json

import pytest

from dabiao.testing.killing import Nursery

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_what_is_done_again_after_a_kill_was_done_once(nursery: Nursery) -> None:
    said = json.loads(nursery.finished("tests.crash.killed_deals"))
    assert {name: one["wrong"] for name, one in said.items() if one["wrong"]} == {}
    assert all(one["steps"] > 2 and one["rows"] != 0 for one in said.values()), said
