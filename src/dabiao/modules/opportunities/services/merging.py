"""Two competitors turn out to be one."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.db import update_rows
from dabiao.core.errors import Invalid
from dabiao.core.events.services import record
from dabiao.core.scoping import fetch
from dabiao.modules.opportunities import events, rules
from dabiao.modules.opportunities.models import (
    Competitor,
    CompetitorAlias,
    CompetitorMerge,
    Opportunity,
    Rival,
)
from dabiao.modules.opportunities.services._rivals import KEPT, hold_competitors, retell

CHUNK = 500
LONGEST_NOTE = 500
KEPT_FOR = timedelta(days=1)  # longer than a merge can be taken back


@transaction.atomic
def merge_competitors(
    competitor_id: int, *, into_id: int, confirmed: str, actor: Actor, now: datetime
) -> CompetitorMerge:
    """Make one of two, in every deal at once; `confirmed` is the name of the one that goes, typed by whoever does it, since
    it reaches everybody's deals. It can be taken back for an hour (`undo_merge`). Where both are in a deal the stronger
    threat and both notes stay. The name that goes stays another name of the one that is kept: who types it, or imports
    it, means that one.

    Raises `opportunities.merge_with_itself`, `opportunities.merge_not_confirmed`, `core.not_found`, `core.not_found_here`,
    `access.forbidden`.
    """
    actor.require("competitor.manage")
    if competitor_id == into_id:
        raise Invalid("opportunities.merge_with_itself", field="into_id")
    hold_competitors(alone=True)
    both = Competitor.objects.order_by("pk").select_for_update()
    held = {one.pk: one for one in both.filter(pk__in=[competitor_id, into_id])}
    goes = held.get(competitor_id) or fetch(Competitor.objects.all(), competitor_id)
    stays = held.get(into_id)
    if stays is None:
        raise Invalid("core.not_found_here", field="into_id", value=into_id)
    if rules.competitor_key(confirmed or "?") != goes.key:
        raise Invalid("opportunities.merge_not_confirmed", field="confirmed", name=goes.name)
    CompetitorMerge.objects.filter(made_at__lt=now - KEPT_FOR).delete()
    made = CompetitorMerge(into=stays, made_by=actor.user_id, made_at=now)
    made.gone = {name: getattr(goes, name) for name in ("id", "name", "key", "active", "version")}
    made.gone |= {
        "created_at": goes.created_at.isoformat(),
        "aliases": list(goes.aliases.values_list("pk", flat=True)),
    }
    made.deals = _move(goes, stays, now)
    made.save()
    stays.version, stays.updated_at = stays.version + 1, now
    stays.save(update_fields=["version", "updated_at"])
    fact = events.CompetitorMerged(
        name=stays.name,
        from_name=goes.name,
        from_id=goes.pk,
        into_id=stays.pk,
        deals=len(made.deals),
        merge_id=made.pk,
    )
    record(fact, stays, goes, actor=actor, now=now)
    goes.aliases.update(competitor=stays)
    goes.delete()
    CompetitorAlias.objects.create(competitor=stays, name=goes.name, key=goes.key, created_at=now)
    made.refresh_from_db()
    return made


def keep_of_merge(merge_id: int, *, room: str, noted: Any, actor: Actor, now: datetime) -> None:
    """What a room above us must know to take its own part of a merge back; in the transaction of the merge."""
    made = CompetitorMerge.objects.select_for_update().get(pk=merge_id)
    made.kept[room] = noted
    made.save(update_fields=["kept"])


def _move(goes: Competitor, stays: Competitor, now: datetime) -> list[dict[str, Any]]:
    """Their places in deals, and the deals that were lost to them; says of each deal what was done. The deals are locked
    before their rows are read."""
    there = Rival.objects.filter(competitor=goes).values("opportunity_id")
    lost = Opportunity.objects.filter(lost_to=goes).values_list("pk", flat=True)
    done: list[dict[str, Any]] = []
    ids = sorted({*there.values_list("opportunity_id", flat=True), *lost})
    for start in range(0, len(ids), CHUNK):
        part = ids[start : start + CHUNK]
        deals = list(Opportunity.objects.filter(pk__in=part).order_by("pk").select_for_update())
        moved = _move_rows(part, goes, stays, now)
        for deal in deals:
            done.append({"id": deal.pk, "lost": deal.lost_to_id == goes.pk, **moved.get(deal.pk, {})})
            if deal.lost_to_id == goes.pk:
                deal.lost_to_id = stays.pk
            retell(deal)
            deal.version, deal.updated_at = deal.version + 1, now
        update_rows(deals, [*KEPT, "lost_to_id", "version", "updated_at"])
    return done


def _move_rows(ids: list[int], goes: Competitor, stays: Competitor, now: datetime) -> dict[int, Any]:
    """By deal: `rival`, the row that changed hands; or `row`, the one that went, and `other` that took it in, as it was."""
    done: dict[int, Any] = {}
    rows = Rival.objects.filter(opportunity_id__in=ids)
    kept = {one.opportunity_id: one for one in rows.filter(competitor=stays)}
    for rival in rows.filter(competitor=goes).order_by("pk"):
        other = kept.get(rival.opportunity_id)
        if other is None:
            rival.competitor_id = stays.pk
            rival.save(update_fields=["competitor"])
            done[rival.opportunity_id] = {"rival": rival.pk}
            continue
        before = {"id": other.pk, "threat": other.threat, "note": other.note}
        other.threat = rules.graver_threat(other.threat, rival.threat)
        other.note = " / ".join(note for note in (other.note, rival.note) if note)[:LONGEST_NOTE]
        other.version, other.updated_at = other.version + 1, now
        other.save(update_fields=["threat", "note", "version", "updated_at"])
        row = {"threat": rival.threat, "note": rival.note, "entered_by_id": rival.entered_by_id}
        row |= {"created_at": rival.created_at.isoformat(), "version": rival.version}
        done[rival.opportunity_id] = {"row": row, "other": before | {"version": other.version}}
        rival.delete()
    return done
