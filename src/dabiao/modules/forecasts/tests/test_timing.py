"""When open deals are won: never falling with days, learnt of nothing that came later, and summed alike for everybody."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabiao.modules.forecasts.enums import ForecastGrain, ForecastWay, ForecastWhy
from dabiao.modules.forecasts.models import Kept, Timing
from dabiao.modules.forecasts.queries import outlook, pacing
from dabiao.modules.forecasts.queries.rebuilding import Rebuilt
from dabiao.modules.forecasts.rules import arriving, expecting, pace, periods, rhythm, timing
from dabiao.modules.forecasts.rules.expecting import Chance, Unborn
from dabiao.modules.forecasts.rules.pace import Foretold
from dabiao.modules.forecasts.rules.snapshots import Kind, Known
from dabiao.modules.forecasts.services import keeping
from dabiao.modules.forecasts.services import pacing as services
from dabiao.modules.forecasts.tests.builders import DAY, a_deal, move
from dabiao.testing.people import NOW, Company
from dabiao.testing.statements import counted

START = datetime(2025, 1, 1, tzinfo=UTC)
MONTH = periods.holding(ForecastGrain.MONTH, NOW.date())
FIGURES = ("percent", "in_stage", "quiet", "rivals", "pushes", "amount", "proofs")
_teach = partial(timing.lessons, rhythm=rhythm.EVEN, zone=UTC)
odds = st.floats(-3, 3)
looks = st.builds(
    timing.Look,
    st.floats(0, 400),
    st.one_of(st.none(), st.integers(-200, 200)),
    st.fixed_dictionaries({name: st.floats(0, 100) for name in FIGURES}),
)
timings = st.builds(
    timing.Timing,
    odds,
    st.fixed_dictionaries(
        {name: st.dictionaries(st.sampled_from("0123456789"), odds) for name in ("stretch", "aged", "slip")}
    ),
    st.fixed_dictionaries({name: st.tuples(odds, st.floats(0.1, 9), odds) for name in FIGURES}),
)


@given(timings, looks, st.lists(st.floats(0, 190), min_size=2, max_size=6).map(sorted))
def test_a_win_within_more_days_is_no_less_likely(
    learnt: timing.Timing, one: timing.Look, days: list[float]
) -> None:
    found = learnt.within(one, days)
    assert found == sorted(found)
    assert all(0 <= share <= 1 for share in found)
    assert learnt.within(one, [0.0]) == [0.0]
    assert learnt.within(one, days[-1:])[0] == pytest.approx(found[-1])


def test_tables_say_what_the_regression_says() -> None:
    """Two hundred deals, of which those at 70 are mostly won within three weeks."""
    known = [one for number in range(200) for one in _lessons(number)]
    model = timing.fit([one.case for one in known], [one.won for one in known], ridge=timing.RIDGE)
    learnt = timing.tables(model)
    late, early = (_look(percent) for percent in (70, 10))
    assert learnt.within(late, [21.0])[0] > 0.5 > 0.2 > learnt.within(early, [21.0])[0]
    case = {**late.steady, **timing._ahead(late, 0)}
    assert learnt.within(late, [7.0])[0] == pytest.approx(model.probability(case), abs=1e-6)


def _look(percent: int) -> timing.Look:
    shot = {"percent": percent, "rivals": 0, "pushes": 0, "amount_minor": 100_000, "proofs": 0}
    then = {"opened_at": START, "stage_at": START, "last_contact_at": None, "expected_win_on": None}
    return timing.look(**shot, **then, at=START + DAY, zone=UTC)  # type: ignore[arg-type]


def _lessons(number: int) -> list[timing.Lesson]:
    percent = 70 if number % 2 else 10
    won_at = START + (5 + number % 14) * DAY if percent == 70 and number % 10 else None
    facts = [
        Known(START, Kind.STAGE, (percent, "open")),
        Known(START, Kind.VALUE, 100_000, "amount_minor"),
        *([Known(won_at, Kind.STAGE, (100, "won"))] if won_at else []),
    ]
    now = START + 100 * DAY
    return list(_teach(timing.looks(START, facts, now, UTC), won_at, now))


@given(st.integers(1, 150), st.integers(0, 150), st.integers(1, 200))
def test_what_is_learnt_by_a_day_hangs_on_nothing_later(until: int, won: int, later: int) -> None:
    now, won_at = START + until * DAY, START + won * DAY
    early = [Known(START, Kind.STAGE, (10, "open")), Known(START, Kind.VALUE, 5, "amount_minor")]
    late = [Known(now + later * DAY, Kind.STAGE, (0, "lost")), Known(now + later * DAY, Kind.CONTACT, now)]
    known_win = won_at if won_at <= now else None
    alone = list(_teach(timing.looks(START, early, now, UTC), known_win, now))
    seen = timing.looks(START, early + late, now + 300 * DAY, UTC)
    assert list(_teach([one for one in seen if one[0] <= now], known_win, now)) == alone
    lives = [(START, known_win, 5)]
    assert arriving.learn([*lives, (START, None, 7)], now) == arriving.learn(
        [(START, won_at, 5), (START, now + later * DAY, 7)], now
    )


@given(st.floats(0, 90), st.floats(0, 90), st.lists(st.integers(0, 150), min_size=1, max_size=30))
def test_more_deals_are_born_and_won_in_a_longer_time(begins: float, more: float, won: list[int]) -> None:
    lives = [(START, START + days * DAY if days < 100 else None, 1_000) for days in won]
    learnt = arriving.learn(lives, START + 400 * DAY)
    assert list(learnt.won_by) == sorted(learnt.won_by)
    assert learnt.won_by[-1] == pytest.approx(sum(days < 100 for days in won) / len(won), abs=1e-5)
    shorter, longer = learnt.per_opening(begins, begins + more), learnt.per_opening(begins, begins + more + 5)
    assert -1e-9 <= shorter <= longer + 1e-6
    both = learnt.per_opening(0, begins) + shorter
    assert learnt.per_opening(0, begins + more) == pytest.approx(both, abs=1.0)


chances = st.builds(Chance, st.integers(0, 10**9), st.fractions(0, 1, max_denominator=1000))
unborn = st.builds(
    Unborn, st.floats(0, 20), st.integers(0, 10**9), st.lists(st.integers(1, 10**8), max_size=5).map(tuple)
)


@given(st.lists(chances, max_size=45), unborn, st.floats(1, 3))
def test_an_interval_with_unborn_deals_holds_the_mean_and_widens(
    deals: list[Chance], coming: Unborn, widen: float
) -> None:
    there = expecting.lot(deals)
    found, wider = expecting.outlook(7, there, coming), expecting.outlook(7, there, coming, widen=widen)
    assert 7 <= wider.low <= found.low <= found.likely <= found.high <= wider.high
    assert found.likely == 7 + sum(map(expecting.weighed, deals)) + coming.likely == wider.likely


@given(st.lists(chances, min_size=1, max_size=20), st.fractions(0, 1, max_denominator=1000))
def test_a_likelier_deal_brings_no_less(deals: list[Chance], chance: object) -> None:
    first, *others = deals
    surer = Chance(first.amount, max(first.chance, chance))  # type: ignore[call-overload]
    with_it, without = (expecting.outlook(0, expecting.lot([one, *others])) for one in (surer, first))
    assert with_it.likely >= without.likely


def test_the_sum_of_unborn_deals_is_spread_as_a_poisson_number_of_them() -> None:
    coming = Unborn(4.0, 4_000, (1_000,))
    found = expecting.outlook(0, expecting.lot([]), coming)
    points = (found.low, found.likely, found.high)
    assert points == pytest.approx((2_000, 4_000, 7_000), rel=0.02)  # 10 % and 90 % of Poisson(4)
    assert expecting.spread(expecting.lot([]), coming) == pytest.approx(2_000)


def test_it_is_used_only_where_it_was_nearer_than_every_plain_way() -> None:
    near = [Foretold(100, 90, 20.0, {"stage": 50, "seasonal": None})] * 6
    assert pace.verdict(near) == ForecastWhy.BETTER
    assert pace.verdict(near[:5]) == ForecastWhy.TOO_FEW
    assert (
        pace.verdict([Foretold(100, 90, 20.0, {"stage": 50, "seasonal": 95})] * 6) == ForecastWhy.NOT_BETTER
    )
    assert (pace.widened(near), pace.within(near)) == (1.0, 1.0)
    off = [Foretold(100, 40, 20.0, {"stage": 0})] * 12
    assert pace.widened(off) == pytest.approx(((12 * 9 + 6) / 18) ** 0.5)
    assert pace.errors(near) == {"timing": 0.1, "stage": 0.5, "seasonal": None}


@pytest.mark.django_db
def test_a_company_learns_when_its_deals_are_won_and_forecasts_by_it(company: Company) -> None:
    """Deals are won 60 days after they were opened, whatever their expected day says (30 days)."""
    _write_even_history(company)
    ops, seller = company["ops"], company["sales1"]
    past = Rebuilt(now=NOW)
    made = services.learn(past=past, actor=ops.actor, now=NOW)
    assert (made.why, made.in_use) == (ForecastWhy.BETTER, True)
    assert made.figures["errors"]["timing"] < made.figures["errors"]["stage"]
    ripe, new = (_open(company, name, age) for name, age in (("将成", 57), ("新开", 3)))
    found = outlook.show(outlook.ForecastSpan.MONTH, actor=ops.actor, now=NOW)
    assert found["way"] == "timing"
    by_deal = {row["id"]: row["chance"] for row in found["movers"]}
    assert by_deal[ripe] > 30 > by_deal.get(new, 0)
    total = found["total"]
    assert total["likely_minor"] == total["won_minor"] + total["weighted_minor"] + total["unborn_minor"]
    for names in ("likely_minor", "unborn_minor", "weighted_minor"):
        assert sum(row[names] for row in found["people"]) == total[names]
        assert next(row[names] for row in found["units"] if row["depth"] == 0) == total[names]
    assert seller.client.read("/forecasts?span=month&way=stage")["way"] == "stage"
    assert ops.client.problem("GET", "/forecasts?way=seasonal")[0] == 422
    _and_is_kept_and_switched_off(company, past)


def _write_even_history(company: Company, count: int = 140) -> None:
    """Every second deal or so is won, all for the same amount."""
    seller = company["sales1"]
    first = a_deal(seller, "第一单", NOW - 401 * DAY)
    for number in range(count):
        at = NOW - timedelta(days=400) + number * timedelta(days=2.5)
        deal = a_deal(seller, f"商机{number}", at, customer_id=first.customer_id)
        if at + 60 * DAY < NOW:
            move(seller, deal, "won" if number * 7 % 10 < 5 else "lost", at + 60 * DAY)


def _open(company: Company, name: str, age: int) -> int:
    seller = company["sales1"]
    deal = a_deal(seller, name, NOW - age * DAY, amount_minor=1_000_000)
    return int(deal.pk)


def _and_is_kept_and_switched_off(company: Company, past: Rebuilt) -> None:
    ops = company["ops"]
    assert keeping.rebuild(past=past, actor=ops.actor, now=NOW) > 0
    assert Kept.objects.filter(way=ForecastWay.TIMING, rebuilt=True, unit_id=0).exists()
    card = ops.client.read("/forecasts/model")
    assert card["timing"]["in_use"] is True
    ops.client.write(
        "PATCH", "/forecasts/policy", {"changes": {"model_mode": "off"}, "version": card["version"]}
    )
    assert pacing.in_use() is None
    assert ops.client.read("/forecasts?way=timing")["way"] == "stage"


@pytest.mark.django_db
def test_the_past_is_foretold_alike_whatever_came_of_it(company: Company) -> None:
    """The leak test: what is foretold of a past month does not change by what happens after."""
    _write_even_history(company, 100)
    before = [(one.said, one.others, one.spread) for one in _walk(NOW - 60 * DAY)]
    assert before
    seller = company["sales1"]
    for number in range(5):
        deal = a_deal(seller, f"后来{number}", NOW - 50 * DAY, amount_minor=777_000_000)
        move(seller, deal, "won", NOW - 20 * DAY)
    assert [(one.said, one.others, one.spread) for one in _walk(NOW - 60 * DAY, read_at=NOW)] == before


def _walk(day: datetime, *, read_at: datetime | None = None) -> list[Foretold]:
    month = periods.holding(ForecastGrain.MONTH, day.date())
    return pacing.Walk(Rebuilt(now=read_at or day)).before(month)


@pytest.mark.django_db
def test_a_forecast_by_timing_asks_as_much_for_one_deal_as_for_three(company: Company) -> None:
    learnt = pace.Pace(timing.Timing(-2.0, {}, {}), arriving.Arriving((0.0,) * 65, (1_000,), 90))
    Timing.objects.create(
        trained_at=NOW, horizon_days=190, why="better", in_use=True, artefact=pace.kept(learnt)
    )
    actor = company["sales1"].actor
    _open(company, "甲", 3)

    def ask() -> None:
        assert outlook.show(outlook.ForecastSpan.MONTH, actor=actor, now=NOW)["way"] == "timing"

    one = counted(ask)
    for name in ("乙", "丙"):
        _open(company, name, 5)
    assert counted(ask) == one


def test_what_is_kept_is_read_back_and_what_is_no_pace_is_refused() -> None:
    learnt = pace.Pace(
        timing.Timing(-2.0, {"stretch": {"0": 0.5}}, {"percent": (1.0, 2.0, 0.3)}),
        arriving.Arriving((0.0, 0.5), (1, 2), 90),
        1.5,
        rhythm.Rhythm((2.0, *(0.9,) * 10)),
    )
    assert pace.read(pace.kept(learnt)) == learnt
    before = {name: value for name, value in pace.kept(learnt).items() if name != "rhythm"}
    assert pace.read(before).rhythm == rhythm.EVEN
    with pytest.raises(ValueError, match="spread"):
        pace.read({**pace.kept(learnt), "timing": {"shift": 0, "choices": {}, "figures": {"a": (1, 0, 1)}}})
