"""Steps, carrying and credibility, without a database."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabiao.core.errors import Conflict, Invalid
from dabiao.modules.opportunities import rules
from dabiao.modules.opportunities.enums import DealSign, Mend, StageKind

LADDER = (10, 20, 30, 40)
DAY = date(2026, 3, 20)
NOON = datetime(2026, 3, 20, 12, tzinfo=UTC)
place = st.sampled_from((1, *LADDER, 99))


@pytest.mark.parametrize(
    ("claimed", "evidenced", "steps"),
    [(10, 10, 0), (10, None, 0), (40, None, 3), (30, 10, 2), (10, 40, -3), (20, 20, 0), (25, 20, 0)],
)
def test_steps_are_counted_in_stages_in_use(claimed, evidenced, steps):
    assert rules.steps_ahead(LADDER, claimed, evidenced) == steps


@given(place, place)
def test_to_be_ahead_one_way_is_to_be_behind_the_other(one, other):
    assert rules.steps_ahead(LADDER, one, other) == -rules.steps_ahead(LADDER, other, one)


ids = st.sampled_from((1, 2, 3, 4))
maybe = st.none() | ids


@given(ids, maybe, maybe)
def test_signs_carry_onwards_and_never_back(here, before, after):
    there = rules.carried_to("signs", (1, 2, 3, 4), stage_id=here, before=before, after=after)
    assert there is None or there > here


@given(ids, maybe, maybe)
def test_a_list_carries_to_where_it_has_come_and_back_only_from_there(here, before, after):
    there = rules.carried_to("checklist", (1, 2, 3, 4), stage_id=here, before=before, after=after)
    if there is not None and there < here:
        assert (before or 0) >= here
        assert there == (after or 1)
    if (after or 0) > here and after != before:
        assert there == after


def test_who_entered_further_on_stays_until_the_list_has_come_so_far():
    step = {"mode": "checklist", "ladder": (1, 2, 3, 4), "stage_id": 3}
    assert rules.carried_to(**step, before=None, after=1) is None
    assert rules.carried_to(**step, before=1, after=None) is None
    assert rules.carried_to(**step, before=1, after=4) == 4


def test_by_checklist_only_an_end_is_moved_to_by_hand():
    with pytest.raises(Conflict, match="checklist_decides"):
        rules.check_mode("checklist", "open", "open")
    for mode, start, end in (
        ("checklist", "open", "won"),
        ("checklist", "lost", "open"),
        ("signs", "open", "open"),
    ):
        rules.check_mode(mode, start, end)


@pytest.mark.parametrize(
    ("kind", "about", "note", "field"),
    [
        ("hearsay", ("", None), "x", "kind"),
        ("note", ("", None), "  ", "note"),
        ("contact", ("", None), "", "about_id"),
        ("file", ("file", None), "", "about_id"),
    ],
)
def test_evidence_that_says_nothing_is_refused(kind, about, note, field):
    with pytest.raises(Invalid) as refused:
        rules.check_proof(kind, about, note)
    assert refused.value.field == field


moments = st.integers(0, 400).map(lambda hours: NOON - timedelta(hours=hours * 6))
gaps = st.integers(-4, 6)


@given(moments, moments, gaps, gaps, gaps)
def test_later_contact_and_more_evidence_never_make_a_deal_less_credible(one, other, gap, gap2, gap3):
    def believed(at, ahead, of_records):
        fresh = rules.freshness(at, NOON - timedelta(days=500), day=DAY, zone=UTC)
        return rules.credibility(StageKind.OPEN, fresh, ahead, of_records)

    (early, late), (more, less, least) = sorted((one, other)), sorted((gap, gap2, gap3))
    assert 0 <= believed(early, less, least) <= believed(late, less, least) <= believed(late, more, least)
    assert believed(late, more, least) <= believed(late, more, less) <= believed(late, more, more) <= 100


def test_a_deal_is_believed_by_contact_times_evidence():
    assert [rules.backing(ahead, ahead) for ahead in (-2, 0, 1, 2, 3, 9)] == [100, 100, 80, 60, 40, 40]
    # one's own word counts half of a record
    assert [rules.backing(0, of_records) for of_records in (0, 1, 2, 3, 9)] == [100, 90, 80, 70, 70]
    days = (0, 7, 8, 14, 15, 30, 31, 60, 61)
    fresh = [rules.freshness(NOON - timedelta(days=n), NOON, day=DAY, zone=UTC) for n in days]
    assert fresh == [100, 100, 80, 80, 50, 50, 25, 25, 10]
    assert rules.freshness(None, NOON, day=DAY, zone=UTC) == 100
    assert rules.credibility("open", 80, 1, 1) == 64
    assert (rules.credibility("won", 10, 3, 3), rules.credibility("lost", 100, 0, 0)) == (100, 0)


def test_signs_tell_their_figures_and_their_mend():
    long_ago = NOON - timedelta(days=41)
    standing = rules.Standing(
        expected_win_on=DAY - timedelta(days=3),
        pushes=2,
        amount_minor=1,
        amount_cut_minor=0,
        last_contact_at=long_ago,
        next_contact_at=None,
        stage_entered_at=long_ago,
        proved_at=None,
        created_at=long_ago,
        percent=50,
        usual_days=16,
        ahead=2,
        people_met=1,
    )
    assert rules.signals(standing, day=DAY, zone=UTC) == [
        (DealSign.WIN_DATE_PASSED, Mend.MOVE_DATE, 3, None),
        (DealSign.PUSHED, Mend.LOG_CONTACT, 2, None),
        (DealSign.NO_CONTACT, Mend.LOG_CONTACT, 41, None),
        (DealSign.STALE, Mend.LOG_CONTACT, 41, 21),
        (DealSign.STUCK, Mend.ADD_EVIDENCE, 41, 16),
        (DealSign.UNPROVEN, Mend.ADD_EVIDENCE, 2, None),
        (DealSign.SINGLE_THREADED, Mend.ADD_PERSON, 1, None),
        (DealSign.NO_NEXT_CONTACT, Mend.PLAN_CONTACT, None, None),
    ]
