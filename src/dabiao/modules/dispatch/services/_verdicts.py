"""What goes into a round of the lane, and what comes out."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from dabiao.modules.dispatch.models import Case, Rule


@dataclass(frozen=True, slots=True)
class Asked:
    """A lead to be given to somebody, its row held.

    `excluded` had it before, the last of them until now; after `hopped_enough` it goes to a leader's desk.
    """

    case: Case
    lead: Any
    kind: str
    excluded: frozenset[int] = frozenset()
    hopped_enough: bool = False


@dataclass(slots=True)
class Verdict:
    """What became of it at this turn of the lane. `next_at` is when to try again."""

    asked: Asked
    outcome: str
    turn: int
    rule: Rule | None = None
    winner: int | None = None
    score: int | None = None
    why: str = ""
    next_at: datetime | None = None
    passed: list[list[Any]] = field(default_factory=list)
