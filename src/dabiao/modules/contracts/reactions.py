"""What follows from contracts changing hands: the person hears of it."""

from datetime import datetime

from dabiao.core.events.handlers import after_commit
from dabiao.core.events.models import Event
from dabiao.core.notifications.services import notify
from dabiao.modules.contracts import events


@after_commit(events.ContractAssigned)
def tell_the_new_owner(fact: events.ContractAssigned, event: Event, now: datetime) -> None:
    """Nobody is told of what they did themselves, nor row by row of a handover."""
    if fact.owner_id == event.actor_id or fact.reason == "handover":
        return
    contract_id = next(entry["id"] for entry in event.audience if entry["kind"] == "contract")
    params = {"number": fact.number, "title": fact.title, "by": event.actor_name}
    notify([fact.owner_id], "contract.assigned", params, ("contract", contract_id), now, dedupe=event.pk)
