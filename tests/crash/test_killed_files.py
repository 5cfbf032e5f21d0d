"""kill -9 at every step of putting a file and of forgetting one: no row lacks its bytes, nothing is left over for good."""

import json
from pathlib import Path

import pytest

from dabiao.testing.killing import finished, shared_database

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_files_survive_a_kill_at_every_step(tmp_path: Path, pristine: Path) -> None:
    said = json.loads(finished("tests.crash.killed_files", shared_database(tmp_path, pristine)))
    steps = said.pop("steps")
    assert said == {}
    assert steps > 30
