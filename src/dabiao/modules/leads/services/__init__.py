"""Writes of leads, one file per use case."""

from dabiao.modules.leads.services._grading import judge_arrivals
from dabiao.modules.leads.services.assigning import assign, claim, give_back, transfer
from dabiao.modules.leads.services.converting import Conversion, convert
from dabiao.modules.leads.services.dispatching import Gift, give_many, pool_many
from dabiao.modules.leads.services.editing import edit
from dabiao.modules.leads.services.grading import Judged, put_judged
from dabiao.modules.leads.services.judging import invalidate, qualify
from dabiao.modules.leads.services.receiving import Received, receive, receive_many
from dabiao.modules.leads.services.revealing import reveal
from dabiao.modules.leads.services.touching import recount, touch

__all__ = [
    "Conversion",
    "Gift",
    "Judged",
    "Received",
    "assign",
    "claim",
    "convert",
    "edit",
    "give_back",
    "give_many",
    "invalidate",
    "judge_arrivals",
    "pool_many",
    "put_judged",
    "qualify",
    "receive",
    "receive_many",
    "recount",
    "reveal",
    "touch",
    "transfer",
]
