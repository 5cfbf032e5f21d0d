"""Records to have contact about, made straight in the tables so that each test says only what matters to it."""

from datetime import datetime
from typing import Any

from dabiao.core.actor import SYSTEM
from dabiao.modules.activities import services
from dabiao.modules.customers.models import Contact, Customer
from dabiao.modules.leads.models import Lead
from dabiao.modules.opportunities import services as opportunities
from dabiao.modules.opportunities.models import Opportunity, Stage
from dabiao.testing.people import NOW, Company, Person


def a_lead(person: Person | None, **facts: Any) -> Lead:
    status = "assigned" if person else "new"
    return Lead.objects.create(
        **{**_held_by(person), "name": "王芳", "status": status, "received_at": NOW, **facts}
    )


def a_customer(person: Person, **facts: Any) -> Customer:
    return Customer.objects.create(**{**_held_by(person), "name": "杭州云岚科技有限公司", **facts})


def a_contact(customer: Customer, name: str = "王总") -> Contact:
    return Contact.objects.create(customer=customer, name=name, created_at=NOW, updated_at=NOW)


def an_opportunity(person: Person, customer: Customer, *, kind: str = "open", **facts: Any) -> Opportunity:
    pipeline = opportunities.ensure_default_pipeline(actor=SYSTEM, now=NOW)
    stage = Stage.objects.filter(pipeline=pipeline, kind=kind).order_by("position")[0]
    return Opportunity.objects.create(
        **{
            **_held_by(person),
            "name": "云岚科技 CRM 采购",
            "customer": customer,
            "pipeline": stage.pipeline,
            "stage": stage,
            "stage_entered_at": NOW,
            "closed_at": None if kind == "open" else NOW,
            **facts,
        }
    )


def _held_by(person: Person | None) -> dict[str, Any]:
    moments: dict[str, datetime] = {"created_at": NOW, "updated_at": NOW}
    if person is None:
        return moments
    return {**moments, "owner_id": person.id, "unit_id": person.employee.unit_id}


def logged(company: Company, who: str, kind: str, id: int, **facts: Any) -> Any:
    """A contact through the service, by this person."""
    wanted = {"method": "call", "purpose": "回访", "result": "reached", "now": NOW, **facts}
    return services.log(subject_kind=kind, subject_id=id, actor=company[who].actor, **wanted)
