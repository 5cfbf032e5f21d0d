"""Writes of meetings, one file per use case."""

from dabiao.modules.meetings.services.changing import cancel, edit, move
from dabiao.modules.meetings.services.handing import transfer
from dabiao.modules.meetings.services.holding import begin, finish, note_presence, reopen
from dabiao.modules.meetings.services.minuting import add_topic, decide, edit_topic, set_timer
from dabiao.modules.meetings.services.planning import NEXT, begin_series, end_series, make_next, plan
from dabiao.modules.meetings.services.rescheduling import edit_series

__all__ = [
    "NEXT",
    "add_topic",
    "begin",
    "begin_series",
    "cancel",
    "decide",
    "edit",
    "edit_series",
    "edit_topic",
    "end_series",
    "finish",
    "make_next",
    "move",
    "note_presence",
    "plan",
    "reopen",
    "set_timer",
    "transfer",
]
