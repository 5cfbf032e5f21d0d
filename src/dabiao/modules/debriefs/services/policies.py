"""After which deals a debrief is written."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.db import hold_name
from dabiao.core.errors import Invalid
from dabiao.core.events.services import record
from dabiao.core.locking import merge_edit, wired
from dabiao.modules.debriefs import events, queries
from dabiao.modules.debriefs.enums import DebriefAsked
from dabiao.modules.debriefs.models import Policy

EDITABLE = frozenset({"active", "from_minor", "losses", "win_share", "due_days", "asked"})
RANGES = {"win_share": (0, 100), "due_days": (1, 60)}


@transaction.atomic
def edit_policy(
    *,
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> Policy:
    """For all deals that close from now on. Raises `debriefs.out_of_range`, `core.not_a_choice`, `edit.conflict`,
    `access.forbidden`."""
    actor.require(queries.MANAGE)
    hold_name("debriefs.policy")
    row = queries.policy()
    applied = merge_edit(row, changes, base=base, version=version, editable=EDITABLE)
    for name, (least, most) in RANGES.items():
        if not least <= getattr(row, name) <= most:
            raise Invalid("debriefs.out_of_range", field=name, least=least, most=most)
    if row.asked not in DebriefAsked.values:
        known = ", ".join(DebriefAsked.values)
        raise Invalid("core.not_a_choice", field="asked", value=row.asked, known=known)
    if applied:
        row.save()
        record(events.DebriefPolicySet(wired(applied)), actor=actor, now=now)
    return row
