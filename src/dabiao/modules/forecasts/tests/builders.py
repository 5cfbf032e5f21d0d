"""A history of deals whose outcome hangs on one thing, told through the services as it would have happened."""

import random
from datetime import datetime, timedelta

from dabiao.core.access import services as access
from dabiao.modules.activities import services as activities
from dabiao.modules.customers import services as customers
from dabiao.modules.forecasts.models import Model
from dabiao.modules.forecasts.services import learning
from dabiao.modules.opportunities import services as deals
from dabiao.modules.opportunities.models import Opportunity, Stage
from dabiao.testing.people import NOW, Company, Person

DAY = timedelta(days=1)


def stage(code: str) -> Stage:
    return Stage.objects.get(pipeline__is_default=True, code=code)


def a_deal(
    person: Person, name: str, at: datetime, *, customer_id: int | None = None, **facts: object
) -> Opportunity:
    if customer_id is None:
        customer_id = customers.create(name=f"{name}的客户", actor=person.actor, now=at).pk
    given = {"amount_minor": 1_000_000, "expected_win_on": (at + 30 * DAY).date(), **facts}
    return deals.create(name=name, customer_id=customer_id, actor=person.actor, now=at, **given)  # type: ignore[arg-type]


def contact(person: Person, deal: Opportunity, at: datetime) -> None:
    activities.log(
        subject_kind="opportunity",
        subject_id=deal.pk,
        method="call",
        purpose="",
        result="reached",
        content="",
        occurred_at=at,
        actor=person.actor,
        now=at,
    )


def move(person: Person, deal: Opportunity, to: str, at: datetime) -> None:
    here = Opportunity.objects.get(pk=deal.pk).stage_id
    reason = "价格太高" if to == "lost" else ""
    deals.move(
        deal.pk, stage_id=stage(to).pk, expected_stage_id=here, reason=reason, actor=person.actor, now=at
    )


def write_history(company: Company, count: int = 210, *, seed: int = 3, told: bool = True) -> None:
    """Large deals are mostly lost, small ones mostly won, where `told`; else all come by chance alone, as their stage says."""
    chance, seller = random.Random(seed), company["sales1"]
    customer = customers.create(name="老客户", actor=seller.actor, now=NOW - 700 * DAY).pk
    for number in range(count):
        at = NOW - timedelta(days=400) + number * timedelta(days=1.5)
        large = chance.random() < 0.5
        odds = (0.2 if large else 0.8) if told else 0.15
        facts = {"amount_minor": 90_000_000 if large else 1_000_000, "customer_id": customer}
        deal = a_deal(seller, f"商机{number}", at, **facts)  # type: ignore[arg-type]
        won = chance.random() < odds
        move(seller, deal, "won" if won else "lost", at + 60 * DAY)


def train(company: Company) -> Model:
    return learning.train(actor=company["ops"].actor, now=NOW)


def choose(company: Company, way: str) -> None:
    access.save_company_settings(changes={"forecast_by": way}, actor=company["ops"].actor, now=NOW)
