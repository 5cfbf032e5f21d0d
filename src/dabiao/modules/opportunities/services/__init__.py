"""Writes of opportunities, one file per use case."""

from dabiao.modules.opportunities.services.assigning import assign, transfer
from dabiao.modules.opportunities.services.creating import create
from dabiao.modules.opportunities.services.editing import edit
from dabiao.modules.opportunities.services.moving import move, win
from dabiao.modules.opportunities.services.pipelines import ensure_default_pipeline
from dabiao.modules.opportunities.services.touching import recount, touch

__all__ = [
    "assign",
    "create",
    "edit",
    "ensure_default_pipeline",
    "move",
    "recount",
    "touch",
    "transfer",
    "win",
]
