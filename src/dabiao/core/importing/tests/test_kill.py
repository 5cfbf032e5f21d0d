"""kill -9 anywhere in an import: it goes on behind the last whole chunk, and no row is lost or made twice."""

import json
import random
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings

from dabiao.testing.killing import Nursery

MODULE = "dabiao.core.importing.tests.killed"
ROWS = 6_000
KILLS = 12
MONTHS = ("may", "jun", "dec", "jan", "mar")
pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def written(path: Path) -> list[list[Any]]:
    """The file, and what must stand in the database when all of it is imported."""
    zone, year, last, expected = ZoneInfo(settings.TIME_ZONE), 2008, 0, []
    with path.open("w") as file:
        file.write("name,month\n")
        for n in range(ROWS):
            month = MONTHS[n * 10 * len(MONTHS) // ROWS % len(MONTHS)]
            number = {"jan": 1, "mar": 3, "may": 5, "jun": 6, "dec": 12}[month]
            year, last = year + (number < last), number
            name = "" if n % 1000 == 7 else f"客户{n}"
            file.write(f"{name},{month}\n")
            if name:
                at = datetime(year, number, 1, tzinfo=zone).astimezone(UTC)
                expected.append([n + 2, name, f"{at:%Y-%m-%dT%H}"])
    return expected


def test_two_processes_at_once_make_every_row_once(nursery: Nursery, tmp_path: Path) -> None:
    expected = written(tmp_path / "many.csv")
    nursery.finished(MODULE, "prepare", str(tmp_path / "many.csv"))
    racing = [nursery.child(MODULE, "run") for _ in range(2)]
    for process in racing:
        process.wait()
    nursery.finished(MODULE, "run")
    found = json.loads(nursery.finished(MODULE, "report"))
    assert [process.returncode for process in racing] == [0, 0]
    assert (found["status"], found["counters"][:3]) == ("done", [ROWS, ROWS, len(expected)])
    assert found["rows"] == expected


def test_an_import_killed_again_and_again_ends_as_if_it_had_not_been(
    nursery: Nursery, tmp_path: Path
) -> None:
    expected = written(tmp_path / "many.csv")
    nursery.finished(MODULE, "prepare", str(tmp_path / "many.csv"))
    rng = random.Random(7)
    seen: list[str] = []
    for _ in range(KILLS):
        process = nursery.child(MODULE, "run")
        seen += [process.stdout.readline().strip() for _ in range(rng.randrange(1, 3))]
        process.kill()
        process.wait()
    assert "" not in seen[:6]
    nursery.finished(MODULE, "run")
    found = json.loads(nursery.finished(MODULE, "report"))
    rejected = ROWS - len(expected)
    assert found["status"] == "done"
    assert found["counters"] == [ROWS, ROWS, len(expected), 0, rejected]
    assert found["rejects"] == [n + 2 for n in range(ROWS) if n % 1000 == 7]
    assert found["rows"] == expected
