"""Reads of debriefs. Each starts from the deals that the actor may see."""

from dabiao.modules.debriefs.queries.board import board, figures
from dabiao.modules.debriefs.queries.debriefs import (
    DEBRIEFS,
    EDIT,
    JUDGE,
    MANAGE,
    READ,
    detail,
    exists_for,
    holdings,
    lessons,
    listing,
    policy,
    shown_policy,
    visible_to,
)
from dabiao.modules.debriefs.queries.strangers import link_by_token

__all__ = [
    "DEBRIEFS",
    "EDIT",
    "JUDGE",
    "MANAGE",
    "READ",
    "board",
    "detail",
    "exists_for",
    "figures",
    "holdings",
    "lessons",
    "link_by_token",
    "listing",
    "policy",
    "shown_policy",
    "visible_to",
]
