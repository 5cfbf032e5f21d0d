"""What open deals rest on; how long deals usually stay in a stage."""

from datetime import datetime

from dabiao.core.actor import SYSTEM
from dabiao.demo.bulk import evidence, people
from dabiao.demo.staff import Staff
from dabiao.modules.opportunities import services


def write(staff: Staff, end: datetime) -> None:
    actors = {one.user_id: one for one in staff.people.values() if one.user_id}
    evidence.enter(actors, end)
    people.introduce(actors, end)
    services.reckon_usual_stays(actor=SYSTEM, now=end)
