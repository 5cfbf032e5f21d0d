"""Contracts and receipts of who came are credited to the event that lies nearest before them."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import get_default_timezone

from dabiao.core.actor import SYSTEM, Actor
from dabiao.core.db import hold_names
from dabiao.modules.contracts import queries as contracts
from dabiao.modules.contracts.enums import IN_FORCE
from dabiao.modules.receivables import queries as receivables
from dabiao.modules.sales_events import rules
from dabiao.modules.sales_events.enums import DealKind, EventState, LinkedBy
from dabiao.modules.sales_events.models import Deal, Guest, SalesEvent
from dabiao.modules.sales_events.rules import Span

Ref = tuple[str, int]
Wanted = dict[Ref, tuple[int, Span]]  # record → customer, and the event that it is credited to


def settle_event(event: SalesEvent, *, actor: Actor, now: datetime) -> None:
    """Anew for everybody who came to it."""
    came = Guest.objects.filter(event=event, arrived_at__isnull=False, customer__isnull=False)
    settle(set(came.values_list("customer_id", flat=True)), actor=actor, now=now)


@transaction.atomic
def settle(customer_ids: Collection[int], *, actor: Actor, now: datetime) -> None:
    """Put in order what the rule credits for these customers; what a hand has linked stays. Twice is as once."""
    if not customer_ids:
        return
    hold_names([f"event deals {id}" for id in customer_ids])
    spans = _spans(customer_ids)
    wanted = _wanted(spans)
    links = Deal.objects.filter(kind__in=(DealKind.CONTRACT, DealKind.RECEIPT))
    there = list(links.filter(customer_id__in=customer_ids))
    held = {(row.kind, row.ref_id): row for row in there}
    elsewhere = {ref for ref in wanted if ref not in held}
    for row in _named(elsewhere):  # a contract that was another customer's when it was linked
        held[row.kind, row.ref_id] = row
    by_rule = {ref: row for ref, row in held.items() if row.linked_by == LinkedBy.RULE}
    gone = [row.pk for ref, row in by_rule.items() if ref not in wanted]
    Deal.objects.filter(pk__in=gone).delete()
    for ref, row in by_rule.items():
        if ref in wanted:
            _put(row, *wanted[ref])
    Deal.objects.bulk_create(
        [_new(ref, *wanted[ref], now) for ref in wanted if ref not in held], ignore_conflicts=True
    )


def _named(refs: Iterable[Ref]) -> Iterable[Deal]:
    by_kind: dict[str, list[int]] = defaultdict(list)
    for kind, id in refs:
        by_kind[kind].append(id)
    for kind, ids in by_kind.items():
        yield from Deal.objects.filter(kind=kind, ref_id__in=ids)


def _put(row: Deal, customer_id: int, span: Span) -> None:
    facts = (row.event_id, row.guest_id, row.customer_id)
    if facts != (span.event_id, span.guest_id, customer_id):
        row.event_id, row.guest_id, row.customer_id = span.event_id, span.guest_id, customer_id
        row.save(update_fields=["event", "guest", "customer_id"])


def _new(ref: Ref, customer_id: int, span: Span, now: datetime) -> Deal:
    return Deal(
        event_id=span.event_id,
        guest_id=span.guest_id,
        customer_id=customer_id,
        kind=ref[0],
        ref_id=ref[1],
        linked_by=LinkedBy.RULE,
        at=now,
    )


def _spans(customer_ids: Collection[int]) -> dict[int, list[Span]]:
    """Customer → the events that somebody of theirs came to."""
    zone = get_default_timezone()

    def day(moment: datetime) -> date:
        return moment.astimezone(zone).date()

    came = Guest.objects.filter(customer__in=customer_ids, arrived_at__isnull=False)
    rows = (
        came.exclude(event__state=EventState.CANCELLED)
        .order_by("pk")
        .values_list(
            *("customer_id", "event_id", "pk", "event__starts_at", "event__ends_at", "event__window_days")
        )
    )
    found: dict[int, list[Span]] = defaultdict(list)
    for customer_id, event_id, guest_id, starts_at, ends_at, window in rows:
        found[customer_id].append(Span(event_id, guest_id, day(starts_at), day(ends_at), window))
    return found


def _wanted(spans: dict[int, list[Span]]) -> Wanted:
    if not spans:
        return {}
    every = [span for of in spans.values() for span in of]
    days = (min(span.first_on for span in every), max(span.until for span in every))
    signed = contracts.visible_to(SYSTEM).filter(
        customer__in=list(spans), status__in=IN_FORCE, signed_on__range=days
    )
    received = receivables.receipts_visible_to(SYSTEM).filter(
        contract__customer__in=list(spans), received_on__range=days
    )
    found: Wanted = {}
    _credit(found, DealKind.CONTRACT, signed.values_list("pk", "customer_id", "signed_on"), spans)
    _credit(
        found, DealKind.RECEIPT, received.values_list("pk", "contract__customer_id", "received_on"), spans
    )
    return found


def _credit(found: Wanted, kind: str, rows: Any, spans: dict[int, list[Span]]) -> None:
    for id, customer_id, day in rows:
        if span := rules.nearest(spans[customer_id], day):
            found[kind, id] = (customer_id, span)
