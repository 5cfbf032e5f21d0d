"""What holds of levels, tags and being busy, whatever comes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabiao.core.errors import Invalid
from dabiao.modules.org import rules

LEVELS = st.sampled_from(rules.LEVELS)


@given(LEVELS)
def test_a_step_down_and_up_again_is_no_change(level: str) -> None:
    lower = rules.lower(level)
    assert (lower is None) == (level == "D")
    assert lower is None or rules.higher(lower, level) == level


@given(LEVELS, LEVELS)
def test_nobody_rises_above_the_ceiling(level: str, ceiling: str) -> None:
    risen = rules.higher(level, ceiling)
    place = rules.LEVELS.index
    assert (risen is None) == (place(level) <= place(ceiling))
    assert risen is None or (place(risen) == place(level) - 1 and place(risen) >= place(ceiling))


@given(LEVELS)
def test_who_falls_far_enough_stands_at_the_bottom(level: str) -> None:
    steps = 0
    while (below := rules.lower(level)) is not None:
        level, steps = below, steps + 1
    assert (level, steps <= 4) == ("D", True)


@pytest.mark.parametrize("name", ["宝妈", " 寶媽 ", "宝　妈", "「宝妈」"])
def test_a_tag_in_any_spelling_is_one(name: str) -> None:
    assert rules.tag_key(name) == "宝妈"


@pytest.mark.parametrize(
    ("name", "code"), [(" ", "core.required"), ("…", "core.required"), ("宝妈，企业", "org.tag_separator")]
)
def test_a_name_that_could_not_be_read_back_is_none(name: str, code: str) -> None:
    with pytest.raises(Invalid, match=code):
        rules.tag_key(name)


def test_names_in_one_cell_are_parted_by_whatever_people_write_between() -> None:
    assert rules.parted(" 宝妈、企业采购,老客户； A B|x｜y ，") == [
        "宝妈",
        "企业采购",
        "老客户",
        "A B",
        "x",
        "y",
    ]


@given(st.integers(-5, 300), st.integers(0, 240), st.integers(0, 10), st.integers(0, 10))
def test_busy_is_within_the_limits_or_refused(minutes: int, longest: int, times: int, used: int) -> None:
    allowed = longest > 0 and times > used and 1 <= minutes <= longest
    try:
        rules.check_busy(minutes, longest=longest, times=times, used=used)
    except Invalid:
        assert not allowed
    else:
        assert allowed
