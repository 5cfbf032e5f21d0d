"""Pure functions of debriefs: no Django, no clock, no I/O."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

GRADES = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Terms:
    """After which ends a debrief is written; amounts in minor units, the share in hundredths."""

    active: bool
    from_minor: int
    losses: bool
    win_share: int


def is_sampled(number: int, share: int) -> bool:
    """Whether this deal is among `share` of a hundred: always the same answer for the same deal, evenly spread, and a larger
    share takes every deal that a smaller one took."""
    return (number * 2_654_435_761 % 2**32) * 100 < share * 2**32


def asks_for_one(terms: Terms, *, number: int, won: bool, amount_minor: int) -> bool:
    """Whether the end of this deal asks for a debrief."""
    if not terms.active:
        return False
    if amount_minor >= terms.from_minor:
        return True
    return is_sampled(number, terms.win_share) if won else terms.losses


def standing(state: str, due_on: date, finished_on: date | None, today: date) -> str:
    """`due`, `overdue`, `done` or `done_late`; whoever works on its last day is in time."""
    if state == "done" and finished_on is not None:
        return "done_late" if finished_on > due_on else "done"
    return "overdue" if today > due_on else "due"


def main_factors(weights: Iterable[tuple[str, int]]) -> list[str]:
    """What decided it above all: those of the highest grade given, in the order of their names."""
    given = list(weights)
    highest = max((grade for _, grade in given), default=0)
    return sorted(factor for factor, grade in given if grade == highest)


def same_view(seller: Mapping[str, int], buyer: Mapping[str, int]) -> bool | None:
    """Whether both sides name one main reason in common; None until both have spoken."""
    if not seller or not buyer:
        return None
    return bool(set(main_factors(seller.items())) & set(main_factors(buyer.items())))
