"""Whatever happened to deals, and however far the kept sums are behind: the forecast says what the records say, to the unit."""

import random
from datetime import datetime, timedelta
from typing import Any

import pytest

from dabiao.core.actor import SYSTEM
from dabiao.core.sums import EVERYBODY
from dabiao.core.timers import firing, worker
from dabiao.modules.forecasts.enums import ForecastSpan
from dabiao.modules.forecasts.models import OpenSum, OpenSumBasis, OpenSumMark, Timing
from dabiao.modules.forecasts.queries import outlook, sums
from dabiao.modules.forecasts.rules import arriving, pace, timing
from dabiao.modules.forecasts.services import summing
from dabiao.modules.forecasts.tests.builders import DAY, a_deal, stage
from dabiao.modules.opportunities.models import Opportunity, Stage
from dabiao.testing.people import NOW, Company
from dabiao.testing.statements import counted

pytestmark = pytest.mark.django_db
READERS = ("boss", "manager", "lead1", "sales1")
WAYS = (None, "stage", "competition")


def learn_when() -> None:
    names = ("percent", "in_stage", "quiet", "rivals", "pushes", "amount", "proofs")
    learnt = timing.Timing(
        -3.0,
        {"stretch": {"0": 0.4, "3": -0.2}, "slip": {"2": 0.5}, "aged": {"1": 0.3}, "come": {"2:0": 0.8}},
        dict.fromkeys(names, (2.0, 15.0, 0.2)),
    )
    coming = arriving.Arriving(tuple(n / 200 for n in range(65)), (10**5, 10**6), 90)
    Timing.objects.create(
        trained_at=NOW,
        horizon_days=190,
        why="better",
        in_use=True,
        artefact=pace.kept(pace.Pace(learnt, coming, 1.3)),
    )


def told(company: Company) -> list[Any]:
    return [
        outlook.show(span, way=way, actor=actor, now=NOW)
        for actor in [company[who].actor for who in READERS]
        for span in ForecastSpan
        for way in WAYS
    ]


def plain(company: Company) -> list[Any]:
    """Every deal read and weighed for the page: no sum counts."""
    bases = dict(OpenSumBasis.objects.values_list("pk", "basis"))
    OpenSumBasis.objects.update(basis="another")
    found = told(company)
    for id, basis in bases.items():
        OpenSumBasis.objects.filter(pk=id).update(basis=basis)
    return found


def is_whole(now: datetime = NOW) -> bool:
    return sums.KEPT.upto(sums.terms(now).basis) == EVERYBODY


def settle(people: int = 1_000) -> int:
    return summing.settle(people=people, actor=SYSTEM, now=NOW)


class World:
    """Open and ended deals of several people in several units, changed at random."""

    def __init__(self, company: Company, seed: int) -> None:
        self.company, self.dice = company, random.Random(seed)
        self.customer = a_deal(company["sales1"], "第一单", NOW - DAY).customer_id
        self.stages = [stage(code) for code in ("contact", "proposal", "won", "lost") if _there(code)]

    def open(self, count: int) -> None:
        first = Opportunity.objects.order_by("pk")[0]
        for number in range(count):
            made = Opportunity(name=f"商机{number}", customer_id=self.customer, pipeline_id=first.pipeline_id)
            self._stand(made, first)
            made.save(force_insert=True)

    def _stand(self, deal: Opportunity, first: Opportunity) -> None:
        dice = self.dice
        deal.stage_id = first.stage_id
        deal.amount_minor = dice.choice([0, 1, dice.randrange(10**6), dice.randrange(10**13)])
        deal.currency = dice.choice(["CNY", "CNY", "CNY", "USD"])
        deal.competitor_count, deal.pushes = dice.randrange(4), dice.randrange(4)
        deal.created_at = deal.updated_at = NOW - dice.random() * 200 * DAY
        deal.stage_entered_at = deal.created_at
        deal.last_contact_at = dice.choice([None, NOW - dice.random() * 40 * DAY, NOW])
        deal.expected_win_on = dice.choice([None, (NOW + timedelta(days=dice.randrange(-60, 150))).date()])
        deal.closed_at = dice.choice([None, None, None, NOW - DAY])
        self._place(deal)

    def _place(self, deal: Opportunity) -> None:
        owner = self.dice.choice([None, "sales1", "sales1b", "sales2", "sales3", "lead1"])
        unit = self.dice.choice([None, "sales1", "sales2", "sales3", "manager"])
        deal.owner_id = self.company[owner].id if owner else None
        deal.unit_id = self.company[unit].actor.unit_id if unit else None

    def change(self) -> None:
        deal = self.dice.choice(list(Opportunity.objects.order_by("pk")))
        kind = self.dice.randrange(4)
        if kind == 0:
            deal.delete()
        elif kind == 1:
            self._place(deal)
            deal.save()
        elif kind == 2:
            Opportunity.objects.filter(pk=deal.pk).update(amount_minor=self.dice.randrange(10**9))
        else:
            self.open(1)


def _there(code: str) -> bool:
    return Stage.objects.filter(pipeline__is_default=True, code=code).exists()


@pytest.mark.parametrize(("seed", "learnt", "deals"), [(1, True, 60), (2, False, 60), (3, True, 260)])
def test_kept_sums_say_what_every_deal_weighed_anew_says(
    company: Company, seed: int, learnt: bool, deals: int
) -> None:
    if learnt:
        learn_when()
    world = World(company, seed)
    world.open(deals)
    assert settle(3) == 3  # nobody's, and two people's
    assert OpenSum.objects.filter(owner_id__gt=0).exists()
    assert not is_whole()
    true = plain(company)
    assert told(company) == true
    assert settle() > 0
    assert is_whole()
    assert OpenSum.objects.exists()
    assert told(company) == true
    for _ in range(4):
        world.change()
    assert OpenSumMark.objects.exists()
    true = plain(company)
    assert told(company) == true  # what is marked is read
    settle(1)
    assert told(company) == true
    settle()
    assert not OpenSumMark.objects.exists()
    assert told(company) == true


def test_shared_and_own_deals_elsewhere_are_counted_once(company: Company) -> None:
    world = World(company, 5)
    world.open(30)
    own = Opportunity.objects.filter(closed_at=None).order_by("pk")[0]
    Opportunity.objects.filter(pk=own.pk).update(
        owner_id=company["manager"].id,
        unit_id=company["sales3"].actor.unit_id,
        currency="CNY",
        amount_minor=77,
        expected_win_on=NOW.date(),
    )
    settle()
    seen = outlook.show(ForecastSpan.MONTH, way="stage", actor=company["manager"].actor, now=NOW)
    assert {row["id"]: row["open_minor"] for row in seen["people"]}[company["manager"].id] == 77
    assert told(company) == plain(company)


def test_sums_of_yesterday_of_another_pace_or_of_other_stages_do_not_count(company: Company) -> None:
    World(company, 7).open(20)
    settle()
    assert is_whole()
    assert not is_whole(NOW + DAY)
    assert settle() == 0
    learn_when()
    assert not is_whole()
    settle()
    assert is_whole()
    here = stage("contact") if _there("contact") else Opportunity.objects.order_by("pk")[0].stage
    type(here).objects.filter(pk=here.pk).update(percent=here.percent + 1)
    assert not is_whole()
    assert told(company) == plain(company)


def test_a_settling_that_is_killed_goes_on_where_it_was(company: Company, monkeypatch: Any) -> None:
    World(company, 9).open(40)
    settle(2)
    reached = OpenSumBasis.objects.get().reached
    write = summing._write
    monkeypatch.setattr(summing, "_write", lambda *given: (write(*given), 1 / 0))
    with pytest.raises(ZeroDivisionError):
        settle()
    assert OpenSumBasis.objects.get().reached == reached
    monkeypatch.setattr(summing, "_write", write)
    settle()
    assert told(company) == plain(company)


def test_the_job_runs_where_something_changed_and_then_rests(company: Company) -> None:
    World(company, 11).open(10)
    firing.ensure_periodic(NOW)
    worker.drain(NOW)
    assert not sums.is_behind(NOW)
    before = list(OpenSum.objects.values_list("pk", flat=True))
    assert settle() == 0
    assert list(OpenSum.objects.values_list("pk", flat=True)) == before


def test_a_forecast_of_kept_sums_asks_as_much_for_one_deal_as_for_many(company: Company) -> None:
    learn_when()
    world, actor = World(company, 13), company["boss"].actor
    settle()

    def ask() -> None:
        outlook.show(ForecastSpan.MONTH, actor=actor, now=NOW)

    one = counted(ask)
    world.open(30)
    settle()
    assert counted(ask) == one
