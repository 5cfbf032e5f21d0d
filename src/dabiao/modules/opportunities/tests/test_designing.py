"""Pipelines are made and changed by those who may, a whole version at a time."""

import pytest

from dabiao.core.errors import Conflict, DomainError, Forbidden, Invalid
from dabiao.modules.customers.models import Customer
from dabiao.modules.opportunities import queries, rules, services
from dabiao.modules.opportunities.models import Criterion, Pipeline, Stage
from dabiao.modules.opportunities.queries import designs
from dabiao.modules.opportunities.tests.builders import a_customer, an_opportunity, move, stage, told
from dabiao.modules.opportunities.tests.designs import plan_of, put, signs, the_default, without
from dabiao.testing.people import NOW, Company


def two_stages(company: Company, **changed: object) -> Pipeline:
    """Another pipeline in use, with two open stages."""
    made = services.create_pipeline(name="快销", mode="checklist", actor=company["ops"].actor, now=NOW)
    plan = plan_of(made)
    first, *ends = plan.stages
    second = rules.StagePlan(None, "已报价", 60, criteria=signs("报价"))
    stages = (first._replace(criteria=signs("意向")), second, *ends)
    put(company["ops"], made, plan._replace(stages=stages, active=True, **changed))
    made.refresh_from_db()
    return made


def test_a_draft_becomes_a_pipeline_that_deals_go(company: Company) -> None:
    made = two_stages(company)
    [shown] = [one for one in queries.pipelines("zh-Hans") if one["id"] == made.pk]
    assert [(one["name"], one["percent"]) for one in shown["stages"]] == [
        ("有意向", 20),
        ("已报价", 60),
        ("赢单", 100),
        ("输单", 0),
    ]
    assert (shown["mode"], made.version, Criterion.objects.filter(stage__pipeline=made).count()) == (
        "checklist",
        2,
        6,
    )
    deal = an_opportunity(company["sales1"], stage_id=shown["stages"][1]["id"])
    assert (deal.pipeline_id, told("opportunity", deal.pk)[0][1]["stage_name"]) == (made.pk, "已报价")


def test_the_products_own_words_stay_in_every_language(company: Company) -> None:
    put(company["ops"], the_default(), plan_of(the_default())._replace(mode="checklist"))
    assert not Stage.objects.exclude(name="").exists()
    assert not Criterion.objects.exclude(name="").exists()
    assert not Stage.objects.exclude(sop="").exists()
    assert queries.pipelines("en")[0]["stages"][1]["name"] == "Need confirmed"


def test_a_save_that_changes_nothing_is_no_version(company: Company) -> None:
    assert put(company["ops"], the_default(), plan_of(the_default())) is None
    assert the_default().version == 1


def test_who_saw_an_older_version_is_told_what_the_others_changed(company: Company) -> None:
    pipeline = the_default()
    plan = plan_of(pipeline)
    put(company["ops"], pipeline, plan._replace(mode="checklist"))
    with pytest.raises(Conflict, match=r"opportunities\.design_changed") as refused:
        put(company["ops"], pipeline, plan._replace(name="老流程"), version=1)
    said = refused.value.params
    assert (said["version"], said["by_name"]) == (2, company["ops"].actor.name)
    assert said["changes"][0]["changes"] == {"mode": ["signs", "checklist"]}


def test_stages_are_renamed_moved_and_weighed_anew(company: Company) -> None:
    pipeline = the_default()
    plan = plan_of(pipeline)
    first, second, *rest = plan.stages
    stages = (second._replace(percent=5, name="需求清楚"), first, *rest)
    made = put(company["ops"], pipeline, plan._replace(stages=stages))
    assert made is not None
    kept = list(Stage.objects.filter(pipeline=pipeline).order_by("position").values_list("code", "name"))
    assert kept[:3] == [("need_confirmed", "需求清楚"), ("interested", ""), ("solution_accepted", "")]
    assert made.changes["stages"][1].startswith("需求清楚 5% → 有意向 10% → 方案认可 50%")
    kind, said = told("pipeline", pipeline.pk)[-1]
    assert (kind, said["version"]) == ("pipeline.redesigned", 2)


def test_what_is_left_out_is_retired_and_can_come_back(company: Company) -> None:
    pipeline = the_default()
    whole = plan_of(pipeline)
    deal = an_opportunity(company["sales1"], at="negotiating")
    move(company["sales1"], deal, "won")
    put(company["ops"], pipeline, without(whole, "商务谈判"))
    gone = stage("negotiating")
    assert (gone.active, gone.position) == (False, 7)
    history = queries.detail(deal.pk, actor=company["sales1"].actor, now=NOW, language="zh-Hans")["history"]
    assert history[0]["stage_name"] == "商务谈判"
    board = company["ops"].client.read("/opportunities/board")
    assert "negotiating" not in [one["stage_code"] for one in board["columns"]]
    with pytest.raises(Invalid, match=r"opportunities\.stage_retired"):
        an_opportunity(company["sales1"], "另一单", at="negotiating")
    with pytest.raises(Invalid, match=r"opportunities\.stage_retired"):
        move(company["sales1"], deal, "negotiating")
    put(company["ops"], pipeline, whole)
    assert (stage("negotiating").active, stage("negotiating").criteria.filter(active=True).count()) == (
        True,
        4,
    )


def test_a_criterion_left_out_is_retired(company: Company) -> None:
    plan = plan_of(the_default())
    first, *rest = plan.stages
    fresh = rules.CriterionPlan(None, "要了报价", "口头也算")
    shorter = first._replace(criteria=(fresh, *first.criteria[1:]))
    put(company["ops"], the_default(), plan._replace(stages=(shorter, *rest)))
    rows = Criterion.objects.filter(stage=stage("interested")).order_by("-active", "position")
    assert list(rows.values_list("code", "name", "active")) == [
        ("sign_19", "要了报价", True),
        ("names_a_need", "", True),
        ("agreed_to_meet", "", True),
        ("asked_for_more", "", False),
    ]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda plan: plan._replace(is_default=False), "opportunities.default_needed"),
        (lambda plan: plan._replace(active=False), "opportunities.default_is_active"),
        (lambda plan: plan._replace(product_ids=(999,)), "core.not_found_here"),
        (lambda plan: plan._replace(customer_kinds=("alien",)), "core.not_a_choice"),
        (
            lambda plan: plan._replace(stages=(plan.stages[0]._replace(id=9_999), *plan.stages[1:])),
            "core.not_found_here",
        ),
        (
            lambda plan: plan._replace(
                stages=(*plan.stages[:-2], plan.stages[-2]._replace(id=None), plan.stages[-1])
            ),
            "opportunities.kind_stays",
        ),
    ],
)
def test_what_cannot_be_is_refused(company: Company, change: object, code: str) -> None:
    with pytest.raises(DomainError) as refused:
        put(company["ops"], the_default(), change(plan_of(the_default())))  # type: ignore[operator]
    assert refused.value.code == code
    assert the_default().version == 1


def test_another_may_become_the_default(company: Company) -> None:
    made = two_stages(company)
    former = the_default()
    put(company["ops"], made, plan_of(made, is_default=True))
    assert the_default().pk == made.pk
    former.refresh_from_db()
    assert (former.version, Pipeline.objects.filter(is_default=True).count()) == (2, 1)
    assert an_opportunity(company["sales1"], stage_id=None).pipeline_id == made.pk


def test_a_new_deal_finds_its_pipeline_by_its_customer(company: Company) -> None:
    made = two_stages(company, industries=("餐饮",))
    sales = company["sales1"]
    eater, other = a_customer(sales, "面馆"), a_customer(sales, "钢厂")
    Customer.objects.filter(pk=eater.pk).update(industry="餐饮")
    assert an_opportunity(sales, "一", stage_id=None, customer_id=eater.pk).pipeline_id == made.pk
    assert an_opportunity(sales, "二", stage_id=None, customer_id=other.pk).pipeline_id == the_default().pk
    put(company["ops"], made, plan_of(made, active=False))
    assert an_opportunity(sales, "三", stage_id=None, customer_id=eater.pk).pipeline_id == the_default().pk
    with pytest.raises(Invalid, match=r"opportunities\.pipeline_retired"):
        an_opportunity(sales, "四", stage_id=None, pipeline_id=made.pk)


def test_the_pipeline_of_a_new_deal_is_told_before_it_is_opened(company: Company) -> None:
    made = two_stages(company, industries=("餐饮",))
    sales = company["sales1"]
    eater, other = a_customer(sales, "面馆"), a_customer(sales, "钢厂")
    Customer.objects.filter(pk=eater.pk).update(industry="餐饮")
    said = sales.client.read("/opportunities/way", customer_id=eater.pk)
    deal = an_opportunity(sales, "一", stage_id=None, customer_id=eater.pk)
    assert (said["pipeline_id"], said["stage_id"], said["mode"]) == (made.pk, deal.stage_id, "checklist")
    assert (said["pipeline_name"], said["is_default"]) == ("快销", False)
    assert sales.client.read("/opportunities/way", customer_id=other.pk)["is_default"]
    foreign = company["sales3"].client.problem("GET", f"/opportunities/way?customer_id={eater.pk}")
    assert foreign[:2] == (422, "core.not_found_here")


def test_only_one_that_no_deal_went_is_deleted(company: Company) -> None:
    made, ops = two_stages(company), company["ops"]
    first = Stage.objects.filter(pipeline=made).order_by("position").first()
    assert first is not None
    an_opportunity(company["sales1"], stage_id=first.pk)
    with pytest.raises(Conflict, match=r"opportunities\.pipeline_in_use"):
        services.remove_pipeline(made.pk, actor=ops.actor, now=NOW)
    empty = services.create_pipeline(name="空的", mode="signs", actor=ops.actor, now=NOW)
    services.remove_pipeline(empty.pk, actor=ops.actor, now=NOW)
    assert not Pipeline.objects.filter(name="空的").exists()


def test_their_order_is_the_one_in_which_deals_ask(company: Company) -> None:
    ops = company["ops"]
    first, second = two_stages(company, customer_kinds=("organisation",)), the_default()
    third = services.create_pipeline(name="大客户", mode="signs", actor=ops.actor, now=NOW)
    services.order_pipelines(ids=[third.pk, second.pk, first.pk], actor=ops.actor, now=NOW)
    assert [one["name"] for one in designs.overview(actor=ops.actor, now=NOW, language="zh-Hans")] == [
        "快销",
        "标准销售流程",
        "大客户",
    ]
    with pytest.raises(Conflict, match=r"opportunities\.other_pipelines"):
        services.order_pipelines(ids=[first.pk], actor=ops.actor, now=NOW)


def test_who_sells_reads_the_guide_and_designs_nothing(company: Company) -> None:
    client = company["sales1"].client
    guide = client.read(f"/pipelines/{the_default().pk}/guides")["items"][0]
    assert (guide["name"], guide["key_person"]) == ("Interested", "The business owner who has the problem")
    with pytest.raises(Forbidden):
        services.create_pipeline(name="我的", mode="signs", actor=company["sales1"].actor, now=NOW)
