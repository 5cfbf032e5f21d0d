"""Writes of contacts, plans and tasks, one file per use case."""

from dabiao.modules.activities.services import tasks
from dabiao.modules.activities.services.evidence import recount_people, settle_proofs
from dabiao.modules.activities.services.feeding import note_fetch, renew_feed, revoke_feed
from dabiao.modules.activities.services.logging import follow_conversion, log
from dabiao.modules.activities.services.planning import drop_plan, move_plan
from dabiao.modules.activities.services.revising import edit, remove, restore

__all__ = [
    "drop_plan",
    "edit",
    "follow_conversion",
    "log",
    "move_plan",
    "note_fetch",
    "recount_people",
    "remove",
    "renew_feed",
    "restore",
    "revoke_feed",
    "settle_proofs",
    "tasks",
]
