"""Writes of checks: one promise each, one transaction each."""

from dabiao.modules.checks.services import programmes
from dabiao.modules.checks.services.checking import (
    answer,
    finish,
    follow_up,
    give_up_on,
    replace,
    transfer,
)
from dabiao.modules.checks.services.drawing import draw, draw_when_due

__all__ = [
    "answer",
    "draw",
    "draw_when_due",
    "finish",
    "follow_up",
    "give_up_on",
    "programmes",
    "replace",
    "transfer",
]
