"""A model grades only while it beats the rules on later leads, and learns nothing from the future."""

import random
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from django.db import connection, transaction

from dabiao.core.learning.verdicts import ModelVerdict
from dabiao.core.timers.worker import drain
from dabiao.modules.grading.models import Judgement, Model
from dabiao.modules.grading.queries import history
from dabiao.modules.grading.services import learning, ruling
from dabiao.modules.leads import services as leads
from dabiao.modules.leads.models import Lead
from dabiao.testing.people import NOW, Company, make_company

pytestmark = pytest.mark.django_db
RULE = {
    "name": "有预算",
    "condition": {"field": "said", "op": "says", "value": ["预算"]},
    "points": 35,
}


@pytest.fixture
def company(db: None) -> Company:
    made = make_company()
    ruling.create(values=RULE, actor=made["ops"].actor, now=NOW)
    return made


def write_history(company: Company, most: int = 1_240, *, told_by: str = "source", seed: int = 4) -> None:
    """Leads of a year of which those that were referred, or mention a budget, convert."""
    chance = random.Random(seed)
    rows = []
    for number in range(most):
        at = NOW - timedelta(days=420) + timedelta(hours=number * 6)
        source = chance.choice(["referral", "advert", "form"])
        remark = chance.choice(["预算三十万", "你好", "想了解一下"])
        good = source == "referral" if told_by == "source" else "预算" in remark
        rows.append(
            {
                "name": f"某{number}",
                "source": source,
                "remark": remark,
                "received_at": at,
                "owner_id": None,
                "for_dispatch": False,
                "raw": {"converts": chance.random() < (0.5 if good else 0.06)},
            }
        )
    leads.receive_many(items=rows, actor=company["ops"].actor, now=NOW)
    converted = [lead for lead in Lead.objects.all() if lead.raw["converts"]]
    customer = converted_customer(company)
    for lead in converted:
        lead.status, lead.customer_id = "converted", customer
        lead.converted_at = lead.received_at + timedelta(days=9)
    Lead.objects.bulk_update(converted, ["status", "customer_id", "converted_at"])


def converted_customer(company: Company) -> int:
    from dabiao.modules.customers.models import Customer

    made = Customer.objects.create(name="云岚", created_at=NOW, updated_at=NOW)
    return int(made.pk)


def train(company: Company) -> Model:
    return learning.train(actor=company["ops"].actor, now=NOW)


def test_a_model_that_beats_the_rules_on_later_leads_grades_until_it_is_switched_off(
    company: Company,
) -> None:
    write_history(company)
    made = train(company)
    assert (made.why, made.in_use) == (ModelVerdict.BETTER, True)
    assert made.figures["auc_model"]["low"] > made.figures["auc_rules"]["high"]
    assert made.figures["calibration_error"] < 0.04 + made.figures["calibration_noise"]
    ops = company["ops"].actor
    values: dict[str, Any] = {"name": "王芳", "source": "referral", "remark": "你好", "owner_id": None}
    lead = leads.receive(values=values, actor=ops, now=NOW).made
    found = Judgement.objects.get(pk=lead.pk)
    assert (found.graded_by, found.grade) == ("model", lead.grade)
    assert lead.grade in ("A", "B")
    assert found.probability is not None
    assert 0.2 < found.probability < 0.7
    assert found.reasons[0]["feature"]["name"] == "source"
    said = company["ops"].client.read(f"/leads/{lead.pk}/grading")
    assert (said["graded_by"], said["reasons"][0]["name"]) == ("model", "Source is Referral")
    by_hand = leads.receive(values={**values, "grade": "D"}, actor=ops, now=NOW).made
    assert (by_hand.grade, Judgement.objects.get(pk=by_hand.pk).graded_by) == ("D", "person")
    off = {"changes": {"model_mode": "off"}, "version": 1}
    company["ops"].client.write("PATCH", "/grading/policy", off)
    lead = leads.receive(values={**values, "remark": "预算"}, actor=ops, now=NOW).made
    assert (lead.grade, Judgement.objects.get(pk=lead.pk).graded_by) == ("B", "rule")


def test_a_model_that_is_no_better_than_the_rules_does_not_grade(company: Company) -> None:
    write_history(company, told_by="remark")
    made = train(company)
    assert (made.why, made.in_use) == (ModelVerdict.NOT_BETTER, False)
    assert company["ops"].client.read("/grading/model")["card"]["why"] == "not_better"


class Killed(BaseException):
    """As a kill -9 ends a process: nothing of ours runs after it."""


def test_wherever_a_training_is_killed_one_model_grades_and_it_is_the_one_before(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_history(company)
    first = train(company)
    row, learnt = learning._trained(
        history.examples(now=NOW), NOW
    )  # slow, and writes nothing: once for all deaths
    made = {name: getattr(row, name) for name in ("window_from", "window_until", "figures", "cuts", "why")}
    monkeypatch.setattr(history, "examples", lambda now: [])
    monkeypatch.setattr(
        learning, "_trained", lambda known, now: (Model(trained_at=now, horizon_days=60, **made), learnt)
    )
    for death in count(1):
        said = iter(range(1, 1_000))

        def die(execute: Any, *statement: Any, said: Any = said, death: int = death) -> Any:
            if next(said) == death:
                raise Killed
            return execute(*statement)

        try:
            with transaction.atomic(), connection.execute_wrapper(die):
                train(company)
        except Killed:
            assert list(Model.objects.values_list("pk", "in_use")) == [(first.pk, True)]
        else:
            break
    assert death > 5
    (second,) = Model.objects.filter(in_use=True)
    first.refresh_from_db()
    assert (second.pk > first.pk, second.artefact is not None) == (True, True)
    assert (first.in_use, first.why) == (False, ModelVerdict.REPLACED)


def test_the_card_tells_by_month_what_was_said_and_what_came(company: Company) -> None:
    write_history(company)
    months = train(company).figures["months"]
    assert [one["month"] for one in months] == sorted({one["month"] for one in months})
    assert sum(one["count"] for one in months) == Model.objects.get().figures["tested"]
    came = sum(one["count"] * one["true"] for one in months)
    assert came == pytest.approx(
        Model.objects.get().figures["base_rate"] * Model.objects.get().figures["tested"]
    )
    assert all(abs(one["said"] - one["true"]) < 0.2 for one in months)


def test_with_too_little_history_nothing_is_trained(company: Company) -> None:
    write_history(company, 40)
    made = train(company)
    assert (made.why, made.artefact, made.figures["known"]) == (ModelVerdict.TOO_FEW, None, 40)


def test_a_model_that_loses_on_later_leads_is_switched_off(company: Company) -> None:
    write_history(company)
    first = train(company)
    later = NOW + timedelta(days=400)
    chance = random.Random(8)
    rows = [
        {
            "name": f"后{number}",
            "source": chance.choice(["referral", "advert", "form"]),
            "remark": chance.choice(["预算三十万", "你好"]),
            "received_at": NOW + timedelta(hours=6 * number),
            "owner_id": None,
            "for_dispatch": False,
        }
        for number in range(500)
    ]
    leads.receive_many(items=rows, actor=company["ops"].actor, now=NOW)
    customer = converted_customer(company)
    turned = [one for one in Lead.objects.filter(name__startswith="后") if "预算" in one.remark]
    for lead in turned[::2]:
        lead.status, lead.customer_id = "converted", customer
        lead.converted_at = lead.received_at + timedelta(days=3)
    Lead.objects.bulk_update(turned[::2], ["status", "customer_id", "converted_at"])
    learning.train(actor=company["ops"].actor, now=later)
    first.refresh_from_db()
    assert (first.in_use, first.why) == (False, ModelVerdict.LOST)
    assert first.check_figures["gain"]["value"] < 0


def test_the_past_is_seen_as_it_was_and_what_may_still_happen_is_left_out(company: Company) -> None:
    ops = company["ops"].actor
    values: dict[str, Any] = {"name": "王芳", "remark": "你好", "source": "form", "owner_id": None}
    old = {**values, "received_at": NOW - timedelta(days=90)}
    lead = leads.receive(values=old, actor=ops, now=NOW - timedelta(days=90)).made
    leads.receive(values=values, actor=ops, now=NOW)
    changes = {"remark": "预算三十万，签了", "source": "referral"}
    leads.edit(lead.pk, changes=changes, base=None, version=lead.version, actor=ops, now=NOW)
    (one,) = history.examples(now=NOW)
    assert (one.case["source"], one.case["text"], one.points, one.converted) == ("form", "\n你好", 0.0, 0)


def test_training_is_asked_for_and_done_by_a_job(company: Company) -> None:
    write_history(company, 40)
    ops = company["ops"].client
    assert ops.write("POST", "/grading/trainings")["training"] is True
    drain()
    card = ops.read("/grading/model")
    assert (card["training"], card["in_use"], card["card"]["why"]) == (False, False, "too_few")
