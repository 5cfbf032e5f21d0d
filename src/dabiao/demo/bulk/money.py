"""Contracts, their plans, and the money that comes and goes."""

from dataclasses import dataclass, field

from dabiao.demo.bulk.books import Books
from dabiao.demo.bulk.deals import win
from dabiao.demo.simulation import happenings as on
from dabiao.modules.contracts import events as contract_events
from dabiao.modules.contracts import rules as contract_rules
from dabiao.modules.contracts.models import Contract
from dabiao.modules.receivables import events, rules
from dabiao.modules.receivables.models import Allocation, Instalment, Receipt, Refund


@dataclass
class Account:
    """A contract with everything that its money is laid out on. `shares` by (payment, line)."""

    contract: Contract
    lines: list[Instalment] = field(default_factory=list)
    receipts: list[Receipt] = field(default_factory=list)
    shares: dict[tuple[int, int | None], Allocation] = field(default_factory=dict)

    @property
    def kept_minor(self) -> int:
        return sum(receipt.kept_minor for receipt in self.receipts)

    @property
    def concerned(self) -> list[Contract | tuple[str, int]]:
        contract = self.contract
        deal = ("opportunity", contract.opportunity_id or 0)
        return [contract, ("customer", contract.customer_id), deal]

    @property
    def facts(self) -> tuple[str, str, int, str]:
        one = self.contract
        return one.number, one.title, one.amount_minor, one.currency


def drafted(books: Books, one: on.Drafted) -> None:
    deal, actor = books.deals[one.deal], books.people[one.by]
    contract = books.new(
        Contract,
        number=books.number(books.day_of(one.at)),
        title=one.title,
        customer_id=deal.customer_id,
        opportunity_id=deal.pk,
        amount_minor=deal.amount_minor,
        starts_on=one.starts_on,
        ends_on=one.ends_on,
        fields={},
        owner_id=actor.user_id,
        unit_id=actor.unit_id,
        created_at=one.at,
        updated_at=one.at,
    )
    books.contracts[one.deal] = account = Account(contract)
    fact = contract_events.ContractCreated(*account.facts)
    books.record(fact, *account.concerned, actor=actor, now=one.at)


def signed(books: Books, one: on.Signed) -> None:
    account = books.contracts[one.deal]
    contract = account.contract
    contract.status, contract.signed_on = "signed", one.on
    contract.version, contract.updated_at = contract.version + 1, one.at
    fact = contract_events.ContractSigned(*account.facts, signed_on=one.on)
    books.record(fact, *account.concerned, actor=books.people[one.by], now=one.at)
    win(books, one.deal, one)


def planned(books: Books, one: on.Planned) -> None:
    account = books.contracts[one.deal]
    contract = account.contract
    for seq, line in enumerate(one.lines, 1):
        facts = {"due_on": line.due_on, "amount_minor": line.amount_minor, "name": line.name, "fields": {}}
        times = {"created_at": one.at, "updated_at": one.at}
        account.lines.append(books.new(Instalment, contract_id=contract.pk, seq=seq, **facts, **times))
    items = [
        {
            "seq": line.seq,
            "name": line.name,
            "due_on": line.due_on.isoformat(),
            "amount_minor": line.amount_minor,
        }
        for line in account.lines
    ]
    fact = events.ReceivablePlanned(
        number=contract.number,
        title=contract.title,
        instalment_count=len(items),
        amount_minor=contract.amount_minor,
        currency=contract.currency,
        items=items,
        before=[],
    )
    books.record(fact, *account.concerned, actor=books.people[one.by], now=one.at)


def paid(books: Books, one: on.Paid) -> None:
    account, actor = books.contracts[one.deal], books.people[one.by]
    receipt = books.new(
        Receipt,
        contract_id=account.contract.pk,
        received_on=one.on,
        amount_minor=one.amount_minor,
        method=one.method,
        fields={},
        recorded_by_id=actor.user_id,
        created_at=one.at,
        updated_at=one.at,
    )
    account.receipts.append(receipt)
    _settle(books, account, one, new=receipt)
    fact = events.ReceiptRecorded(
        receipt_id=receipt.pk,
        number=account.contract.number,
        title=account.contract.title,
        amount_minor=receipt.amount_minor,
        currency=account.contract.currency,
        received_on=one.on,
        method=one.method,
        received_minor=account.kept_minor,
        advance_minor=sum(one.advance_minor for one in account.receipts),
    )
    books.record(fact, *account.concerned, actor=actor, now=one.at)
    _received(books, account, one)


def refunded(books: Books, one: on.Refunded) -> None:
    account, actor = books.contracts[one.deal], books.people[one.by]
    receipt = account.receipts[one.receipt - 1]
    receipt.refunded_minor += one.amount_minor
    receipt.version, receipt.updated_at = receipt.version + 1, one.at
    books.new(
        Refund,
        receipt_id=receipt.pk,
        amount_minor=one.amount_minor,
        refunded_on=one.on,
        reason=one.reason,
        recorded_by_id=actor.user_id,
        created_at=one.at,
    )
    _settle(books, account, one, new=receipt)
    fact = events.ReceiptRefunded(
        receipt_id=receipt.pk,
        number=account.contract.number,
        title=account.contract.title,
        amount_minor=one.amount_minor,
        currency=account.contract.currency,
        refunded_on=one.on,
        reason=one.reason,
        received_minor=account.kept_minor,
    )
    books.record(fact, *account.concerned, actor=actor, now=one.at)
    _received(books, account, one)


def _settle(books: Books, account: Account, one: on.Happening, *, new: Receipt) -> None:
    """Lay the money out by the rules; what differs from before is a new version, but for the receipt in hand."""
    dues = [line.amount_minor for line in account.lines]
    shares = rules.lay_out(dues, [receipt.kept_minor for receipt in account.receipts])
    wanted = {(share.payment, share.due): share.amount for share in shares}
    for place, line in enumerate(account.lines):
        amount = sum(amount for (_, due), amount in wanted.items() if due == place)
        if amount != line.allocated_minor:
            line.allocated_minor, line.version, line.updated_at = amount, line.version + 1, one.at
    for place, receipt in enumerate(account.receipts):
        advance = wanted.get((place, None), 0)
        laid = receipt.kept_minor - advance
        if (laid, advance) != (receipt.allocated_minor, receipt.advance_minor):
            receipt.allocated_minor, receipt.advance_minor = laid, advance
            if receipt is not new:
                receipt.version, receipt.updated_at = receipt.version + 1, one.at
    _share(books, account, wanted)


def _share(books: Books, account: Account, wanted: dict[tuple[int, int | None], int]) -> None:
    for place in account.shares.keys() - wanted.keys():
        books.drop(account.shares.pop(place))
    for place, amount in wanted.items():
        if place in account.shares:
            account.shares[place].amount_minor = amount
            continue
        payment, due = place
        account.shares[place] = books.new(
            Allocation,
            receipt_id=account.receipts[payment].pk,
            instalment_id=None if due is None else account.lines[due].pk,
            amount_minor=amount,
        )


def _received(books: Books, account: Account, one: on.Happening) -> None:
    contract = account.contract
    before, contract.received_minor = contract.status, account.kept_minor
    contract.status = contract_rules.status_with_money(before, contract.amount_minor, contract.received_minor)
    contract.updated_at = one.at
    if contract.status == "fulfilled" != before:
        fact = contract_events.ContractFulfilled(*account.facts)
        books.record(fact, *account.concerned, actor=books.people[one.by], now=one.at)
