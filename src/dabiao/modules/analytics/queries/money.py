"""The board of whoever looks after the money: what is late by age, what is to come by week, what came in, what waits."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.timezone import get_default_timezone

from dabiao.core.actor import Actor
from dabiao.modules.analytics import rules
from dabiao.modules.analytics.enums import BoardPeriod
from dabiao.modules.analytics.queries.batches import IN_CURRENCY, MISSING, Span, receipts, signed_contracts
from dabiao.modules.analytics.queries.dashboards import head, narrow, valued
from dabiao.modules.analytics.queries.figures import MONEY, Value, figures
from dabiao.modules.analytics.queries.numbers import Batch, Number, given
from dabiao.modules.analytics.queries.sources import CONTRACTS, Filters, instalments

AGES = (30, 60, 90)  # days late, the last day of each part
WEEKS = 8
DRAFT = {"status": ["draft"]}


@dataclass(frozen=True)
class Stretch:
    """Some days and what is due on them: `key` names them, an open end is None."""

    key: str
    first: date | None
    last: date | None
    state: Filters

    @property
    def filters(self) -> dict[str, Any]:
        return {**IN_CURRENCY, **self.state, **given(due_from=self.first, due_to=self.last)}

    @property
    def numbers(self) -> tuple[Number, Number]:
        return Number(self.key, self.filters), Number(f"{self.key}_amount", self.filters, MISSING)


def money(
    kind: BoardPeriod = BoardPeriod.MONTH, *, unit_id: int | None = None, actor: Actor, now: datetime
) -> dict[str, Any]:
    """`{figures, ages, weeks}`: instalments overdue by age and expected by week, in the company's currency; what came in
    and was signed in the period; contracts that wait for a decision."""
    actor.require("analytics.read")
    actor.require("receivable.read")
    span = Span(kind, now, get_default_timezone())
    within, narrowed = given(unit_id=unit_id), narrow(unit_id)
    ages, weeks = list(_ages(span.today)), list(_weeks(span.today))
    plan = Batch(
        instalments(span.today),
        [number for stretch in (*ages, *weeks) for number in stretch.numbers],
        bound={**IN_CURRENCY, "contract_status": ["signed"]},
    )
    due = plan.over_all(narrowed, actor)
    ledger: dict[str, Value] = {}
    for batch in (receipts(span), signed_contracts(span), _drafts()):
        if actor.may(batch.source.permission):
            ledger |= valued(batch, batch.over_all(narrowed, actor), within)
    return {
        **head(span),
        "figures": figures(ledger, MONEY),
        "ages": [_told(stretch, plan, due, within) for stretch in ages],
        "weeks": [_told(stretch, plan, due, within) for stretch in weeks],
    }


def _ages(today: date) -> Iterator[Stretch]:
    """Overdue by 1–30, 31–60, 61–90 and more days."""
    late = {"state": "overdue"}
    last = today - rules.DAY
    for days in AGES:
        first = today - timedelta(days=days)
        yield Stretch(f"late_{days}", first, last, late)
        last = first - rules.DAY
    yield Stretch("late_more", None, last, late)


def _weeks(today: date) -> Iterator[Stretch]:
    """What is due from today to Sunday, in the seven weeks after, and later."""
    expected = {"state": "open", "contract_status": ["signed"]}
    first = today
    for number in range(WEEKS):
        last = first + (6 - first.weekday()) * rules.DAY
        yield Stretch(f"week_{number}", first, last, expected)
        first = last + rules.DAY
    yield Stretch("week_later", first, None, expected)


def _drafts() -> Batch:
    amount = Number("drafts_amount", {**DRAFT, **IN_CURRENCY}, "amount_minor")
    return Batch(CONTRACTS, (Number("drafts_count", DRAFT), amount), bound=DRAFT)


def _told(stretch: Stretch, plan: Batch, due: dict[str, int], within: Filters) -> dict[str, Any]:
    count, amount = (number.key for number in stretch.numbers)
    return {
        "key": stretch.key,
        "first": stretch.first,
        "last": stretch.last,
        "count": due[count],
        "link": plan.link(count, within),
        "amount_minor": due[amount],
        "amount_link": plan.link(amount, within),
    }
