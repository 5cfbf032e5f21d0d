"""Nothing ends agreed unless both sides said yes to exactly the lines in force."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabiao.core.errors import Conflict
from dabiao.modules.targets.enums import Awaited, Side
from dabiao.modules.targets.rules import agreeing, bands
from dabiao.modules.targets.rules.agreeing import NOTHING, Talk

figure = st.integers(0, 3)
lines = st.one_of(
    st.just(NOTHING),
    st.tuples(figure, st.one_of(st.none(), st.just(9))),
)
steps = st.one_of(
    st.tuples(st.just("set"), lines),
    st.tuples(st.just("declare"), lines, st.booleans()),
    st.tuples(st.just("accept"), st.sampled_from(Side)),
    st.tuples(st.just("insist")),
    st.tuples(st.just("withdraw"), st.sampled_from(Side)),
)


def done(talk: Talk, step: tuple) -> Talk:  # type: ignore[type-arg]
    match step:
        case ("set", figures):
            return agreeing.given(talk, figures)
        case ("declare", figures, own):
            return agreeing.declared(talk, figures, own=own)
        case ("accept", side):
            return agreeing.accepted(talk, side)
        case ("insist",):
            return agreeing.insisted(talk)
    return agreeing.withdrawn(talk, step[1])


@given(st.lists(steps, max_size=12))
def test_agreed_means_that_both_said_yes_to_the_lines_in_force(sequence: list[tuple]) -> None:  # type: ignore[type-arg]
    """What each side said is kept here apart from the rule: a list of (side, lines) that a later word of theirs replaces."""
    talk, said = Talk(), {Side.ABOVE: NOTHING, Side.BELOW: NOTHING}
    for step in sequence:
        try:
            after = done(talk, step)
        except Conflict:
            continue
        if step[0] in ("set", "insist") or step == ("accept", Side.ABOVE):
            said[Side.ABOVE] = after.lines
        elif step == ("accept", Side.BELOW):
            said[Side.BELOW] = after.lines
        elif step[0] == "declare":
            said[Side.BELOW] = step[1] if step[2] else NOTHING
        else:
            said[step[1]] = NOTHING
        if after.agreed:
            assert said == {Side.ABOVE: after.lines, Side.BELOW: after.lines}
            assert after.awaits == Awaited.NOBODY
        if talk.agreed and (after.lines, after.declared) != (talk.lines, talk.declared):
            assert not after.agreed or after.lines in (talk.lines, after.declared)
        talk = after


@given(st.lists(steps, max_size=12))
def test_who_is_waited_for_can_end_it_by_saying_yes(sequence: list[tuple]) -> None:  # type: ignore[type-arg]
    talk = Talk()
    for step in sequence:
        try:
            talk = done(talk, step)
        except Conflict:
            continue
    for _ in range(3):
        if talk.awaits == Awaited.NOBODY:
            break
        if talk.awaits == Awaited.ABOVE and not talk.countered:
            talk = agreeing.insisted(talk)
        else:
            talk = agreeing.accepted(talk, Side(talk.awaits))
    assert talk.awaits == Awaited.NOBODY
    assert talk.agreed == (talk.lines[0] is not None)


def test_a_declared_figure_waits_above_until_it_is_answered() -> None:
    talk = agreeing.declared(agreeing.given(Talk(), (100, 120)), (80, 90), own=True)
    assert (talk.awaits, talk.agreed) == ("above", False)
    assert agreeing.insisted(talk).awaits == "below"
    taken = agreeing.accepted(talk, Side.ABOVE)
    assert (taken.lines, taken.agreed) == ((80, 90), True)
    assert agreeing.given(taken, (81, 90)).awaits == "below"
    assert agreeing.declared(taken, (70, 90), own=True).awaits == "above"


def test_a_stretch_of_which_nothing_was_declared_stays_and_is_asked_about() -> None:
    talk = agreeing.declared(agreeing.given(Talk(), (100, 120)), (80, None), own=True)
    taken = agreeing.accepted(talk, Side.ABOVE)
    assert (taken.lines, taken.agreed, taken.awaits) == ((80, 120), False, "below")


def test_what_somebody_enters_for_another_is_not_their_word() -> None:
    talk = agreeing.declared(agreeing.given(Talk(), (100, None)), (100, None), own=False)
    assert (talk.agreed, talk.awaits) == (False, "below")
    assert agreeing.accepted(talk, Side.BELOW).agreed


def test_nothing_can_be_accepted_where_nothing_was_said() -> None:
    with pytest.raises(Conflict, match="targets.nothing_declared"):
        agreeing.accepted(Talk(), Side.ABOVE)
    with pytest.raises(Conflict, match="targets.nothing_given"):
        agreeing.accepted(Talk(), Side.BELOW)
    with pytest.raises(Conflict, match="targets.nothing_given"):
        agreeing.insisted(Talk())


@given(st.integers(0, 10**14), st.integers(0, 10_000), st.integers(0, 2 * 10**14))
def test_within_the_band_is_at_most_that_share_away(locked: int, band_bp: int, wanted: int) -> None:
    assert bands.within_band(locked, wanted, band_bp) == (abs(wanted - locked) * 10_000 <= locked * band_bp)


@given(st.lists(steps, max_size=8))
def test_what_is_locked_waits_for_an_answer_only_to_what_was_declared(sequence: list[tuple]) -> None:  # type: ignore[type-arg]
    talk = Talk(locked=True)
    for step in sequence:
        try:
            talk = done(talk, step)
        except Conflict:
            continue
        assert talk.locked
        assert talk.awaits == (Awaited.ABOVE if talk.countered and not talk.agreed else Awaited.NOBODY)
