"""kill -9 anywhere in an undo: it goes on behind the last whole chunk, and nothing is taken back twice."""

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from dabiao.modules.leads.tests.killed import LEADS

MODULE = "dabiao.modules.leads.tests.killed"
KILLS = 8
pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A database that two processes can share: this test's own on PostgreSQL, a file on SQLite."""
    url = f"sqlite:///{tmp_path / 'killed.sqlite3'}"
    if connection.vendor == "postgresql":
        at = connection.settings_dict
        url = f"postgres://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}/{at['NAME']}"
    return {**os.environ, "DATABASE_URL": url, "DABIAO_HOME": str(tmp_path / "home")}


def child(environment: dict[str, str], what: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", MODULE, what], env=environment, stdout=subprocess.PIPE, text=True
    )


def finished(environment: dict[str, str], what: str) -> str:
    process = child(environment, what)
    said, _ = process.communicate(timeout=240)
    assert process.returncode == 0
    return said


def test_an_undo_killed_again_and_again_ends_as_if_it_had_not_been(environment: dict[str, str]) -> None:
    finished(environment, "prepare")
    rng = random.Random(11)
    seen: list[str] = []
    for _ in range(KILLS):
        process = child(environment, "undo")
        assert process.stdout is not None
        seen += [process.stdout.readline().strip() for _ in range(rng.randrange(1, 3))]
        process.kill()
        process.communicate()
    assert "" not in seen[:4]
    finished(environment, "undo")
    assert json.loads(finished(environment, "report")) == {
        "runs": [["done", LEADS, 0], ["done", LEADS // 2, 0]],
        "leads": 0,
        "keys": 0,
        "reverted": LEADS // 2,
        "withdrawn": LEADS,
    }
