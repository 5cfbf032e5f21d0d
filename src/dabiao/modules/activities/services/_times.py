"""Contact times of a record, counted anew from the contacts that stand (ADR 0018)."""

from datetime import datetime
from typing import Any

from django.db.models import F, Q
from django.utils.timezone import get_default_timezone

from dabiao.core import subjects
from dabiao.core.actor import Actor
from dabiao.modules.activities import rules
from dabiao.modules.activities.enums import SubjectKind
from dabiao.modules.activities.models import Activity


def counting(activity: Activity, row: Any, customer: Any) -> list[Any]:
    """The records whose times this contact counts for, locked.

    What a lead heard before it was converted counts for the opportunity it became.
    """
    rows = [row, *([customer] if customer is not None and customer is not row else [])]
    converted_at = getattr(row, "converted_at", None)
    if converted_at is not None and row.opportunity_id and activity.created_at <= converted_at:
        deals = subjects.get(SubjectKind.OPPORTUNITY).model._default_manager
        rows += deals.select_for_update().filter(pk=row.opportunity_id)
    return rows


def of(row: Any) -> list[rules.Times]:
    """The contacts of a record that stand, in the order in which they were written down."""
    kind, id = row.subject_kind, row.pk
    counted = Q(about_kind=kind, about_id=id)
    if kind == SubjectKind.CUSTOMER:
        counted |= Q(customer_id=id)
    elif kind == SubjectKind.OPPORTUNITY:
        leads = subjects.get(SubjectKind.LEAD).model._default_manager.filter(opportunity_id=id)
        for lead_id, converted_at in leads.filter(converted_at__isnull=False).values_list(
            "pk", "converted_at"
        ):
            counted |= Q(about_kind=SubjectKind.LEAD, about_id=lead_id, created_at__lte=converted_at)
    rows = Activity.objects.filter(counted, removed_at=None).order_by("pk")
    beside = kind == SubjectKind.CUSTOMER
    return [
        rules.Times(occurred_at, planned, beside=beside and about_kind != kind)
        for occurred_at, planned, about_kind in rows.values_list(
            "occurred_at", "next_contact_at", F("about_kind")
        )
    ]


def tell(row: Any, before: list[rules.Times], planned: datetime | None, actor: Actor, now: datetime) -> None:
    """Push down what the contacts say now. A plan that somebody set by hand since stays."""
    after = of(row)
    occurred = [one.occurred_at for one in after]
    following = rules.replanned(row.next_contact_at, before, after, planned, get_default_timezone())
    subjects.recount(
        row.subject_kind,
        row.pk,
        first_contact_at=min(occurred, default=None),
        last_contact_at=max(occurred, default=None),
        next_contact_at=following,
        actor=actor,
        now=now,
    )
