"""Writes of the market."""

from dabiao.modules.market.services.cards import (
    create_card,
    edit_card,
    judge_card,
    review_card,
)
from dabiao.modules.market.services.merging import follow_merge, undo_merge
from dabiao.modules.market.services.notes import (
    add_note,
    edit_note,
    judge_note,
    retire_note,
    revive_note,
)
from dabiao.modules.market.services.profiles import edit_profile
from dabiao.modules.market.services.telling import tell_of

__all__ = [
    "add_note",
    "create_card",
    "edit_card",
    "edit_note",
    "edit_profile",
    "follow_merge",
    "judge_card",
    "judge_note",
    "retire_note",
    "review_card",
    "revive_note",
    "tell_of",
    "undo_merge",
]
