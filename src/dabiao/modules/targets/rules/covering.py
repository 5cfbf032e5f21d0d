"""Which deals, customers and events carry a figure, and what none of them carries."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from dabiao.core.money import half_up
from dabiao.modules.targets.enums import CarrierKind, CarrierState


@dataclass(frozen=True, slots=True)
class Deal:
    """A deal as it stands now. `ended`: `won`, `lost` or empty."""

    id: int
    customer_id: int
    amount: int
    chance: Fraction
    win_on: date | None
    ended: str = ""
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class Carried:
    """One line: what it is said to bring (None: what the deal says)."""

    id: int
    kind: str
    ref_id: int | None
    amount: int | None


@dataclass(frozen=True, slots=True)
class Judged:
    id: int
    state: CarrierState
    amount: int
    counted: int


def judge(carried: Sequence[Carried], deals: dict[int, Deal], first: date, last: date) -> list[Judged]:
    """What each line counts for in the period. A deal counts once, with its chance, while it is open and to be won inside of
    the period; won ones are in what is attained. A customer counts for what its own deals here do not bring already."""
    found: list[Judged] = []
    seen: set[int] = set()
    of_customer: dict[int, int] = defaultdict(int)
    for one in carried:
        if one.kind == CarrierKind.OPPORTUNITY:
            deal = deals.get(one.ref_id or 0)
            state = _state(deal, first, last)
            amount = one.amount if one.amount is not None else deal.amount if deal else 0
            counts = state == CarrierState.COUNTED and deal is not None and deal.id not in seen
            if deal is not None:
                if state in (CarrierState.COUNTED, CarrierState.WON) and deal.id not in seen:
                    of_customer[deal.customer_id] += amount
                seen.add(deal.id)
            found.append(
                Judged(one.id, state, amount, weighed(amount, deal.chance) if counts and deal else 0)
            )
    for one in carried:
        if one.kind != CarrierKind.OPPORTUNITY:
            amount = one.amount or 0
            taken = of_customer[one.ref_id or 0] if one.kind == CarrierKind.CUSTOMER else 0
            of_customer[one.ref_id or 0] = max(0, taken - amount)
            found.append(Judged(one.id, CarrierState.COUNTED, amount, max(0, amount - taken)))
    return found


def uncovered(must: int, attained: int, counted: int) -> int:
    """What neither came nor is carried."""
    return max(0, must - attained - counted)


def _state(deal: Deal | None, first: date, last: date) -> CarrierState:
    if deal is None or deal.ended == "lost":
        return CarrierState.LOST
    if deal.ended == "won":
        inside = deal.ended_on is not None and first <= deal.ended_on <= last
        return CarrierState.WON if inside else CarrierState.FALLEN_OUT
    inside = deal.win_on is not None and first <= deal.win_on <= last
    return CarrierState.COUNTED if inside else CarrierState.FALLEN_OUT


def weighed(amount: int, chance: Fraction) -> int:
    """Half up, as everywhere that deals are weighed."""
    return half_up(amount * chance)
