"""The boards of whoever answers for several units, and of whoever looks after the money, counted again from bare rows."""

from collections import defaultdict
from datetime import date, timedelta
from functools import partial

import pytest

from dabiao.modules.analytics import queries, schemas
from dabiao.modules.analytics.tests import recount
from dabiao.modules.analytics.tests.test_dashboards import linked_numbers, numbers_of
from dabiao.modules.analytics.tests.world import SAME_MOMENT, make_world
from dabiao.modules.contracts.models import Contract
from dabiao.modules.leads.models import Lead
from dabiao.modules.opportunities.models import Opportunity
from dabiao.modules.receivables.models import Instalment, Receipt
from dabiao.testing.people import NOW, ApiClient
from dabiao.testing.statements import counted

TODAY = date(2026, 3, 18)
SHANGHAI = timedelta(hours=8)


def within(world, who, units):
    def keep(kind):
        seen = recount.in_sight(world, who, kind)
        return lambda row: seen(row) and row.unit_id in units

    return keep


def test_units_stand_side_by_side_each_with_all_below_it(world):
    company = world.company
    south = {company.south.pk, company.team3.pk}
    east = {company.east.pk, company.team1.pk, company.team2.pk}
    cases = {
        "boss": [("华东", east), ("华南", south)],
        "manager": [("一组", {company.team1.pk}), ("二组", {company.team2.pk})],
        "finance": [("华东", east), ("华南", south)],
    }
    for who, units in cases.items():
        board = company[who].client.read("/dashboards/company")
        schemas.CompanyBoard.model_validate(board)
        rows = {row["unit_name"]: row for row in board["units"] if not row["direct"]}
        assert [name for name, _ in units] == sorted(name for name in rows if name)
        for name, below in units:
            counted = numbers_of(rows[name])
            told = recount.figures(within(world, who, below))
            assert counted == {key: told[key] for key in counted}, (who, name)


def test_what_lies_right_in_the_upper_unit_or_in_none_completes_the_totals(world):
    for who in ("boss", "manager", "sales1"):
        board = world.company[who].client.read("/dashboards/company")
        totals, sums = numbers_of(board), defaultdict(int)
        for row in board["units"]:
            for key, value in numbers_of(row).items():
                sums[key] += value
        assert dict(sums) == {key: totals[key] for key in sums}, who
        told = recount.figures(partial(recount.in_sight, world, who))
        assert totals == {key: told[key] for key in totals}, who


def months_of(moments):
    """(moment, value) → month → their sum, of the twelve months up to March."""
    sums = dict.fromkeys([*(f"2025-{n:02}" for n in range(4, 13)), "2026-01", "2026-02", "2026-03"], 0)
    for moment, value in moments:
        month = f"{moment:%Y-%m}"
        if month in sums:
            sums[month] += value
    return sums


def test_twelve_months_are_counted_by_the_companys_calendar(world):
    lines = {line["key"]: line for line in world.company["boss"].client.read("/dashboards/company")["trend"]}
    told = {key: {point["month"]: point["value"] for point in line["points"]} for key, line in lines.items()}
    won = Opportunity.objects.filter(stage__kind="won", currency="CNY")
    paid = Receipt.objects.filter(contract__currency="CNY")
    assert told == {
        "leads_received": months_of((row.received_at + SHANGHAI, 1) for row in Lead.objects.all()),
        "won_amount": months_of((row.closed_at + SHANGHAI, row.amount_minor) for row in won),
        "received_amount": months_of(
            (row.received_on, row.amount_minor - row.refunded_minor) for row in paid
        ),
    }
    assert sum(told["leads_received"].values()) > 50


def test_sources_and_steps_say_what_became_of_the_leads_of_the_period(world):
    board = world.company["boss"].client.read("/dashboards/company")
    month = [row for row in Lead.objects.all() if (row.received_at + SHANGHAI).strftime("%Y-%m") == "2026-03"]
    counted = {
        row["source"]: (row["received"]["value"], row["converted"]["value"], row["invalid"]["value"])
        for row in board["sources"]
    }
    sources = {row.source for row in month}
    assert counted == {
        source: (
            sum(row.source == source for row in month),
            sum(row.source == source and row.status == "converted" for row in month),
            sum(row.source == source and row.status == "invalid" for row in month),
        )
        for source in sources
    }
    steps = [step["count"] for step in board["steps"]]
    assert steps[0] == len(month)
    assert steps[-1] == sum(row.status == "converted" for row in month)
    assert steps == sorted(steps, reverse=True)


def linked_everywhere(board):
    """(key, value, link) of whatever on the board opens a list."""
    yield from linked_numbers(board["figures"])
    for row in board.get("units", []):
        yield from linked_numbers(row["figures"])
    for line in board.get("trend", []):
        yield from ((line["key"], point["value"], point["link"]) for point in line["points"])
    for step in board.get("steps", []):
        yield step["key"], step["count"], step["link"]
    for row in board.get("sources", []):
        for key in ("received", "qualified", "converted", "invalid"):
            yield key, row[key]["value"], row[key]["link"]
    for stretch in (*board.get("ages", []), *board.get("weeks", [])):
        yield "count", stretch["count"], stretch["link"]
        yield "overdue_amount", stretch["amount_minor"], stretch["amount_link"]


@pytest.mark.parametrize(
    ("who", "board"), [("boss", "company"), ("manager", "company"), ("finance", "money")]
)
def test_every_mark_opens_exactly_its_records(world, who, board):
    client, opened = world.company[who].client, 0
    for key, value, link in linked_everywhere(client.read(f"/dashboards/{board}")):
        if link is not None:
            assert recount.summed(key, recount.opened(client, link)) == value, (key, link)
            opened += 1
    assert opened > 25


def test_overdue_money_is_told_by_age_and_expected_money_by_week(world):
    board = world.company["finance"].client.read("/dashboards/money")
    schemas.MoneyBoard.model_validate(board)
    open_lines = [
        row
        for row in Instalment.objects.select_related("contract")
        if row.contract.status == "signed"
        and row.contract.currency == "CNY"
        and row.allocated_minor < row.amount_minor
    ]

    def told(first, last):
        found = [row for row in open_lines if first <= row.due_on <= last]
        return len(found), sum(row.amount_minor - row.allocated_minor for row in found)

    days = timedelta(days=1)
    spans = {
        "late_30": (TODAY - 30 * days, TODAY - days),
        "late_60": (TODAY - 60 * days, TODAY - 31 * days),
        "late_90": (TODAY - 90 * days, TODAY - 61 * days),
        "late_more": (date.min, TODAY - 91 * days),
        "week_0": (TODAY, date(2026, 3, 22)),
        "week_1": (date(2026, 3, 23), date(2026, 3, 29)),
        "week_7": (date(2026, 5, 4), date(2026, 5, 10)),
        "week_later": (date(2026, 5, 11), date.max),
    }
    counted = {row["key"]: (row["count"], row["amount_minor"]) for row in (*board["ages"], *board["weeks"])}
    assert {key: counted[key] for key in spans} == {key: told(*span) for key, span in spans.items()}
    assert sum(count for count, _ in counted.values()) == len(open_lines)
    drafts = Contract.objects.filter(status="draft")
    figures = {figure["key"]: figure["value"] for figure in board["figures"]}
    assert figures["drafts_count"] == len(drafts)
    assert figures["drafts_amount"] == sum(row.amount_minor for row in drafts if row.currency == "CNY")


def test_a_quarter_is_compared_to_the_same_days_of_the_quarter_before(world):
    board = world.company["boss"].client.read("/dashboards/team", period="quarter")
    assert board["period"] == {"first": "2026-01-01", "last": "2026-03-31"}
    assert board["previous"] == {"first": "2025-10-01", "last": "2025-12-18"}
    leads = next(figure for figure in board["figures"] if figure["key"] == "leads_received")
    local = [(row.received_at + SHANGHAI).date() for row in Lead.objects.all()]
    assert leads["value"] == sum(date(2026, 1, 1) <= day <= date(2026, 3, 31) for day in local)
    until = SAME_MOMENT.replace(year=2025, month=12)
    before = Lead.objects.filter(received_at__gte="2025-09-30T16:00:00Z", received_at__lt=until)
    assert leads["previous"]["value"] == before.count()


def test_who_may_need_help_is_said_with_reasons_that_open_their_records(world):
    client = world.company["manager"].client
    board = client.read("/dashboards/team")
    schemas.TeamBoard.model_validate(board)
    people = {one["owner_id"]: {f["key"]: f["value"] for f in one["figures"]} for one in board["people"]}
    told = {(one["owner_name"], reason["code"]): reason for one in board["help"] for reason in one["reasons"]}
    assert told
    assert "manager" not in {name for name, _ in told}
    for one in board["help"]:
        for reason in one["reasons"]:
            key = {
                "untouched": "leads_untouched",
                "overdue": "contacts_overdue",
                "slipping": "opportunities_slipping",
            }.get(reason["code"], "opportunities_open")
            if reason["code"] != "silent":
                assert reason["n"] == people[one["owner_id"]][key]
                assert len(recount.opened(client, reason["link"])) == reason["n"]
    assert [len(one["reasons"]) for one in board["help"]] == sorted(
        (len(one["reasons"]) for one in board["help"]), reverse=True
    )
    assert world.company["sales1"].client.read("/dashboards/team")["help"] == []


def test_more_records_cost_the_boards_no_more_queries(company):
    def cost():
        units = counted(lambda: queries.company(actor=boss, now=NOW))
        return units, counted(lambda: queries.money(actor=finance, now=NOW))

    boss, finance = company["boss"].actor, company["finance"].actor
    before = cost()
    make_world(company)
    assert cost() == before == (13, 4)


@pytest.mark.parametrize("path", ["/dashboards/company", "/dashboards/money"])
def test_boards_are_for_those_who_may_read_what_they_count(company, path):
    assert ApiClient().problem("GET", path)[:2] == (401, "access.unauthenticated")
    assert company["inspector"].client.problem("GET", path)[:2] == (403, "access.forbidden")
    if path == "/dashboards/money":
        assert company["trainer"].client.problem("GET", path)[:2] == (403, "access.forbidden")


def test_a_unit_that_is_none_has_nothing(world):
    finance, boss = world.company["finance"].client, world.company["boss"].client
    money = numbers_of(finance.read("/dashboards/money?unit_id=999999"))
    assert money
    assert not any(money.values())
    steps = boss.read("/funnel?unit_id=999999")["leads"]["steps"]
    assert [step["count"] for step in steps] == [0] * 4
