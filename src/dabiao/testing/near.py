"""Which tests `make check` runs: all that need no database, and those of the rooms where somebody is at work."""

import subprocess
from functools import cache
from pathlib import Path, PurePosixPath

FLOORS = ("src/dabiao/core", "src/dabiao/modules", "src/dabiao", "contracts")


def room_of(path: str) -> str:
    """The folder whose tests speak for a file: its room's; a test file of the whole product speaks for itself."""
    for floor in FLOORS:
        if path.startswith(f"{floor}/"):
            room, _, inside = path.removeprefix(f"{floor}/").partition("/")
            return f"{floor}/{room}/" if inside else f"{floor}/tests/"
    return path


def touched(checkout: Path) -> list[str]:
    """Files that differ from `main`, or on it from the last commit, new ones too; none where git knows nothing."""
    base = _git(checkout, "merge-base", "HEAD", "main") or ["HEAD"]
    return [
        *_git(checkout, "diff", "--name-only", base[0]),
        *_git(checkout, "ls-files", "--others", "--exclude-standard"),
    ]


def _git(checkout: Path, *words: str) -> list[str]:
    said = subprocess.run(["git", *words], cwd=checkout, capture_output=True, text=True, check=False)
    return said.stdout.splitlines() if said.returncode == 0 else []


@cache
def rooms_at_work(checkout: Path) -> frozenset[str]:
    return frozenset(map(room_of, touched(checkout)))


def is_near(test: Path, checkout: Path) -> bool:
    """Whether `test` belongs to a room in which a file was touched."""
    path = str(PurePosixPath(test.relative_to(checkout)))
    return any(path.startswith(room) for room in rooms_at_work(checkout))
