"""How money is laid out over a plan, and what plans, receipts and refunds must satisfy. Integers only."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from dabiao.core.errors import Conflict, Invalid
from dabiao.core.money import LARGEST_MINOR, check_amount, split, to_decimal

# A plan is shown on one page.
LONGEST_PLAN = 200


@dataclass(frozen=True, slots=True)
class Due:
    """One line of a plan.

    `id` is the line of the plan there is that goes on in it, so that its custom fields stay with it wherever it moves;
    without one, and without `fields`, it is the line that stands in its place now.
    """

    due_on: date
    amount_minor: int
    name: str = ""
    fields: Mapping[str, Any] | None = None
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """`amount` of the `payment`-th payment pays for the `due`-th instalment; None: it is kept as advance."""

    payment: int
    due: int | None
    amount: int


def lay_out(dues: Sequence[int], payments: Sequence[int]) -> list[Share]:
    """The one way in which payments lie on a plan: first come, first used, oldest due first, the rest as advance.

    `dues` are amounts by due date, `payments` what is kept of each receipt in the order they were recorded. The
    outcome depends on nothing else. So a receipt adds to the oldest open instalments, a refund takes from the advance
    and then from the newest ones, and a new plan loses nothing.
    """
    shares: list[Share] = []
    place, filled = 0, 0
    for payment, left in enumerate(payments):
        while left and place < len(dues):
            amount = min(left, dues[place] - filled)
            if amount:
                shares.append(Share(payment, place, amount))
            left, filled = left - amount, filled + amount
            if filled == dues[place]:
                place, filled = place + 1, 0
        if left:
            shares.append(Share(payment, None, left))
    return shares


def in_order(plan: Iterable[Due]) -> list[Due]:
    """By due date; lines of one day stay as they were given."""
    return sorted(plan, key=lambda line: line.due_on)


def check_plan(plan: Sequence[Due], amount_minor: int, currency: str) -> None:
    """Raises `receivables.plan_differs` unless it sums exactly to the contract, `receivables.plan_too_long`,
    `money.not_positive`, `money.too_large`.
    """
    if len(plan) > LONGEST_PLAN:
        raise Invalid("receivables.plan_too_long", field="items", limit=LONGEST_PLAN)
    for place, line in enumerate(plan):
        check_amount(line.amount_minor, field=f"items.{place}.amount_minor", zero=False)
    planned = sum(line.amount_minor for line in plan)
    if planned != amount_minor:
        raise Invalid(
            "receivables.plan_differs",
            field="items",
            planned=shown(planned, currency),
            amount=shown(amount_minor, currency),
            difference_minor=planned - amount_minor,
        )


def rescaled(plan: Sequence[Due], amount_minor: int) -> list[Due]:
    """The same plan for another amount, in the same proportions and exact; lines that come to nothing are left out."""
    if not plan:
        return []
    parts = split(amount_minor, [line.amount_minor for line in plan])
    return [replace(line, amount_minor=part) for line, part in zip(plan, parts, strict=True) if part]


def check_plannable(status: str) -> None:
    """Raises `receivables.contract_cancelled`."""
    if status == "cancelled":
        raise Conflict("receivables.contract_cancelled", field="contract_id")


def check_receivable(status: str) -> None:
    """Money is taken for contracts in force. Raises `receivables.not_signed`, `receivables.contract_cancelled`."""
    check_plannable(status)
    if status == "draft":
        raise Conflict("receivables.not_signed", field="contract_id")


def check_receipt(amount_minor: int, kept_minor: int, received_on: date, today: date) -> None:
    """Raises `money.not_positive`, `money.too_large` (also for all receipts together), `receivables.in_future`."""
    check_amount(amount_minor, zero=False)
    if kept_minor + amount_minor > LARGEST_MINOR:
        raise Invalid("money.too_large", field="amount_minor", limit=LARGEST_MINOR)
    if received_on > today:
        raise Invalid("receivables.in_future", field="received_on", today=today.isoformat())


def check_refund(
    amount_minor: int, left_minor: int, currency: str, refunded_on: date, received_on: date, today: date
) -> None:
    """Raises `receivables.refund_exceeds`, `receivables.refund_too_early`, `receivables.in_future`,
    `money.not_positive`.
    """
    check_amount(amount_minor, zero=False)
    if amount_minor > left_minor:
        left = shown(left_minor, currency)
        raise Invalid("receivables.refund_exceeds", field="amount_minor", left=left, left_minor=left_minor)
    if refunded_on > today:
        raise Invalid("receivables.in_future", field="refunded_on", today=today.isoformat())
    if refunded_on < received_on:
        raise Invalid(
            "receivables.refund_too_early", field="refunded_on", received_on=received_on.isoformat()
        )


def shown(minor: int, currency: str) -> str:
    """An amount inside a sentence: ¥12,500.00, USD 12,500.00."""
    sign = "¥" if currency == "CNY" else f"{currency} "
    return f"{sign}{to_decimal(minor, currency):,}"
