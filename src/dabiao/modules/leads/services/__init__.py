"""Writes of leads, one file per use case."""

from dabiao.modules.leads.services.assigning import assign, assign_many, claim, give_back, transfer
from dabiao.modules.leads.services.converting import Conversion, convert
from dabiao.modules.leads.services.editing import edit
from dabiao.modules.leads.services.exporting import export
from dabiao.modules.leads.services.judging import invalidate, qualify
from dabiao.modules.leads.services.receiving import create, create_batch
from dabiao.modules.leads.services.revealing import reveal
from dabiao.modules.leads.services.touching import touch

__all__ = [
    "Conversion",
    "assign",
    "assign_many",
    "claim",
    "convert",
    "create",
    "create_batch",
    "edit",
    "export",
    "give_back",
    "invalidate",
    "qualify",
    "reveal",
    "touch",
    "transfer",
]
