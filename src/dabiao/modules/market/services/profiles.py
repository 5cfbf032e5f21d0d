"""What the company knows of a competitor for longer than a day."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.events.services import record
from dabiao.core.locking import merge_edit, wired
from dabiao.core.scoping import fetch
from dabiao.modules.market import events, queries
from dabiao.modules.market.models import Profile
from dabiao.modules.opportunities import queries as opportunities

EDITABLE = frozenset({"website", "about", "strengths", "weaknesses"})


@transaction.atomic
def edit_profile(
    competitor_id: int,
    *,
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> Profile:
    """Raises `core.not_found`, `edit.conflict`, `access.forbidden`."""
    actor.require(queries.MANAGE)
    competitor = fetch(opportunities.competitors_known(), competitor_id, lock=True)
    profile = Profile.objects.filter(pk=competitor_id).first() or Profile(pk=competitor_id)
    applied = merge_edit(profile, changes, base=base, version=version, editable=EDITABLE)
    if applied:
        profile.updated_at = now
        profile.save()
        fact = events.ProfileEdited(competitor.name, wired(applied))
        record(fact, competitor, actor=actor, now=now)
    return profile
