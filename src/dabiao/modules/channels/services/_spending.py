"""What was spent, as a platform delivered it."""

from datetime import datetime

from dabiao.core.actor import Actor
from dabiao.modules.channels.rules.adapters.base import SpendSaid
from dabiao.modules.channels.services._outcome import Outcome
from dabiao.modules.channels.services.spending import enter


def told(meant: SpendSaid, *, external_id: str, actor: Actor, now: datetime) -> Outcome:
    """Raises as `enter`: an unknown campaign is made first, and the delivery tried again."""
    enter(
        campaign=meant.campaign,
        source=meant.source,
        first_on=meant.first_on,
        last_on=meant.last_on,
        amount_minor=meant.amount_minor,
        note=meant.note,
        external_id=external_id,
        actor=actor,
        now=now,
    )
    return Outcome()
