"""Writes of plans: one promise each, one transaction each."""

from dabiao.modules.plans.services.adding import add, add_item
from dabiao.modules.plans.services.cadence import set_cadence
from dabiao.modules.plans.services.drafting import take
from dabiao.modules.plans.services.editing import edit, edit_plan, order, remove
from dabiao.modules.plans.services.handing import follow_moved, transfer
from dabiao.modules.plans.services.noticing import forget_contact, notice_contact
from dabiao.modules.plans.services.prompting import prompt
from dabiao.modules.plans.services.settling import carry, drop, finish, reopen, task_done

__all__ = [
    "add",
    "add_item",
    "carry",
    "drop",
    "edit",
    "edit_plan",
    "finish",
    "follow_moved",
    "forget_contact",
    "notice_contact",
    "order",
    "prompt",
    "remove",
    "reopen",
    "set_cadence",
    "take",
    "task_done",
    "transfer",
]
