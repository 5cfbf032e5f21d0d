"""Whether a clock that ran out costs a level. Nobody pays for what they were not told, or for the system's own faults."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from dabiao.modules.dispatch.enums import Waiver


@dataclass(frozen=True, slots=True)
class Slip:
    """A clock that ran out. `noticed_late`: it was looked after so late that the machine was not well."""

    stint_id: int
    user_id: int
    given_at: datetime
    due_at: datetime
    noticed_late: bool
    demotes: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of these people and of that time. `warned` are stints whose warning was delivered in time."""

    away: Collection[int]
    demoted_today: set[int]
    warned: Collection[int]
    outages: Sequence[tuple[datetime, datetime]]


def waiver(slip: Slip, facts: Facts) -> str:
    """Why the level stays, or empty."""
    if not slip.demotes:
        return Waiver.SWITCHED_OFF
    if slip.noticed_late or _was_out(slip, facts.outages):
        return Waiver.SYSTEM_FAULT
    if slip.user_id in facts.away:
        return Waiver.AWAY
    if slip.stint_id not in facts.warned:
        return Waiver.NOT_DELIVERED
    return Waiver.ALREADY_TODAY if slip.user_id in facts.demoted_today else Waiver.NONE


def _was_out(slip: Slip, outages: Sequence[tuple[datetime, datetime]]) -> bool:
    return any(began < slip.due_at and ended > slip.given_at for began, ended in outages)
