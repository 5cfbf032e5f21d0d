"""What the company thinks its people can carry is its own to say."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.errors import Invalid
from dabiao.core.events.services import record
from dabiao.core.locking import merge_edit, wired
from dabiao.modules.targets import events
from dabiao.modules.targets.models import Capacity
from dabiao.modules.targets.queries import MANAGE
from dabiao.modules.targets.queries.capacity import CAPACITY
from dabiao.modules.targets.rules.weighing import LEVELS

EDITABLE = frozenset({"levels", "ramp", "steady_months"})


@transaction.atomic
def edit_capacity(
    *,
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> Capacity:
    """Level weights, the curve of newcomers; suggestions from now on go by them. Raises `edit.conflict`,
    `targets.capacity_levels`, `targets.ramp_falls`."""
    actor.require(MANAGE)
    Capacity.objects.get_or_create(pk=CAPACITY)
    row = Capacity.objects.select_for_update().get(pk=CAPACITY)
    applied = merge_edit(row, changes, base=base, version=version, editable=EDITABLE)
    if not applied:
        return row
    _check(row)
    row.updated_at = now
    row.save(update_fields=[*applied, "version", "updated_at"])
    record(events.CapacityEdited(wired(applied)), row, actor=actor, now=now)
    return row


def _check(row: Capacity) -> None:
    """A better level never carries less than a lower one, and nobody less for having been here longer."""
    if set(row.levels) != set(LEVELS):
        raise Invalid("targets.capacity_levels", field="levels", known=", ".join(LEVELS))
    weights = [row.levels[level] for level in LEVELS]
    if weights != sorted(weights, reverse=True):
        raise Invalid("targets.capacity_levels_fall", field="levels")
    if row.ramp != sorted(row.ramp):
        raise Invalid("targets.ramp_falls", field="ramp")
