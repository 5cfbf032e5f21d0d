"""A contract's plan and receipts as one thing: changed in memory, laid out by the rules, written where it differs."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self

from dabiao.core.actor import Actor
from dabiao.core.events.facts import Fact
from dabiao.core.events.services import record
from dabiao.modules.receivables import rules
from dabiao.modules.receivables.models import Allocation, Instalment, Receipt
from dabiao.modules.receivables.rules import Due

LINE = ("name", "due_on", "amount_minor", "fields", "allocated_minor")
RECEIPT = ("refunded_minor", "allocated_minor", "advance_minor")


@dataclass
class Ledger:
    """`contract` is the row that the caller has locked; `lines` and `receipts` are its own, whole and in order."""

    contract: Any
    lines: list[Instalment]
    receipts: list[Receipt]
    _surplus: list[Instalment] = field(default_factory=list)
    _stored: dict[Instalment | Receipt, tuple[Any, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, contract: Any) -> Self:
        lines = list(Instalment.objects.filter(contract_id=contract.pk).order_by("seq"))
        receipts = list(Receipt.objects.filter(contract_id=contract.pk).order_by("id"))
        ledger = cls(contract, lines, receipts)
        ledger._stored = {line: _values(line, LINE) for line in lines}
        ledger._stored |= {receipt: _values(receipt, RECEIPT) for receipt in receipts}
        return ledger

    @property
    def plan(self) -> list[Due]:
        return [Due(line.due_on, line.amount_minor, line.name, line.fields, line.pk) for line in self.lines]

    @property
    def kept_minor(self) -> int:
        return sum(receipt.kept_minor for receipt in self.receipts)

    @property
    def advance_minor(self) -> int:
        return sum(receipt.advance_minor for receipt in self.receipts)

    def replan(self, wanted: Sequence[Due], now: datetime) -> None:
        """Rows stay where their place in the plan stays, so that a link to the second instalment opens the second."""
        self._surplus = self.lines[len(wanted) :]
        missing = range(len(self.lines) + 1, len(wanted) + 1)
        new = [Instalment(contract_id=self.contract.pk, seq=seq, created_at=now) for seq in missing]
        self.lines = [*self.lines[: len(wanted)], *new]
        for line, due in zip(self.lines, wanted, strict=True):
            line.due_on, line.amount_minor, line.name = due.due_on, due.amount_minor, due.name
            line.fields = due.fields or {}

    def settle(self, now: datetime) -> None:
        """Lay the money out (`rules.lay_out`) and write every row that this, or the caller, has changed."""
        shares = rules.lay_out(
            [line.amount_minor for line in self.lines], [receipt.kept_minor for receipt in self.receipts]
        )
        on_line, advance = Counter[int](), Counter[int]()
        for share in shares:
            if share.due is None:
                advance[share.payment] += share.amount
            else:
                on_line[share.due] += share.amount
        for place, line in enumerate(self.lines):
            line.allocated_minor = on_line[place]
        for place, receipt in enumerate(self.receipts):
            receipt.advance_minor = advance[place]
            receipt.allocated_minor = receipt.kept_minor - advance[place]
        self._write(self.lines, LINE, now)
        self._write(self.receipts, RECEIPT, now)
        self._write_allocations(shares)
        Instalment.objects.filter(pk__in=[line.pk for line in self._surplus]).delete()

    def _write(self, rows: Sequence[Any], names: Sequence[str], now: datetime) -> None:
        new = [row for row in rows if row.pk is None]
        changed = [row for row in rows if row.pk is not None and _values(row, names) != self._stored[row]]
        for row in changed:
            row.version += 1
        for row in (*new, *changed):
            row.updated_at = now
        if new:
            type(new[0]).objects.bulk_create(new)
        if changed:
            type(changed[0]).objects.bulk_update(changed, [*names, "version", "updated_at"])

    def _write_allocations(self, shares: Sequence[rules.Share]) -> None:
        """Only what differs from the stored layout; most receipts and refunds move one or two rows."""
        wanted = {
            (
                self.receipts[share.payment].pk,
                None if share.due is None else self.lines[share.due].pk,
            ): share.amount
            for share in shares
        }
        stored = Allocation.objects.filter(receipt__contract_id=self.contract.pk)
        gone, changed = [], []
        for allocation in stored:
            amount = wanted.pop((allocation.receipt_id, allocation.instalment_id), None)
            if amount is None:
                gone.append(allocation.pk)
            elif amount != allocation.amount_minor:
                allocation.amount_minor = amount
                changed.append(allocation)
        Allocation.objects.filter(pk__in=gone).delete()
        Allocation.objects.bulk_update(changed, ["amount_minor"])
        Allocation.objects.bulk_create(
            Allocation(receipt_id=receipt_id, instalment_id=line_id, amount_minor=amount)
            for (receipt_id, line_id), amount in wanted.items()
        )


def _values(row: Any, names: Sequence[str]) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in names)


def tell(fact: Fact, contract: Any, actor: Actor, now: datetime) -> None:
    """Record it on the timelines of the contract, its customer and its opportunity."""
    concerned: list[Any] = [contract, ("customer", contract.customer_id)]
    if contract.opportunity_id is not None:
        concerned.append(("opportunity", contract.opportunity_id))
    record(fact, *concerned, actor=actor, now=now)
