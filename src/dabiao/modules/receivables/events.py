from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from dabiao.core.events.facts import Fact


@dataclass(frozen=True)
class ReceivablePlanned(Fact):
    """`items` and `before` list seq, name, due_on, amount_minor and custom fields of the new plan and of the one it
    replaced."""

    kind: ClassVar[str] = "receivable.planned"
    number: str
    title: str
    instalment_count: int
    amount_minor: int
    currency: str
    items: list[dict[str, Any]]
    before: list[dict[str, Any]]


@dataclass(frozen=True)
class ReceiptRecorded(Fact):
    """`received_minor` is what the contract keeps afterwards, `advance_minor` what of it has no instalment yet."""

    kind: ClassVar[str] = "receipt.recorded"
    receipt_id: int
    number: str
    title: str
    amount_minor: int
    currency: str
    received_on: date
    method: str
    received_minor: int
    advance_minor: int
    fields: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class ReceiptRefunded(Fact):
    """`received_minor` is what the contract keeps afterwards."""

    kind: ClassVar[str] = "receipt.refunded"
    receipt_id: int
    number: str
    title: str
    amount_minor: int
    currency: str
    refunded_on: date
    reason: str
    received_minor: int
