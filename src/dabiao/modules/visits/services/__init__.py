"""Writes of visits: one promise each, one transaction each."""

from dabiao.modules.visits.services.accompanying import leave_visits, set_participants, transfer
from dabiao.modules.visits.services.checking_in import Report, check_in
from dabiao.modules.visits.services.finishing import coach, finish
from dabiao.modules.visits.services.ordering import edit_terms, follow_conversion, put_in_order
from dabiao.modules.visits.services.planning import cancel, edit, move, plan

__all__ = [
    "Report",
    "cancel",
    "check_in",
    "coach",
    "edit",
    "edit_terms",
    "finish",
    "follow_conversion",
    "leave_visits",
    "move",
    "plan",
    "put_in_order",
    "set_participants",
    "transfer",
]
