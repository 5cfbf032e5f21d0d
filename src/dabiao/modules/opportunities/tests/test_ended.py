"""A deal that ended keeps what was proved when it did, whatever becomes of its pipeline; the doctor knows that."""

from datetime import timedelta

import pytest

from dabiao.core.bulk import services as bulk
from dabiao.doctor import run
from dabiao.doctor.checks.opportunities import CHECKS
from dabiao.modules.opportunities import rules
from dabiao.modules.opportunities.models import Criterion, Opportunity
from dabiao.modules.opportunities.services import prove, withdraw
from dabiao.modules.opportunities.tests.builders import an_opportunity, move, stage
from dabiao.modules.opportunities.tests.designs import plan_of, put, settled, sign, the_default
from dabiao.testing.people import NOW, Company, Person

LATER = NOW + timedelta(minutes=40)


def say(person: Person, deal: Opportunity, code: str, *, now=NOW) -> int:
    facts = {"criterion_id": sign(code).pk, "kind": "note", "note": "客户亲口说的"}
    return prove(deal.pk, **facts, actor=person.actor, now=now).proofs[0].pk


def carried(deal: Opportunity) -> tuple[str | None, int]:
    row = Opportunity.objects.select_related("evidenced_stage").get(pk=deal.pk)
    return (row.evidenced_stage.code if row.evidenced_stage else None), row.proof_count


def without_the_sign(code: str) -> rules.Design:
    """The default pipeline, one criterion of which is replaced by another."""
    plan, gone = plan_of(the_default()), sign(code).pk
    other = rules.CriterionPlan(None, "换了一条标准")
    return plan._replace(
        stages=tuple(
            one._replace(criteria=tuple(other if sign.id == gone else sign for sign in one.criteria))
            for one in plan.stages
        )
    )


def found() -> set[str]:
    return {one.check for one in run(now=LATER, checks=CHECKS)}


def test_proofs_of_after_the_end_are_history_only(company: Company) -> None:
    sales1 = company["sales1"]
    deal = an_opportunity(sales1)
    before = say(sales1, deal, "need_in_writing")
    move(sales1, deal, "lost", reason="价格")
    say(sales1, deal, "talks_terms", now=LATER)
    withdraw(deal.pk, proof_ids=[before], actor=sales1.actor, now=LATER)
    assert carried(deal) == ("need_confirmed", 1)
    assert Opportunity.objects.get(pk=deal.pk).proved_at == NOW


@pytest.mark.parametrize("way", ["one by one", "many at once", "the end undone"])
def test_a_deal_that_is_open_again_counts_what_is_proved_by_then(company: Company, way: str) -> None:
    sales1 = company["sales1"]
    deal = an_opportunity(sales1)
    say(sales1, deal, "need_in_writing")
    who = {"actor": sales1.actor, "now": LATER}

    def at_once(**changes: object) -> int | None:
        row = Opportunity.objects.get(pk=deal.pk)
        bases = {deal.pk: {"stage_id": row.stage_id}}
        return bulk.edit("opportunity", bases=bases, changes=changes, **who)[0]

    ended = at_once(stage_id=stage("lost").pk, reason="价格")
    Criterion.objects.filter(code="need_in_writing").update(active=False)
    say(sales1, deal, "talks_terms", now=LATER)
    assert carried(deal) == ("need_confirmed", 1)
    if way == "one by one":
        move(sales1, deal, "interested", now=LATER)
    elif way == "many at once":
        at_once(stage_id=stage("interested").pk)
    else:
        bulk.undo(ended or 0, **who)
    assert carried(deal) == ("negotiating", 1)
    assert Opportunity.objects.get(pk=deal.pk).proved_at == LATER


def test_a_retired_criterion_leaves_ended_deals_as_they_were_and_the_doctor_silent(company: Company) -> None:
    sales1 = company["sales1"]
    standing, ended = an_opportunity(sales1, "还开着"), an_opportunity(sales1, "输了")
    for deal in (standing, ended):
        say(sales1, deal, "asked_for_more")
        say(sales1, deal, "need_in_writing")
    move(sales1, ended, "lost", reason="价格")
    made = put(company["ops"], the_default(), without_the_sign("need_in_writing"))
    assert made is not None
    assert found() == set()  # nor before the job has come to the open ones
    settled(made)
    assert (carried(standing), carried(ended)) == (("interested", 1), ("need_confirmed", 2))
    assert found() == set()


@pytest.mark.parametrize(
    ("ended", "count", "check"),
    [
        (False, 2, "opportunity.proofs_not_counted"),
        (False, 0, "opportunity.proofs_not_counted"),
        (True, 2, "opportunity.proofs_not_counted"),
        (True, 0, "opportunity.evidence_elsewhere"),
    ],
)
def test_the_doctor_still_finds_what_is_wrong(company: Company, ended: bool, count: int, check: str) -> None:
    sales1 = company["sales1"]
    deal = an_opportunity(sales1)
    say(sales1, deal, "need_in_writing")
    if ended:
        move(sales1, deal, "won", now=LATER)
    assert found() == set()
    Opportunity.objects.filter(pk=deal.pk).update(proof_count=count)
    assert found() == {check}
