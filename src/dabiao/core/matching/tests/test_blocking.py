"""Which pairs are compared: all that share a number, and never too many."""

from time import process_time

from hypothesis import given
from hypothesis import strategies as st

from dabiao.core.matching.blocking import PHONE_BLOCK, candidate_pairs, keys
from dabiao.core.matching.records import ready

PHONES = st.sampled_from(
    ["13800138000", "0571-88886666", "88886666", "+86 571 8888 6666", "+1 312 386 5286", "021-55554444"]
)
NAMES = st.sampled_from(["", "云岚", "恒大科技有限公司", "杭州云岚科技", "Salvation Army"])


@given(st.lists(st.tuples(PHONES, NAMES), min_size=2, max_size=30))
def test_every_pair_that_shares_a_number_is_compared(rows: list[tuple[str, str]]) -> None:
    records = [ready({"phone": phone, "company": name}) for phone, name in rows]
    sharing = {
        (i, j)
        for j, other in enumerate(records)
        for i, record in enumerate(records[:j])
        if record.phones & other.phones
    }
    assert sharing <= candidate_pairs(records)


def test_a_switchboard_of_many_is_still_compared_in_full() -> None:
    records = [
        ready({"phone": "0571-88886666", "company": f"{chr(0x4E00 + n)}{chr(0x5E00 + n)}公司"})
        for n in range(PHONE_BLOCK)
    ]
    assert len(candidate_pairs(records)) == PHONE_BLOCK * (PHONE_BLOCK - 1) // 2


def test_ten_thousand_equal_names_stay_cheap() -> None:
    records = [ready({"company": "恒大"})] * 10_000
    began = process_time()
    pairs = candidate_pairs(records)
    assert len(pairs) < 200_000
    assert process_time() - began < 10


def test_ten_thousand_records_with_one_number_stay_cheap() -> None:
    records = [ready({"phone": "4008001234", "company": f"公司{n}", "region": "杭州"}) for n in range(10_000)]
    assert len(candidate_pairs(records)) < 1_000_000


def test_pairs_are_ordered_and_never_a_record_with_itself() -> None:
    records = [ready({"company": "云岚科技", "phone": f"1380013800{n}"}) for n in range(9)]
    assert all(i < j for i, j in candidate_pairs(records))


def test_one_character_wrong_still_shares_a_key() -> None:
    right, wrong = ready({"company": "杭州星海云岚科技有限公司"}), ready({"company": "杭州星悔云岚科技"})
    assert keys(right) & keys(wrong)


def test_a_record_that_says_nothing_has_no_keys() -> None:
    assert keys(ready({})) == set()
