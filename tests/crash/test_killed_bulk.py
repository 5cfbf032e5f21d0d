"""kill -9 at any statement of a change of many records, or of its undo: all of it is there, or nothing."""

import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from tests.crash.killed_bulk import LEADS

from dabiao.testing import killing
from dabiao.testing.killing import shared_database

MODULE = "tests.crash.killed_bulk"
NEVER = 10_000
pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_a_killed_change_and_a_killed_undo_leave_nothing_half_done(tmp_path: Path, pristine: Path) -> None:
    environment = shared_database(tmp_path, pristine)
    child, finished = (
        partial(killing.child, MODULE, environment),
        partial(killing.finished, MODULE, environment),
    )

    def stands() -> Any:
        return json.loads(finished("report"))

    finished("prepare")
    untouched = {"regions": [["", 1]], "edits": [], "events": [0, 0]}
    changed = {"regions": [["苏州", 2]], "edits": [True], "events": [LEADS, 0]}
    undone = {"regions": [["", 3]], "edits": [False], "events": [LEADS, LEADS]}
    for before, after, at in ((untouched, changed, 5), (changed, undone, 7)):
        process = child("run", str(at))
        process.communicate(timeout=60)
        assert process.returncode == -9
        assert stands() == before
        assert json.loads(finished("run", str(NEVER))) == after
