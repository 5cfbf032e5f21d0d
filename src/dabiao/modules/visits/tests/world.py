"""Visits for tests, made by the services so that each test says only what matters to it."""

from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

from PIL import Image

from dabiao.core.attachments import receiving
from dabiao.core.attachments import services as attachments
from dabiao.modules.customers.models import Customer
from dabiao.modules.leads.models import Lead
from dabiao.modules.visits import services
from dabiao.modules.visits.models import CheckIn, Visit
from dabiao.testing.people import NOW, Company, Person

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
OFFICE = (30_287_459, 120_153_576)  # 文三路
STATION = (30_243_200, 120_182_600)  # 城站, some 5.7 km away


def a_lead(person: Person, **facts: Any) -> Lead:
    held = {"owner_id": person.id, "unit_id": person.employee.unit_id, "status": "assigned"}
    times = {"created_at": NOW, "updated_at": NOW, "received_at": NOW}
    return Lead.objects.create(**{**held, **times, "name": "王芳", **facts})


def a_customer(person: Person, **facts: Any) -> Customer:
    held = {"owner_id": person.id, "unit_id": person.employee.unit_id}
    times = {"created_at": NOW, "updated_at": NOW}
    return Customer.objects.create(**{**held, **times, "name": "杭州云岚科技有限公司", **facts})


def a_visit(company: Company, who: str = "sales1", *, to: Any = None, **facts: Any) -> Visit:
    """By this person, from now on for an hour, to a customer of theirs unless told."""
    person = company[who]
    about = to or a_customer(person)
    told: dict[str, Any] = {
        "subject_kind": about.subject_kind,
        "subject_id": about.pk,
        "purpose": "看现场",
        "starts_at": NOW,
        "ends_at": facts.get("starts_at", NOW) + HOUR,
        "actor": person.actor,
        "now": NOW,
    }
    return services.plan(**{**told, **facts})


def check(
    company: Company,
    visit: Visit,
    who: str = "sales1",
    *,
    at: tuple[int, int] | None = OFFICE,
    now: datetime = NOW,
    **facts: Any,
) -> CheckIn:
    """A check-in that is sent as it is made, by a clock that is right, unless told."""
    lat, lon = at or (None, None)
    told: dict[str, Any] = {
        "key": f"key-{visit.pk}-{who}-{facts.get('way', 'in')}",
        "way": "in",
        "taken_at": now,
        "device_now": now,
        "lat": lat,
        "lon": lon,
        "accuracy_m": 20 if at else None,
    }
    report = services.Report(**{**told, **facts})
    return services.check_in(visit.pk, report=report, actor=company[who].actor, now=now)


def codes(made: CheckIn) -> list[str]:
    return [mark["code"] for mark in made.marks]


def a_photo(company: Company, visit: Visit, who: str = "sales1", *, colour: int = 0, exif: Any = None) -> int:
    """A small JPEG sent ahead for the visit; its attachment's id."""
    written = BytesIO()
    extra = {"exif": exif} if exif is not None else {}
    Image.new("RGB", (32, 24), (colour, 90, 90)).save(written, "JPEG", **extra)
    with receiving.received(BytesIO(written.getvalue()), name="现场.jpg") as arrived:
        made = attachments.attach(
            arrived, about_kind="visit", about_id=visit.pk, waiting=True, actor=company[who].actor, now=NOW
        )
    return made.pk
