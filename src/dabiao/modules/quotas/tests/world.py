"""Short words to ask for quotas and to do what they ask for."""

from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from typing import Any

from dabiao.modules.activities import services as activities
from dabiao.modules.contracts.tests.builders import a_customer
from dabiao.modules.quotas import services
from dabiao.modules.quotas.models import Kind, Quota
from dabiao.modules.quotas.queries import progress
from dabiao.modules.targets.tests.world import metric
from dabiao.testing.people import NOW, Company

TODAY = date(2026, 3, 18)  # a Wednesday, ten in the morning
BEFORE = NOW - timedelta(days=90)


def kind(code: str) -> Kind:
    """A kind of the product; a test that empties the database takes away what migrations wrote."""
    standard = import_module("dabiao.modules.quotas.migrations.0002_standard_kinds")
    counted = code in standard.COUNTED
    facts = {"sort": "counted" if counted else "declared", "built_in": True}
    times = {"created_at": NOW, "updated_at": NOW}
    of = {"metric": metric(code)} if counted and not Kind.objects.filter(code=code).exists() else {}
    return Kind.objects.get_or_create(code=code, defaults={**facts, **times, **of})[0]


def ask(company: Company, code: str, amount: int | None, by: str = "ops", **place: Any) -> Quota:
    """Of the whole company unless told otherwise, from long ago on."""
    at = {"unit_id": None if "user_id" in place else company.root.pk, "now": BEFORE, **place}
    return services.set_quota(kind_id=kind(code).pk, amount=amount, actor=company[by].actor, **at)


def contact(company: Company, who: str, method: str = "call", at: datetime = NOW) -> Any:
    person = company[who]
    about = a_customer(person, name=f"{who} {method} {at.timestamp()} {Kind.objects.count()} {_next()}")
    return activities.log(
        subject_kind="customer",
        subject_id=about.pk,
        method=method,
        purpose="",
        result="reached",
        occurred_at=at,
        actor=person.actor,
        now=max(at, NOW),
    )


_n = iter(range(10**9))


def _next() -> int:
    return next(_n)


def moment(day: date, hour: int = 2) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def cell(company: Company, who: str, code: str, span: str = "day", **more: Any) -> dict[str, Any]:
    """One's own cell of a kind."""
    asked = {"now": NOW, **more}
    found = progress.mine(span, actor=company[who].actor, **asked)
    return next(one for one in found["mine"]["cells"] if one["kind_id"] == kind(code).pk)
