"""Several devices at the same moment. SQLite has one writer, so only PostgreSQL can get this wrong."""

from typing import Any

import pytest
from django.db import connection

from dabiao.core.actor import SYSTEM
from dabiao.core.notifications.models import Notification
from dabiao.modules.reports import services
from dabiao.modules.reports.models import Copy, Report
from dabiao.modules.reports.tests.world import EVENING, GOOD, a_template, begun, led
from dabiao.modules.targets.tests.world import metric
from dabiao.testing.people import NOW, Company, make_company
from dabiao.testing.together import together

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="one writer at a time on SQLite"),
]


@pytest.fixture
def company() -> Company:
    return make_company()


def test_two_devices_begin_write_and_hand_in_one_report(company: Company) -> None:
    metric("visits")
    led(company)
    template, actor = a_template(company), company["sales1"].actor
    assert together(*[lambda: begun(company, "sales1", template)] * 4) == ["done"] * 4
    report = Report.objects.get()
    call: Any = {"base": {"problem": None}, "version": report.version, "actor": actor, "now": NOW}
    outcome = together(
        *[lambda n=n: services.write(report.pk, answers={"problem": f"第{n}"}, **call) for n in (1, 2)]
    )
    assert outcome == ["done", "edit.conflict"]
    version = Report.objects.get().version
    services.write(report.pk, answers=GOOD, base=None, version=version, actor=actor, now=NOW)
    assert together(*[lambda: services.submit(report.pk, actor=actor, now=NOW)] * 3) == ["done"] * 3
    assert Copy.objects.count() == 1
    late: Any = {"actor": SYSTEM, "now": EVENING}
    assert together(*[lambda: services.tell_writers(**late)] * 3) == ["done"] * 3
    assert Notification.objects.filter(kind="report.due", user_id=company["sales1b"].id).count() == 1
