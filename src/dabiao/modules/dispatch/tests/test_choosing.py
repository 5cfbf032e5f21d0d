"""One choice: whom the rule means, why not the others, and fairness over any time (D3)."""

from hypothesis import given
from hypothesis import strategies as st

from dabiao.modules.dispatch.rules.choosing import (
    Board,
    Lead,
    Person,
    Ruling,
    Standing,
    from_data,
    match,
    to_data,
)

SOMEBODY = Lead()


def board(ruling: Ruling, *people: Person) -> Board:
    return Board({one.user_id: one for one in people}, {ruling.id: ruling}, {})


def person(id: int, level: str = "B", **facts: object) -> Person:
    return Person(id, level, **{"capacity": 1_000, **facts})  # type: ignore[arg-type]


def served(one: Board, turns: range, lead: Lead = SOMEBODY) -> list[int | None]:
    """Who gets a lead at each of these turns."""
    winners = []
    for turn in turns:
        choice = one.choose(1, lead, turn)
        if choice.winner is not None:
            one.gave(1, choice.winner, turn)
        winners.append(choice.winner)
    return winners


def test_each_refusal_is_named() -> None:
    people = (
        person(1, away="left"),
        person(2, level="D"),
        person(3, skills={7: 40}),
        person(4, skills={7: 90}),
        person(5, skills={7: 90}, away="off_duty"),
        person(6, skills={7: 90}, away="busy"),
        person(7, skills={7: 90}, today=3),
        person(8, skills={7: 90}, hour=2),
        person(9, skills={7: 90}, open=5),
        person(10, skills={7: 90}, capacity=0),
        person(11, skills={7: 90}),
    )
    ruling = Ruling(
        1, tuple(range(1, 13)), levels=("S", "A", "B"), tags={7: 50}, cap_day=3, cap_hour=2, cap_open=5
    )
    choice = board(ruling, *people).choose(1, Lead(excluded=frozenset({4})), 1)
    assert choice.winner == 11
    assert choice.refused == {
        1: "left",
        2: "level",
        3: "tag",
        4: "had_it",
        5: "off_duty",
        6: "busy",
        7: "day_full",
        8: "hour_full",
        9: "open_full",
        10: "day_full",
        12: "left",
    }


def test_nobody_wins_where_everybody_is_refused() -> None:
    choice = board(Ruling(1, (1,)), person(1, away="busy")).choose(1, SOMEBODY, 1)
    assert (choice.winner, choice.score, choice.refused) == (None, None, {1: "busy"})


def test_least_loaded_is_who_holds_fewest_open_leads() -> None:
    one = board(Ruling(1, (1, 2), "least_loaded"), person(1, open=3), person(2, open=1))
    winners = served(one, range(1, 6))
    assert (winners[:2], sorted(winners[2:4]), len(winners)) == ([2, 2], [1, 2], 5)


def test_tags_go_to_whose_strengths_fit_best_and_to_their_turn_among_equals() -> None:
    ruling = Ruling(1, (1, 2, 3), "tag_match")
    one = board(ruling, person(1, skills={5: 90}), person(2, skills={5: 90}), person(3, skills={5: 40}))
    winners = served(one, range(1, 5), Lead(tags=(5,)))
    assert sorted(winners[:2]) == [1, 2]
    assert winners[2:] == winners[:2]


def test_a_match_is_the_mean_over_the_tags_of_the_lead() -> None:
    assert [match({5: 90, 6: 30}, tags) for tags in ((5,), (5, 6), (5, 6, 7), ())] == [90, 60, 40, 0]


def test_weights_share_out_exactly_over_a_whole_round() -> None:
    ruling = Ruling(1, (1, 2, 3), "weighted", weights={"S": 5, "B": 3, "D": 1})
    one = board(ruling, person(1, "S"), person(2, "B"), person(3, "D"))
    winners = served(one, range(1, 91))
    assert [winners.count(id) for id in (1, 2, 3)] == [50, 30, 10]


def test_who_was_away_has_nothing_to_catch_up() -> None:
    for strategy in ("round_robin", "weighted"):
        ruling = Ruling(1, (1, 2), strategy, weights={"B": 1})
        one = board(ruling, person(1), person(2, away="off_duty"))
        assert served(one, range(1, 51)) == [1] * 50
        one.people[2] = person(2)
        winners = served(one, range(51, 71))
        assert (winners.count(1), winners.count(2)) == (10, 10)


def test_the_first_of_many_equals_is_drawn_anew_at_each_turn() -> None:
    first = {
        board(Ruling(1, (1, 2, 3)), *map(person, (1, 2, 3))).choose(1, SOMEBODY, turn).winner
        for turn in range(30)
    }
    assert first == {1, 2, 3}


# steps of a day: somebody's state changes, or a lead arrives
AWAY = st.sampled_from(["", "", "", "off_duty", "busy", "left"])
STEP = st.one_of(st.none(), st.tuples(st.integers(1, 5), AWAY))


@given(st.lists(STEP, max_size=120), st.sampled_from(["round_robin", "weighted"]))
def test_over_any_time_in_which_two_were_free_together_they_differ_by_at_most_one(
    steps: list[tuple[int, str] | None], strategy: str
) -> None:
    ruling = Ruling(1, (1, 2, 3, 4, 5), strategy, weights={"B": 2})
    one = board(ruling, *(person(id) for id in range(1, 6)))
    together = {
        (a, b): [0] for a in range(1, 6) for b in range(a + 1, 6)
    }  # running difference since both are free
    for turn, step in enumerate(steps, 1):
        if step is not None:
            one.people[step[0]] = person(step[0], away=step[1])
        winner = one.choose(1, SOMEBODY, turn).winner
        free = {id for id, who in one.people.items() if not who.away}
        assert (winner is None) == (not free)
        assert winner is None or winner in free
        if winner is not None:
            one.gave(1, winner, turn)
        for (a, b), differences in together.items():
            if a not in free or b not in free:
                differences[:] = [0]
                continue
            differences.append(differences[-1] + (winner == a) - (winner == b))
            assert max(differences) - min(differences) <= 1


LEVEL = st.sampled_from("SABCD")


@given(
    st.lists(st.tuples(LEVEL, st.integers(0, 6), st.integers(0, 4)), min_size=1, max_size=6),
    st.sampled_from(["round_robin", "weighted", "least_loaded", "tag_match"]),
    st.integers(1, 60),
)
def test_no_cap_is_ever_passed_and_nothing_is_kept_back(
    people: list[tuple[str, int, int]], strategy: str, turns: int
) -> None:
    ids = tuple(range(1, len(people) + 1))
    ruling = Ruling(1, ids, strategy, weights={"S": 5, "A": 4, "B": 3, "C": 2, "D": 1}, cap_open=4)
    one = board(
        ruling,
        *(
            person(id, level, capacity=cap, open=open)
            for id, (level, cap, open) in zip(ids, people, strict=True)
        ),
    )
    winners = served(one, range(1, turns + 1))
    room = sum(min(cap, max(0, 4 - open)) for _, cap, open in people)
    assert sum(winner is not None for winner in winners) == min(room, turns)
    assert all(
        who.today <= who.capacity and who.open <= max(4, people[id - 1][2]) for id, who in one.people.items()
    )


@given(st.integers(1, 40), st.sampled_from(["round_robin", "weighted", "least_loaded"]))
def test_what_is_written_down_gives_every_winner_again(turns: int, strategy: str) -> None:
    ruling = Ruling(1, (1, 2, 3), strategy, ("S", "B"), {}, {"S": 3, "B": 2}, 30, None, 25)
    one = board(ruling, person(1, "S", skills={4: 50}), person(2, "B", today=2), person(3, "B", away="busy"))
    one.standings[1, 1] = Standing(0, 5, 2)
    again = from_data(to_data(one))
    assert again == one
    assert served(one, range(1, turns)) == served(again, range(1, turns))
