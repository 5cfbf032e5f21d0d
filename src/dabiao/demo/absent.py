"""Days on which somebody of the company is away: one who is back, one who goes next week."""

from datetime import datetime, timedelta

from dabiao.demo.staff import Staff
from dabiao.modules.org import services
from dabiao.modules.org.enums import AbsenceKind

PLANS = (  # login, kind, first and last day from today on, why
    ("sales3", AbsenceKind.ANNUAL, -9, -7, "回老家"),
    ("sales5", AbsenceKind.TRAINING, 9, 11, "产品认证培训"),
    ("lead1", AbsenceKind.PERSONAL, 5, 5, ""),
)


def write(staff: Staff, end: datetime) -> None:
    for login, kind, first, last, note in PLANS:
        person = staff.people[login]
        entered = end - timedelta(days=12)
        services.enter_absence(
            person.person,
            kind=kind,
            first_on=(end + timedelta(days=first)).date(),
            last_on=(end + timedelta(days=last)).date(),
            note=note,
            actor=person,
            now=entered,
        )
