"""Writes of forms, one file per use case."""

from dabiao.modules.forms.services.coding import create_code, edit_code, remove_code
from dabiao.modules.forms.services.counting import count_view, count_visit
from dabiao.modules.forms.services.deciding import accept, dismiss
from dabiao.modules.forms.services.forming import create, edit, remove, renew
from dabiao.modules.forms.services.submitting import Arrival, Outcome, submit

__all__ = [
    "Arrival",
    "Outcome",
    "accept",
    "count_view",
    "count_visit",
    "create",
    "create_code",
    "dismiss",
    "edit",
    "edit_code",
    "remove",
    "remove_code",
    "renew",
    "submit",
]
