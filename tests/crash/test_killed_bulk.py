"""kill -9 at any statement of a change of many records, or of its undo: all of it is there, or nothing."""

import json
from typing import Any

import pytest
from tests.crash.killed_bulk import LEADS

from dabiao.testing.killing import Nursery

MODULE = "tests.crash.killed_bulk"
NEVER = 10_000
pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_a_killed_change_and_a_killed_undo_leave_nothing_half_done(nursery: Nursery) -> None:
    def stands() -> Any:
        return json.loads(nursery.finished(MODULE, "report"))

    nursery.finished(MODULE, "prepare")
    untouched = {"regions": [["", 1]], "edits": [], "events": [0, 0]}
    changed = {"regions": [["苏州", 2]], "edits": [True], "events": [LEADS, 0]}
    undone = {"regions": [["", 3]], "edits": [False], "events": [LEADS, LEADS]}
    for before, after, at in ((untouched, changed, 5), (changed, undone, 7)):
        process = nursery.child(MODULE, "run", str(at))
        assert process.wait() == -9
        assert stands() == before
        assert json.loads(nursery.finished(MODULE, "run", str(NEVER))) == after
