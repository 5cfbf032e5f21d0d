"""A random world of deals for the figures of their flow: several pipelines and currencies, competitors, products, industries,
deals that come back, nobody's deals, every edge of a day and a month."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any

from dabiao.core.actor import SYSTEM
from dabiao.modules.analytics.tests.world import _held
from dabiao.modules.customers.models import Customer
from dabiao.modules.opportunities import services as opportunities
from dabiao.modules.opportunities.models import (
    Competitor,
    Item,
    Opportunity,
    Pipeline,
    Rival,
    Stage,
    StageEntry,
)
from dabiao.modules.products.models import Product
from dabiao.testing.people import NOW, Company

TICK = timedelta(microseconds=1)
MIDNIGHT = datetime(2026, 3, 17, 16, 0, tzinfo=UTC)  # of the 18th of March in Shanghai
MARCH = datetime(2026, 2, 28, 16, 0, tzinfo=UTC)
INDUSTRIES = ("软件", "制造", "")
REASONS = ("价格", "功能", "")


def make_deals(company: Company, seed: int, count: int = 50) -> Pipeline:
    """Deals in the default pipeline and in another one; returns that other one."""
    dice = random.Random(seed)
    kept = {"created_at": NOW, "updated_at": NOW}
    opportunities.ensure_default_pipeline(actor=SYSTEM, now=NOW)
    other = _another_pipeline()
    holders = [_held(company, who) for who in ("sales1", "sales1b", "sales2", "sales3", "lead1")]
    holders += [{**holders[0], "owner_id": None, "unit_id": None}]
    customers = [
        Customer.objects.create(**_held(company, "sales1"), name=f"客户{place}", industry=one)
        for place, one in enumerate(INDUSTRIES)
    ]
    rivals = [Competitor.objects.create(name=f"友商{n}", key=f"友商{n}", **kept) for n in range(3)]
    goods = [Product.objects.create(code=f"P{n}", name=f"产品{n}", price_minor=1, **kept) for n in range(3)]
    lines = [list(Stage.objects.filter(pipeline=one).order_by("position")) for one in (_default(), other)]
    for _ in range(count):
        _deal(dice, dice.choice(holders), dice.choice(customers), lines[dice.random() < 0.2], rivals, goods)
    return other


def _default() -> Pipeline:
    return Pipeline.objects.get(is_default=True)


def _another_pipeline() -> Pipeline:
    pipeline = Pipeline.objects.create(code="renewal", name="续约")
    for position, (code, kind) in enumerate(
        (("due", "open"), ("asked", "open"), ("won", "won"), ("lost", "lost"))
    ):
        Stage.objects.create(
            pipeline=pipeline, code=code, name=code, position=position + 1, percent=10, kind=kind
        )
    return pipeline


def _deal(
    dice: random.Random,
    holder: dict[str, Any],
    customer: Customer,
    stages: list[Stage],
    rivals: list[Competitor],
    goods: list[Product],
) -> None:
    opened = _moment(dice)
    walk = [(stage, at) for stage, at in _walk(dice, stages, opened)]
    stage, entered = walk[-1]
    closed = None if stage.is_open else opened + _age(dice)
    lost = stage.kind == "lost"
    deal = Opportunity.objects.create(
        **{**holder, "created_at": opened},
        name="CRM 采购",
        customer=customer,
        pipeline_id=stage.pipeline_id,
        stage=stage,
        stage_entered_at=_moment(dice) if stage.is_open else entered,
        amount_minor=dice.choice([0, 999_999, 1_000_000, 7_000_000, 10**8, dice.randrange(2 * 10**8)]),
        currency=dice.choice(["CNY", "CNY", "CNY", "USD"]),
        source=dice.choice(["form", "ad", ""]),
        closed_at=closed,
        lost_reason=dice.choice(REASONS) if lost else "",
        lost_to=dice.choice([None, *rivals]) if lost else None,
    )
    before = None
    for (stage, at), after in zip(walk, [*walk[1:], None], strict=True):
        stay = {"came_from": before, "entered_at": at, "left_at": after[1] if after else None}
        StageEntry.objects.create(opportunity=deal, stage=stage, **stay)
        before = stage
    for rival in dice.sample(rivals, dice.randrange(3)):
        Rival.objects.create(opportunity=deal, competitor=rival, created_at=NOW, updated_at=NOW)
    for place, product in enumerate(dice.choices([*goods, None], k=dice.randrange(4))):
        Item.objects.create(
            opportunity=deal,
            position=place,
            product=product,
            name="模块",
            quantity_thousandths=1_000,
            price_minor=1,
            amount_minor=1,
            created_at=NOW,
            updated_at=NOW,
        )


def _moment(dice: random.Random) -> datetime:
    """Around the edges of age bands and months, or anywhere in fourteen months."""
    edges = [MIDNIGHT - timedelta(days=days) for days in (0, 7, 14, 30, 60, 90)] + [MARCH, NOW]
    if dice.random() < 0.4:
        return dice.choice(edges) - dice.choice([timedelta(0), TICK])
    return NOW - timedelta(seconds=dice.randrange(420 * 86_400))


def _age(dice: random.Random) -> timedelta:
    """From opening to closing; a few deals were entered after they were decided."""
    if dice.random() < 0.4:
        return timedelta(days=dice.choice([30, 60, 90, 180, 360])) + dice.choice([timedelta(0), TICK])
    return timedelta(seconds=dice.randrange(-5 * 86_400, 400 * 86_400))


def _walk(dice: random.Random, stages: list[Stage], opened: datetime) -> list[tuple[Stage, datetime]]:
    """Forth and back, over ends and out of them again; two stays may begin at the same moment."""
    walk, at = [], opened
    for _ in range(dice.choice([1, 1, 2, 3, 4, 9])):
        stage = dice.choice(stages)
        if not walk or walk[-1][0] != stage:
            walk.append((stage, at))
            at += timedelta(seconds=dice.choice([0, 1, dice.randrange(20 * 86_400)]))
    return walk
