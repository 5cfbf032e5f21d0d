"""A change of a pipeline with open deals: seen before, brought to them by a job, taken back for an hour."""

from datetime import timedelta

import pytest

from dabiao.core.actor import SYSTEM
from dabiao.core.errors import Conflict, Invalid
from dabiao.core.events.models import Event
from dabiao.modules.opportunities import queries, services
from dabiao.modules.opportunities.models import Opportunity, Pipeline, Proof, StageEntry
from dabiao.modules.opportunities.services import redesigning
from dabiao.modules.opportunities.tests.builders import a_customer, an_opportunity, move, stage, told
from dabiao.modules.opportunities.tests.designs import plan_of, put, settled, sign, the_default, without
from dabiao.testing.people import NOW, Company
from dabiao.testing.statements import counted

MANY = 10_000


def stage_of(deal: Opportunity) -> str:
    return str(Opportunity.objects.values_list("stage__code", flat=True).get(pk=deal.pk))


def proved(deal: Opportunity, *codes: str) -> None:
    for code in codes:
        Proof.objects.create(opportunity=deal, criterion=sign(code), kind="note", note="有", created_at=NOW)
    Opportunity.objects.filter(pk=deal.pk).update(proof_count=len(codes))


def test_a_preview_says_what_becomes_of_open_deals(company: Company) -> None:
    sales = company["sales1"]
    an_opportunity(sales, "一", at="negotiating")
    an_opportunity(sales, "二", at="negotiating")
    an_opportunity(sales, "三", at="interested")
    plan = without(plan_of(the_default()), "商务谈判")
    gone = stage("negotiating").pk
    said = queries.preview(the_default().pk, plan=plan, moves={}, actor=company["ops"].actor)
    assert (said["open_deals"], said["must_move"]) == (3, [gone])
    said = queries.preview(the_default().pk, plan=plan, moves={gone: 2}, actor=company["ops"].actor)
    assert said["must_move"] == []
    assert said["weighted"] == [{"currency": "CNY", "before_minor": 150_000, "after_minor": 110_000}]
    [row] = [one for one in said["stages"] if one["stage_id"] == gone]
    assert (row["count"], row["percent_after"], row["to_name"]) == (2, None, "方案认可")
    assert (row["weighted_minor"], row["weighted_after_minor"]) == (140_000, 100_000)
    assert the_default().version == 1


def test_a_preview_counts_those_that_the_other_mode_carries_elsewhere(company: Company) -> None:
    sales = company["sales1"]
    jumped, steady = an_opportunity(sales, "跳着来"), an_opportunity(sales, "一步步")
    proved(jumped, "said_yes")
    proved(steady, "asked_for_more")
    Opportunity.objects.filter(pk=jumped.pk).update(evidenced_stage=stage("decided"))
    Opportunity.objects.filter(pk=steady.pk).update(evidenced_stage=stage("interested"))
    plan = plan_of(the_default(), mode="checklist")
    said = queries.preview(the_default().pk, plan=plan, moves={}, actor=company["ops"].actor)
    assert said["evidence"] == {"deals": 2, "changed": 1}
    made = put(company["ops"], the_default(), plan)
    assert made is not None
    settled(made)
    jumped.refresh_from_db()
    steady.refresh_from_db()
    assert (jumped.evidenced_stage, jumped.proof_count) == (None, 1)
    assert steady.evidenced_stage == stage("interested")


def test_nobody_is_left_in_a_stage_that_goes_without_saying_where_to(company: Company) -> None:
    an_opportunity(company["sales1"], at="negotiating")
    plan = without(plan_of(the_default()), "商务谈判")
    with pytest.raises(Invalid, match=r"opportunities\.moves_needed"):
        put(company["ops"], the_default(), plan)
    with pytest.raises(Invalid, match=r"opportunities\.moves_to_open"):
        put(company["ops"], the_default(), plan, {stage("negotiating").pk: 4})


def test_deals_are_moved_as_by_hand_and_come_back(company: Company) -> None:
    sales, ops = company["sales1"], company["ops"]
    stays, goes = an_opportunity(sales, "留", at="negotiating"), an_opportunity(sales, "走", at="negotiating")
    made = put(ops, the_default(), without(plan_of(the_default()), "商务谈判"), {stage("negotiating").pk: 2})
    assert made is not None
    assert made.finished_at is None
    with pytest.raises(Conflict, match=r"opportunities\.still_changing"):
        put(ops, the_default(), plan_of(the_default(), mode="checklist"))
    # until the job has come to them they are in sight
    assert "negotiating" in [one["stage_code"] for one in ops.client.read("/opportunities/board")["columns"]]
    settled(made)
    assert (made.moved, made.seen, stage_of(stays), stage_of(goes)) == (
        2,
        2,
        "solution_accepted",
        "solution_accepted",
    )
    kind, said = told("opportunity", goes.pk)[-1]
    assert (kind, said["from_stage"], said["redesign_id"]) == (
        "opportunity.stage_moved",
        "negotiating",
        made.pk,
    )
    assert StageEntry.objects.filter(opportunity=goes).count() == 2
    move(sales, goes, "decided")
    services.ask_undo(the_default().pk, redesign_id=made.pk, actor=ops.actor, now=made.finished_at)
    settled(made)
    assert (stage_of(stays), stage_of(goes), stage("negotiating").active) == ("negotiating", "decided", True)
    assert (made.left, made.left_count, made.undone_at is not None) == ([goes.pk], 1, True)
    assert StageEntry.objects.filter(opportunity=stays).count() == 1
    assert told("opportunity", stays.pk)[-1][0] == "opportunity.put_back"
    assert the_default().version == 3


def test_an_undo_is_for_the_last_change_and_an_hour(company: Company) -> None:
    ops, pipeline = company["ops"], the_default()
    first = put(ops, pipeline, plan_of(pipeline, mode="checklist"))
    second = put(ops, pipeline, plan_of(pipeline, mode="checklist", name="流程"))
    assert first is not None
    assert second is not None
    undo = {"actor": ops.actor, "now": NOW + timedelta(minutes=61)}
    with pytest.raises(Conflict, match=r"opportunities\.redesigned_since"):
        services.ask_undo(pipeline.pk, redesign_id=first.pk, **undo)
    with pytest.raises(Conflict, match=r"bulk\.too_late"):
        services.ask_undo(pipeline.pk, redesign_id=second.pk, **undo)
    undo["now"] = NOW + timedelta(minutes=59)
    services.ask_undo(pipeline.pk, redesign_id=second.pk, **undo)
    services.ask_undo(pipeline.pk, redesign_id=second.pk, **undo)  # twice is as once
    assert (the_default().name, the_default().mode, the_default().version) == ("", "checklist", 4)
    assert Event.objects.filter(kind="pipeline.redesign_undone").count() == 1


def test_an_undo_gives_the_default_back(company: Company) -> None:
    ops, former = company["ops"], the_default()
    made = services.create_pipeline(name="快销", mode="signs", actor=ops.actor, now=NOW)
    plan = plan_of(made)
    full = plan.stages[0]._replace(criteria=plan_of(former).stages[0].criteria)
    fresh = tuple(one._replace(id=None) for one in full.criteria)
    stages = (full._replace(criteria=fresh), *plan.stages[1:])
    change = put(ops, made, plan._replace(stages=stages, active=True, is_default=True))
    assert change is not None
    assert the_default() == made
    services.ask_undo(made.pk, redesign_id=change.pk, actor=ops.actor, now=NOW)
    made.refresh_from_db()
    assert (the_default(), made.active, made.is_default) == (former, False, False)


def test_a_deal_goes_on_in_another_pipeline_and_back(company: Company) -> None:
    ops, sales = company["ops"], company["sales1"]
    other = services.create_pipeline(name="快销", mode="signs", actor=ops.actor, now=NOW)
    Pipeline.objects.filter(pk=other.pk).update(active=True)
    target = other.stages.get(kind="open")
    deal = an_opportunity(sales, at="negotiating")
    proved(deal, "said_yes")
    body = {"stage_id": target.pk, "expected_stage_id": deal.stage_id}
    answer = sales.client.send("POST", f"/opportunities/{deal.pk}/pipeline-changes", body)
    assert answer.status_code == 201, answer.content
    deal.refresh_from_db()
    assert (deal.pipeline_id, deal.stage_id, deal.proof_count) == (other.pk, target.pk, 0)
    kind, said = told("opportunity", deal.pk)[-1]
    assert (kind, said["to_pipeline_name"], said["from_stage"]) == (
        "opportunity.pipeline_changed",
        "快销",
        "negotiating",
    )
    undone = sales.client.send("POST", f"/bulk-edits/{answer.json()['undo_id']}/undo")
    assert undone.status_code == 200, undone.content
    deal.refresh_from_db()
    assert (deal.pipeline, stage_of(deal), deal.proof_count) == (the_default(), "negotiating", 1)
    again = sales.client.send(
        "POST", f"/opportunities/{deal.pk}/pipeline-changes", {**body, "expected_stage_id": target.pk}
    )
    assert (again.status_code, again.json()["code"]) == (409, "opportunities.stage_moved")


def many_deals(company: Company, count: int) -> None:
    """Rows as the services leave them, without their events: a step of this test needs ten thousand."""
    customer, here = a_customer(company["sales1"]), stage("negotiating")
    Opportunity.objects.bulk_create(
        (
            Opportunity(
                name=f"商机{number}",
                customer=customer,
                pipeline=here.pipeline,
                stage=here,
                stage_entered_at=NOW,
                amount_minor=100,
                owner_id=company["sales1"].id,
                unit_id=company.team1.pk,
                created_at=NOW,
                updated_at=NOW,
            )
            for number in range(count)
        ),
        batch_size=1_000,
    )
    StageEntry.objects.bulk_create(
        (
            StageEntry(opportunity_id=id, stage=here, entered_at=NOW)
            for id in Opportunity.objects.filter(entries=None).values_list("pk", flat=True)
        ),
        batch_size=1_000,
    )


def test_ten_thousand_deals_are_looked_at_in_as_many_statements_as_three(company: Company) -> None:
    plan, moves = without(plan_of(the_default()), "商务谈判"), {stage("negotiating").pk: 2}
    actor = company["ops"].actor

    def look() -> object:
        return queries.preview(the_default().pk, plan=plan, moves=moves, actor=actor)

    many_deals(company, 3)
    few = counted(look)
    many_deals(company, MANY)
    assert counted(look) == few <= 12


@pytest.mark.slow
def test_ten_thousand_deals_are_moved_in_slices_of_the_same_cost(company: Company) -> None:
    many_deals(company, MANY)
    plan, moves = without(plan_of(the_default()), "商务谈判"), {stage("negotiating").pk: 2}
    made = put(company["ops"], the_default(), plan, moves)
    assert made is not None
    cost = counted(lambda: redesigning.move_slice(made.pk, actor=SYSTEM, now=NOW))
    assert cost <= 32
    settled(made)
    assert (made.moved, made.total) == (MANY, MANY)
    assert not Opportunity.objects.filter(stage=stage("negotiating")).exists()
