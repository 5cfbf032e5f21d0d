"""The way of one deal from node to node, what becomes of it with age, and in which band its amount lies."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import pairwise

MOST_ROUNDS = 3  # as `opportunities.queries.flows` has it, whose list filter opens what is counted here
START, MORE, OPEN = "start", "more", "open"
AGES = (30, 60, 90, 180, 360)  # days since opening at which a cohort is looked at
AGE_BANDS = (7, 14, 30, 60, 90)  # days, each included; beyond the last there is one more band
AMOUNT_BANDS = (0, 1_000_000, 5_000_000, 10_000_000, 50_000_000, 100_000_000)  # minor units, each the least
OTHER_CURRENCY = "other"
WON, LOST = "won", "lost"


def way(stays: Iterable[tuple[int, int]], kind: str) -> list[str]:
    """Nodes of a deal whose stays, in order, were in these (stage, position): `start`, `<round>.<stage>` …, and its end
    (`kind`). Whoever does not come further than before begins the next round; later ones than `MOST_ROUNDS` are `more`."""
    nodes, turns, before = [START], 0, None
    stage_id = None
    for stage_id, position in stays:
        turns += before is not None and before >= position
        before = position
        nodes.append(MORE if turns >= MOST_ROUNDS else f"{turns + 1}.{stage_id}")
    if stage_id is None:
        return []
    if kind == OPEN:
        nodes.append(OPEN)
    else:
        nodes[-1] = kind
    return nodes


def steps(nodes: Sequence[str]) -> list[str]:
    """`from-to` of what follows each other; several stays in `more` are one."""
    return [f"{one}-{other}" for one, other in pairwise(nodes) if one != other]


def cohort(kind: str, age: timedelta | None, amount_minor: int) -> list[int]:
    """One deal as a row of sums: deals, amount; for each of `AGES`, and then however late: won, their amount, lost, theirs.

    `age` is from opening to closing; None while it is open.
    """
    row = [1, amount_minor]
    for days in (*AGES, None):
        ended = age is not None and (days is None or age <= timedelta(days=days))
        for end in (WON, LOST):
            row += [1, amount_minor] if ended and kind == end else [0, 0]
    return row


def amount_band(amount_minor: int, counts_money: bool) -> str:
    """The place of the highest of `AMOUNT_BANDS` that it reaches; what is in another currency is a band of its own."""
    return str(bisect_right(AMOUNT_BANDS, amount_minor) - 1) if counts_money else OTHER_CURRENCY
