"""Opening and editing deals."""

from datetime import date, timedelta

import pytest

from dabiao.core.actor import SYSTEM
from dabiao.core.errors import Conflict, Forbidden, Invalid, NotFound
from dabiao.modules.customers.models import Customer
from dabiao.modules.opportunities import rules, services
from dabiao.modules.opportunities.models import Criterion, Opportunity, Pipeline, Stage, StageEntry
from dabiao.modules.opportunities.tests.builders import (
    a_customer,
    an_opportunity,
    another_pipeline,
    stage,
    told,
)
from dabiao.testing.people import NOW, Company

LATER = NOW + timedelta(days=1)


def test_a_new_deal_stands_in_the_first_stage_and_is_the_actors_own(company: Company) -> None:
    sales1 = company["sales1"]
    customer = a_customer(sales1)
    deal = services.create(
        name="CRM 采购", customer_id=customer.pk, amount_minor=100_000, lead_id=5, actor=sales1.actor, now=NOW
    )
    assert (deal.stage.code, deal.stage_entered_at, deal.owner_id, deal.unit_id, deal.closed_at) == (
        "interested",
        NOW,
        sales1.id,
        company.team1.pk,
        None,
    )
    entry = StageEntry.objects.get()
    assert (entry.stage_id, entry.entered_at, entry.left_at, entry.actor_id) == (
        deal.stage_id,
        NOW,
        None,
        sales1.id,
    )
    said = {
        "name": "CRM 采购",
        "customer_id": customer.pk,
        "customer_name": "云岚科技",
        "stage": "interested",
        "amount_minor": 100_000,
        "currency": "CNY",
        "lead_id": 5,
        "stage_name": "",
    }
    assert told("opportunity", deal.pk) == [("opportunity.created", said)]
    assert told("customer", customer.pk)[-1] == ("opportunity.created", said)


def test_a_customer_knows_how_many_open_deals_there_are(company: Company) -> None:
    customer = a_customer(company["sales1"])
    for name in ("甲", "乙"):
        an_opportunity(company["sales1"], name, customer_id=customer.pk)
    customer.refresh_from_db()
    assert (customer.open_opportunity_count, customer.version) == (2, 1)


def test_a_deal_may_enter_at_any_open_stage_of_any_pipeline(company: Company) -> None:
    due = another_pipeline()
    assert an_opportunity(company["sales1"], at="negotiating").stage.percent == 70
    assert an_opportunity(company["sales1"], stage_id=due.pk).pipeline_id == due.pipeline_id
    first = an_opportunity(company["sales1"], stage_id=None, pipeline_id=due.pipeline_id)
    assert first.stage_id == due.pk


def test_stages_that_do_not_fit_are_refused(company: Company) -> None:
    due = another_pipeline()
    for facts, code in (
        ({"at": "won"}, "opportunities.starts_open"),
        ({"at": "lost"}, "opportunities.starts_open"),
        ({"stage_id": 10**9}, "core.not_found_here"),
        ({"stage_id": None, "pipeline_id": 10**9}, "core.not_found_here"),
        ({"stage_id": stage("decided").pk, "pipeline_id": due.pipeline_id}, "opportunities.other_pipeline"),
    ):
        with pytest.raises(Invalid, match=code):
            an_opportunity(company["sales1"], **facts)
    assert not Opportunity.objects.exists()


def test_a_customer_out_of_sight_is_like_none(company: Company) -> None:
    customer = a_customer(company["sales2"])
    for unknown in (customer.pk, 10**9):
        with pytest.raises(Invalid) as refused:
            an_opportunity(company["sales1"], customer_id=unknown)
        assert (refused.value.code, refused.value.field) == ("core.not_found_here", "customer_id")


def test_a_deal_for_somebody_else_needs_assigning_to_reach_them(company: Company) -> None:
    deal = an_opportunity(company["lead1"], owner_id=company["sales1"].id)
    assert (deal.owner_id, deal.unit_id) == (company["sales1"].id, company.team1.pk)
    assert [kind for kind, _ in told("opportunity", deal.pk)] == [
        "opportunity.created",
        "opportunity.assigned",
    ]
    with pytest.raises(Forbidden, match="person_out_of_reach"):
        an_opportunity(company["sales1"], owner_id=company["sales1b"].id)
    with pytest.raises(Forbidden, match="access.forbidden"):
        an_opportunity(company["finance"], customer_id=1)


def test_an_edit_changes_what_it_says_and_is_recorded(company: Company) -> None:
    deal, actor = an_opportunity(company["sales1"]), company["sales1"].actor
    changes = {
        "amount_minor": 120_000,
        "expected_win_on": date(2026, 6, 30),
        "unnamed_rivals": 2,
        "name": deal.name,
    }
    services.edit(deal.pk, changes=changes, version=1, actor=actor, now=LATER)
    deal.refresh_from_db()
    assert (deal.amount_minor, deal.expected_win_on, deal.version, deal.updated_at) == (
        120_000,
        date(2026, 6, 30),
        2,
        LATER,
    )
    assert told("customer", deal.customer_id)[-1] == (
        "opportunity.edited",
        {
            "name": "CRM 采购",
            "changes": {
                "amount_minor": [100_000, 120_000],
                "expected_win_on": [None, "2026-06-30"],
                "unnamed_rivals": [0, 2],
            },
            "currency": "CNY",
            "bulk_id": None,
        },
    )


def test_two_who_change_the_same_field_collide_and_others_do_not(company: Company) -> None:
    deal, actor = an_opportunity(company["sales1"]), company["sales1"].actor
    services.edit(deal.pk, changes={"amount_minor": 1}, version=1, actor=actor, now=NOW)
    services.edit(deal.pk, changes={"source": "advert"}, base={"source": ""}, version=1, actor=actor, now=NOW)
    with pytest.raises(Conflict, match="edit.conflict"):
        services.edit(
            deal.pk,
            changes={"amount_minor": 2},
            base={"amount_minor": 100_000},
            version=1,
            actor=actor,
            now=NOW,
        )


def test_the_stage_is_not_edited_but_moved(company: Company) -> None:
    deal, actor = an_opportunity(company["sales1"]), company["sales1"].actor
    for field in ("stage_id", "closed_at", "owner_id", "customer_id"):
        with pytest.raises(Invalid, match="core.not_editable"):
            services.edit(deal.pk, changes={field: 1}, version=1, actor=actor, now=NOW)


def test_a_foreign_deal_cannot_be_touched_and_a_readable_one_not_edited(company: Company) -> None:
    deal = an_opportunity(company["sales1"])
    with pytest.raises(NotFound):
        services.edit(deal.pk, changes={"source": "x"}, version=1, actor=company["sales2"].actor, now=NOW)
    with pytest.raises(Forbidden):
        services.edit(deal.pk, changes={"source": "x"}, version=1, actor=company["finance"].actor, now=NOW)


def test_the_latest_contact_counts_and_a_closed_deal_has_no_plan(company: Company) -> None:
    deal, actor = an_opportunity(company["sales1"]), company["sales1"].actor
    services.touch(deal.pk, occurred_at=NOW, next_contact_at=LATER, actor=actor, now=NOW)
    services.touch(deal.pk, occurred_at=NOW - timedelta(days=9), next_contact_at=LATER, actor=actor, now=NOW)
    deal.refresh_from_db()
    assert (deal.last_contact_at, deal.next_contact_at, deal.version) == (NOW, LATER, 1)
    services.win(deal.pk, cause="contract_signed", actor=SYSTEM, now=NOW)
    services.touch(deal.pk, occurred_at=LATER, next_contact_at=LATER, actor=actor, now=LATER)
    deal.refresh_from_db()
    assert (deal.last_contact_at, deal.next_contact_at) == (LATER, None)


def test_the_default_pipeline_is_written_once(db: None) -> None:
    before = list(Stage.objects.order_by("position").values_list("code", "percent", "kind"))
    assert before == [tuple(one) for one in rules.SHIPPED_STAGES]
    assert services.ensure_default_pipeline(actor=SYSTEM, now=NOW) == Pipeline.objects.get()
    Criterion.objects.all().delete()
    Stage.objects.all().delete()
    Pipeline.objects.all().delete()
    services.ensure_default_pipeline(actor=SYSTEM, now=NOW)
    assert list(Stage.objects.order_by("position").values_list("code", "percent", "kind")) == before


def test_a_deal_finds_its_pipeline_even_where_none_was_written(company: Company) -> None:
    Criterion.objects.all().delete()
    Stage.objects.all().delete()
    Pipeline.objects.all().delete()
    customer = a_customer(company["sales1"])
    deal = services.create(
        name="CRM", customer_id=customer.pk, amount_minor=0, actor=company["sales1"].actor, now=NOW
    )
    assert deal.stage.code == "interested"
    assert Customer.objects.get().open_opportunity_count == 1
