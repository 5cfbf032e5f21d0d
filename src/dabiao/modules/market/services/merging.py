"""What was written of a competitor follows it into another."""

from datetime import datetime

from dabiao.core.actor import Actor
from dabiao.modules.market.models import Card, Note, Profile


def follow_merge(from_id: int, *, into_id: int, into_name: str, actor: Actor, now: datetime) -> None:
    """In the transaction of the merge: notes and cards change hands; a card where there is one already is put aside, and
    what the profile says is added to the other's, where that says nothing."""
    Note.objects.filter(competitor_id=from_id).update(competitor_id=into_id, updated_at=now)
    taken = set(Card.objects.filter(competitor_id=into_id, active=True).values_list("product_id", flat=True))
    for card in Card.objects.filter(competitor_id=from_id).select_related("product").order_by("pk"):
        card.competitor_id, card.updated_at, card.version = into_id, now, card.version + 1
        card.active = card.active and card.product_id not in taken
        card.title = f"{into_name} · {card.product.name}" if card.product else into_name
        card.save(update_fields=["competitor", "active", "title", "version", "updated_at"])
    _profile(from_id, into_id, now)


def _profile(from_id: int, into_id: int, now: datetime) -> None:
    theirs = Profile.objects.filter(pk=from_id).first()
    if theirs is None:
        return
    kept = Profile.objects.filter(pk=into_id).first() or Profile(pk=into_id)
    for name in ("website", "about", "strengths", "weaknesses"):
        if not getattr(kept, name):
            setattr(kept, name, getattr(theirs, name))
    kept.version, kept.updated_at = kept.version + 1, now
    kept.save()
    theirs.delete()
