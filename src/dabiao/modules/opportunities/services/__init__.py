"""Writes of opportunities, one file per use case."""

from dabiao.modules.opportunities.rules import CriterionPlan, Design, StagePlan
from dabiao.modules.opportunities.services._rivals import hold_competitors
from dabiao.modules.opportunities.services._rivals import known as known_competitor
from dabiao.modules.opportunities.services.assigning import assign, transfer
from dabiao.modules.opportunities.services.competitors import (
    create_competitor,
    edit_competitor,
    remove_competitor,
)
from dabiao.modules.opportunities.services.creating import create
from dabiao.modules.opportunities.services.designing import (
    create_pipeline,
    design_pipeline,
    order_pipelines,
    remove_pipeline,
)
from dabiao.modules.opportunities.services.editing import edit
from dabiao.modules.opportunities.services.foretelling import forget_model_chances, note_model_chances
from dabiao.modules.opportunities.services.items import add_item, edit_item, order_items, remove_item
from dabiao.modules.opportunities.services.merging import keep_of_merge, merge_competitors
from dabiao.modules.opportunities.services.moving import move, win
from dabiao.modules.opportunities.services.pipelines import ensure_default_pipeline
from dabiao.modules.opportunities.services.proving import (
    Given,
    prove,
    set_void,
    waive,
    withdraw,
)
from dabiao.modules.opportunities.services.redesigning import ask_undo
from dabiao.modules.opportunities.services.rerouting import change_pipeline
from dabiao.modules.opportunities.services.rivals import add_rival, edit_rival, remove_rival
from dabiao.modules.opportunities.services.teams import leave_teams, remove_member, set_member
from dabiao.modules.opportunities.services.touching import recount, set_people_met, touch
from dabiao.modules.opportunities.services.unmerging import undo_merge
from dabiao.modules.opportunities.services.usual import reckon_usual_stays, void_what_is_gone

__all__ = [
    "CriterionPlan",
    "Design",
    "Given",
    "StagePlan",
    "add_item",
    "add_rival",
    "ask_undo",
    "assign",
    "change_pipeline",
    "create",
    "create_competitor",
    "create_pipeline",
    "design_pipeline",
    "edit",
    "edit_competitor",
    "edit_item",
    "edit_rival",
    "ensure_default_pipeline",
    "forget_model_chances",
    "hold_competitors",
    "keep_of_merge",
    "known_competitor",
    "leave_teams",
    "merge_competitors",
    "move",
    "note_model_chances",
    "order_items",
    "order_pipelines",
    "prove",
    "reckon_usual_stays",
    "recount",
    "remove_competitor",
    "remove_item",
    "remove_member",
    "remove_pipeline",
    "remove_rival",
    "set_member",
    "set_people_met",
    "set_void",
    "touch",
    "transfer",
    "undo_merge",
    "void_what_is_gone",
    "waive",
    "win",
    "withdraw",
]
