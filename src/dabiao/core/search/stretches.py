"""How far back PostgreSQL is asked for what has a word, one stretch of entry ids after the other. Pure.

GIN knows all answers or none. So a word is asked together with the blocks of neighbours that the newest records lie in; how
many of these had it says how many more will do. A reach of one's own records is narrow by itself and read whole at once.
"""

from dataclasses import dataclass
from math import sqrt

# By how many bits an entry's id is cut for its block of neighbours: 2,048 records, and four times as many each
BLOCKS = (16, 18, 20, 22)
MOST_BLOCKS = 10  # in one question
# Ids in the first stretch: within all records of 20 for each answer, within some units of 16,384
OF_ALL_EACH, OF_SOME = 20 << 5, 2 << 18
LEAP = 16  # times as far when there was none at all


@dataclass(frozen=True, slots=True)
class Stretch:
    """Ids from `first` up to, not including, `below`; within `blocks` of a size, or without any when too many would be."""

    first: int
    below: int
    blocks: tuple[str, ...] = ()


def first_of(last: int, far: int) -> Stretch:
    """The newest entries, `last` among them, so `far` back; 0 for all."""
    return _back(last + 1, far) if far else Stretch(0, last + 1)


def after(read: Stretch, last: int, *, hits: int, wanted: int) -> Stretch:
    """What to read when all down to `read` held `hits`, and `wanted` more are."""
    so_far = last + 1 - read.first
    ample = wanted + 2 * sqrt(wanted)  # words lie unevenly: so many are nearly always enough
    return _back(read.first, int(so_far * ample / hits) if hits else so_far * LEAP)


def _back(below: int, far: int) -> Stretch:
    if far * 2 > below:  # the rest is hardly more
        return Stretch(0, below)
    for bits in BLOCKS:
        first, newest = (below - far) >> bits, (below - 1) >> bits
        if newest - first < MOST_BLOCKS:
            return Stretch(first << bits, below, tuple(f"b{bits}.{n}" for n in range(first, newest + 1)))
    return Stretch(0, below)
