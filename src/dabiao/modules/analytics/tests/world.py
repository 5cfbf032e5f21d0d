"""A company in full swing, drawn from a fixed seed: every status, stage and month edge, several times over."""

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from dabiao.core.actor import SYSTEM
from dabiao.modules.activities.models import Activity
from dabiao.modules.contracts.models import Contract
from dabiao.modules.customers.models import Customer
from dabiao.modules.leads.models import Lead
from dabiao.modules.opportunities import services as opportunities
from dabiao.modules.opportunities.models import Opportunity, Pipeline, Stage, StageEntry
from dabiao.modules.receivables.models import Instalment, Receipt
from dabiao.testing.people import NOW, Company

SELLERS = ("sales1", "sales1b", "sales2", "sales3")
HOUR = timedelta(hours=1)
TICK = timedelta(microseconds=1)
MARCH = datetime(2026, 2, 28, 16, 0, tzinfo=UTC)  # midnight in Shanghai
FEBRUARY = datetime(2026, 1, 31, 16, 0, tzinfo=UTC)
SAME_MOMENT = datetime(2026, 2, 18, 2, 0, tzinfo=UTC)
EDGES = (
    *(MARCH, MARCH - TICK, FEBRUARY, FEBRUARY - TICK, SAME_MOMENT, SAME_MOMENT - TICK),
    *(NOW, NOW - HOUR, NOW - timedelta(days=10), NOW - timedelta(days=40), NOW - timedelta(days=400)),
)
DAYS = (
    *(date(2026, 3, 1), date(2026, 2, 28), date(2026, 2, 1), date(2026, 1, 31), date(2026, 2, 18)),
    *(date(2026, 2, 19), date(2026, 3, 17), date(2026, 3, 18), date(2026, 3, 31), date(2025, 12, 1)),
)
# around the midnights of today, of Monday and of the third working day before
CONTACTED = [
    moment
    for midnight in (datetime(2026, 3, 17 - days, 16, 0, tzinfo=UTC) for days in (0, 2, 5))
    for moment in (midnight, midnight - TICK)
]


@dataclass
class World:
    company: Company
    customer: Customer
    pipeline: Pipeline
    stages: list[Stage]


def make_world(company: Company) -> World:
    dice = random.Random(20260318)
    holders: list[Any] = [_held(company, who) for who in (*SELLERS, "lead1")]
    pipeline = opportunities.ensure_default_pipeline(actor=SYSTEM, now=NOW)
    stages = list(Stage.objects.filter(pipeline=pipeline).order_by("position"))
    customer = Customer.objects.create(**_held(company, "sales1"), name="云岚科技")
    pools = [{"unit_id": unit.pk} for unit in (company.root, company.team1, company.south)]
    Lead.objects.bulk_create(_lead(dice, [*holders, *pools], customer) for _ in range(160))
    deals = Opportunity.objects.bulk_create(_deal(dice, holders, customer, stages) for _ in range(90))
    StageEntry.objects.bulk_create(entry for deal in deals for entry in _stays(dice, deal, stages))
    contracts = Contract.objects.bulk_create(
        _contract(dice, holders, customer, number) for number in range(80)
    )
    Instalment.objects.bulk_create(line for contract in contracts for line in _plan(dice, contract))
    Receipt.objects.bulk_create(_receipt(dice, contract) for contract in contracts if contract.received_minor)
    Activity.objects.bulk_create(_contact(dice, holders, customer) for _ in range(60))
    return World(company, customer, pipeline, stages)


def _contact(dice: random.Random, holders: list[Any], customer: Customer) -> Activity:
    return Activity(
        **dice.choice(holders),
        about_kind="customer",
        about_id=customer.pk,
        customer_id=customer.pk,
        method="call",
        result="reached",
        occurred_at=dice.choice([NOW, NOW - HOUR, *CONTACTED]),
        removed_at=dice.choice([None, None, None, NOW]),
    )


def _held(company: Company, who: str) -> dict[str, Any]:
    moments = {"created_at": NOW, "updated_at": NOW}
    return {"owner_id": company[who].id, "unit_id": company[who].employee.unit_id, **moments}


def _lead(dice: random.Random, holders: list[Any], customer: Customer) -> Lead:
    held = dice.choice(holders)
    owned = "owner_id" in held
    received = dice.choice(EDGES)
    assigned = received + dice.choice([TICK, HOUR]) if owned else None
    delay = dice.choice([timedelta(0), timedelta(minutes=5), timedelta(minutes=5) + TICK, 2 * HOUR])
    contacted = assigned + delay if assigned and dice.random() < 0.6 else None
    status = dice.choice(["assigned", "contacted", "qualified", "converted", "invalid"]) if owned else "new"
    due = dice.choice([None, NOW - HOUR, NOW, NOW + HOUR, NOW + timedelta(days=2)])
    return Lead(
        **{"created_at": NOW, "updated_at": NOW, **held},
        name="王芳",
        source=dice.choice(["form", "phone", "file"]),
        status=status,
        received_at=received,
        assigned_at=assigned,
        first_contact_at=contacted,
        next_contact_at=due,
        invalid_reason="spam" if status == "invalid" else "",
        customer=customer if status == "converted" else None,
        converted_at=received if status == "converted" else None,
    )


def _deal(dice: random.Random, holders: list[Any], customer: Customer, stages: list[Stage]) -> Opportunity:
    stage = dice.choice(stages)
    return Opportunity(
        **{**dice.choice(holders), "created_at": dice.choice(EDGES)},
        name="CRM 采购",
        customer=customer,
        pipeline_id=stage.pipeline_id,
        stage=stage,
        stage_entered_at=NOW,
        amount_minor=dice.randrange(10**9),
        currency=dice.choice(["CNY", "CNY", "CNY", "USD"]),
        expected_win_on=dice.choice([None, *DAYS]),
        next_contact_at=dice.choice([None, NOW - HOUR, NOW + HOUR]),
        closed_at=None if stage.is_open else dice.choice(EDGES),
        lost_reason="价格" if stage.kind == "lost" else "",
    )


def _stays(dice: random.Random, deal: Opportunity, stages: list[Stage]) -> list[StageEntry]:
    """A walk over some stages, forth and back, ending where the deal stands."""
    walk = [*dice.choices([stage for stage in stages if stage.is_open], k=dice.randrange(4)), deal.stage]
    entries, at, before = [], deal.created_at, None
    for stage in walk:
        until = at + timedelta(seconds=dice.randrange(1, 20 * 86_400))
        stay = {"came_from": before, "entered_at": at, "left_at": until}
        entries.append(StageEntry(opportunity=deal, stage=stage, **stay))
        at, before = until, stage
    entries[-1].left_at = None
    return entries


def _contract(dice: random.Random, holders: list[Any], customer: Customer, number: int) -> Contract:
    status = dice.choice(["draft", "signed", "signed", "fulfilled", "cancelled"])
    amount = dice.randrange(1, 10**8)
    received = {"signed": dice.choice([0, amount // 2]), "fulfilled": amount}.get(status, 0)
    return Contract(
        **dice.choice(holders),
        number=f"T-{number}",
        title="服务合同",
        customer=customer,
        amount_minor=amount,
        currency=dice.choice(["CNY", "CNY", "USD"]),
        status=status,
        signed_on=None if status == "draft" else dice.choice(DAYS),
        received_minor=received,
    )


def _plan(dice: random.Random, contract: Contract) -> list[Instalment]:
    return [
        Instalment(
            contract=contract,
            seq=seq,
            due_on=dice.choice(DAYS),
            amount_minor=amount,
            allocated_minor=dice.choice([0, amount // 3, amount]) if contract.received_minor else 0,
            created_at=NOW,
            updated_at=NOW,
        )
        for seq, amount in enumerate((dice.randrange(1, 10**7), dice.randrange(1, 10**7)), start=1)
    ]


def _receipt(dice: random.Random, contract: Contract) -> Receipt:
    refunded = dice.choice([0, 0, contract.received_minor // 4])
    return Receipt(
        contract=contract,
        received_on=dice.choice(DAYS),
        amount_minor=contract.received_minor + refunded,
        refunded_minor=refunded,
        advance_minor=contract.received_minor,
        method="bank",
        created_at=NOW,
        updated_at=NOW,
    )
