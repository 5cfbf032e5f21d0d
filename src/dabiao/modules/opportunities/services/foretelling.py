"""What a trained model says of deals, written from above."""

from collections.abc import Mapping
from datetime import datetime

from dabiao.core.actor import Actor
from dabiao.modules.opportunities.models import Opportunity

AT_ONCE = 500


def note_model_chances(chances: Mapping[int, int | None], *, actor: Actor, now: datetime) -> int:
    """Keep the chance (thousandths; None: nothing is said any more) of each of these deals; returns how many changed.

    It is a figure about the deal and no change of it: the version that editors see stays, and nothing is told.
    """
    ids, changed = sorted(chances), 0
    for start in range(0, len(ids), AT_ONCE):
        part = Opportunity.objects.filter(pk__in=ids[start : start + AT_ONCE])
        held = dict(part.values_list("pk", "model_chance"))
        news = [
            Opportunity(pk=id, model_chance=chances[id]) for id, old in held.items() if old != chances[id]
        ]
        changed += Opportunity.objects.bulk_update(news, ["model_chance"]) if news else 0
    return changed


def forget_model_chances(*, actor: Actor, now: datetime) -> int:
    """No model says anything any more; returns of how many deals one had."""
    return Opportunity.objects.filter(model_chance__isnull=False).update(model_chance=None)
