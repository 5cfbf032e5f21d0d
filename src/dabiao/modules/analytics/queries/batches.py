"""What is counted, list by list. The figures, the table per person and their links all come from here."""

from datetime import date, datetime, tzinfo

from django.db.models import F

from dabiao.core.money import DEFAULT_CURRENCY
from dabiao.modules.analytics import rules
from dabiao.modules.analytics.queries.numbers import Batch, Number
from dabiao.modules.analytics.queries.sources import CONTRACTS, LEADS, OPPORTUNITIES, RECEIPTS, instalments
from dabiao.modules.contracts.enums import IN_FORCE

IN_CURRENCY = {"currency": DEFAULT_CURRENCY}
OPEN = {"stage_kind": "open"}
WAITING = {"live": True, "no_contact": True}


def batches(now: datetime, zone: tzinfo) -> tuple[Batch, ...]:
    """Everything the dashboards count, in one query per list and purpose."""
    today = rules.local_day(now, zone)
    return (
        _received_leads(now, zone),
        Batch(LEADS, (Number("leads_waiting", WAITING),), bound=WAITING),
        _open_opportunities(today),
        _signed_contracts(today),
        _receipts(today),
        _overdue(today),
    )


def _received_leads(now: datetime, zone: tzinfo) -> Batch:
    """Received this month, and what became of these; beside it last month up to the same moment."""
    month = rules.month_of(rules.local_day(now, zone))
    before = rules.midnight(rules.same_days_last_month(month.first).first, zone)
    received = {
        "received_from": rules.midnight(month.first, zone),
        "received_to": rules.midnight(month.until, zone),
    }
    then = {"received_from": before, "received_to": rules.same_moment_last_month(now, zone)}
    return Batch(
        LEADS,
        (
            Number("leads_received", received),
            Number("leads_received_before", then),
            Number("leads_assigned", {**received, "stage_reached": "assigned"}),
            Number("leads_in_time", {**received, "contacted_in_time": True}),
            Number("leads_converted", {**received, "stage_reached": "converted"}),
        ),
        bound={"received_from": before},
    )


def _open_opportunities(today: date) -> Batch:
    return Batch(
        OPPORTUNITIES,
        (
            Number("opportunities_open", OPEN),
            Number("opportunities_amount", {**OPEN, **IN_CURRENCY}, "amount_minor"),
            Number("opportunities_late", {**OPEN, "win_to": today - rules.DAY}),
        ),
        bound=OPEN,
    )


def _signed_contracts(today: date) -> Batch:
    month, then = rules.month_of(today), rules.same_days_last_month(today)
    in_force = {"status": IN_FORCE}
    now = {**in_force, "signed_from": month.first, "signed_to": month.last}
    before = {**in_force, "signed_from": then.first, "signed_to": then.last}
    return Batch(
        CONTRACTS,
        (
            Number("signed_count", now),
            Number("signed_count_before", before),
            Number("signed_amount", {**now, **IN_CURRENCY}, "amount_minor"),
            Number("signed_amount_before", {**before, **IN_CURRENCY}, "amount_minor"),
        ),
        bound={**in_force, "signed_from": then.first},
    )


def _receipts(today: date) -> Batch:
    """What came in and was not sent back."""
    month, then = rules.month_of(today), rules.same_days_last_month(today)
    kept = F("amount_minor") - F("refunded_minor")
    now = {**IN_CURRENCY, "received_from": month.first, "received_to": month.last}
    before = {**IN_CURRENCY, "received_from": then.first, "received_to": then.last}
    numbers = (Number("received_amount", now, kept), Number("received_amount_before", before, kept))
    return Batch(RECEIPTS, numbers, bound={**IN_CURRENCY, "received_from": then.first})


def _overdue(today: date) -> Batch:
    """Instalments that should have been paid before today, and what is still missing of them."""
    late = {**IN_CURRENCY, "state": "overdue"}
    missing = F("amount_minor") - F("allocated_minor")
    numbers = (Number("overdue_count", late), Number("overdue_amount", late, missing))
    return Batch(instalments(today), numbers, bound=late)
