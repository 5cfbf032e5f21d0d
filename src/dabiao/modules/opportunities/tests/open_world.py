"""Deals of everybody, everywhere, in every stage and state, changed at random behind the services' back."""

import random
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from django.utils.timezone import get_default_timezone

from dabiao.core.access.models import CompanySettings
from dabiao.core.actor import Actor
from dabiao.core.days import local_day
from dabiao.modules.opportunities import rules
from dabiao.modules.opportunities.models import Opportunity, Pipeline, Stage
from dabiao.modules.opportunities.queries import records
from dabiao.modules.opportunities.queries.ladders import Ladders
from dabiao.modules.opportunities.tests.builders import a_customer, another_pipeline
from dabiao.testing.people import NOW, Company

TODAY = local_day(NOW)


class World:
    def __init__(self, company: Company, seed: int) -> None:
        self.company, self.dice = company, random.Random(seed)
        self.customer = a_customer(company["sales1"])
        another_pipeline()
        retired = Stage.objects.filter(code="solution_accepted")
        retired.update(active=False)
        self.stages = list(Stage.objects.order_by("pk"))

    def open(self, count: int) -> None:
        Opportunity.objects.bulk_create([self._one(number) for number in range(count)])

    def _one(self, number: int) -> Opportunity:
        dice = self.dice
        stage = dice.choice([one for one in self.stages if one.is_open])
        made = NOW - dice.random() * timedelta(days=120)
        closed = dice.choice([None, None, None, NOW - timedelta(days=dice.choice([1, 90]))])
        if closed:
            stage = dice.choice([one for one in self.stages if one.pipeline_id == stage.pipeline_id])
        evidenced = dice.choice([None, *self.stages])
        deal = Opportunity(
            name=f"商机{number}",
            customer=self.customer,
            pipeline_id=stage.pipeline_id,
            stage=stage,
            stage_entered_at=made,
            amount_minor=dice.choice([0, 1, dice.randrange(10**6), dice.randrange(10**13)]),
            currency=dice.choice(["CNY", "CNY", "CNY", "USD"]),
            competitor_count=dice.choice([0, 0, 1, 2, 6]),
            model_chance=dice.choice([None, 0, 333, dice.randrange(1001)]),
            evidenced_stage=evidenced,
            recorded_stage=dice.choice([None, evidenced]),
            last_contact_at=dice.choice([None, NOW - dice.random() * timedelta(days=60)]),
            closed_at=closed,
            created_at=made,
            updated_at=made,
        )
        self._place(deal)
        return deal

    def _place(self, deal: Opportunity) -> None:
        owner = self.dice.choice([None, "sales1", "sales1b", "sales2", "sales3", "lead1", "manager"])
        unit = self.dice.choice([None, "sales1", "sales2", "sales3", "manager"])
        deal.owner_id = self.company[owner].id if owner else None
        deal.unit_id = self.company[unit].actor.unit_id if unit else None

    def change(self) -> None:
        dice = self.dice
        deal = dice.choice(list(Opportunity.objects.order_by("pk")))
        kind = dice.randrange(6)
        if kind == 0:
            deal.delete()
        elif kind == 1:
            self._place(deal)
            deal.save()
        elif kind == 2:
            Opportunity.objects.filter(pk=deal.pk).update(amount_minor=dice.randrange(10**9))
        elif kind == 3:
            Opportunity.objects.filter(pk=deal.pk).update(
                competitor_count=dice.randrange(4), model_chance=dice.randrange(1001), last_contact_at=NOW
            )
        elif kind == 4:
            Opportunity.objects.filter(pk=deal.pk).update(closed_at=NOW)
        else:
            self.open(1)


def weigh_by(way: str) -> None:
    if not CompanySettings.objects.update(forecast_by=way):
        CompanySettings.objects.create(forecast_by=way)


def deal_by_deal(where: dict[str, Any], pipeline: Pipeline | None, actor: Actor, day: date = TODAY) -> Any:
    """(stage, currency) → count, amount, weighted and credible of the open deals that a list shows, each weighed by itself."""
    way = CompanySettings.objects.values_list("forecast_by", flat=True).first() or "stage"
    shown = records.chosen(where, actor=actor).filter(closed_at=None).select_related("stage")
    if pipeline is not None:
        shown = shown.filter(stage__pipeline=pipeline)
    sums: dict[Any, list[Any]] = defaultdict(lambda: [0, 0, Fraction(0), Fraction(0)])
    for deal in shown:
        worth, percent = _weighed(deal, way, day)
        into = sums[deal.stage_id, deal.currency]
        for place, more in enumerate((1, deal.amount_minor, worth, worth * percent / 100)):
            into[place] += more
    return {key: (*some[:2], *map(_rounded, some[2:])) for key, some in sums.items()}


def _weighed(deal: Opportunity, way: str, day: date) -> tuple[Fraction, int]:
    stage = deal.stage
    chance = rules.chance_by(way, stage.kind, stage.percent, deal.competitor_count, deal.model_chance)
    ladder = Ladders(Stage.objects.filter(pipeline_id=stage.pipeline_id).order_by("position"))
    at = deal.last_contact_at or deal.created_at
    since = rules.fresh_since(day, get_default_timezone())
    fresh = next((worth for begin, worth in since if at >= begin), rules.OLD)
    ahead = ladder.both(stage.pk, deal.evidenced_stage_id, deal.recorded_stage_id)
    return deal.amount_minor * chance, rules.credibility(stage.kind, fresh, *ahead)


def _rounded(exact: Fraction) -> int:
    return int(exact + Fraction(1, 2))


def as_shown(totals: Iterable[Any]) -> Any:
    """The same of what a query says."""
    return {
        (one.stage_id, one.currency): (
            one.count,
            one.amount_minor,
            one.weighted_minor,
            one.credible_minor,
        )
        for one in totals
    }
