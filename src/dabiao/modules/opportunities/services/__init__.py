"""Writes of opportunities, one file per use case."""

from dabiao.modules.opportunities.services.assigning import assign, transfer
from dabiao.modules.opportunities.services.competitors import (
    create_competitor,
    edit_competitor,
    remove_competitor,
)
from dabiao.modules.opportunities.services.creating import create
from dabiao.modules.opportunities.services.editing import edit
from dabiao.modules.opportunities.services.foretelling import forget_model_chances, note_model_chances
from dabiao.modules.opportunities.services.items import add_item, edit_item, order_items, remove_item
from dabiao.modules.opportunities.services.moving import move, win
from dabiao.modules.opportunities.services.pipelines import ensure_default_pipeline
from dabiao.modules.opportunities.services.rivals import add_rival, edit_rival, remove_rival
from dabiao.modules.opportunities.services.teams import leave_teams, remove_member, set_member
from dabiao.modules.opportunities.services.touching import recount, touch

__all__ = [
    "add_item",
    "add_rival",
    "assign",
    "create",
    "create_competitor",
    "edit",
    "edit_competitor",
    "edit_item",
    "edit_rival",
    "ensure_default_pipeline",
    "forget_model_chances",
    "leave_teams",
    "move",
    "note_model_chances",
    "order_items",
    "recount",
    "remove_competitor",
    "remove_item",
    "remove_member",
    "remove_rival",
    "set_member",
    "touch",
    "transfer",
    "win",
]
