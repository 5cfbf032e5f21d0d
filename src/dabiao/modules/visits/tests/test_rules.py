"""Distances, signs and routes, without a database."""

from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dabiao.core.errors import Invalid
from dabiao.modules.visits.rules import checking, places, planning, routing
from dabiao.modules.visits.rules.places import Place

NOW = datetime(2026, 3, 18, 2, 0, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
HERE = Place(30_287_459, 120_153_576)
SHANGHAI, BEIJING = Place(31_230_400, 121_473_700), Place(39_904_200, 116_407_400)
near = st.builds(Place, st.integers(30_000_000, 30_500_000), st.integers(120_000_000, 120_500_000))
stops = st.lists(
    st.tuples(near, st.integers(10, 120), st.one_of(st.none(), st.integers(540, 1080))),
    min_size=1,
    max_size=5,
).map(lambda some: [routing.Stop(id, *one) for id, one in enumerate(some)])


def test_the_distance_between_two_towns_is_the_known_one() -> None:
    assert places.distance_m(SHANGHAI, BEIJING) == pytest.approx(1_067_000, rel=0.005)
    assert places.distance_m(HERE, HERE) == 0
    # a degree along a meridian of this sphere: 2 pi R / 360
    assert places.distance_m(Place(0, 0), Place(1_000_000, 0)) == 111_195


@given(near, near)
def test_distance_is_the_same_both_ways_and_a_box_holds_its_circle(one: Place, other: Place) -> None:
    away = places.distance_m(one, other)
    assert away == places.distance_m(other, one)
    low, high = places.around(one, away + 1)
    assert low.lat <= other.lat <= high.lat
    assert low.lon <= other.lon <= high.lon


@pytest.mark.parametrize(
    ("skew", "delay", "off_s", "later"),
    [
        (timedelta(0), timedelta(0), 0, False),
        (7 * MINUTE, timedelta(0), 420, False),
        (timedelta(0), 5 * HOUR, 0, True),
        (-40 * MINUTE, 5 * HOUR, -2400, True),
    ],
)
def test_a_clock_that_is_off_and_a_late_line_are_told_apart(
    skew: timedelta, delay: timedelta, off_s: int, later: bool
) -> None:
    sent = checking.timed(NOW + skew - delay, NOW + skew, NOW)
    assert (sent.taken_at, sent.skew_s, sent.later) == (NOW - delay, off_s, later)


@pytest.mark.parametrize(
    ("taken", "code"),
    [(NOW + 6 * MINUTE, "visits.taken_in_future"), (NOW - 73 * HOUR, "visits.too_old")],
)
def test_what_is_in_the_future_or_three_days_old_is_refused(taken: datetime, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        checking.timed(taken, NOW, NOW)
    assert refused.value.code == code


def test_a_clock_put_right_on_the_way_home_does_not_lose_the_check_in() -> None:
    """Taken by a clock four minutes fast, sent by one that is right."""
    sent = checking.timed(NOW + 4 * MINUTE, NOW, NOW)
    assert (sent.taken_at, sent.skew_s) == (NOW, 0)


def signs(**facts: Any) -> list[str]:
    told: dict[str, Any] = {
        "sent": checking.Sent(NOW, 0, later=False),
        "place": HERE,
        "accuracy_m": 20,
        "address": HERE,
        **facts,
    }
    return [str(mark["code"]) for mark in checking.marks(checking.Facts(**told), far_m=500, vague_m=200)]


FAR = Place(HERE.lat + 10_000, HERE.lon)


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({}, []),
        ({"address": None}, []),
        ({"place": None}, ["no_place"]),
        ({"accuracy_m": 0}, ["too_exact"]),
        ({"accuracy_m": 201}, ["too_vague"]),
        ({"accuracy_m": 200}, []),
        ({"address": FAR}, ["far"]),
        ({"sent": checking.Sent(NOW, 301, later=False)}, ["clock_off"]),
        ({"sent": checking.Sent(NOW, -300, later=True)}, []),
        ({"repeats": NOW - 2 * HOUR}, ["same_spot"]),
        ({"repeats": NOW - 20 * MINUTE}, []),
        ({"before": checking.Before(SHANGHAI, 20, NOW - 10 * MINUTE)}, ["too_fast"]),
        ({"before": checking.Before(SHANGHAI, 20, NOW - 3 * HOUR)}, []),
        ({"before": checking.Before(FAR, 500, NOW)}, []),
        ({"photo": checking.Photo(seen_before=True)}, ["same_photo"]),
        ({"photo": checking.Photo(NOW - HOUR)}, ["photo_time"]),
        ({"photo": checking.Photo(NOW - MINUTE, HERE)}, []),
        ({"photo": checking.Photo(None, SHANGHAI)}, ["photo_place"]),
    ],
)
def test_each_sign_stands_for_one_thing(facts: dict[str, Any], found: list[str]) -> None:
    assert signs(**facts) == found


def test_a_coach_alone_means_that_the_owner_is_coached() -> None:
    assert planning.parts_of(1, [(2, "coach")]) == {2: "coach", 1: "coached"}
    assert planning.is_joint(planning.parts_of(1, [(1, "coach"), (2, "coached")]))


@pytest.mark.parametrize(
    ("people", "code"),
    [
        ([(2, "coach"), (3, "coach")], "visits.one_coach"),
        ([(2, "coach"), (3, "coached"), (4, "coached")], "visits.one_coached"),
        ([(2, "coached")], "visits.no_coach"),
        ([(1, "coach")], "visits.no_coached"),
        ([(1, "companion")], "visits.twice"),
        ([(2, "companion"), (2, "coach")], "visits.twice"),
    ],
)
def test_parts_that_make_no_sense_are_refused(people: list[tuple[int, str]], code: str) -> None:
    with pytest.raises(Invalid) as refused:
        planning.parts_of(1, people)
    assert refused.value.code == code


@settings(max_examples=60, deadline=None)
@given(stops)
def test_no_order_is_better_than_the_exact_one(some: list[routing.Stop]) -> None:
    best = routing.ordered(some, begin=540)
    assert sorted(stop.id for stop in best) == [stop.id for stop in some]

    def by_time(order: Any) -> bool:
        times = [(stop.at, stop.id) for stop in order if stop.at is not None]
        return times == sorted(times)

    every = [order for order in permutations(some) if by_time(order)]
    assert routing.cost(best, begin=540) == min(routing.cost(order, begin=540) for order in every)


@settings(max_examples=20, deadline=None)
@given(st.lists(near, min_size=9, max_size=14))
def test_many_stops_are_never_made_worse(some: list[Place]) -> None:
    standing = [routing.Stop(id, place, 30, 600 if id == 4 else None) for id, place in enumerate(some)]
    best = routing.ordered(standing, begin=540)
    assert sorted(stop.id for stop in best) == list(range(len(some)))
    assert routing.cost(best, begin=540) <= routing.cost(standing, begin=540)


def test_a_free_visit_goes_where_it_lies_on_the_way_and_fits() -> None:
    west, middle, east = (Place(30_000_000, lon) for lon in (120_000_000, 120_050_000, 120_100_000))
    fixed = [routing.Stop(1, west, 60, 540), routing.Stop(2, east, 60, 720)]
    between = routing.ordered([*fixed, routing.Stop(3, middle, 30)], begin=540)
    assert [stop.id for stop in between] == [1, 3, 2]
    too_long = routing.ordered([*fixed, routing.Stop(3, middle, 180)], begin=540)
    assert [stop.id for stop in too_long] == [1, 2, 3]
