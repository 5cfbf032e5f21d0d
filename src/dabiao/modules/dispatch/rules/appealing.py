"""Who may appeal against a breach, who judges it, and until when."""

from datetime import datetime, timedelta

from dabiao.core.errors import Conflict
from dabiao.modules.dispatch.enums import Appeal

ASKED_WITHIN = timedelta(days=7)
LEVELS = "SABCD"  # strongest first


def may_ask(appeal: str, at: datetime, now: datetime) -> bool:
    return appeal == Appeal.NONE and now <= at + ASKED_WITHIN


def check_may_ask(appeal: str, at: datetime, now: datetime) -> None:
    """Raises `dispatch.appeal_asked`, `dispatch.appeal_judged`, `dispatch.appeal_too_late`."""
    if appeal == Appeal.ASKED:
        raise Conflict("dispatch.appeal_asked", field="text")
    if appeal != Appeal.NONE:
        raise Conflict("dispatch.appeal_judged", field="text")
    if now > at + ASKED_WITHIN:
        raise Conflict("dispatch.appeal_too_late", field="text", days=ASKED_WITHIN.days)


def check_may_judge(appeal: str) -> None:
    """Raises `dispatch.appeal_not_asked`, `dispatch.appeal_judged`."""
    if appeal == Appeal.NONE:
        raise Conflict("dispatch.appeal_not_asked", field="uphold")
    if appeal != Appeal.ASKED:
        raise Conflict("dispatch.appeal_judged", field="uphold")


def is_below(level: str, other: str) -> bool:
    """Whether a level is weaker than another."""
    return LEVELS.index(level) > LEVELS.index(other)
