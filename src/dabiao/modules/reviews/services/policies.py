"""When reviews are due."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from dabiao.core.actor import Actor, Scope
from dabiao.core.db import hold_name
from dabiao.core.errors import Forbidden, Invalid
from dabiao.core.events.services import record
from dabiao.core.locking import merge_edit, wired
from dabiao.modules.reviews import events, queries
from dabiao.modules.reviews.models import Policy
from dabiao.modules.targets.enums import Grain

EDITABLE = frozenset({"due_day", "grains"})
MOST = 20
NAME = "reviews.policy"


@transaction.atomic
def edit_policy(
    *,
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> Policy:
    """For whom `target.manage` reaches the whole company. Raises `reviews.due_day_out_of_range`, `core.not_a_choice`,
    `edit.conflict`, `access.forbidden`."""
    if actor.scope(queries.MANAGE) is not Scope.ALL:
        raise Forbidden("access.forbidden", permission=queries.MANAGE)
    hold_name(NAME)
    row = queries.policy()
    applied = merge_edit(row, changes, base=base, version=version, editable=EDITABLE)
    if not 0 <= row.due_day <= MOST:
        raise Invalid("reviews.due_day_out_of_range", field="due_day", limit=MOST)
    unknown = [one for one in row.grains if one not in Grain.values]
    if unknown:
        raise Invalid("core.not_a_choice", field="grains", value=unknown[0], known=", ".join(Grain.values))
    if applied:
        row.save()
        record(events.ReviewPolicySet(wired(applied)), actor=actor, now=now)
    return row
