"""A telephone call out of what was told of it, whatever came first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from dabiao.modules.channels.enums import CallStage, Direction

Told = Mapping[str, Mapping[str, Any]]
# whose word counts first where two say different things
OUTRANKS = (CallStage.ENDED, CallStage.MISSED, CallStage.ANSWERED, CallStage.STARTED, CallStage.RECORDED)


@dataclass(frozen=True, slots=True)
class Known:
    """What a call is by now. `over` once its end was told; what follows from its end is taken from that word alone, so
    that what comes later changes nothing."""

    direction: str
    number: str
    over: bool
    answered: bool
    agent: str
    seconds: int
    occurred_at: datetime | None
    recording: str


def with_word(told: Told, stage: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """One more word: what a stage was told first stays, so that a second delivery of it changes nothing."""
    return {**told, stage: dict(facts)} if stage not in told else dict(told)


def known(told: Told) -> Known:
    """Everything that the words together say."""
    end = told.get(CallStage.ENDED) or told.get(CallStage.MISSED) or {}
    seconds = int(end.get("seconds") or 0)
    return Known(
        direction=_said(told, "direction"),
        number=_said(told, "number"),
        over=CallStage.ENDED in told or CallStage.MISSED in told,
        answered=CallStage.ENDED in told and bool(seconds or end.get("answered_at")),
        agent=str(end.get("agent") or ""),
        seconds=seconds,
        occurred_at=_began(end, seconds),
        recording=_said(told, "recording"),
    )


def is_in(call: Known) -> bool:
    return call.direction == Direction.IN


def _said(told: Told, name: str) -> str:
    return next((str(told[stage][name]) for stage in OUTRANKS if told.get(stage, {}).get(name)), "")


def _began(end: Mapping[str, Any], seconds: int) -> datetime | None:
    for name in ("answered_at", "started_at"):
        if end.get(name):
            return datetime.fromisoformat(end[name])
    over = end.get("ended_at") or end.get("at")
    return datetime.fromisoformat(over) - timedelta(seconds=seconds) if over else None
