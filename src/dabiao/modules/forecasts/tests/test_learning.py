"""A model is used only while it beats the plain chances on later deals; where it no longer does, the company goes by stage."""

import pytest

from dabiao.core.errors import Conflict
from dabiao.core.timers.worker import drain
from dabiao.modules.forecasts.enums import ForecastWhy
from dabiao.modules.forecasts.models import Model
from dabiao.modules.forecasts.queries import outlook, serving
from dabiao.modules.forecasts.tests.builders import a_deal, choose, train, write_history
from dabiao.testing.people import NOW, Company


def test_with_too_little_history_it_says_how_much_is_missing(company: Company) -> None:
    write_history(company, 8)
    made = train(company)
    assert (made.why, made.artefact, made.in_use) == (ForecastWhy.TOO_FEW, None, False)
    assert made.figures["missing"] == 120 - made.figures["known"]
    with pytest.raises(Conflict, match="no_model"):
        choose(company, "model")


def test_a_model_that_is_no_better_is_not_used_and_a_second_run_keeps_one_in_use(company: Company) -> None:
    write_history(company, told=False)
    assert train(company).why == ForecastWhy.NOT_BETTER
    assert Model.objects.filter(in_use=True).count() == 0


def test_training_is_asked_for_and_done_by_a_job(company: Company) -> None:
    ops = company["ops"].client
    assert ops.write("POST", "/forecasts/trainings")["training"] is True
    drain()
    card = ops.read("/forecasts/model")
    assert (card["training"], card["card"]["why"]) == (False, "too_few")
    assert company["sales1"].client.problem("POST", "/forecasts/trainings")[0] == 403


def test_a_forecast_asks_as_much_for_one_deal_as_for_three(company: Company) -> None:
    from dabiao.testing.statements import counted

    seller = company["sales1"]
    a_deal(seller, "甲", NOW, expected_win_on=NOW.date())
    actor = seller.actor

    def ask() -> None:
        outlook.show(outlook.ForecastSpan.MONTH, actor=actor, now=NOW)

    one = counted(ask)
    a_deal(seller, "乙", NOW, expected_win_on=NOW.date())
    a_deal(company["sales2"], "丙", NOW, expected_win_on=NOW.date())
    assert counted(ask) == one
    serving.check_choice({"forecast_by": "stage"})
