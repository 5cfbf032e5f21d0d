"""The market follows a competitor that was made one with another, and back."""

from datetime import datetime
from typing import Any

from dabiao.core.actor import Actor
from dabiao.modules.market.models import Card, Note, Profile
from dabiao.modules.opportunities import queries as opportunities
from dabiao.modules.opportunities import services as deals

ROOM = "market"
SAID = ("website", "about", "strengths", "weaknesses")


def follow_merge(
    from_id: int, *, into_id: int, into_name: str, merge_id: int | None, actor: Actor, now: datetime
) -> None:
    """In the transaction of the merge: notes and cards change hands; a card where there is one already is put aside, and
    what the profile says is added to the other's, where that says nothing."""
    notes = Note.objects.filter(competitor_id=from_id)
    noted: dict[str, Any] = {"notes": list(notes.values_list("pk", flat=True)), "cards": []}
    notes.update(competitor_id=into_id, updated_at=now)
    taken = set(Card.objects.filter(competitor_id=into_id, active=True).values_list("product_id", flat=True))
    for card in Card.objects.filter(competitor_id=from_id).select_related("product").order_by("pk"):
        noted["cards"].append({"id": card.pk, "active": card.active, "title": card.title})
        card.competitor_id, card.updated_at, card.version = into_id, now, card.version + 1
        card.active = card.active and card.product_id not in taken
        card.title = f"{into_name} · {card.product.name}" if card.product else into_name
        card.save(update_fields=["competitor", "active", "title", "version", "updated_at"])
    noted["profile"] = _profile(from_id, into_id, now)
    if merge_id is not None:
        deals.keep_of_merge(merge_id, room=ROOM, noted=noted, actor=actor, now=now)


def _profile(from_id: int, into_id: int, now: datetime) -> dict[str, Any] | None:
    """Returns what the one that went said, and what the other took of it."""
    theirs = Profile.objects.filter(pk=from_id).first()
    if theirs is None:
        return None
    kept = Profile.objects.filter(pk=into_id).first() or Profile(pk=into_id)
    taken = [name for name in SAID if not getattr(kept, name)]
    for name in taken:
        setattr(kept, name, getattr(theirs, name))
    kept.version, kept.updated_at = kept.version + 1, now
    kept.save()
    said = {name: getattr(theirs, name) for name in SAID}
    theirs.delete()
    return {"said": said, "taken": taken, "version": theirs.version}


def undo_merge(merge_id: int, *, from_id: int, into_id: int, actor: Actor, now: datetime) -> None:
    """In the transaction of the undo: what changed hands goes back, unless it belongs to a third by now. What somebody wrote
    since in a card or in the profile stays."""
    noted = opportunities.kept_of_merge(merge_id, ROOM)
    if noted is None:
        return
    Note.objects.filter(pk__in=noted["notes"], competitor_id=into_id).update(
        competitor_id=from_id, updated_at=now
    )
    were = {one["id"]: one for one in noted["cards"]}
    for card in Card.objects.filter(pk__in=were, competitor_id=into_id).order_by("pk"):
        card.competitor_id, card.updated_at, card.version = from_id, now, card.version + 1
        card.active, card.title = were[card.pk]["active"], were[card.pk]["title"]
        card.save(update_fields=["competitor", "active", "title", "version", "updated_at"])
    if noted["profile"] is not None:
        _profile_back(noted["profile"], from_id, into_id, now)


def _profile_back(noted: dict[str, Any], from_id: int, into_id: int, now: datetime) -> None:
    version = noted["version"] + 1
    Profile.objects.create(pk=from_id, **noted["said"], version=version, updated_at=now)
    kept = Profile.objects.filter(pk=into_id).first()
    if kept is None:
        return
    for name in noted["taken"]:
        if getattr(kept, name) == noted["said"][name]:
            setattr(kept, name, "")
    kept.version, kept.updated_at = kept.version + 1, now
    kept.save()
