"""Reads of channels. Each starts from what the actor may see."""

from dabiao.modules.channels.queries.campaigns import (
    Spent,
    campaign,
    campaigns,
    campaigns_visible_to,
    manages_unit,
    spends,
    spends_visible_to,
    spent,
    unknown_names,
)
from dabiao.modules.channels.queries.connections import (
    connection,
    connections,
    deliveries,
    delivery,
    is_waiting,
    kinds,
    tried,
)

__all__ = [
    "Spent",
    "campaign",
    "campaigns",
    "campaigns_visible_to",
    "connection",
    "connections",
    "deliveries",
    "delivery",
    "is_waiting",
    "kinds",
    "manages_unit",
    "spends",
    "spends_visible_to",
    "spent",
    "tried",
    "unknown_names",
]
