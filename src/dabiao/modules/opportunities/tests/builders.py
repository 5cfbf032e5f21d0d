"""Opportunities made through the services, stages by their codes, and what was recorded."""

from datetime import datetime
from typing import Any

from dabiao.core.events.models import Event, EventSubject
from dabiao.modules.customers import services as customers
from dabiao.modules.customers.models import Customer
from dabiao.modules.opportunities import services
from dabiao.modules.opportunities.models import Opportunity, Pipeline, Stage
from dabiao.testing.names import unused
from dabiao.testing.people import NOW, Person


def stage(code: str) -> Stage:
    return Stage.objects.get(pipeline__is_default=True, code=code)


def a_customer(person: Person, name: str = "云岚科技") -> Customer:
    return customers.create(name=unused(name), actor=person.actor, now=NOW)


def an_opportunity(
    person: Person, name: str = "CRM 采购", at: str = "interested", **facts: Any
) -> Opportunity:
    """In an open stage; with a customer of its own unless one is given."""
    wanted = {"amount_minor": 100_000, "now": NOW, "stage_id": stage(at).pk, **facts}
    if "customer_id" not in wanted:
        wanted["customer_id"] = a_customer(person, f"{name}的客户").pk
    return services.create(name=name, **wanted, actor=person.actor)


def move(
    person: Person, opportunity: Opportunity, to: str, *, expected: str = "", now: datetime = NOW, **more: Any
) -> Opportunity:
    """From where it stands, or from where the person believes it."""
    seen = stage(expected).pk if expected else Opportunity.objects.get(pk=opportunity.pk).stage_id
    return services.move(
        opportunity.pk, stage_id=stage(to).pk, expected_stage_id=seen, **more, actor=person.actor, now=now
    )


def another_pipeline() -> Stage:
    """The first stage of a pipeline that an administrator made."""
    pipeline = Pipeline.objects.create(code="renewal", name="续约")
    Stage.objects.create(pipeline=pipeline, code="won", position=2, percent=100, kind="won")
    return Stage.objects.create(pipeline=pipeline, code="due", name="到期", position=1, percent=40)


def told(kind: str, id: int) -> list[tuple[str, dict[str, Any]]]:
    """(kind, data) of everything on a record's timeline, the oldest first."""
    ids = EventSubject.objects.filter(kind=kind, object_id=id).values_list("event_id", flat=True)
    return list(Event.objects.filter(pk__in=ids).order_by("pk").values_list("kind", "data"))
