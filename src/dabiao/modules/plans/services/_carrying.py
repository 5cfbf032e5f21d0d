"""One item goes on in a later plan."""

from datetime import datetime

from dabiao.core.actor import Actor
from dabiao.modules.plans import events
from dabiao.modules.plans.enums import PlanItemState
from dabiao.modules.plans.models import Plan, PlanItem
from dabiao.modules.plans.services import _plans
from dabiao.modules.plans.services.adding import WRITTEN


def carried(
    plan: Plan, item: PlanItem, later: Plan, *, reason: str, note: str, actor: Actor, now: datetime
) -> PlanItem:
    """Both plans are held."""
    kept = {name: getattr(item, name) for name in WRITTEN if name != "day"}
    kept |= {name: getattr(item, name) for name in ("about_kind", "about_id", "given_by_id", "parent_id")}
    if later.grain != "day":
        kept |= {"from_time": None, "to_time": None}
    chain = {"carried_from": item, "carries": item.carries + 1}
    taken = PlanItem.objects.filter(plan=later, source_kind=item.source_kind, source_id=item.source_id)
    if item.source_kind and not taken.exists():
        chain |= {"source_kind": item.source_kind, "source_id": item.source_id}
    (onward,) = _plans.put(later, [{**kept, **chain}], now=now)
    _plans.save(
        item, now, state=PlanItemState.CARRIED.value, settled_at=now, reason=reason, reason_note=note.strip()
    )
    fact = events.PlanItemCarried(
        item.pk, item.title, reason, item.reason_note, to=later.starts_on, times=onward.carries
    )
    _plans.note(plan, fact, actor, now)
    added = events.PlanItemsAdded(later.pk, later.owner_id, [item.title], given=False)
    _plans.note(later, added, actor, now)
    return onward
