"""What a valid customer record is (C1), and how complete each one is."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction

from dabiao.core.actor import Actor
from dabiao.core.events.services import record
from dabiao.core.fields import definitions
from dabiao.core.timers.services import enqueue
from dabiao.modules.customers import events, rules
from dabiao.modules.customers.models import Contact, Customer, Requirement, counted_anew

RECOUNT = "customers.completeness"
CHUNK = 5_000


@transaction.atomic
def require(facts: Sequence[str], *, actor: Actor, now: datetime) -> None:
    """From now on a customer is complete with these facts; a job counts those anew that there are.

    Raises `access.forbidden`, `core.not_a_choice` for a fact that there is not, `customers.asked_twice`.
    """
    actor.require("field.manage")
    rules.check_requirements(facts, definitions.of("customer"))
    _replace(facts, actor, now)


@transaction.atomic
def forget_field(key: str, *, actor: Actor, now: datetime) -> None:
    """A custom field that is no more cannot be asked for."""
    facts = list(Requirement.objects.order_by("position").values_list("fact", flat=True))
    _replace([fact for fact in facts if fact != f"{rules.CUSTOM}{key}"], actor, now)


def _replace(facts: Sequence[str], actor: Actor, now: datetime) -> None:
    _hold_customers()
    before = list(Requirement.objects.order_by("position").values_list("fact", flat=True))
    if before == list(facts):
        return
    Requirement.objects.all().delete()
    Requirement.objects.bulk_create(
        Requirement(fact=fact, position=place) for place, fact in enumerate(facts)
    )
    fact = events.CustomerRequirementsChanged(before=before, after=list(facts))
    record(fact, actor=actor, now=now)
    enqueue(RECOUNT, {}, actor, now)


def _hold_customers() -> None:
    """Who writes customers now has ended before the new facts are known, and who comes next knows them: no row is counted by
    the old ones behind the job's back. For a moment only, until this transaction ends. SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            tables = f"{Customer._meta.db_table}, {Contact._meta.db_table}"
            cursor.execute(f"LOCK TABLE {tables} IN SHARE ROW EXCLUSIVE MODE")


@transaction.atomic
def recount_after(id: int, *, actor: Actor, now: datetime) -> int | None:
    """Count the next few thousand customers anew; returns the last one's id, None where there are no more."""
    ids = list(Customer.objects.filter(pk__gt=id).order_by("pk").values_list("pk", flat=True)[:CHUNK])
    if not ids:
        return None
    with connection.cursor() as cursor:
        cursor.execute(counted_anew(f"c.id BETWEEN {ids[0]:d} AND {ids[-1]:d}", connection.vendor))
    return int(ids[-1])
