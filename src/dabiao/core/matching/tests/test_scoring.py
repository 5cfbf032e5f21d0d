"""Scores: symmetric, 1 for the same record, and nothing that people type breaks or slows them."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabiao.core.matching.comparing import COMPARISONS, compare
from dabiao.core.matching.model import score
from dabiao.core.matching.records import FIELDS, ready
from dabiao.core.matching.suggesting import reasons
from dabiao.core.matching.surroundings import Surroundings, surroundings
from dabiao.core.matching.weights import ANCHORS, CUSTOMERS

CHINESE = [
    "杭州",
    "上海市",
    "浙江省",
    "云岚",
    "云澜",
    "雲嵐",
    "恒大",
    "科技",
    "餐饮管理",
    "有限公司",
    "股份有限公司",
    "分公司",
    "店",
]
CONTACT = [
    "张伟",
    "王",
    "总",
    "138",
    "0013",
    "8000",
    "0571-",
    "88886666",
    "转",
    "@",
    "qq.com",
    "yunlan.cn",
    "文三路",
    "128号",
    "/",
]
STRANGE = [
    "Salvation",
    "Army",
    "Inc.",
    "53rd",
    "W",
    "street",
    "1990",
    "01",
    "（",
    "）",
    " ",
    "\u200b",
    "ß",
    "İ",
    "①",
    "🙂",
]
PIECES = [*CHINESE, *CONTACT, *STRANGE]
VALUES = st.one_of(st.lists(st.sampled_from(PIECES), max_size=6).map("".join), st.text(max_size=12))
RECORDS = st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=5)


@given(RECORDS, RECORDS)
def test_a_score_is_the_same_either_way_round(a: dict[str, str], b: dict[str, str]) -> None:
    one, other = ready(a), ready(b)
    around = surroundings([one, other])
    assert score(CUSTOMERS, one, other, around) == score(CUSTOMERS, other, one, around)


@given(RECORDS)
def test_a_record_scores_1_with_itself_and_says_why(record: dict[str, str]) -> None:
    own, again = ready(record), ready(dict(record))
    certainty, levels = score(CUSTOMERS, own, again, Surroundings())
    assert certainty == (1.0 if own.says_something else 0.0)
    if own.says_something:
        assert reasons(own, again, levels, CUSTOMERS)


@given(RECORDS, RECORDS)
def test_a_score_lies_between_0_and_1(a: dict[str, str], b: dict[str, str]) -> None:
    certainty, levels = score(CUSTOMERS, ready(a), ready(b), Surroundings())
    assert 0 <= certainty <= 1
    assert len(levels) == len(COMPARISONS)


def test_every_weight_belongs_to_a_comparison() -> None:
    assert set(CUSTOMERS.weights) <= set(COMPARISONS)
    assert set(COMPARISONS) >= ANCHORS


def test_a_common_name_in_the_same_town_suggests_nobody() -> None:
    one, other = (
        ready({"name": "张伟", "region": "杭州"}),
        ready({"name": "张伟", "region": "杭州", "phone": "13800138000"}),
    )
    assert score(CUSTOMERS, one, other, Surroundings())[0] == 0.0


@pytest.mark.parametrize(
    "value", ["云" * 100_000, "1" * 100_000, "a b " * 30_000, "（" * 50_000, "@" * 50_000, "-." * 50_000]
)
def test_absurd_values_cost_no_more_than_long_ones(value: str) -> None:
    began = process_time()
    own = ready(dict.fromkeys(FIELDS, value))
    compare(own, ready(dict.fromkeys(FIELDS, value[1:])), Surroundings())
    assert process_time() - began < 0.5
