"""Nobody's answer can be told from the figures, and the day is one on which people work."""

from datetime import date
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from dabiao.modules.pulses import rules
from dabiao.modules.pulses.rules import Place

LEAST = 4


@st.composite
def companies(draw: st.DrawFn) -> list[Place]:
    size = draw(st.integers(1, 9))
    root = Place(1, None, draw(st.integers(0, 9)))
    others = range(2, size + 1)
    return [root, *(Place(id, draw(st.integers(1, id - 1)), draw(st.integers(0, 9))) for id in others)]


def below(places: list[Place], id: int) -> set[int]:
    found = {id}
    for place in places:
        if place.parent_id in found:
            found.add(place.id)
    return found


@given(companies())
def test_no_difference_of_what_is_shown_leaves_few(places: list[Place]) -> None:
    """For every unit that is shown, whichever shown units are taken away from it, nobody or enough remain."""
    answers = {place.id: place.answers for place in places}
    shown = rules.shown(places, LEAST)
    for id in shown:
        inside = [other for other in shown if other != id and other in below(places, id)]
        for count in range(len(inside) + 1):
            for taken in combinations(inside, count):
                left = below(places, id) - set().union(*(below(places, other) for other in taken), set())
                said = sum(answers[one] for one in left)
                assert said == 0 or said >= LEAST


@given(companies())
def test_the_whole_is_shown_once_enough_have_answered(places: list[Place]) -> None:
    assert (1 in rules.shown(places, LEAST)) == (sum(place.answers for place in places) >= LEAST)


def test_a_unit_of_few_takes_its_smallest_sibling_with_it() -> None:
    places = [Place(1, None, 0), Place(2, 1, 8), Place(3, 1, 5), Place(4, 1, 2)]
    assert rules.shown(places, LEAST) == {1, 2}


def test_units_of_many_are_all_shown() -> None:
    places = [Place(1, None, 0), Place(2, 1, 8), Place(3, 1, 5), Place(4, 3, 4)]
    assert rules.shown(places, LEAST) == {1, 2, 3, 4}


def test_a_friday_without_work_moves_the_asking_forward() -> None:
    friday, national_day = 4, date(2026, 9, 28)  # 1 October 2026 is a Thursday
    assert rules.asking_day(date(2026, 11, 23), friday) == date(2026, 11, 27)
    assert rules.asking_day(national_day, friday) == date(2026, 9, 30)


def test_a_week_without_work_asks_nobody() -> None:
    assert rules.asking_day(date(2026, 2, 16), 4) is None  # Spring Festival
