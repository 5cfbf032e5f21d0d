"""What is counted, list by list. The figures, the tables per person and per unit and their links all come from here."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from django.db.models import F

from dabiao.core.money import DEFAULT_CURRENCY
from dabiao.modules.analytics import rules
from dabiao.modules.analytics.enums import BoardPeriod
from dabiao.modules.analytics.queries.numbers import Batch, Number
from dabiao.modules.analytics.queries.sources import (
    ACTIVITIES,
    CONTRACTS,
    LEADS,
    OPPORTUNITIES,
    RECEIPTS,
    instalments,
)
from dabiao.modules.contracts.enums import IN_FORCE
from dabiao.modules.opportunities import queries as opportunities

IN_CURRENCY = {"currency": DEFAULT_CURRENCY}
OPEN = {"stage_kind": "open"}
UNTOUCHED = timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """The period that a board looks at, its part so far in the period before, and now."""

    kind: BoardPeriod
    now: datetime
    zone: tzinfo

    @property
    def today(self) -> date:
        return rules.local_day(self.now, self.zone)

    @property
    def period(self) -> rules.Period:
        return rules.board_period(self.kind, self.today)

    @property
    def before(self) -> rules.Period:
        return rules.same_days_before(self.kind, self.today)

    def moments(self, name: str) -> dict[str, datetime]:
        """The period as filters on a moment, `{name}_from` and `{name}_to`."""
        first, until = self.period.first, self.period.until
        return {
            f"{name}_from": rules.midnight(first, self.zone),
            f"{name}_to": rules.midnight(until, self.zone),
        }

    def moments_before(self, name: str) -> dict[str, datetime]:
        """The same part of the period before, up to this very moment of it."""
        until = rules.same_moment_before(self.kind, self.now, self.zone)
        return {f"{name}_from": rules.midnight(self.before.first, self.zone), f"{name}_to": until}


def batches(span: Span) -> tuple[Batch, ...]:
    """Everything the dashboards count, in one query per list and purpose."""
    return (
        received_leads(span),
        _live_leads(span.now),
        _open_opportunities(span.today, opportunities.chance_while_open()),
        _won_opportunities(span),
        signed_contracts(span),
        receipts(span),
        _overdue(span.today),
    )


def contacts_made(span: Span) -> Batch:
    """Contacts that took place today, in this week, and since so many working days that silence would be long."""
    monday = span.today - span.today.weekday() * rules.DAY
    starts = {
        "contacts_made_today": span.today,
        "contacts_made_week": monday,
        "contacts_made_lately": rules.workdays_ago(span.today, rules.SILENT_DAYS),
    }
    since = {key: {"since": rules.midnight(day, span.zone)} for key, day in starts.items()}
    bound = {"since": min(one["since"] for one in since.values())}
    return Batch(ACTIVITIES, tuple(Number(key, wanted) for key, wanted in since.items()), bound=bound)


def received_leads(span: Span) -> Batch:
    """Received in the period, and what became of these; beside it the period before up to the same moment."""
    received, then = span.moments("received"), span.moments_before("received")
    return Batch(
        LEADS,
        (
            Number("leads_received", received),
            Number("leads_received_before", then),
            Number("leads_assigned", {**received, "stage_reached": "assigned"}),
            Number("leads_contacted", {**received, "stage_reached": "contacted"}),
            Number("leads_qualified", {**received, "stage_reached": "qualified"}),
            Number("leads_in_time", {**received, "contacted_in_time": True}),
            Number("leads_converted", {**received, "stage_reached": "converted"}),
        ),
        bound={"received_from": then["received_from"]},
    )


def _live_leads(now: datetime) -> Batch:
    live = {"live": True}
    waiting = {**live, "no_contact": True}
    return Batch(
        LEADS,
        (
            Number("leads_open", live),
            Number("leads_waiting", waiting),
            Number("leads_untouched", {**waiting, "assigned_before": now - UNTOUCHED}),
        ),
        bound=live,
    )


def _open_opportunities(today: date, chance: opportunities.Weighing) -> Batch:
    """By stage and rivals too: a weighted sum is rounded stage by stage, as the board shows it. What the model says is no
    column of the index that holds the others, so it is asked only where it counts."""
    said = ("model_chance",) if chance.way == "model" else ()
    return Batch(
        OPPORTUNITIES,
        (
            Number("opportunities_open", OPEN),
            Number("opportunities_amount", {**OPEN, **IN_CURRENCY}, "amount_minor"),
            Number("opportunities_weighted", {**OPEN, **IN_CURRENCY}, "amount_minor", chance=chance),
            Number("opportunities_late", {**OPEN, "win_to": today - rules.DAY}),
            Number("opportunities_slipping", {**OPEN, "slipping_on": today}),
        ),
        bound=OPEN,
        parts=("stage_id", "stage__percent", "competitor_count", *said),
    )


def _won_opportunities(span: Span) -> Batch:
    won, then = span.moments("closed"), span.moments_before("closed")
    kind = {"stage_kind": "won"}
    return Batch(
        OPPORTUNITIES,
        (
            Number("won_count", {**kind, **won}),
            Number("won_count_before", {**kind, **then}),
            Number("won_amount", {**kind, **won, **IN_CURRENCY}, "amount_minor"),
            Number("won_amount_before", {**kind, **then, **IN_CURRENCY}, "amount_minor"),
        ),
        bound={**kind, "closed_from": then["closed_from"]},
    )


def signed_contracts(span: Span) -> Batch:
    in_force = {"status": IN_FORCE}
    now = {**in_force, "signed_from": span.period.first, "signed_to": span.period.last}
    before = {**in_force, "signed_from": span.before.first, "signed_to": span.before.last}
    return Batch(
        CONTRACTS,
        (
            Number("signed_count", now),
            Number("signed_count_before", before),
            Number("signed_amount", {**now, **IN_CURRENCY}, "amount_minor"),
            Number("signed_amount_before", {**before, **IN_CURRENCY}, "amount_minor"),
        ),
        bound={**in_force, "signed_from": span.before.first},
    )


KEPT = F("amount_minor") - F("refunded_minor")


def receipts(span: Span) -> Batch:
    """What came in and was not sent back."""
    now = {**IN_CURRENCY, "received_from": span.period.first, "received_to": span.period.last}
    before = {**IN_CURRENCY, "received_from": span.before.first, "received_to": span.before.last}
    return Batch(
        RECEIPTS,
        (
            Number("received_count", now),
            Number("received_amount", now, KEPT),
            Number("received_amount_before", before, KEPT),
        ),
        bound={**IN_CURRENCY, "received_from": span.before.first},
    )


MISSING = F("amount_minor") - F("allocated_minor")


def _overdue(today: date) -> Batch:
    """Instalments that should have been paid before today, and what is still missing of them."""
    late = {**IN_CURRENCY, "state": "overdue"}
    numbers = (Number("overdue_count", late), Number("overdue_amount", late, MISSING))
    return Batch(instalments(today), numbers, bound=late)
