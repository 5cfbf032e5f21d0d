"""Competitors in deals: entered by name, kept in count and words, weighed, and what became of the texts of before."""

from fractions import Fraction
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps

from dabiao.core.access.services import save_company_settings
from dabiao.core.errors import Conflict, Forbidden, Invalid, NotFound
from dabiao.modules.opportunities import queries, rules, services
from dabiao.modules.opportunities.models import Competitor, Opportunity, Rival, Stage
from dabiao.modules.opportunities.queries import chances
from dabiao.modules.opportunities.tests.builders import an_opportunity, move, stage, told
from dabiao.testing.people import NOW, Company, Person

pytestmark = pytest.mark.django_db


def entered(person: Person, deal: Opportunity, name: str, **more: Any) -> Rival:
    return services.add_rival(deal.pk, name=name, **more, actor=person.actor, now=NOW)


def said(deal: Opportunity) -> tuple[str, int, int]:
    deal.refresh_from_db()
    return deal.competitor, deal.competitor_count, deal.unnamed_rivals


def test_a_competitor_typed_in_a_deal_joins_the_list_once_in_whatever_spelling(company: Company) -> None:
    seller = company["sales1"]
    first, second = an_opportunity(seller), an_opportunity(seller, "续约")
    entered(seller, first, "纷享销客", threat="strong", note="报价低两成")
    entered(seller, second, "紛享 銷客")
    assert list(Competitor.objects.values_list("name", "active")) == [("纷享销客", True)]
    assert said(second) == ("纷享销客", 1, 0)
    assert told("opportunity", first.pk)[-1] == (
        "opportunity.rival_added",
        {"name": "CRM 采购", "competitor": "纷享销客", "threat": "strong", "note": "报价低两成"},
    )
    assert [kind for kind, _ in told("competitor", Competitor.objects.get().pk)] == ["competitor.added"]


def test_count_and_names_follow_the_rows_and_the_unnamed_ones(company: Company) -> None:
    seller = company["sales1"]
    deal = an_opportunity(seller, competitors=["甲", "乙", "甲。"], unnamed_rivals=1)
    assert said(deal) == ("甲、乙", 3, 1)
    entered(seller, deal, "丙")
    services.edit(
        deal.pk, changes={"unnamed_rivals": 4}, base={"unnamed_rivals": 1}, actor=seller.actor, now=NOW
    )
    assert said(deal) == ("甲、乙、丙", 7, 4)
    first = Rival.objects.get(competitor__name="甲")
    services.remove_rival(deal.pk, rival_id=first.pk, actor=seller.actor, now=NOW)
    assert said(deal) == ("乙、丙", 6, 4)


def test_the_same_competitor_twice_in_a_deal_is_refused(company: Company) -> None:
    deal = an_opportunity(company["sales1"], competitors=["甲"])
    with pytest.raises(Conflict, match="opportunities.rival_there"):
        entered(company["sales1"], deal, "甲")


@pytest.mark.parametrize(
    ("name", "threat", "code"),
    [(" -", "weak", "core.required"), ("甲", "huge", "core.not_a_choice")],
)
def test_a_senseless_competitor_is_refused_and_nothing_written(
    company: Company, name: str, threat: str, code: str
) -> None:
    deal = an_opportunity(company["sales1"])
    with pytest.raises(Invalid, match=code):
        entered(company["sales1"], deal, name, threat=threat)
    assert (Competitor.objects.count(), said(deal)) == (0, ("", 0, 0))


def test_a_hundredth_competitor_is_refused(company: Company) -> None:
    deal = an_opportunity(company["sales1"], unnamed_rivals=99)
    with pytest.raises(Invalid, match="opportunities.too_many_rivals"):
        entered(company["sales1"], deal, "甲")
    changes = {"competitors": ["甲"], "unnamed_rivals": 99}
    with pytest.raises(Invalid, match="opportunities.too_many_rivals"):
        an_opportunity(company["sales1"], "另一个", **changes)


def test_two_who_judge_a_competitor_at_once_are_told_of_each_other(company: Company) -> None:
    seller, lead = company["sales1"], company["lead1"]
    deal = an_opportunity(seller)
    rival = entered(seller, deal, "甲")
    seen = {"rival_id": rival.pk, "base": {"threat": "unknown"}, "now": NOW}
    services.edit_rival(deal.pk, changes={"threat": "weak"}, actor=seller.actor, **seen)
    with pytest.raises(Conflict, match="edit.conflict"):
        services.edit_rival(deal.pk, changes={"threat": "strong"}, actor=lead.actor, **seen)


def test_whoever_only_sees_a_deal_enters_nobody_and_strangers_do_not_find_it(company: Company) -> None:
    deal = an_opportunity(company["sales1"])
    with pytest.raises(Forbidden):
        entered(company["boss"], deal, "甲")
    with pytest.raises(NotFound):
        entered(company["sales3"], deal, "甲")
    with pytest.raises(NotFound):
        queries.rivals(deal.pk, actor=company["sales3"].actor)


def test_losing_to_somebody_new_enters_them_and_removing_them_forgets_it(company: Company) -> None:
    seller = company["sales1"]
    deal = an_opportunity(seller, competitors=["甲"])
    move(seller, deal, "lost", reason="价格", competitor="乙")
    assert (said(deal), deal.lost_to.name) == (("甲、乙", 2, 0), "乙")
    listed = seller.client.read("/opportunities", lost_to_id=deal.lost_to_id)["items"]
    assert [(one["id"], one["lost_to_name"], one["weighted_minor"]) for one in listed] == [(deal.pk, "乙", 0)]
    rival = Rival.objects.get(competitor=deal.lost_to)
    services.remove_rival(deal.pk, rival_id=rival.pk, actor=seller.actor, now=NOW)
    assert (said(deal), deal.lost_to) == (("甲", 1, 0), None)


def test_a_new_name_stands_in_every_deal_and_another_ones_name_is_refused(company: Company) -> None:
    seller, ops = company["sales1"], company["ops"]
    deal = an_opportunity(seller, competitors=["甲", "乙"])
    first = Competitor.objects.get(name="甲")
    who = {"actor": ops.actor, "now": NOW}
    services.edit_competitor(first.pk, changes={"name": "甲云"}, version=1, **who)
    assert said(deal) == ("甲云、乙", 2, 0)
    with pytest.raises(Conflict, match="opportunities.competitor_there"):
        services.edit_competitor(first.pk, changes={"name": "乙 "}, version=2, **who)


def test_who_is_in_a_deal_is_retired_and_not_removed(company: Company) -> None:
    ops = company["ops"].client
    an_opportunity(company["sales1"], competitors=["甲"])
    kept, unused = Competitor.objects.get(name="甲"), ops.write("POST", "/competitors", {"name": "乙"})
    assert ops.problem("DELETE", f"/competitors/{kept.pk}")[:2] == (409, "opportunities.competitor_in_use")
    assert ops.send("DELETE", f"/competitors/{unused['id']}").status_code == 204
    ops.write("PATCH", f"/competitors/{kept.pk}", {"changes": {"active": False}, "version": 1})
    seller = company["sales1"].client
    assert seller.read("/competitors", active=True)["items"] == []
    assert [one["name"] for one in seller.read("/competitors", q="甲")["items"]] == ["甲"]


def test_the_figures_of_sql_are_those_of_the_rules(company: Company) -> None:
    """Whatever the stage, the number of rivals and the amount, also the largest and those that end in half a fen."""
    amounts = (0, 1, 2, 3, 5, 7, 99, 12_345, 10**15 - 1, 10**15)
    deal = an_opportunity(company["sales1"])
    for one in Stage.objects.filter(pipeline=deal.pipeline):
        for rivals in (0, 1, 2, 3, 6, 99):
            for amount in amounts:
                closed = None if one.is_open else NOW
                facts = {"stage": one, "closed_at": closed, "competitor_count": rivals}
                Opportunity.objects.filter(pk=deal.pk).update(**facts, amount_minor=amount)
                worth = Opportunity.objects.values_list(
                    chances.weighted_by_stage(), chances.weighted_by_competition()
                ).get()
                assert worth == (
                    rules.weighted(amount, rules.chance_by_stage(one.kind, one.percent)),
                    rules.weighted(amount, rules.chance_by_competition(one.kind, rivals)),
                ), (one.code, rivals, amount)


def test_the_company_chooses_which_chance_weighs_lists_board_and_figures(company: Company) -> None:
    seller = company["sales1"]
    an_opportunity(seller, "甲", amount_minor=1_000, competitors=["友商"])
    an_opportunity(seller, "乙", amount_minor=1_000)
    third = an_opportunity(seller, "丙", amount_minor=1_001, at="negotiating", unnamed_rivals=2)

    def shown() -> tuple[dict[str, int], dict[str, int], int]:
        rows = seller.client.read("/opportunities")["items"]
        board = seller.client.read("/opportunities/board")["columns"]
        figures = queries.by_stage(filters={}, actor=seller.actor)
        return (
            {row["name"]: row["weighted_minor"] for row in rows},
            {column["stage_code"]: column["weighted_minor"] for column in board if column["count"]},
            sum(one.weighted_minor for one in figures),
        )

    assert shown() == ({"甲": 100, "乙": 100, "丙": 701}, {"interested": 200, "negotiating": 701}, 901)
    save_company_settings(changes={"forecast_by": "competition"}, actor=company["ops"].actor, now=NOW)
    assert shown() == ({"甲": 500, "乙": 800, "丙": 334}, {"interested": 1_300, "negotiating": 334}, 1_634)
    detail = seller.client.read(f"/opportunities/{third.pk}")
    assert (detail["chances"], detail["weighted_minor"]) == ({"by_stage": 70.0, "by_competition": 33.3}, 334)


def test_a_sum_by_competition_is_rounded_once_and_not_deal_by_deal(company: Company) -> None:
    save_company_settings(changes={"forecast_by": "competition"}, actor=company["ops"].actor, now=NOW)
    for name in "甲乙丙":
        an_opportunity(company["sales1"], name, amount_minor=1, competitors=["友商"])
    [total] = queries.by_stage(filters={}, actor=company["sales1"].actor)
    assert (total.worth, total.weighted_minor) == (Fraction(3, 2), 2)


@pytest.mark.parametrize(
    ("text", "count", "at", "now_said", "lost_to"),
    [
        ("友商", 0, "interested", ("友商", 1, 0), None),
        ("友商", 3, "interested", ("友商", 3, 2), None),
        ("", 2, "interested", ("", 2, 2), None),
        ("用友、金蝶", 1, "interested", ("用友、金蝶", 2, 0), None),
        (" 友 商 ", 1, "lost", ("友 商", 1, 0), "友 商"),
        ("--", 1, "interested", ("", 1, 1), None),
    ],
)
def test_what_deals_said_of_rivals_before_is_kept(
    company: Company, text: str, count: int, at: str, now_said: tuple[str, int, int], lost_to: str | None
) -> None:
    deal = an_opportunity(company["sales1"])
    closed = NOW if at == "lost" else None
    before = {"competitor": text, "competitor_count": count, "unnamed_rivals": 0}
    Opportunity.objects.filter(pk=deal.pk).update(**before, stage=stage(at), closed_at=closed)
    import_module("dabiao.modules.opportunities.migrations.0006_the_deal").name_them(apps, None)
    assert (said(deal), deal.lost_to.name if deal.lost_to else None) == (now_said, lost_to)
    assert Rival.objects.count() == now_said[1] - now_said[2]


def test_the_name_of_one_that_was_merged_means_the_one_that_was_kept(company: Company) -> None:
    seller, ops = company["sales1"].actor, company["ops"].actor
    deal = an_opportunity(company["sales1"])
    goes, stays, third = (
        services.create_competitor(name=name, actor=ops, now=NOW) for name in ("纷享", "纷享销客", "别家")
    )
    merging = {"confirmed": "纷享", "actor": ops, "now": NOW}
    services.merge_competitors(goes.pk, into_id=stays.pk, **merging)
    rival = services.add_rival(deal.pk, name="紛 享", actor=seller, now=NOW)
    assert rival.competitor_id == stays.pk
    assert [row["name"] for row in queries.competitors(q="紛享", actor=seller)] == ["纷享销客"]
    assert queries.other_names(stays.pk) == ["纷享"]
    with pytest.raises(Conflict) as taken:
        services.edit_competitor(third.pk, changes={"name": "纷享"}, version=1, actor=ops, now=NOW)
    assert taken.value.code == "opportunities.competitor_there"
    named = services.edit_competitor(stays.pk, changes={"name": "纷享"}, version=2, actor=ops, now=NOW)
    assert (named.name, queries.other_names(stays.pk)) == ("纷享", [])


def test_other_names_follow_into_a_further_merge_and_go_with_their_competitor(company: Company) -> None:
    ops = company["ops"].actor
    first, second, third = (
        services.create_competitor(name=name, actor=ops, now=NOW) for name in ("一号", "二号", "三号")
    )
    services.merge_competitors(first.pk, into_id=second.pk, confirmed="一号", actor=ops, now=NOW)
    services.merge_competitors(second.pk, into_id=third.pk, confirmed="二号", actor=ops, now=NOW)
    assert queries.other_names(third.pk) == ["一号", "二号"]
    services.remove_competitor(third.pk, actor=ops, now=NOW)
    assert services.create_competitor(name="一号", actor=ops, now=NOW).pk not in {first.pk, third.pk}
