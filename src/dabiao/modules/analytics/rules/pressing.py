"""What asks for somebody today, and in which order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from dabiao.modules.analytics.enums import Urgency


@dataclass(frozen=True, slots=True)
class Pressing:
    """Something that asks for its owner today: a promised moment, a lead given and not answered, or signs of slipping."""

    kind: str
    id: int
    due_at: datetime | None = None
    given_at: datetime | None = None
    signs: Sequence[int] = ()  # how grave each is: 0 is the gravest
    amount_minor: int = 0


URGENCIES = tuple(Urgency)


def urgency(one: Pressing, now: datetime) -> Urgency:
    """A lead that waits for its first answer, then what is late, then what the day holds, then deals that slip."""
    if one.given_at is not None:
        return Urgency.ANSWER
    if one.due_at is None:
        return Urgency.RISK
    return Urgency.OVERDUE if one.due_at < now else Urgency.TODAY


def pressing_order(one: Pressing, now: datetime) -> tuple[int, float, int, str, int]:
    """What to sort a day by. Leads: the one given last first, because a minute costs most while somebody still waits at
    the phone. What was promised: by its moment, so the longest overdue first. Deals that slip: the gravest sign, then
    the largest amount. Kind and number decide between equals, so the order never flickers.
    """
    level = urgency(one, now)
    first: float = 0
    if one.given_at is not None:
        first = -one.given_at.timestamp()
    elif one.due_at is not None:
        first = one.due_at.timestamp()
    else:
        first = min(one.signs, default=0)
    return URGENCIES.index(level), first, -one.amount_minor, one.kind, one.id
