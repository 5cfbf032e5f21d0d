"""The order in which somebody makes the visits of a day, and what the company takes for far."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from dabiao.core.actor import Actor
from dabiao.core.db import hold_name
from dabiao.core.errors import Invalid
from dabiao.core.events.services import record
from dabiao.core.locking import merge_edit, wired
from dabiao.core.scoping import demand
from dabiao.modules.visits import events, queries
from dabiao.modules.visits.models import Terms, Visit
from dabiao.modules.visits.queries import routes
from dabiao.modules.visits.services import _holding as holding

BOUNDS = {"far_m": (50, 50_000), "vague_m": (20, 5_000)}  # metres


@transaction.atomic
def put_in_order(*, day: date, visit_ids: Sequence[int], owner_id: int, actor: Actor, now: datetime) -> None:
    """The visits of a person on that day, all of them, in this order. Raises `visits.not_of_that_day`."""
    actor.require(holding.EDIT)
    rows = list(routes.of_day(owner_id, day, actor).order_by("pk").select_for_update(of=("self",)))
    if sorted(visit_ids) != sorted(row.pk for row in rows):
        raise Invalid("visits.not_of_that_day", field="visit_ids")
    for row in rows:
        demand(actor, holding.EDIT, row)
        position = visit_ids.index(row.pk)
        if row.position != position:
            Visit.objects.filter(pk=row.pk).update(position=position)


@transaction.atomic
def edit_terms(
    *,
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None,
    version: int | None,
    actor: Actor,
    now: datetime,
) -> Terms:
    """What is far from an address, and what too vague, for check-ins from now on. Raises `visits.out_of_bounds`."""
    actor.require("visit.manage")
    for name, value in changes.items():
        least, most = BOUNDS.get(name, (0, 10**9))
        if not least <= value <= most:
            raise Invalid("visits.out_of_bounds", field=name, least=least, most=most)
    hold_name("visits terms")
    terms = queries.terms()
    applied = merge_edit(terms, changes, base=base, version=version, editable=frozenset(BOUNDS))
    if applied:
        terms.updated_at = now
        terms.save()
        fact = events.VisitTermsEdited(revised=wired(applied))
        record(fact, ("visit_terms", terms.pk), actor=actor, now=now)
    return terms


def follow_conversion(*, lead_id: int, customer_id: int, actor: Actor, now: datetime) -> int:
    """Visits to a converted lead belong to the customer it became; returns how many there are."""
    rows = Visit.objects.filter(about_kind="lead", about_id=lead_id)
    return rows.update(customer_id=customer_id)
