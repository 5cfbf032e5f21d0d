"""Writes of sales events, one file per use case."""

from dabiao.modules.sales_events.services._held import hand_of
from dabiao.modules.sales_events.services.answering import answer, opt_out
from dabiao.modules.sales_events.services.arriving import Arrival, sign_in, sign_oneself_in, walk_in
from dabiao.modules.sales_events.services.costing import add_cost, remove_cost
from dabiao.modules.sales_events.services.crediting import settle
from dabiao.modules.sales_events.services.dealing import Begun, create_opportunity, link, unlink
from dabiao.modules.sales_events.services.guests import Change, change_guests, follow_conversion
from dabiao.modules.sales_events.services.inviting import invite
from dabiao.modules.sales_events.services.moving import move, recount
from dabiao.modules.sales_events.services.planning import create, edit, transfer
from dabiao.modules.sales_events.services.team import leave_teams, remove_helper, set_helper

__all__ = [
    "Arrival",
    "Begun",
    "Change",
    "add_cost",
    "answer",
    "change_guests",
    "create",
    "create_opportunity",
    "edit",
    "follow_conversion",
    "hand_of",
    "invite",
    "leave_teams",
    "link",
    "move",
    "opt_out",
    "recount",
    "remove_cost",
    "remove_helper",
    "set_helper",
    "settle",
    "sign_in",
    "sign_oneself_in",
    "transfer",
    "unlink",
    "walk_in",
]
