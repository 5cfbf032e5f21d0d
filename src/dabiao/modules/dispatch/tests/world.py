"""A company that dispatches: one rule over 一组, hours around the clock, and what tests ask of it."""

from datetime import datetime, timedelta
from typing import Any

from dabiao.core.timers.worker import drain
from dabiao.modules.dispatch.models import Case, Policy, Rule, Stint
from dabiao.modules.leads import services as leads
from dabiao.modules.leads.models import Lead
from dabiao.testing.people import NOW, Company

ALL_DAY = {"days": "all", "spans": [["00:00", "24:00"]]}


def policy(**values: Any) -> Policy:
    held, _ = Policy.objects.update_or_create(
        pk=1, defaults={"updated_at": NOW, "working": ALL_DAY, **values}
    )
    return held


def rule(company: Company, *people: str, **values: Any) -> Rule:
    """A rule over these people of the company, always open unless said."""
    candidates = {"people": [company[name].id for name in people]}
    facts = {"name": "规则", "place": Rule.objects.count() + 1, "hours": "always", "candidates": candidates}
    return Rule.objects.create(**{**facts, "created_at": NOW, "updated_at": NOW, **values})


def arrived(company: Company, name: str = "张三", now: datetime = NOW, **values: Any) -> Lead:
    """A lead that nobody has yet, brought in by an integration."""
    facts = {"name": name, "owner_id": None, **values}
    return leads.receive(values=facts, actor=company["ops"].actor, now=now).made


def after(**more: int) -> datetime:
    return NOW + timedelta(**more)


def run(now: datetime = NOW) -> None:
    """Everything that is due at this moment, handlers' errors raised."""
    drain(now)


def owner_of(lead: Lead) -> int | None:
    return Lead.objects.values_list("owner_id", flat=True).get(pk=lead.pk)


def case_of(lead: Lead) -> Case:
    return Case.objects.filter(lead_id=lead.pk).latest("pk")


def stint_of(lead: Lead) -> Stint:
    return Stint.objects.filter(lead_id=lead.pk).latest("pk")
