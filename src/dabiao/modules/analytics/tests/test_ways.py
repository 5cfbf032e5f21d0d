"""Ways, cohorts, bands and chance, without a database; and that what they rest on marks the sums."""

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabiao.core.actor import SYSTEM
from dabiao.modules.analytics import rules, services
from dabiao.modules.analytics.models import FunnelMark
from dabiao.modules.analytics.tests.flow_world import make_deals
from dabiao.modules.customers.models import Customer
from dabiao.modules.opportunities import queries as opportunities
from dabiao.modules.opportunities.models import Item, Opportunity, Rival, Stage
from dabiao.testing.people import NOW

STAYS = st.lists(st.integers(1, 7).map(lambda place: (place + 100, place)), min_size=1, max_size=30)
KINDS = st.sampled_from(["open", "won", "lost"])


@pytest.mark.parametrize(
    ("stays", "kind", "told"),
    [
        ([(11, 1)], "open", ["start", "1.11", "open"]),
        ([(11, 1), (13, 3), (16, 6)], "won", ["start", "1.11", "1.13", "won"]),
        ([(13, 3), (11, 1), (13, 3)], "open", ["start", "1.13", "2.11", "2.13", "open"]),
        ([(17, 7)], "lost", ["start", "lost"]),
        ([(16, 6), (12, 2)], "open", ["start", "1.16", "2.12", "open"]),  # won, and open again
        ([(12, 2), (11, 1)] * 3, "open", ["start", "1.12", "2.11", "2.12", "3.11", "3.12", "more", "open"]),
        ([], "open", []),
    ],
)
def test_a_way_goes_on_until_it_turns_back_and_then_begins_the_next_round(stays, kind, told):
    assert rules.way(stays, kind) == told


@given(st.lists(st.tuples(STAYS, KINDS), max_size=20))
def test_as_many_come_into_a_node_as_leave_it_and_nobody_goes_in_a_circle(deals):
    into, out_of, order = {}, {}, {}
    for stays, kind in deals:
        nodes = rules.way(stays, kind)
        came_once = list(dict.fromkeys(nodes))
        assert [
            node for place, node in enumerate(nodes) if not place or node != nodes[place - 1]
        ] == came_once
        for step in rules.steps(nodes):
            source, target = step.split("-")
            out_of[source] = out_of.get(source, 0) + 1
            into[target] = into.get(target, 0) + 1
            order.setdefault(source, set()).add(target)
    for node in {*into, *out_of} - {"start", "won", "lost", "open"}:
        assert into[node] == out_of[node]
    assert out_of.get("start", 0) == sum(into.get(end, 0) for end in ("won", "lost", "open")) == len(deals)
    for sources in pairwise(order):
        assert not (sources[0] in order.get(sources[1], ()) and sources[1] in order.get(sources[0], ()))


def test_rounds_end_where_the_list_filter_ends_them():
    assert rules.MOST_ROUNDS == opportunities.MOST_ROUNDS


@given(KINDS, st.integers(-10, 500), st.integers(0, 10**12))
def test_a_deal_of_a_cohort_ends_at_one_age_and_stays_ended(kind, days, amount):
    age = None if kind == "open" else timedelta(days=days)
    count, total, *ages = rules.cohort(kind, age, amount)
    assert (count, total, len(ages)) == (1, amount, 4 * 6)
    won, lost = ages[0::4], ages[2::4]
    assert won == sorted(won)
    assert lost == sorted(lost)
    assert (won[-1], lost[-1]) == (int(kind == "won"), int(kind == "lost"))
    assert ages[1::4] == [amount * one for one in won]
    assert won[:-1] == [int(kind == "won" and days <= one) for one in (30, 60, 90, 180, 360)]


@pytest.mark.parametrize(
    ("amount", "band"),
    [(0, "0"), (999_999, "0"), (1_000_000, "1"), (9_999_999, "2"), (10**8, "5"), (10**12, "5")],
)
def test_an_amount_lies_in_the_band_whose_least_it_reaches(amount, band):
    assert rules.amount_band(amount, True) == band
    assert rules.amount_band(amount, False) == "other"


def test_intervals_are_those_of_the_papers():
    low, high = rules.wilson(81, 263)  # Newcombe 1998, table I of the paper on single proportions
    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)
    assert rules.wilson(0, 0) == (0.0, 1.0)
    # 56/70 against 48/80: 0.0524 to 0.3339 by method 10, so beyond chance; 9/10 against 3/10 as well: 0.1705 to 0.8090
    assert rules.beyond_chance(56, 70, 48, 80) is True
    assert rules.beyond_chance(9, 10, 3, 10) is True
    assert rules.beyond_chance(6, 7, 2, 7) is True  # 0.0582 to 0.8062
    assert rules.beyond_chance(5, 56, 0, 29) is False  # -0.0381 to 0.1926
    assert rules.beyond_chance(1, 1, 0, 0) is None


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_which_side_is_named_first_does_not_matter_to_chance(one, more, other, others):
    here, there = (one, one + more), (other, other + others)
    assert rules.beyond_chance(*here, *there) == rules.beyond_chance(*there, *here)
    if all(here + there) and one * there[1] == other * here[1]:
        assert rules.beyond_chance(*here, *there) is False


@pytest.fixture
def settled(company):
    make_deals(company, 3, 20)
    services.settle(actor=SYSTEM, now=NOW)
    assert not FunnelMark.objects.exists()
    return Opportunity.objects.filter(closed_at__isnull=False)


@pytest.mark.parametrize(
    "change",
    [
        lambda deals: Rival.objects.filter(opportunity__in=deals).delete(),
        lambda deals: Item.objects.filter(opportunity__in=deals).update(product=None),
        lambda deals: Customer.objects.filter(pk__in=deals.values("customer")).update(industry="医药"),
        lambda deals: deals.filter(stage__kind="lost").update(lost_to=None),
        lambda _: Stage.objects.filter(pipeline__is_default=True, kind="lost").update(position=90),
    ],
)
def test_what_the_sums_rest_on_marks_them(settled, change):
    change(settled)
    assert FunnelMark.objects.exists()


def test_a_customers_name_marks_nothing(settled):
    Customer.objects.update(name="别的")
    assert not FunnelMark.objects.exists()


BAD = [
    ("/opportunities", {"went": "1.4"}),
    ("/opportunities", {"went": "x" * 60}),
    ("/opportunities", {"without": "love"}),
    ("/opportunities", {"closed_within_days": 0}),
    ("/deal-outcomes", {"by": "weather"}),
    ("/deal-outcomes", {"pipeline_id": 999_999}),
    ("/deal-flow", {"from": "2026-03-02", "to": "2026-03-01"}),
    ("/deal-cohorts", {"months": 0}),
    ("/deal-cohorts", {"months": 99}),
    ("/deal-comparison", {"b_from": "2026-03-02", "b_to": "2026-03-01"}),
    ("/deal-velocity", {"by": "luck"}),
]


@pytest.mark.parametrize(("path", "asked"), BAD)
def test_what_cannot_be_asked_is_refused(world, path, asked):
    assert world.company["boss"].client.problem("GET", path, asked)[0] == 422


@pytest.mark.parametrize("went", ["1.-", "-", "start-start", "9.999-won"])
def test_a_way_that_nobody_goes_opens_nothing(world, went):
    assert world.company["boss"].client.read("/opportunities", went=went)["items"] == []
