"""kill -9 at every statement of taking a form in: lead and submission both or none, and sent again they are one each."""

import json

import pytest

from dabiao.testing.killing import Nursery

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_a_form_that_is_sent_again_after_a_kill_is_one_lead(nursery: Nursery) -> None:
    said = json.loads(nursery.finished("tests.crash.killed_forms"))
    steps = said.pop("steps")
    assert said == {}
    assert steps > 5
