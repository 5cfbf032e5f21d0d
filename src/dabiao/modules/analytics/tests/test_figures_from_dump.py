"""Every figure of every page about deals, computed again from the bare rows, and every list that it opens."""

from itertools import pairwise
from types import SimpleNamespace

import pytest
import time_machine
from tests.shared_world import rolled_back

from dabiao.core.actor import SYSTEM
from dabiao.modules.analytics import services
from dabiao.modules.analytics.schemas import flow as schemas
from dabiao.modules.analytics.tests import dump, recount
from dabiao.modules.analytics.tests.flow_world import make_deals
from dabiao.testing.people import NOW, make_company

pytestmark = pytest.mark.django_db

READERS = ("boss", "manager", "lead1", "sales1")
SPAN = {"from": "2025-02-10", "to": "2026-03-19"}
SINCE, UNTIL = dump.midnight("2025-02-10"), dump.midnight("2026-03-19")
BEFORE = dump.midnight("2024-01-05")  # as many days before
AGES = (30, 60, 90, 180, 360)
BANDS = ((0, 7), (8, 14), (15, 30), (31, 60), (61, 90), (91, 10**9))


@pytest.fixture(scope="module", params=[7, pytest.param(11, marks=pytest.mark.slow)])
def told(django_db_setup, django_db_blocker, request):
    """What `check` needs: the company, its deals as plain values; half of the blocks settled, half behind.

    Pages are read only, so one company serves all tests of a seed.
    """
    with django_db_blocker.unblock(), rolled_back(), time_machine.travel(NOW, tick=False):
        company = make_company()
        other = make_deals(company, request.param)
        services.settle(months=9, actor=SYSTEM, now=NOW)
        yield SimpleNamespace(company=company, deals=dump.all_deals(), other=other)


def in_sight(told, who):
    """The deals of the default pipeline that somebody sees."""
    seen = recount.in_sight(told, who, "opportunity")
    return [one for one in told.deals if one.pipeline_id != told.other.pk and seen(one)]


def check(client, cell, deals):
    """A cell says how many they are and what they come to, and opens exactly them."""
    assert cell["count"] == len(deals)
    assert cell["amount_minor"] == sum(one.money for one in deals)
    if deals or cell["link"]["params"].get("went") or len(str(cell["link"])) % 4 == 0:  # not every empty one
        opened = recount.opened(client, cell["link"])
        assert sorted(row["id"] for row in opened) == sorted(one.id for one in deals)
    wanted = {**cell["link"]["params"], "currency": "CNY"}
    if cell["link"]["params"].get("currency_other_than"):
        return
    assert cell["amount_link"] == {"path": "/opportunities", "params": wanted}
    if cell["count"] % 3 == 1:
        summed = recount.opened(client, cell["amount_link"])
        assert sum(row["amount_minor"] for row in summed) == cell["amount_minor"]


def check_ends(client, row, deals):
    won = [one for one in deals if one.kind == "won"]
    lost = [one for one in deals if one.kind == "lost"]
    check(client, row["won"], won)
    check(client, row["lost"], lost)
    assert row["win_rate"] == dump.basis_points(len(won), len(won) + len(lost))
    assert (row["won_days"], row["lost_days"]) == (dump.mean_days(won), dump.mean_days(lost))
    assert row["won_mean_minor"] == dump.mean_amount(won)


@pytest.mark.parametrize("by", list(dump.KEYS))
def test_won_and_lost_are_those_of_the_rows_by_every_dimension(told, by):
    for who in READERS:
        client = told.company[who].client
        page = client.read("/deal-outcomes", by=by, **SPAN)
        schemas.DealOutcomes.model_validate(page)
        deals = [one for one in in_sight(told, who) if one.closed and SINCE <= one.closed < UNTIL]
        check_ends(client, page["total"], deals)
        groups = {}
        for one in deals:
            for key in dump.KEYS[by](one):
                groups.setdefault(key, []).append(one)
        assert {row["key"] for row in page["rows"]} == set(groups)
        for row in page["rows"]:
            check_ends(client, row, groups[row["key"]])
            assert row["win_rate_low"] <= row["win_rate"] + 1 <= row["win_rate_high"] + 2


def test_open_deals_are_told_by_their_days_in_stage_and_in_all(told):
    for who in READERS:
        client = told.company[who].client
        page = client.read("/deal-ageing")
        schemas.DealAgeing.model_validate(page)
        deals = [one for one in in_sight(told, who) if one.closed is None]
        for row in [*page["stages"], {**page["total"], "stage_id": None}]:
            here = [one for one in deals if row["stage_id"] in (None, one.stage_id)]
            check(client, row["all"], here)
            for column, moment in (("in_stage", "entered"), ("in_all", "created")):
                for cell, (first, last) in zip(row[column], BANDS, strict=True):
                    days = [(dump.days_since(getattr(one, moment), NOW), one) for one in here]
                    check(client, cell, [one for count, one in days if first <= count <= last])


def test_cohorts_are_told_at_each_age_that_all_their_deals_have_reached(told):
    for who in READERS:
        client = told.company[who].client
        page = client.read("/deal-cohorts", months=15)
        schemas.DealCohorts.model_validate(page)
        assert (page["ages"], len(page["rows"])) == ([*AGES, None], 15)
        for row in page["rows"]:
            check_cohort(client, row, in_sight(told, who))


def check_cohort(client, row, deals):
    month = row["month"]
    year, number = int(month[:4]), int(month[5:])
    after = dump.midnight(f"{year + number // 12}-{number % 12 + 1:02}-01")
    deals = [one for one in deals if dump.midnight(f"{month}-01") <= one.created < after]
    check(client, row["opened"], deals)
    for days, told in zip((*AGES, None), row["ages"], strict=True):
        if days is not None and (NOW - after).total_seconds() < days * 86_400:
            assert told is None
            continue
        ended = [one for one in deals if (dump.within(one, days) if days else one.closed)]
        won = [one for one in ended if one.kind == "won"]
        check(client, told["won"], won)
        check(client, told["lost"], [one for one in ended if one.kind == "lost"])
        check(client, told["open"], [one for one in deals if one not in ended])
        assert told["won_share"] == dump.basis_points(len(won), len(deals))


def check_factors(client, told, deals, since, until):
    closed = [one for one in deals if one.closed and since <= one.closed < until]
    won = [one for one in closed if one.kind == "won"]
    lists = {
        "open": [one for one in deals if dump.open_at(one, until)],
        "won": won,
        "lost": [one for one in closed if one.kind == "lost"],
    }
    for key, expected in lists.items():
        assert told[key]["value"] == len(expected)
        opened = recount.opened(client, told[key]["link"])
        assert sorted(row["id"] for row in opened) == sorted(one.id for one in expected)
    mean, cycle = dump.mean_amount(won), dump.mean_days(won)
    assert (told["mean_minor"], told["cycle_days"]) == (mean, cycle)
    assert told["win_rate"] == dump.basis_points(len(won), len(closed))
    paid = [one.amount for one in won if one.currency == "CNY"]
    if not paid or not cycle:
        assert told["velocity_minor"] is None
    else:
        speed = len(lists["open"]) * (sum(paid) / len(paid)) * (len(won) / len(closed)) / cycle
        assert abs(told["velocity_minor"] - speed) <= 1


@pytest.mark.parametrize("by", ["person", "team", "source"])
def test_velocity_and_its_factors_beside_the_period_before(told, by):
    for who in READERS:
        client, deals = told.company[who].client, in_sight(told, who)
        page = client.read("/deal-velocity", by=by, **SPAN)
        schemas.Velocity.model_validate(page)
        for row in [page["total"], *page["rows"]]:
            here = [one for one in deals if row is page["total"] or row["key"] in dump.KEYS[by](one)]
            check_factors(client, row["now"], here, SINCE, UNTIL)
            check_factors(client, row["before"], here, BEFORE, SINCE)


def test_velocity_by_month_is_each_month_beside_the_one_before(told):
    client, deals = told.company["manager"].client, in_sight(told, "manager")
    page = client.read("/deal-velocity", by="month", **{"from": "2025-11-10", "to": "2026-03-19"})
    months = ["2025-10", "2025-11", "2025-12", "2026-01", "2026-02", "2026-03", "2026-04"]
    edges = [dump.midnight(f"{month}-01") for month in months]
    assert [row["key"] for row in page["rows"]] == months[1:-1]
    for place, row in enumerate(page["rows"], start=1):
        check_factors(client, row["now"], deals, edges[place], edges[place + 1])
        check_factors(client, row["before"], deals, edges[place - 1], edges[place])


def test_the_flow_is_the_ways_that_deals_went(told):
    for who in READERS:
        client = told.company[who].client
        page = client.read("/deal-flow", **SPAN)
        schemas.DealFlow.model_validate(page)
        deals = [one for one in in_sight(told, who) if SINCE <= one.created < UNTIL]
        ways = {one: dump.nodes(one) for one in deals}
        links = {}
        for one, way in ways.items():
            for step in pairwise(way):
                links.setdefault(step, []).append(one)
        assert {(one["source"], one["target"]) for one in page["links"]} == set(links)
        for link in page["links"]:
            check(client, link, links[link["source"], link["target"]])
        for node in page["nodes"]:
            check(client, node, [one for one, way in ways.items() if node["id"] in way])
        check_balance(page, len(deals))


def check_balance(page, count):
    """Into each node go as many as out of it; all leave the start and all come to an end."""
    into, out_of = {}, {}
    for link in page["links"]:
        into[link["target"]] = into.get(link["target"], 0) + link["count"]
        out_of[link["source"]] = out_of.get(link["source"], 0) + link["count"]
    ends = {"won", "lost", "open"}
    for node in page["nodes"]:
        name = node["id"]
        if name != "start":
            assert into[name] == node["count"]
        if name not in ends:
            assert out_of[name] == node["count"]
    assert out_of.get("start", 0) == sum(into.get(end, 0) for end in ends) == count


@pytest.mark.parametrize("who", ["manager", "sales1"])
def test_a_comparison_says_of_both_sides_what_the_rows_say(told, who):
    client, deals = told.company[who].client, in_sight(told, who)
    page = client.read("/deal-comparison", a_from="2025-02-10", a_to="2026-03-19")
    schemas.DealComparison.model_validate(page)
    for side, (since, until) in (("a", (SINCE, UNTIL)), ("b", (BEFORE, SINCE))):
        check_side(client, [(line, line[side]) for line in page["lines"]], deals, since, until)


def check_side(client, lines, deals, since, until):
    opened = [one for one in deals if since <= one.created < until]
    closed = [one for one in deals if one.closed and since <= one.closed < until]
    won = [one for one in closed if one.kind == "won"]
    lost = [one for one in closed if one.kind == "lost"]
    expected = {
        "opened": (len(opened), len(opened)),
        "opened_amount": (sum(one.money for one in opened), None),
        "won": (len(won), len(won)),
        "won_amount": (sum(one.money for one in won), None),
        "lost": (len(lost), len(lost)),
        "lost_amount": (sum(one.money for one in lost), None),
        "open": (sum(dump.open_at(one, until) for one in deals),) * 2,
        "win_rate": (dump.basis_points(len(won), len(closed)), None),
        "won_mean": (dump.mean_amount(won), None),
        "cycle": (None if not won else round(dump.mean_days(won) * 10), len(won)),
    }
    for line, told in lines:
        if line["key"] in expected:
            value, records = expected[line["key"]]
            assert told["value"] == value, line["key"]
            if records is not None:
                assert len(recount.opened(client, told["link"])) == records
        elif told["link"] and line["key"] == "reached":
            assert len(recount.opened(client, told["link"])) == told["value"]


def test_the_other_pipeline_has_figures_of_its_own(told):
    client = told.company["boss"].client
    deals = [one for one in told.deals if one.pipeline_id == told.other.pk]
    asked = {**SPAN, "pipeline_id": told.other.pk}
    closed = [one for one in deals if one.closed and SINCE <= one.closed < UNTIL]
    opened = [one for one in deals if SINCE <= one.created < UNTIL]
    check_ends(client, client.read("/deal-outcomes", by="source", **asked)["total"], closed)
    check_balance(client.read("/deal-flow", **asked), len(opened))
    assert len(client.read("/deal-ageing", pipeline_id=told.other.pk)["stages"]) == 2
