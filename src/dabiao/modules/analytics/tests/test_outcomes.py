import csv
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dabiao.modules.analytics import queries, schemas
from dabiao.modules.analytics.enums import OutcomeKey
from dabiao.modules.analytics.tests import recount
from dabiao.modules.leads.models import Lead
from dabiao.testing.people import NOW, ApiClient

SHANGHAI = ZoneInfo("Asia/Shanghai")
STATUSES = ("new", "assigned", "contacted", "qualified", "converted", "invalid")
BANK = Path(settings.CHECKOUT).parent / "shared" / "data" / "bank-marketing" / "bank-additional-full.csv"
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def told(client, **params):
    found = client.read("/lead-outcomes", **params)["rows"]
    for row in found:
        assert row["total"] == sum(row["by_status"].values())
        assert tuple(row["by_status"]) == STATUSES
    return {row["key"]: {status: n for status, n in row["by_status"].items() if n} for row in found}


def counted(leads, key):
    found = {}
    for lead in leads:
        found.setdefault(key(lead), Counter())[lead.status] += 1
    return {name: dict(counts) for name, counts in found.items()}


def month(lead):
    return lead.received_at.astimezone(SHANGHAI).strftime("%Y-%m")


def test_outcomes_by_month_and_source_are_those_of_the_leads_in_sight(world):
    for who in ("sales1", "lead1", "manager", "boss", "ops"):
        client = world.company[who].client
        leads = [row for row in Lead.objects.all() if recount.in_sight(world, who, "lead")(row)]
        assert told(client) == told(client, by="month") == counted(leads, month), who
        assert told(client, by="source") == counted(leads, lambda lead: lead.source), who


def test_both_ends_of_a_period_cut_by_local_days(world):
    client = world.company["boss"].client
    start, end = datetime(2026, 2, 16, 16, tzinfo=UTC), datetime(2026, 3, 7, 16, tzinfo=UTC)
    leads = [row for row in Lead.objects.all() if start <= row.received_at < end]
    span = {"from": "2026-02-17", "to": "2026-03-08"}
    for by, key in (("month", month), ("source", lambda lead: lead.source)):
        assert told(client, by=by, **span) == counted(leads, key)
        for row in client.read("/lead-outcomes", by=by, **span)["rows"]:
            assert len(recount.opened(client, row["link"])) == row["total"]


@pytest.mark.parametrize("who", ["sales1", "lead1", "boss"])
def test_every_row_opens_its_leads_and_status_by_status(world, who):
    for by in ("month", "source"):
        check_rows(world.company[who].client, by)


def check_rows(client, by):
    for row in client.read("/lead-outcomes", by=by)["rows"]:
        found = recount.opened(client, row["link"])
        assert len(found) == row["total"]
        statuses = Counter(lead["status"] for lead in found)
        assert {status: n for status, n in row["by_status"].items() if n} == statuses
        status = found[0]["status"]
        narrowed = {**row["link"], "params": {**row["link"]["params"], "status": status}}
        assert len(recount.opened(client, narrowed)) == row["by_status"][status]


def test_months_come_in_order_and_sources_by_size(world):
    client = world.company["boss"].client
    months = [row["key"] for row in client.read("/lead-outcomes")["rows"]]
    assert months == sorted(months)
    sizes = [row["total"] for row in client.read("/lead-outcomes", by="source")["rows"]]
    assert sizes == sorted(sizes, reverse=True)


def test_a_lead_of_long_ago_does_not_hide_the_others(world):
    client = world.company["boss"].client
    Lead.objects.filter(pk=Lead.objects.earliest("pk").pk).update(
        received_at=datetime(1903, 7, 4, tzinfo=UTC)
    )
    found = told(client)
    assert next(iter(found)) == "1903-07"
    assert found == counted(Lead.objects.all(), month)


def test_without_a_lead_there_is_no_row(company):
    for by in ("month", "source"):
        assert company["boss"].client.read("/lead-outcomes", by=by)["rows"] == []


def test_outcomes_narrow_to_a_person_and_a_unit(world):
    company, client = world.company, world.company["boss"].client
    own = [row for row in Lead.objects.all() if row.owner_id == company["sales1"].id]
    assert told(client, owner_id=company["sales1"].id) == counted(own, month)
    south = [row for row in Lead.objects.all() if row.unit_id in (company.south.pk, company.team3.pk)]
    assert told(client, unit_id=company.south.pk) == counted(south, month)


def test_outcomes_are_for_those_who_may_read_figures_and_leads(company):
    assert ApiClient().problem("GET", "/lead-outcomes")[:2] == (401, "access.unauthenticated")
    for who in ("inspector", "finance"):
        assert company[who].client.problem("GET", "/lead-outcomes")[:2] == (403, "access.forbidden")
    backwards = {"from": "2026-03-02", "to": "2026-03-01"}
    found = company["boss"].client.problem("GET", "/lead-outcomes", backwards)
    assert found == (422, "analytics.empty_period", "to")


def test_outcomes_have_the_documented_shape(world):
    found = world.company["boss"].client.read("/lead-outcomes")
    schemas.Outcomes.model_validate(found)
    assert set(found) == set(schemas.Outcomes.model_fields)
    assert set(found["rows"][0]) == set(schemas.OutcomeRow.model_fields)


def test_a_row_costs_no_query_of_its_own(world):
    actor = world.company["boss"].actor
    for by in OutcomeKey:
        with CaptureQueriesContext(connection) as caught:
            queries.lead_outcomes(by, actor=actor, now=NOW)
        assert len(caught) == (2 if by is OutcomeKey.MONTH else 1)


def bank_rows():
    """(month, outcome) of every contact: the file is in time order, so a month before the last one begins a year."""
    year, last = 2008, 0
    with BANK.open(encoding="ascii", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            number = MONTHS.index(row["month"]) + 1
            year, last = year + (number < last), number
            yield date(year, number, 1), row["y"]


@pytest.mark.slow
@pytest.mark.skipif(
    not BANK.is_file(), reason="the bank-marketing data set is not beside this checkout (../shared)"
)
def test_three_years_of_a_bank_are_counted_month_by_month_as_the_file_says(company):
    contacts = list(bank_rows())
    assert (len(contacts), contacts[0][0], contacts[-1][0]) == (41_188, date(2008, 5, 1), date(2010, 11, 1))
    moments = {
        start: datetime(start.year, start.month, 1, tzinfo=SHANGHAI).astimezone(UTC)
        for start, _ in set(contacts)
    }
    Lead.objects.bulk_create(
        (
            Lead(
                name="contact",
                source="phone",
                status="qualified" if outcome == "yes" else "invalid",
                invalid_reason="" if outcome == "yes" else "not_interested",
                received_at=moments[start] + timedelta(minutes=place % 40_000),  # under 28 days
                created_at=NOW,
                updated_at=NOW,
            )
            for place, (start, outcome) in enumerate(contacts)
        ),
        batch_size=2_000,
    )
    wanted = {}
    for start, outcome in contacts:
        status = "qualified" if outcome == "yes" else "invalid"
        wanted.setdefault(f"{start:%Y-%m}", Counter())[status] += 1
    client = company["ops"].client
    assert told(client) == {key: dict(counts) for key, counts in wanted.items()}
    assert told(client, by="source") == {"phone": {"qualified": 4_640, "invalid": 36_548}}
