"""The records that contacts are about, spoken of by kind: which are still open, and what they are called."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import BigIntegerField, DateTimeField, Exists, F, OuterRef, Q, QuerySet

from dabiao.core import subjects
from dabiao.core.actor import Actor
from dabiao.core.kept import Among, Given, Remembered
from dabiao.core.scoping import rights_on
from dabiao.modules.activities.enums import SubjectKind
from dabiao.modules.leads.enums import LIVE

# A customer has no end; what came to its end asks for no further contact.
OPEN: dict[str, Q] = {
    SubjectKind.LEAD: Q(status__in=LIVE),
    SubjectKind.CUSTOMER: Q(),
    SubjectKind.OPPORTUNITY: Q(closed_at=None),
}


def open_records(records: QuerySet[Any], kind: str) -> QuerySet[Any]:
    return records.filter(OPEN[kind])


def due_records(kind: str, actor: Actor) -> QuerySet[Any]:
    """Open records that the actor sees, each plan once: a customer does not stand beside its deal when one contact is meant."""
    records = open_records(subjects.get(kind).visible_to(actor), kind)
    if kind != SubjectKind.CUSTOMER or not actor.may("opportunity.read"):
        return records
    deals = open_records(subjects.get(SubjectKind.OPPORTUNITY).visible_to(actor), SubjectKind.OPPORTUNITY)
    same = deals.filter(
        customer=OuterRef("pk"), owner=OuterRef("owner"), next_contact_at=OuterRef("next_contact_at")
    )
    return records.exclude(Exists(same))


_DUE, _TITLES = Remembered(), Remembered()


def due_of(
    kind: str, owner_id: int, until: datetime, *, actor: Actor, most: int
) -> list[tuple[int, datetime, str]]:
    """(id, when, what it is called) of the first of `due_records` that somebody was to contact before that moment."""

    def write() -> QuerySet[Any, Any]:
        rows = due_records(kind, actor).filter(
            owner_id=Given("owner", BigIntegerField()), next_contact_at__lt=Given("until", DateTimeField())
        )
        named = title_of(subjects.get(kind))
        return rows.order_by("next_contact_at", "pk").values_list("pk", "next_contact_at", *named)[:most]

    key = (kind, most, rights_on(actor, kind, SubjectKind.OPPORTUNITY))
    rows = _DUE.rows(key, write, owner=owner_id, until=until)
    return [(id, at, title or under or f"#{id}") for id, at, title, under in rows]


def plans_of_customer(customer_id: int) -> list[datetime]:
    """When the open opportunities of a customer are to be contacted next."""
    deals = subjects.get(SubjectKind.OPPORTUNITY).model._default_manager.filter(customer_id=customer_id)
    planned = open_records(deals, SubjectKind.OPPORTUNITY).filter(next_contact_at__isnull=False)
    return list(planned.values_list("next_contact_at", flat=True))


def titles(kind: str, ids: Collection[int], *, actor: Actor) -> dict[int, str]:
    """What the records among `ids` are called; those that the actor may not see are missing."""
    if not ids:
        return {}

    subject = subjects.get(kind)

    def titled(some: Any) -> QuerySet[Any, Any]:
        return subject.visible_to(actor).filter(pk__in=some).values_list("pk", *title_of(subject))

    if subject.rests_on:
        among, key = Among("ids", BigIntegerField()), (kind, rights_on(actor, *subject.rests_on))
        rows = _TITLES.rows(key, lambda: titled(among), ids=sorted(ids))
    else:
        rows = list(titled(ids))
    return {id: title or under or f"#{id}" for id, title, under in rows}


def title_of(subject: subjects.Subject) -> tuple[F, F]:
    """Title and subtitle of a kind, as columns; the title again where a kind has no subtitle."""
    return F(subject.title_field), F(subject.subtitle_field or subject.title_field)
