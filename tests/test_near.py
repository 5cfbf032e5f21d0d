"""`make check` asks the rooms in which somebody is at work."""

import subprocess
from pathlib import Path

import pytest

from dabiao.testing import near


@pytest.mark.parametrize(
    ("file", "room"),
    [
        ("src/dabiao/modules/leads/rules/phases.py", "src/dabiao/modules/leads/"),
        ("src/dabiao/core/lists/page.py", "src/dabiao/core/lists/"),
        ("src/dabiao/core/money.py", "src/dabiao/core/tests/"),
        ("src/dabiao/doctor/money.py", "src/dabiao/doctor/"),
        ("tests/test_names.py", "tests/test_names.py"),
        ("ui/src/app/routes.ts", "ui/src/app/routes.ts"),
    ],
)
def test_a_file_belongs_to_a_room(file: str, room: str) -> None:
    assert near.room_of(file) == room


def git(checkout: Path, *words: str) -> None:
    person = ("-c", "user.name=Chen", "-c", "user.email=chen@example.com")
    subprocess.run(["git", *person, *words], cwd=checkout, check=True, capture_output=True)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """On a branch, with one file changed and committed there, one changed and not committed, and a new one."""
    for room in ("leads", "customers", "targets", "plans"):
        (tmp_path / f"src/dabiao/modules/{room}").mkdir(parents=True)
        (tmp_path / f"src/dabiao/modules/{room}/rules.py").write_text("")
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "Begin")
    git(tmp_path, "switch", "-qc", "work")
    (tmp_path / "src/dabiao/modules/leads/rules.py").write_text("ONE = 1\n")
    git(tmp_path, "commit", "-qam", "One")
    (tmp_path / "src/dabiao/modules/customers/rules.py").write_text("TWO = 2\n")
    (tmp_path / "src/dabiao/modules/targets/enums.py").write_text("")
    return tmp_path


def test_rooms_of_what_was_committed_changed_and_added_are_near_and_no_other(checkout: Path) -> None:
    tests = {
        room: near.is_near(checkout / f"src/dabiao/modules/{room}/tests/test_rules.py", checkout)
        for room in ("leads", "customers", "targets", "plans")
    }
    assert tests == {"leads": True, "customers": True, "targets": True, "plans": False}


def test_where_git_knows_nothing_nothing_was_touched(tmp_path: Path) -> None:
    assert near.touched(tmp_path) == []
