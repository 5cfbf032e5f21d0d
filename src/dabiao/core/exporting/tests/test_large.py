"""Twelve thousand rows: all of them, each once, in memory that does not grow with them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection

from dabiao.core.exporting import engine
from dabiao.core.exporting.models import Export
from dabiao.core.files import services as files
from dabiao.modules.leads.models import Lead
from dabiao.testing.exports import asked
from dabiao.testing.people import NOW, Company

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
ROWS = 12_000
MOST_MB = 36  # SQLite maps its file and keeps pages; twelve thousand rows as Python has them would be 60


def many_more(lead: int, rows: int) -> None:
    """Copies of one lead, made by the database so that they leave nothing in this process."""
    columns = ", ".join(f'"{field.column}"' for field in Lead._meta.concrete_fields if field.column != "id")
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows:d}) "
            f"INSERT INTO leads_lead ({columns}) SELECT {columns} FROM leads_lead, n WHERE id = {lead:d}"
        )


def megabytes(name: str) -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    return float(next(line.split()[1] for line in lines if line.startswith(f"{name}:"))) / 1024


@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="only Linux tells")
@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_memory_does_not_grow_with_the_rows(
    company: Company, leads: Callable[..., list[int]], format: str
) -> None:
    (lead,) = leads(company["sales1"], 1, remark="想看演示，下周联系")
    many_more(lead, ROWS - 1)
    small = asked(company["ops"].client, "lead", format=format, query={"ids": [lead]})
    engine.write(small["id"], clock=lambda: NOW)
    export = asked(company["ops"].client, "lead", format=format)
    Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
    before = megabytes("VmRSS")
    engine.write(export["id"], clock=lambda: NOW)
    grown = megabytes("VmHWM") - before
    row = Export.objects.get(pk=export["id"])
    assert (row.status, row.total, row.charged) == ("done", ROWS, ROWS)
    assert grown < MOST_MB
    if format == "csv":
        lines = files.path_of(row.file_id or 0).read_text("utf-8-sig").splitlines()[1:]
        assert {int(line.partition(",")[0]) for line in lines} == set(
            Lead.objects.values_list("pk", flat=True)
        )
        assert len(lines) == ROWS
