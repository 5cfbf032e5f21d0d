"""The table stays as small as the traffic of the last hour."""

from datetime import datetime
from typing import Any

from dabiao.core.throttle import services
from dabiao.core.timers.registry import every


@every(600.0, "throttle.forget")
def forget(_: Any, now: datetime) -> None:
    services.forget(now)
