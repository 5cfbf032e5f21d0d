"""Writes of debriefs."""

from dabiao.modules.debriefs.services.hearing import add_voice, answer, ask_buyer, end_link
from dabiao.modules.debriefs.services.learning import add_lesson, note_price, remove_lesson
from dabiao.modules.debriefs.services.merging import follow_merge, undo_merge
from dabiao.modules.debriefs.services.opening import begin, open_after, reopened, transfer
from dabiao.modules.debriefs.services.policies import edit_policy
from dabiao.modules.debriefs.services.writing import edit, finish, judge, reopen

__all__ = [
    "add_lesson",
    "add_voice",
    "answer",
    "ask_buyer",
    "begin",
    "edit",
    "edit_policy",
    "end_link",
    "finish",
    "follow_merge",
    "judge",
    "note_price",
    "open_after",
    "remove_lesson",
    "reopen",
    "reopened",
    "transfer",
    "undo_merge",
]
