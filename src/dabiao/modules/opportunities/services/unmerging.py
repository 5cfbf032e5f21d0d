"""Two competitors that were made one are two again."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.db import update_rows
from dabiao.core.errors import Conflict, NotFound
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
from dabiao.modules.opportunities.queries.designs import UNDO_WITHIN
from dabiao.modules.opportunities.services._rivals import KEPT, hold_competitors, retell
from dabiao.modules.opportunities.services.merging import CHUNK


@transaction.atomic
def undo_merge(merge_id: int, *, actor: Actor, now: datetime) -> CompetitorMerge:
    """Bring the competitor that went back within an hour, with its places in deals. What was changed since stays as it is, and
    is counted in `left`: a row that was taken out of its deal, a deal that is lost to somebody else by now. A second time
    changes nothing.

    Raises `core.not_found` (also when the one that was kept was deleted), `access.forbidden`, `bulk.too_late`,
    `opportunities.merge_went_on` (409) when the one that was kept has been made one with a third, which is to be taken back
    first, `opportunities.merge_changed_since` (409) when the old name is somebody's own by now.
    """
    actor.require("competitor.manage")
    hold_competitors(alone=True)
    made = fetch(CompetitorMerge.objects.all(), merge_id, lock=True)
    if made.undone_at is not None:
        return made
    if now - made.made_at > UNDO_WITHIN:
        raise Conflict("bulk.too_late", minutes=UNDO_WITHIN // timedelta(minutes=1))
    stays = _kept(made)
    back = _bring_back(made, stays, now)
    made.left = _give_deals_back(made, back, stays, now)
    made.undone_at = now
    made.save(update_fields=["left", "undone_at"])
    stays.version, stays.updated_at = stays.version + 1, now
    stays.save(update_fields=["version", "updated_at"])
    fact = events.CompetitorUnmerged(
        name=back.name,
        from_name=stays.name,
        from_id=back.pk,
        into_id=stays.pk,
        deals=len(made.deals) - made.left,
        merge_id=made.pk,
    )
    record(fact, stays, back, actor=actor, now=now)
    return made


def _kept(made: CompetitorMerge) -> Competitor:
    stays = Competitor.objects.select_for_update().filter(pk=made.into_id).first()
    if stays is not None:
        return stays
    further = CompetitorMerge.objects.filter(gone__id=made.into_id, undone_at=None).order_by("-pk").first()
    into = Competitor.objects.filter(pk=further.into_id).first() if further is not None else None
    if further is None or into is None:
        raise NotFound("core.not_found")
    raise Conflict("opportunities.merge_went_on", field="id", name=further.gone["name"], into=into.name)


def _bring_back(made: CompetitorMerge, stays: Competitor, now: datetime) -> Competitor:
    gone = made.gone
    if not stays.aliases.filter(key=gone["key"]).delete()[0]:
        raise Conflict("opportunities.merge_changed_since", field="id", name=gone["name"])
    back = Competitor(pk=gone["id"], name=gone["name"], key=gone["key"], active=gone["active"])
    back.version, back.updated_at = gone["version"] + 1, now
    back.created_at = datetime.fromisoformat(gone["created_at"])
    back.save(force_insert=True)
    CompetitorAlias.objects.filter(pk__in=gone["aliases"], competitor=stays).update(competitor=back)
    return back


def _give_deals_back(made: CompetitorMerge, back: Competitor, stays: Competitor, now: datetime) -> int:
    """Returns in how many deals something was left. They are locked before their rows are read."""
    left = 0
    for start in range(0, len(made.deals), CHUNK):
        part = {one["id"]: one for one in made.deals[start : start + CHUNK]}
        deals = list(Opportunity.objects.filter(pk__in=part).order_by("pk").select_for_update())
        rows = {
            one.opportunity_id: one for one in Rival.objects.filter(opportunity__in=deals, competitor=stays)
        }
        for deal in deals:
            whole = _give_row_back(part[deal.pk], deal, rows.get(deal.pk), back, now)
            if part[deal.pk]["lost"]:
                whole = whole and deal.lost_to_id == stays.pk
                deal.lost_to_id = back.pk if deal.lost_to_id == stays.pk else deal.lost_to_id
            left += not whole
            retell(deal)
            deal.version, deal.updated_at = deal.version + 1, now
        update_rows(deals, [*KEPT, "lost_to_id", "version", "updated_at"])
        left += len(part) - len(deals)
    return left


def _give_row_back(
    done: dict[str, Any], deal: Opportunity, row: Rival | None, back: Competitor, now: datetime
) -> bool:
    """`row` is that of the one that was kept. Returns whether all is as it was."""
    if "rival" in done:
        if row is None or row.pk != done["rival"]:
            return False
        row.competitor = back
        row.save(update_fields=["competitor"])
        return True
    if "other" not in done:
        return True
    before, gone = done["other"], done["row"]
    if row is None or row.pk != before["id"] or deal.competitor_count >= rules.MOST_RIVALS:
        return False
    untouched = row.version == before["version"]
    if untouched:
        row.threat, row.note = before["threat"], before["note"]
        row.version, row.updated_at = row.version + 1, now
        row.save(update_fields=["threat", "note", "version", "updated_at"])
    Rival.objects.create(
        opportunity=deal,
        competitor=back,
        threat=gone["threat"],
        note=gone["note"],
        entered_by_id=gone["entered_by_id"],
        version=gone["version"] + 1,
        created_at=datetime.fromisoformat(gone["created_at"]),
        updated_at=now,
    )
    return untouched
