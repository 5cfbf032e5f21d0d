"""Stretches follow each other without a gap down to the first entry, and in few steps."""

from hypothesis import given
from hypothesis import strategies as st

from dabiao.core.search import stretches
from dabiao.core.search.stretches import BLOCKS, MOST_BLOCKS, Stretch

OF_ALL = 3 << 16


@given(
    last=st.integers(0, 1 << 40),
    far=st.sampled_from([OF_ALL, stretches.OF_SOME, 0]),
    hits=st.lists(st.integers(0, 500), min_size=40, max_size=40),
)
def test_every_entry_is_read_once_and_soon(last: int, far: int, hits: list[int]) -> None:
    read = stretches.first_of(last, far)
    assert read.below == last + 1
    so_far = 0
    for more in hits:
        if not read.first or so_far >= 501:
            return
        then = stretches.after(read, last, hits=so_far, wanted=501 - so_far)
        assert (then.below, then.first < then.below) == (read.first, True)
        so_far, read = so_far + more, then
    raise AssertionError(f"still reading at {read}")


@given(last=st.integers(0, 1 << 40), hits=st.integers(0, 500))
def test_blocks_are_those_that_hold_the_stretch(last: int, hits: int) -> None:
    first = stretches.first_of(last, stretches.OF_SOME)
    for read in (first, stretches.after(first, last, hits=hits, wanted=501 - hits) if first.first else first):
        assert len(read.blocks) <= MOST_BLOCKS
        assert _held_by(read, read.first)
        assert _held_by(read, read.below - 1)


def _held_by(read: Stretch, id: int) -> bool:
    return not read.blocks or any(f"b{bits}.{id >> bits}" in read.blocks for bits in BLOCKS)


def test_own_records_are_read_whole_and_a_small_company_too() -> None:
    assert stretches.first_of(32_000_000, 0) == Stretch(0, 32_000_001)
    assert stretches.first_of(200_000, OF_ALL) == Stretch(0, 200_001)


def test_answers_that_lie_evenly_are_asked_for_as_far_as_they_lie_and_a_bit() -> None:
    read = stretches.first_of(32_000_000, OF_ALL)
    assert (read.first, len(read.blocks)) == (31_784_960, 4)
    records = (32_000_001 - read.first) // 32
    then = stretches.after(read, 32_000_000, hits=records // 10, wanted=records // 20)
    wanted = records // 20
    assert wanted * 10 < (then.below - then.first) / 32 <= (wanted + 2 * wanted**0.5) * 10 + 2048
