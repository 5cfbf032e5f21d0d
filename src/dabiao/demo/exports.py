"""Files that people of the demo company took out of it, and one that somebody has yet to approve."""

from datetime import datetime, timedelta
from typing import Any

from dabiao.core.actor import Actor
from dabiao.core.exporting import services
from dabiao.core.exporting.seeing import Seen
from dabiao.demo.staff import Staff


def ask(staff: Staff, now: datetime) -> None:
    """Two within the caps, which the worker will write, and a whole team's leads, beyond those of a team lead."""
    leaders = list({lead.user_id: lead for lead in staff.leads.values()}.values())
    hour = timedelta(hours=1)
    _ask(
        leaders[0],
        Seen(filters={"source": "advert", "status": "qualified"}),
        now - 3 * hour,
        format="xlsx",
        reason="给市场部核对投放的去向",
    )
    _ask(staff.finance, Seen(filters={"status": ["signed"]}), now - hour, kind="contract", reason="月末对账")
    _ask(
        leaders[0],
        Seen(filters={"pool": False}),
        now - hour / 2,
        reason="季度复盘，和培训部一起看各来源的转化",
    )


def _ask(actor: Actor, seen: Seen, now: datetime, **said: Any) -> None:
    wish = {"kind": "lead", "format": "csv", "columns": [], "language": "zh-Hans", **said}
    services.ask(**wish, seen=seen, actor=actor, now=now)
