from dabiao.core.live.reach import Change
from dabiao.core.live.recent import KEPT, MOST, Recent
from dabiao.core.live.source import STARTED, News


def box(id: int, version: int = 1, owner: int = 1) -> Change:
    return Change("box", id, version, frozenset({(owner, None)}))


def begun(at: float) -> Recent:
    recent = Recent()
    recent.keep(STARTED, at)
    return recent


def test_before_anybody_listens_nothing_is_known() -> None:
    assert Recent().told(100.0) == (0.0, [], [])


def test_it_goes_back_to_where_listening_began_and_no_further_than_some_seconds() -> None:
    recent = begun(100.0)
    assert recent.told(101.0).seconds == 1.0
    assert recent.told(200.0).seconds == KEPT


def test_what_happened_is_told_once_of_each_record() -> None:
    recent = begun(100.0)
    recent.keep(News(changes=(box(1, owner=1), box(2))), 100.5)
    recent.keep(News(changes=(box(1, version=2, owner=2),), notified=((7, 70),)), 101.0)
    told = recent.told(101.5)
    assert told.changes == [Change("box", 1, 2, frozenset({(1, None), (2, None)})), box(2)]
    assert told.notified == [(7, 70)]


def test_what_is_older_is_forgotten() -> None:
    recent = begun(100.0)
    recent.keep(News(changes=(box(1),)), 101.0)
    recent.keep(News(changes=(box(2),)), 103.0)
    assert recent.told(101.0 + KEPT + 0.5) == (KEPT, [box(2)], [])


def test_from_what_was_missed_on_it_begins_anew() -> None:
    recent = begun(100.0)
    recent.keep(News(changes=(box(1),)), 101.0)
    recent.keep(News(missed=True), 101.5)
    assert recent.told(102.0) == (0.5, [], [])


def test_of_a_flood_less_time_is_kept_and_none_of_it_left_out() -> None:
    recent = begun(100.0)
    recent.keep(News(changes=tuple(map(box, range(MOST)))), 101.0)
    recent.keep(News(changes=(box(0, version=2),)), 101.5)
    assert recent.told(102.0) == (1.0, [box(0, version=2)], [])


def test_who_listens_after_nobody_did_begins_anew() -> None:
    recent = begun(100.0)
    recent.forget()
    recent.keep(STARTED, 150.0)
    assert recent.told(151.0).seconds == 1.0
