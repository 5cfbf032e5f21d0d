"""The telephone contacts of a Portuguese bank, May 2008 to November 2010: months in order, an outcome to map."""

import csv
from collections import Counter
from datetime import datetime
from itertools import groupby
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings

from dabiao.core.importing.parsing.months import month_of
from dabiao.core.importing.tests.conftest import Importer
from dabiao.core.importing.tests.probe import records

FILE = Path(settings.CHECKOUT).parent / "shared" / "data" / "bank-marketing" / "bank-additional-full.csv"


@pytest.mark.skipif(
    not FILE.exists(), reason="the bank-marketing data set is not beside this checkout (../shared)"
)
def test_every_contact_falls_into_its_month(imported: Importer) -> None:
    options = {
        "dates": {"received_at": {"month_only_in_order": True, "start_year": 2008}},
        "values": {"status": {"yes": "qualified", "no": "invalid"}},
        "constants": {"email": "bank@example.com"},
    }
    run = imported(FILE.read_bytes(), {"job": "name", "month": "received_at", "y": "status"}, options)
    assert (run.status, run.delimiter, run.total, run.created, run.rejected) == (
        "done",
        ";",
        41_188,
        41_188,
        0,
    )

    with FILE.open(newline="") as file:
        months = [row["month"] for row in csv.DictReader(file, delimiter=";")]
    expected, year, last = Counter[tuple[int, int]](), 2008, 0
    for name, group in groupby(months):
        number = month_of(name)
        year, last = year + (number < last), number
        expected[year, number] += len(list(group))

    zone = ZoneInfo(settings.TIME_ZONE)
    days = [moment.astimezone(zone) for moment in records().values_list("created_at", flat=True)]
    assert {day.replace(month=1, year=2000) for day in days} == {datetime(2000, 1, 1, tzinfo=zone)}
    assert Counter((day.year, day.month) for day in days) == expected
    assert (min(expected), max(expected), len(expected)) == ((2008, 5), (2010, 11), 26)
