"""The competitors in one deal. Whoever may edit the deal may enter them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict
from dabiao.core.events.facts import Fact
from dabiao.core.events.services import record
from dabiao.core.locking import merge_edit, wired
from dabiao.core.scoping import fetch
from dabiao.modules.opportunities import events, rules
from dabiao.modules.opportunities.models import Opportunity, Rival
from dabiao.modules.opportunities.services import _rivals
from dabiao.modules.opportunities.services._deal import to_edit

EDITABLE = frozenset({"threat", "note"})


@transaction.atomic
def add_rival(
    opportunity_id: int, *, name: str, threat: str = "unknown", note: str = "", actor: Actor, now: datetime
) -> Rival:
    """Enter a competitor into a deal, by name: one of the list in any spelling, or a new one that joins it.

    Raises `opportunities.rival_there` (409) for one who is in this deal already, `opportunities.too_many_rivals`,
    `core.required`, `core.not_a_choice`.
    """
    _rivals.hold_competitors()
    opportunity = to_edit(opportunity_id, actor)
    rules.check_threat(threat)
    competitor = _rivals.known(name, actor=actor, now=now)
    if Rival.objects.filter(opportunity=opportunity, competitor=competitor).exists():
        raise Conflict("opportunities.rival_there", field="name", name=competitor.name)
    rival = _rivals.enter(opportunity, competitor, threat=threat, note=note, actor=actor, now=now)
    fact = events.RivalAdded(name=opportunity.name, competitor=competitor.name, threat=threat, note=note)
    _save(opportunity, fact, actor, now)
    return rival


@transaction.atomic
def edit_rival(
    opportunity_id: int,
    *,
    rival_id: int,
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> Rival:
    """Change how a competitor stands in a deal, or what is said of it. Raises `edit.conflict`, `core.not_a_choice`."""
    opportunity = to_edit(opportunity_id, actor)
    rival = _rival(opportunity, rival_id)
    if "threat" in changes:
        rules.check_threat(changes["threat"])
    applied = merge_edit(rival, changes, base=base, version=version, editable=EDITABLE)
    if applied:
        rival.updated_at = now
        rival.save(update_fields=[*applied, "version", "updated_at"])
        name = rival.competitor.name
        _save(opportunity, events.RivalEdited(opportunity.name, name, wired(applied)), actor, now)
    return rival


@transaction.atomic
def remove_rival(opportunity_id: int, *, rival_id: int, actor: Actor, now: datetime) -> None:
    """Take a competitor out of a deal; to whom it was lost is forgotten with it."""
    opportunity = to_edit(opportunity_id, actor)
    rival = _rival(opportunity, rival_id)
    name = rival.competitor.name
    if opportunity.lost_to_id == rival.competitor_id:
        opportunity.lost_to = None
    rival.delete()
    _save(opportunity, events.RivalRemoved(opportunity.name, name), actor, now)


def _rival(opportunity: Opportunity, rival_id: int) -> Rival:
    return fetch(Rival.objects.filter(opportunity=opportunity).select_related("competitor"), rival_id)


def _save(opportunity: Opportunity, fact: Fact, actor: Actor, now: datetime) -> None:
    _rivals.retell(opportunity)
    opportunity.version, opportunity.updated_at = opportunity.version + 1, now
    opportunity.save(update_fields=[*_rivals.KEPT, "lost_to", "version", "updated_at"])
    record(fact, opportunity, ("customer", opportunity.customer_id), actor=actor, now=now)
