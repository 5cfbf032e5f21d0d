"""What quotas does when something happens elsewhere."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from dabiao.core.actor import SYSTEM
from dabiao.core.events.handlers import inline_many
from dabiao.core.events.models import Event
from dabiao.modules.activities.enums import Method
from dabiao.modules.activities.events import ActivityLogged
from dabiao.modules.quotas import services
from dabiao.modules.quotas.enums import Proof


@inline_many(ActivityLogged)
def prove_calls(told: Sequence[tuple[Any, Event]], now: datetime) -> None:
    """A call that the telephone system wrote down is more than somebody's word."""
    ids = [fact.activity_id for fact, event in told if event.via == "system" and fact.method == Method.CALL]
    if ids:
        services.prove(ids, by=Proof.TELEPHONY, actor=SYSTEM, now=now)
