"""What was spent, from a file: columns as platforms call them, a result per line, the same file twice."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from dabiao.core.importing.models import ImportRun
from dabiao.core.timers.worker import drain
from dabiao.modules.channels.models import Spend
from dabiao.testing.people import Company, make_company

pytestmark = pytest.mark.django_db
SHEET = (
    "日期,推广计划名称,渠道,消耗,说明\n"
    '2026-03-01,信息流3月,,"1,234.50",素材A\n'
    "2026-03-02,信息流３月,,800,\n"
    "2026-03-02,没有的计划,,10,\n"
    "2026-03-02,,展会,5000,\n"
    "2026-03-02,信息流3月,,不详,\n"
)


def run(company: Company, text: str, *, trial: bool = False) -> ImportRun:
    ops = company["ops"].client
    file = SimpleUploadedFile("消耗.csv", text.encode())
    taken = ops.post("/api/v1/imports", {"kind": "spend", "file": file})
    assert taken.status_code == 201, taken.content
    made = taken.json()
    started = {"mapping": made["guess"], "options": {"dry_run": trial}}
    assert ops.send("POST", f"/imports/{made['id']}/runs", started).status_code == 202
    drain()
    return ImportRun.objects.get(pk=made["id"])


def company_with_a_campaign() -> Company:
    company = make_company()
    company["ops"].client.write("POST", "/campaigns", {"name": "信息流3月", "source": "advert"})
    return company


def counts(one: ImportRun) -> tuple[int, int, int]:
    return one.created, one.joined, one.rejected


def test_columns_of_a_platform_are_known_and_each_line_has_its_own_result() -> None:
    company = company_with_a_campaign()
    assert counts(run(company, SHEET)) == (3, 0, 2)
    kept = Spend.objects.order_by("first_on", "source").values_list(
        "source", "first_on", "last_on", "amount_minor"
    )
    assert list(kept) == [
        ("advert", date(2026, 3, 1), date(2026, 3, 1), 123_450),
        ("advert", date(2026, 3, 2), date(2026, 3, 2), 80_000),
        ("event", date(2026, 3, 2), date(2026, 3, 2), 500_000),
    ]


def test_a_trial_writes_nothing_and_the_same_file_twice_counts_once() -> None:
    company = company_with_a_campaign()
    assert counts(run(company, SHEET, trial=True)) == (3, 0, 2)
    assert not Spend.objects.exists()
    run(company, SHEET)
    mended = SHEET.replace("800", "900")
    assert counts(run(company, mended)) == (0, 3, 2)
    assert sorted(Spend.objects.values_list("amount_minor", flat=True)) == [90_000, 123_450, 500_000]


def test_who_may_not_enter_spend_may_not_import_it() -> None:
    company = make_company()
    file = SimpleUploadedFile("消耗.csv", SHEET.encode())
    assert (
        company["sales1"].client.post("/api/v1/imports", {"kind": "spend", "file": file}).status_code == 403
    )
