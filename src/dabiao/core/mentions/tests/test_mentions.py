"""Sentences as visitors type them: `seen.jsonl` was looked at while the rules were written, `kept.jsonl` never was."""

import json
from collections.abc import Iterator
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dabiao.core.mentions import LONGEST, find

FOLDER = Path(__file__).parent
KINDS = ("phones", "wechats", "emails")


def sentences(name: str) -> Iterator[dict[str, Any]]:
    for line in (FOLDER / f"{name}.jsonl").read_text().splitlines():
        yield json.loads(line)


def scored(name: str) -> tuple[float, float]:
    """(precision, recall) over all three kinds."""
    right = wrong = missed = 0
    for one in sentences(name):
        found = find(one["messages"])
        for kind in KINDS:
            got = {value.split(";")[0] for value in getattr(found, kind)}
            wanted = set(one[kind])
            right += len(got & wanted)
            wrong += len(got - wanted)
            missed += len(wanted - got)
    return right / (right + wrong), right / (right + missed)


@pytest.mark.parametrize(("name", "precision", "recall"), [("seen", 0.97, 0.97), ("kept", 0.93, 0.91)])
def test_what_people_leave_is_found_and_what_looks_like_it_is_not(
    name: str, precision: float, recall: float
) -> None:
    reached = scored(name)
    assert reached[0] >= precision
    assert reached[1] >= recall


@pytest.mark.parametrize(
    ("messages", "phones", "wechats", "emails"),
    [
        (["138 0013 8000"], ["+8613800138000"], [], []),
        (["幺三八零零幺三八零零零"], ["+8613800138000"], [], []),
        (["１３８－００１３－８０００"], ["+8613800138000"], [], []),
        (["138", "0013", "8000"], ["+8613800138000"], [], []),
        (["加V lily_2020"], [], ["lily_2020"], []),
        (["薇信：lily_2020"], [], ["lily_2020"], []),
        (["我微信", "lily_2020"], [], ["lily_2020"], []),
        (["13800138000 微信同号"], ["+8613800138000"], ["13800138000"], []),
        (["打错了，不是13800138000，是13900139000"], ["+8613900139000"], [], []),
        (["总机 021-61234567 转 8012"], ["+862161234567;ext=8012"], [], []),
        (["zhou艾特163点com"], [], [], ["zhou@163.com"]),
        (["订单号 13800138000 查一下"], [], [], []),
        (["预算13800元，2024-11-27 能发吗"], [], [], []),
        (["微信支付失败，errcode_400"], [], [], []),
        (["身份证 110101199003078888"], [], [], []),
    ],
)
def test_each_way_of_writing(
    messages: list[str], phones: list[str], wechats: list[str], emails: list[str]
) -> None:
    found = find(messages)
    assert [list(found.phones), list(found.wechats), list(found.emails)] == [phones, wechats, emails]


_NUMBER = st.from_regex(
    r"1(?:3[0-9]|5[0-35-9]|7[6-8]|8[0-9])\d{8}", fullmatch=True, alphabet=st.characters(codec="ascii")
)
_HANZI = dict(zip("0123456789", "零一二三四五六七八九", strict=True))


@given(
    _NUMBER,
    st.lists(st.sampled_from(["", "", " ", "-", ".", "—", "　"]), min_size=11, max_size=11),
    st.sets(st.integers(0, 10)),
)
def test_any_mix_of_separators_and_scripts_is_one_number(
    number: str, gaps: list[str], hanzi: set[int]
) -> None:
    typed = "".join(
        (_HANZI[digit] if place in hanzi else digit) + gap
        for place, (digit, gap) in enumerate(zip(number, gaps, strict=True))
    )
    assert find([f"电话：{typed.rstrip()}"]).phones == (f"+86{number}",)


@settings(max_examples=30)
@given(st.text(alphabet="微信加v1 3一零@.-_()a点前后面号搜是同wx\n打错了", max_size=3 * LONGEST))
def test_no_text_takes_long(text: str) -> None:
    began = process_time()
    find([text])
    assert process_time() - began < 1.0  # a hundred times what the worst of thousands took
