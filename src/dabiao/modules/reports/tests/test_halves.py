"""Half a day's report tells its half."""

from datetime import UTC, datetime

import pytest

from dabiao.modules.activities.tests.builders import a_customer, logged
from dabiao.modules.reports import services
from dabiao.modules.reports.models import Report
from dabiao.modules.reports.queries import figures
from dabiao.modules.reports.tests.world import WEDNESDAY, a_template, begun, block
from dabiao.modules.targets.tests.world import metric
from dabiao.testing.people import NOW, Company, make_company

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 18, 4, 30, tzinfo=UTC)  # half past twelve in Shanghai, as the template says
NIGHT = datetime(2026, 3, 18, 15, 0, tzinfo=UTC)
CODES = ["metric.calls", "metric.signed", "quota.done.calls"]


@pytest.fixture
def company() -> Company:
    return make_company()


def told(report: Report, company: Company) -> dict[str, tuple[int, bool]]:
    found = figures.shown(CODES, report, actor=company["sales1"].actor, now=NIGHT)
    return {one["code"]: (one["now"], one["whole_day"]) for one in found}


def test_each_half_counts_its_own_and_says_what_it_can_tell_of_the_whole_day_only(company: Company) -> None:
    for code in ("calls", "signed"):
        metric(code)
    template = a_template(company, period="half_day", blocks=[block("figures", "figures", figures=CODES)])
    for at in (NOW, NOON.replace(minute=29), NOON):
        customer = a_customer(company["sales1"], name=f"客户{at.minute}-{at.hour}")
        logged(company, "sales1", "customer", customer.pk, occurred_at=at, now=NIGHT)
    morning = begun(company, "sales1", template, part="am")
    afternoon = begun(company, "sales1", template, part="pm")
    assert told(morning, company)["metric.calls"] == (2, False)
    assert told(afternoon, company)["metric.calls"] == (1, False)
    assert told(morning, company)["metric.signed"] == (0, True)
    assert told(morning, company)["quota.done.calls"] == (2, False)
    services.submit(morning.pk, actor=company["sales1"].actor, now=NIGHT)
    morning.refresh_from_db()
    assert morning.figures["metric.calls"] == 2


def test_a_day_is_told_whole(company: Company) -> None:
    metric("calls")
    template = a_template(company, blocks=[block("figures", "figures", figures=["metric.calls"])])
    logged(company, "sales1", "customer", a_customer(company["sales1"]).pk, now=NOW)
    assert told(begun(company, "sales1", template, WEDNESDAY), company)["metric.calls"] == (1, False)
