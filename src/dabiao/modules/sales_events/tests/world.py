"""A salon of tomorrow, its people and its guests."""

from datetime import timedelta
from typing import Any

from dabiao.modules.customers import services as customers
from dabiao.modules.leads import services as leads
from dabiao.modules.sales_events import services
from dabiao.modules.sales_events.models import Guest, SalesEvent
from dabiao.testing.names import mobile
from dabiao.testing.people import NOW, Company, Person

START = NOW + timedelta(days=1)
DOOR = START + timedelta(minutes=5)


def an_event(company: Company, by: str = "lead1", **facts: Any) -> SalesEvent:
    """Open, with a room for anybody."""
    state = facts.pop("state", "open")
    values = {
        "name": "华东数字化沙龙",
        "starts_at": START,
        "ends_at": START + timedelta(hours=3),
        "place": "上海中心 3 楼",
        **facts,
    }
    event = services.create(values=values, actor=company[by].actor, now=NOW)
    for to in {"draft": (), "open": ("open",), "running": ("open", "running")}[state]:
        services.move(event.pk, to=to, actor=company[by].actor, now=NOW)
    event.refresh_from_db()
    return event


def a_customer(person: Person, number: int, name: str = "") -> Any:
    values = {"name": name or f"客户{number}", "kind": "person", "phone": mobile(number)}
    return customers.create(**values, actor=person.actor, now=NOW)


def a_lead(person: Person, number: int, **facts: Any) -> Any:
    values = {"name": f"线索{number}", "phone": mobile(number), "owner_id": person.id, **facts}
    return leads.receive(values=values, actor=person.actor, now=NOW).made


def invited(event: SalesEvent, person: Person, *records: Any) -> list[Guest]:
    for record in records:
        kind = record.subject_kind
        for _, one in services.invite(event.pk, kind=kind, ids=[record.pk], actor=person.actor, now=NOW):
            assert isinstance(one, Guest), one
    pairs = [(record.subject_kind, record.pk) for record in records]
    return [Guest.objects.get(event=event, about_kind=kind, about_id=id) for kind, id in pairs]
