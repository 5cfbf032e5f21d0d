"""What open deals rest on; how long deals usually stay in a stage."""

from datetime import datetime

from dabiao.core.actor import SYSTEM
from dabiao.demo.bulk import evidence
from dabiao.demo.staff import Staff
from dabiao.modules.opportunities import services


def write(staff: Staff, end: datetime) -> None:
    evidence.enter({one.user_id: one for one in staff.people.values() if one.user_id}, end)
    services.reckon_usual_stays(actor=SYSTEM, now=end)
