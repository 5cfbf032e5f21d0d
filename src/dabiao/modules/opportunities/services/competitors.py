"""The list of known competitors, kept in order by those who may."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError

from dabiao.core.actor import Actor
from dabiao.core.db import hold_name, update_rows
from dabiao.core.errors import Conflict
from dabiao.core.events.services import record
from dabiao.core.locking import merge_edit, wired
from dabiao.core.scoping import fetch
from dabiao.modules.opportunities import events, rules
from dabiao.modules.opportunities.models import Competitor, Opportunity, Rival
from dabiao.modules.opportunities.services._rivals import called, hold_competitors, known

EDITABLE = frozenset({"name", "active"})
CHUNK = 1_000


@transaction.atomic
def create_competitor(*, name: str, actor: Actor, now: datetime) -> Competitor:
    """Put somebody on the list; who is there already in another spelling stays as they are. Raises `core.required`."""
    actor.require("competitor.manage")
    return known(name, actor=actor, now=now)


@transaction.atomic
def edit_competitor(
    competitor_id: int,
    *,
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> Competitor:
    """Rename a competitor, in every deal at once, or retire it: it is no longer offered, and stays where it is.

    Raises `opportunities.competitor_there` (409) for the name of another, `core.required`, `edit.conflict`.
    """
    actor.require("competitor.manage")
    hold_competitors(alone=True)
    competitor = fetch(Competitor.objects.all(), competitor_id, lock=True)
    applied = merge_edit(competitor, changes, base=base, version=version, editable=EDITABLE)
    if not applied:
        return competitor
    if "name" in applied:
        competitor.name, competitor.key = competitor.name.strip(), rules.competitor_key(competitor.name)
        _refuse_another(competitor)
    competitor.updated_at = now
    competitor.save(update_fields=["name", "key", "active", "version", "updated_at"])
    if "name" in applied:
        _rename_in_deals(competitor)
    record(events.CompetitorEdited(competitor.name, wired(applied)), competitor, actor=actor, now=now)
    return competitor


@transaction.atomic
def remove_competitor(competitor_id: int, *, actor: Actor, now: datetime) -> None:
    """Take somebody off the list who is in no deal. Raises `opportunities.competitor_in_use` (409)."""
    actor.require("competitor.manage")
    competitor = fetch(Competitor.objects.all(), competitor_id, lock=True)
    if Rival.objects.filter(competitor=competitor).exists():
        raise Conflict("opportunities.competitor_in_use", field="id", name=competitor.name)
    record(events.CompetitorRemoved(competitor.name), competitor, actor=actor, now=now)
    try:
        competitor.delete()
    except ProtectedError:  # notes, battle cards, debriefs
        raise Conflict("opportunities.competitor_in_use", field="id", name=competitor.name) from None


def _refuse_another(competitor: Competitor) -> None:
    hold_name(f"competitor {competitor.key}")
    other = called(competitor.key).exclude(pk=competitor.pk).first()
    if other is not None:
        raise Conflict("opportunities.competitor_there", field="name", name=other.name)
    competitor.aliases.filter(key=competitor.key).delete()  # it bears that name itself again


def _rename_in_deals(competitor: Competitor) -> None:
    """The deals are locked before their rows are read: who enters another competitor at the same time comes after."""
    ids = list(
        Rival.objects.filter(competitor=competitor)
        .order_by("opportunity_id")
        .values_list("opportunity_id", flat=True)
    )
    for start in range(0, len(ids), CHUNK):
        part = ids[start : start + CHUNK]
        deals = Opportunity.objects.filter(pk__in=part).order_by("pk").select_for_update().in_bulk()
        names: dict[int, list[str]] = defaultdict(list)
        rows = Rival.objects.filter(opportunity_id__in=part).order_by("pk")
        for deal_id, name in rows.values_list("opportunity_id", "competitor__name"):
            names[deal_id].append(name)
        for id, deal in deals.items():
            deal.competitor = rules.NAMES_BETWEEN.join(names[id])
        update_rows(list(deals.values()), ["competitor"])
