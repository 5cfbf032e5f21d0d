"""What comes round every day."""

from datetime import datetime
from typing import Any

from dabiao.core.actor import SYSTEM
from dabiao.core.timers.registry import every
from dabiao.modules.opportunities import services


@every(86_400, "opportunities.reckon")
def reckon(_: Any, now: datetime) -> None:
    services.reckon_usual_stays(actor=SYSTEM, now=now)
    services.void_what_is_gone(actor=SYSTEM, now=now)
