"""What happened, lived through with the services that people use, one call for each: slow, and right by definition.

`bulk` writes the same rows; a test compares what both leave.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from dabiao.core.actor import Actor
from dabiao.core.comments import services as comments
from dabiao.demo.simulation import happenings as on
from dabiao.modules.activities import services as activities
from dabiao.modules.contracts import services as contracts
from dabiao.modules.customers import services as customers
from dabiao.modules.leads import services as leads
from dabiao.modules.opportunities import queries as opportunity_queries
from dabiao.modules.opportunities import services as opportunities
from dabiao.modules.org import queries as org_queries
from dabiao.modules.products import queries as product_queries
from dabiao.modules.receivables import services as receivables
from dabiao.modules.receivables.services import Due


def live(happened: Iterable[on.Happening], people: Mapping[str, Actor]) -> None:
    life = Life(people)
    for one in happened:
        life.happen(one)


class Life:
    """Which records the leads and deals of the simulation have become."""

    def __init__(self, people: Mapping[str, Actor]) -> None:
        self.people = people
        self.leads: dict[int, int] = {}
        self.customers: dict[int, int] = {}
        self.deals: dict[int, int] = {}
        self.stages: dict[int, int] = {}  # deal → its place among the open stages
        self.expected: dict[int, date] = {}
        self.contracts: dict[int, int] = {}
        self.receipts: dict[tuple[int, int], int] = {}
        stages = opportunity_queries.pipelines()[0]["stages"]
        self.open = [stage["id"] for stage in stages if stage["kind"] == "open"]
        self.lost = next(stage["id"] for stage in stages if stage["kind"] == "lost")
        self.amounts: dict[int, int] = {}
        self.tags = {name: id for id, name in org_queries.tag_names().items()}
        self.products: dict[str, int] = dict(
            product_queries.all_for(people["admin"]).values_list("code", "pk")
        )

    def happen(self, one: on.Happening) -> None:
        happens: Callable[..., None] = getattr(self, f"_{type(one).__name__.lower()}")
        happens(one, {"actor": self.people[one.by], "now": one.at})

    def _arrived(self, one: on.Arrived, who: Any) -> None:
        values = {**self._tagged(one.values), "for_dispatch": False}  # in those days people gave them by hand
        self.leads[one.lead] = leads.receive(values=values, **who).made.pk

    def _tagged(self, values: Mapping[str, Any]) -> dict[str, Any]:
        return {**values, "tags": [self.tags[name] for name in values["tags"]]}

    def _askedagain(self, one: on.AskedAgain, who: Any) -> None:
        if not leads.receive(values=self._tagged(one.values), **who).joined:
            raise LookupError(f"lead {one.lead} was not known any more at {one.at}")

    def _assigned(self, one: on.Assigned, who: Any) -> None:
        leads.assign(self.leads[one.lead], owner_id=self.people[one.to].person, **who)

    def _claimed(self, one: on.Claimed, who: Any) -> None:
        leads.claim(self.leads[one.lead], **who)

    def _gaveback(self, one: on.GaveBack, who: Any) -> None:
        leads.give_back(self.leads[one.lead], reason=one.reason, **who)

    def _qualified(self, one: on.Qualified, who: Any) -> None:
        leads.qualify(self.leads[one.lead], **who)

    def _invalidated(self, one: on.Invalidated, who: Any) -> None:
        leads.invalidate(self.leads[one.lead], reason=one.reason, note=one.note, **who)

    def _contacted(self, one: on.Contacted, who: Any) -> None:
        of_lead = one.lead is not None
        activities.log(
            subject_kind="lead" if of_lead else "opportunity",
            subject_id=self.leads[one.lead or 0] if of_lead else self.deals[one.deal or 0],
            method=one.method,
            purpose=one.purpose,
            result=one.result,
            content=one.content,
            next_contact_at=one.next_at,
            **who,
        )

    def _converted(self, one: on.Converted, who: Any) -> None:
        wanted = leads.Conversion(
            opportunity_name=one.name,
            amount_minor=one.amount_minor,
            customer_name=one.customer,
            expected_win_on=one.expected_win_on,
        )
        made = leads.convert(self.leads[one.lead], conversion=wanted, **who)
        self.customers[one.lead] = made.customer_id
        self._open(one, made.opportunity_id)

    def _open(self, one: on.Converted | on.Reopened, id: int) -> None:
        self.deals[one.deal], self.stages[one.deal] = id, 0
        self.amounts[one.deal], self.expected[one.deal] = one.amount_minor, one.expected_win_on

    def _described(self, one: on.Described, who: Any) -> None:
        customers.edit(
            self.customers[one.lead],
            changes={"industry": one.industry, "fields.people": one.people},
            base={"industry": "", "fields.people": None},
            **who,
        )

    def _reopened(self, one: on.Reopened, who: Any) -> None:
        deal = opportunities.create(
            name=one.name,
            customer_id=self.customers[one.earlier // 2],
            amount_minor=one.amount_minor,
            expected_win_on=one.expected_win_on,
            **who,
        )
        self._open(one, deal.pk)

    def _postponed(self, one: on.Postponed, who: Any) -> None:
        changes, base = {"expected_win_on": one.expected_win_on}, {"expected_win_on": self.expected[one.deal]}
        opportunities.edit(self.deals[one.deal], changes=changes, base=base, **who)
        self.expected[one.deal] = one.expected_win_on

    def _moved(self, one: on.Moved, who: Any) -> None:
        here = self.stages[one.deal]
        seen = {"stage_id": self.open[here + 1], "expected_stage_id": self.open[here]}
        opportunities.move(self.deals[one.deal], **seen, **who)
        self.stages[one.deal] += 1

    def _challenged(self, one: on.Challenged, who: Any) -> None:
        said: Any = {"name": one.name, "threat": one.threat, "note": one.note}
        opportunities.add_rival(self.deals[one.deal], **said, **who)

    def _quoted(self, one: on.Quoted, who: Any) -> None:
        deal = self.deals[one.deal]
        for line in one.lines:
            said = {name: getattr(line, name) for name in ("name", "unit", "quantity_thousandths")}
            said |= {"price_minor": line.price_minor, "discount_hundredths": line.discount_hundredths}
            opportunities.add_item(deal, product_id=self.products.get(line.code), **said, **who)
        switch: Any = {"changes": {"amount_from_items": True}, "base": {"amount_from_items": False}}
        opportunities.edit(deal, **switch, **who)

    def _joined(self, one: on.Joined, who: Any) -> None:
        colleague = self.people[one.who].person
        opportunities.set_member(self.deals[one.deal], user_id=colleague, part=one.part, **who)

    def _budgeted(self, one: on.Budgeted, who: Any) -> None:
        changes = {"budget_minor": one.budget_minor, "decides_on": one.decides_on}
        base = dict.fromkeys(changes)
        opportunities.edit(self.deals[one.deal], changes=changes, base=base, **who)

    def _lost(self, one: on.Lost, who: Any) -> None:
        seen = {"stage_id": self.lost, "expected_stage_id": self.open[self.stages[one.deal]]}
        opportunities.move(self.deals[one.deal], **seen, reason=one.reason, competitor=one.competitor, **who)

    def _drafted(self, one: on.Drafted, who: Any) -> None:
        contract = contracts.create(
            title=one.title,
            customer_id=self.customers[one.deal // 2],
            opportunity_id=self.deals[one.deal],
            amount_minor=self.amounts[one.deal],
            starts_on=one.starts_on,
            ends_on=one.ends_on,
            **who,
        )
        self.contracts[one.deal] = contract.pk

    def _signed(self, one: on.Signed, who: Any) -> None:
        contracts.sign(self.contracts[one.deal], signed_on=one.on, **who)

    def _planned(self, one: on.Planned, who: Any) -> None:
        items = [Due(line.due_on, line.amount_minor, line.name) for line in one.lines]
        receivables.plan(self.contracts[one.deal], items=items, **who)

    def _paid(self, one: on.Paid, who: Any) -> None:
        said: Any = {"received_on": one.on, "amount_minor": one.amount_minor, "method": one.method}
        receipt = receivables.receive(contract_id=self.contracts[one.deal], **said, **who)
        self.receipts[one.deal, one.receipt] = receipt.pk

    def _refunded(self, one: on.Refunded, who: Any) -> None:
        said: Any = {"refunded_on": one.on, "amount_minor": one.amount_minor, "reason": one.reason}
        receivables.refund(self.receipts[one.deal, one.receipt], **said, **who)

    def _said(self, one: on.Said, who: Any) -> None:
        named = self.people[one.names]
        comments.add(
            subject_kind="opportunity",
            subject_id=self.deals[one.deal],
            text=one.text.format(named.name),
            mentions=[named.person],
            **who,
        )
