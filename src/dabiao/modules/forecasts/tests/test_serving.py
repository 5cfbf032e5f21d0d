"""A company whose deals follow what can be learnt: its model is used, explained, kept up, and left where it no longer wins."""

from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction

import pytest
from pytest_django import DjangoDbBlocker
from tests.shared_world import rolled_back

from dabiao.core.access.models import CompanySettings
from dabiao.core.notifications.models import Notification
from dabiao.core.timers.worker import drain
from dabiao.modules.forecasts.enums import ForecastWhy
from dabiao.modules.forecasts.models import Kept
from dabiao.modules.forecasts.queries import outlook, serving
from dabiao.modules.forecasts.services import keeping, learning, scoring
from dabiao.modules.forecasts.tests.builders import DAY, a_deal, choose, move, train, write_history
from dabiao.modules.opportunities import queries as opportunities
from dabiao.modules.opportunities.models import Opportunity
from dabiao.testing.people import NOW, Company, make_company

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def company(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Company]:
    """Its history is lived once; what a test does to it is taken back."""
    with django_db_blocker.unblock(), rolled_back():
        found = make_company()
        write_history(found)
        yield found


def score(company: Company) -> None:
    actor = company["ops"].actor
    scoring.prepare(actor=actor, now=NOW)
    scoring.score_slice(after=0, actor=actor, now=NOW)


def test_a_better_model_is_chosen_explained_and_falls_back_when_switched_off(company: Company) -> None:
    made = train(company)
    assert (made.why, made.in_use) == (ForecastWhy.BETTER, True)
    assert made.figures["brier_model"] < min(made.figures["brier_stage"], made.figures["brier_competition"])
    seller = company["sales1"]
    small = a_deal(seller, "小单", NOW - 3 * DAY, expected_win_on=NOW.date())
    large = a_deal(seller, "大单", NOW - 3 * DAY, amount_minor=90_000_000, expected_win_on=NOW.date())
    version = small.version
    score(company)
    small.refresh_from_db()
    large.refresh_from_db()
    assert small.model_chance is not None
    assert large.model_chance is not None
    assert small.model_chance > 600 > 400 > large.model_chance
    assert small.version == version
    choose(company, "model")
    _weighed_alike(company, small, large)
    said = seller.client.read(f"/opportunities/{small.pk}/chances")
    assert (said["by_model"], said["used"]) == (small.model_chance / 10, "model")
    assert said["reasons"][0]["name"] == "Size of the amount"
    assert said["reasons"][0]["points"] > 0
    ops = company["ops"].client
    card = ops.read("/forecasts/model")
    assert (card["in_use"], card["may_manage"], card["card"]["why"]) == (True, True, "better")
    ops.write("PATCH", "/forecasts/policy", {"changes": {"model_mode": "off"}, "version": card["version"]})
    assert CompanySettings.objects.get().forecast_by == "stage"
    assert not Opportunity.objects.filter(model_chance__isnull=False).exists()
    told = Notification.objects.filter(kind="forecast.fell_back")
    assert company["ops"].id in told.values_list("user_id", flat=True)
    assert seller.id not in told.values_list("user_id", flat=True)
    assert serving.in_use() is None


def _weighed_alike(company: Company, *deals: Opportunity) -> None:
    """Lists, board, figures and forecast agree, in SQL and in Python."""
    seller = company["sales1"]
    rows = {
        row["id"]: row["weighted_minor"]
        for row in seller.client.read("/opportunities?stage_kind=open")["items"]
    }
    exact = {one.pk: one.amount_minor * Fraction(one.model_chance or 0, 1000) for one in deals}
    assert {one.pk: rows[one.pk] for one in deals} == {
        id: int(worth + Fraction(1, 2)) for id, worth in exact.items()
    }
    totals = opportunities.by_stage(filters={"stage_kind": "open"}, actor=seller.actor)
    assert sum(one.worth for one in totals) == sum(exact.values())
    chance = opportunities.chance_while_open()
    assert chance(10, 3, deals[0].model_chance) == Fraction(deals[0].model_chance or 0, 1000)
    assert chance(10, 3, None) == Fraction(1, 10)
    shown = outlook.show(outlook.ForecastSpan.MONTH, actor=seller.actor, now=NOW)
    assert shown["total"]["weighted_minor"] == sum(rows[one.pk] for one in deals)
    assert {row["way"] for row in shown["ways"]} >= {"stage", "competition", "model"}


def test_a_deal_that_changes_is_weighed_anew_and_says_the_same_as_the_job(company: Company) -> None:
    train(company)
    deal = a_deal(company["sales1"], "小单", NOW - 3 * DAY)
    score(company)
    before = Opportunity.objects.get(pk=deal.pk).model_chance
    opportunities_edit(company, deal, 90_000_000)
    drain()
    after = Opportunity.objects.get(pk=deal.pk).model_chance
    assert before is not None
    assert after is not None
    assert after < before
    scoring.score([deal.pk], actor=company["ops"].actor, now=NOW)
    alone = Opportunity.objects.get(pk=deal.pk).model_chance
    score(company)
    assert Opportunity.objects.get(pk=deal.pk).model_chance == alone


def opportunities_edit(company: Company, deal: Opportunity, amount: int) -> None:
    from dabiao.modules.opportunities import services

    services.edit(
        deal.pk,
        changes={"amount_minor": amount},
        version=deal.version,
        actor=company["sales1"].actor,
        now=NOW,
    )


def test_where_the_model_loses_the_company_goes_by_stage_and_is_told(company: Company) -> None:
    made = train(company)
    choose(company, "model")
    later = NOW + timedelta(days=200)
    seller = company["sales1"]
    customer = Opportunity.objects.values_list("customer_id", flat=True)[0]
    for number in range(60):  # the market turns: what was won is lost
        at = NOW + number * DAY
        large = number % 2 == 0
        deal = a_deal(
            seller, f"后{number}", at, customer_id=customer, amount_minor=90_000_000 if large else 1_000_000
        )
        move(seller, deal, "won" if large else "lost", at + 20 * DAY)
    learning.train(actor=company["ops"].actor, now=later)
    made.refresh_from_db()
    assert (made.in_use, made.why) == (False, ForecastWhy.LOST)
    if serving.in_use() is None:
        assert CompanySettings.objects.get().forecast_by == "stage"
        assert Notification.objects.filter(kind="forecast.fell_back").exists()


def test_forecasts_are_kept_once_rebuilt_of_what_was_known_and_held_against_what_came(
    company: Company,
) -> None:
    actor = company["ops"].actor
    assert keeping.rebuild(actor=actor, now=NOW) > 0
    assert keeping.rebuild(actor=actor, now=NOW) == 0
    before = Kept.objects.count()
    keeping.keep(actor=actor, now=NOW)
    assert keeping.keep(actor=actor, now=NOW) == 0
    assert Kept.objects.count() >= before
    past = Kept.objects.filter(grain="month", horizon=30, unit_id=0, way="stage", last__lt=NOW.date()).latest(
        "first"
    )
    assert past.rebuilt
    assert past.made_on == past.last - 30 * DAY
    found = company["ops"].client.read("/forecasts/accuracy")
    came = {row["first"]: row["came_minor"] for row in found["periods"]}
    won = Opportunity.objects.filter(
        stage__kind="won", closed_at__date__gte=past.first, closed_at__date__lte=past.last
    )
    assert came[past.first.isoformat()] == sum(won.values_list("amount_minor", flat=True))
    assert company["sales1"].client.problem("GET", "/forecasts/accuracy")[0] == 403
    assert company["ops"].client.problem("GET", "/forecasts/accuracy?unit_id=999999")[0] == 404
