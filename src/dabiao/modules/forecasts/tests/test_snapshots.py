"""What was known of a deal at a moment hangs on nothing that came later."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabiao.core.learning.encoding import Case
from dabiao.modules.forecasts.queries import facts
from dabiao.modules.forecasts.rules.moments import came_true, horizon, moments
from dabiao.modules.forecasts.rules.snapshots import Kind, Known, Records, case, snapshot
from dabiao.modules.forecasts.tests.builders import DAY, a_deal, contact, move
from dabiao.modules.opportunities import services as deals
from dabiao.testing.people import NOW, Company

START = datetime(2026, 1, 1, tzinfo=UTC)
OPENED = [
    Known(START, Kind.VALUE, 1_000, "amount_minor"),
    Known(START, Kind.VALUE, date(2026, 3, 1), "expected_win_on"),
    Known(START, Kind.STAGE, (10, "open")),
]
days = st.integers(0, 120).map(lambda n: START + n * DAY)
some_facts = st.lists(
    st.one_of(
        st.builds(
            Known,
            days,
            st.just(Kind.STAGE),
            st.sampled_from([(30, "open"), (70, "open"), (0, "lost"), (100, "won")]),
        ),
        st.builds(lambda at: Known(at, Kind.CONTACT, at), days),
        st.builds(Known, days, st.just(Kind.PROVED), st.integers(1, 3)),
        st.builds(Known, days, st.just(Kind.PROOF_GONE), st.integers(1, 3)),
        st.builds(Known, days, st.sampled_from([Kind.RIVAL, Kind.RIVAL_GONE])),
        st.builds(Known, days, st.just(Kind.VALUE), st.integers(0, 9_999), st.just("amount_minor")),
        st.builds(
            Known,
            days,
            st.just(Kind.VALUE),
            st.dates(date(2026, 1, 1), date(2026, 9, 1)),
            st.just("expected_win_on"),
        ),
    ),
    max_size=12,
)


def seen(known: list[Known], at: datetime, ends: list[tuple[datetime, int | None, int, bool]]) -> Case | None:
    shot = snapshot(known, at)
    return case(shot, 1, Records(ends), at, UTC) if shot else None


@given(some_facts, some_facts, days)
def test_whatever_comes_later_changes_nothing(now: list[Known], later: list[Known], at: datetime) -> None:
    more = [Known(one.at + 121 * DAY + timedelta(seconds=1), one.kind, one.value, one.name) for one in later]
    ends = [(START + 3 * DAY, 7, 1, True)]
    after = [*ends, (at + DAY, 7, 1, False), (at + 2 * DAY, None, 1, True)]
    assert seen(OPENED + now, at, ends if at > ends[0][0] else []) == seen(
        OPENED + now + more, at, after if at > ends[0][0] else after[1:]
    )


def test_a_snapshot_says_what_was_known_then() -> None:
    known = [
        *OPENED,
        Known(START + 5 * DAY, Kind.CONTACT, START + 4 * DAY),
        Known(START + 6 * DAY, Kind.STAGE, (50, "open")),
        Known(START + 7 * DAY, Kind.STAGE, (30, "open")),
        Known(START + 8 * DAY, Kind.RIVAL),
        Known(START + 9 * DAY, Kind.VALUE, date(2026, 4, 1), "expected_win_on"),
        Known(START + 9 * DAY, Kind.VALUE, 500, "amount_minor"),
        Known(START + 40 * DAY, Kind.STAGE, (100, "won")),
    ]
    found = seen(known, START + 10 * DAY, [])
    assert found is not None
    assert (found["age"], found["in_stage"], found["percent"], found["highest"]) == (10, 3, 30, 50)
    assert (found["backwards"], found["contacts"], found["quiet"], found["rivals"]) == (1, 1, 6, 1)
    assert (found["pushes"], found["cut"], found["until_win"]) == (1, 0.5, 80.0)
    assert seen(known, START - DAY, []) is None
    assert seen(known, START + 41 * DAY, []) is None


def test_moments_know_nothing_of_the_end_and_an_outcome_is_known_only_after_its_time() -> None:
    early = list(moments(START, START + 30 * DAY))
    assert early == list(moments(START, START + 300 * DAY))[: len(early)]
    at, won = START, START + 50 * DAY
    assert came_true(at, won, 60, START + 59 * DAY) is None  # also of one that is won already
    assert came_true(at, won, 60, START + 60 * DAY) == 1
    assert came_true(at, won, 40, START + 60 * DAY) == 0
    assert came_true(at, None, 40, START + 60 * DAY) == 0
    assert (horizon([]), horizon([5.0] * 10), horizon([400.0] * 10)) == (180, 60, 365)


def test_somebodys_record_is_drawn_to_the_mean_and_counts_only_what_had_ended() -> None:
    records = Records([(START, 1, 5, True), (START + DAY, 1, 5, False), (START + 2 * DAY, 2, 6, True)])
    assert records.rate(1, START) == pytest.approx(0.5)
    assert records.rate(1, START + DAY) > records.rate(1, START + 2 * DAY)
    assert (records.has_bought(5, START), records.has_bought(5, START + DAY)) == (False, True)


@pytest.mark.django_db
def test_a_deal_is_rebuilt_from_rows_and_events(company: Company) -> None:
    seller = company["sales1"]
    deal = a_deal(seller, "某商机", NOW - 40 * DAY, amount_minor=900, unnamed_rivals=1)
    contact(seller, deal, NOW - 35 * DAY)
    changes = {"amount_minor": 300, "expected_win_on": date(2026, 6, 1), "unnamed_rivals": 0}
    deals.edit(deal.pk, changes=changes, version=deal.version, actor=seller.actor, now=NOW - 20 * DAY)
    move(seller, deal, "negotiating", NOW - 10 * DAY)
    rival = deals.add_rival(deal.pk, name="友商", actor=seller.actor, now=NOW - 9 * DAY)
    deals.remove_rival(deal.pk, rival_id=rival.pk, actor=seller.actor, now=NOW - 5 * DAY)
    [life] = facts.lives([deal.pk])
    then = snapshot(life.facts, NOW - 30 * DAY)
    now = snapshot(life.facts, NOW)
    between = snapshot(life.facts, NOW - 7 * DAY)
    assert then is not None
    assert now is not None
    assert between is not None
    assert (then.amount_minor, then.percent, then.rivals, then.pushes, len(then.contacts)) == (
        900,
        10,
        1,
        0,
        1,
    )
    assert (now.amount_minor, now.percent, now.rivals, now.pushes) == (300, 70, 0, 1)
    assert between.rivals == 1
