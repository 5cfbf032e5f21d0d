"""Battle cards, the page of a competitor, and two competitors that turn out to be one."""

from datetime import timedelta
from typing import Any

import pytest

from dabiao.core.errors import Conflict, DomainError, Invalid
from dabiao.modules.market import queries, services
from dabiao.modules.market.models import Card, CardEdition, Note, Profile
from dabiao.modules.market.tests.world import RIVAL, a_card, a_deal, a_note
from dabiao.modules.opportunities import services as deals
from dabiao.modules.opportunities.models import Competitor, Opportunity, Rival
from dabiao.modules.opportunities.tests.builders import move
from dabiao.modules.products import services as products
from dabiao.testing.people import NOW, Company

pytestmark = pytest.mark.django_db
OTHER = "星河CRM"


def named(name: str) -> Competitor:
    return Competitor.objects.get(name=name)


def test_each_change_of_a_card_is_an_edition(company: Company) -> None:
    a_deal(company["sales1"], RIVAL)
    card = a_card(company, named(RIVAL).pk)
    body = {"changes": {"answers": "先看合同附件"}, "base": {"answers": "只含标准模块"}}
    shown = company["manager"].client.write("PATCH", f"/battle-cards/{card.pk}", body)
    assert [one["parts"]["answers"] for one in shown["editions"]] == ["先看合同附件", "只含标准模块"]
    assert CardEdition.objects.count() == 2
    assert company["sales3"].client.problem("PATCH", f"/battle-cards/{card.pk}", body)[0] == 403


def test_there_is_one_card_in_use_for_each_competitor_and_product(company: Company) -> None:
    a_deal(company["sales1"], RIVAL)
    card = a_card(company, named(RIVAL).pk)
    with pytest.raises(Conflict):
        a_card(company, named(RIVAL).pk)
    with pytest.raises(Invalid):
        services.create_card(
            competitor_id=named(RIVAL).pk,
            product_id=999,
            parts={"dos": "x"},
            actor=company["ops"].actor,
            now=NOW,
        )
    changes: dict[str, Any] = {"changes": {"active": False}, "base": {"active": True}}
    services.edit_card(card.pk, **changes, actor=company["manager"].actor, now=NOW)
    assert a_card(company, named(RIVAL).pk).active


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"claims": "", "answers": ""}, "market.card_empty"),
        ({"review_days": 3}, "market.review_days_out_of_range"),
    ],
)
def test_a_card_says_something_and_holds_for_a_while(
    company: Company, changes: dict[str, Any], code: str
) -> None:
    a_deal(company["sales1"], RIVAL)
    card = a_card(company, named(RIVAL).pk)
    with pytest.raises(DomainError) as refused:
        services.edit_card(
            card.pk, changes=changes, version=card.version, actor=company["manager"].actor, now=NOW
        )
    assert refused.value.code == code


def test_a_card_that_nobody_read_for_long_is_stale_until_somebody_does(company: Company) -> None:
    a_deal(company["sales1"], RIVAL)
    card = a_card(company, named(RIVAL).pk)
    later, actor = NOW + timedelta(days=100), company["manager"].actor
    assert queries.card(card.pk, actor=actor, now=later)["stale"]
    services.review_card(card.pk, actor=actor, now=later)
    assert not queries.card(card.pk, actor=actor, now=later)["stale"]


def test_a_deal_shows_the_cards_of_its_rivals_and_keeps_whether_they_helped(company: Company) -> None:
    deal = a_deal(company["sales1"], RIVAL, OTHER)
    card = a_card(company, named(RIVAL).pk)
    a_note(company["sales3"], sort="price", price_minor=500_000)
    client = company["sales1"].client
    shown = client.read(f"/opportunities/{deal.pk}/battle-cards")["items"]
    assert [(one["name"], len(one["cards"])) for one in shown] == [(RIVAL, 1), (OTHER, 0)]
    assert shown[0]["price"]["price_minor"] == 500_000
    path = f"/opportunities/{deal.pk}/battle-cards/{card.pk}/verdict"
    for helped in (True, True, False, None, True):
        said = client.write("PUT", path, {"helped": helped})["items"][0]["cards"][0]["said"]
        assert said is helped
    move(company["sales1"], deal, "won")
    counted = company["boss"].client.read(f"/battle-cards/{card.pk}")
    assert (counted["helped"], counted["not_helped"], counted["helped_won"]) == (1, 0, 1)
    assert company["sales3"].client.problem("PUT", path, {"helped": True})[0] == 404
    assert [one["id"] for one in counted["won_from"]] == [deal.pk]


def test_a_card_of_somebody_who_is_not_in_the_deal_cannot_have_helped(company: Company) -> None:
    deal, _ = a_deal(company["sales1"], RIVAL), a_deal(company["sales1"], OTHER)
    card = a_card(company, named(OTHER).pk)
    path = f"/opportunities/{deal.pk}/battle-cards/{card.pk}/verdict"
    refused = company["sales1"].client.problem("PUT", path, {"helped": True})
    assert refused == (422, "market.other_rival", "card_id")


def test_the_most_helpful_card_comes_first_and_that_of_a_product_in_the_deal_before_it(
    company: Company,
) -> None:
    deal = a_deal(company["sales1"], RIVAL)
    rival = named(RIVAL).pk
    manager = company["manager"].actor
    product = products.create(code="CRM-1", name="旗舰版", actor=manager, now=NOW)
    other = products.create(code="CRM-2", name="标准版", actor=manager, now=NOW)
    general = a_card(company, rival)
    for one in (product, other):
        services.create_card(
            competitor_id=rival, product_id=one.pk, parts={"answers": "x"}, actor=manager, now=NOW
        )
    shown = company["sales1"].client.read(f"/opportunities/{deal.pk}/battle-cards")["items"][0]["cards"]
    assert [one["id"] for one in shown] == [general.pk]
    deals.add_item(deal.pk, product_id=product.pk, actor=company["sales1"].actor, now=NOW)
    shown = company["sales1"].client.read(f"/opportunities/{deal.pk}/battle-cards")["items"][0]["cards"]
    assert [one["product_id"] for one in shown] == [product.pk, None]


def test_the_page_of_a_competitor_counts_the_deals_that_the_reader_sees(company: Company) -> None:
    won, lost = a_deal(company["sales1"], RIVAL), a_deal(company["sales3"], RIVAL)
    a_deal(company["sales1"], RIVAL)
    move(company["sales1"], won, "won")
    move(company["sales3"], lost, "lost", reason="价格", competitor=RIVAL)
    id = named(RIVAL).pk
    for who, figures in (("sales1", (1, 1, 0)), ("sales3", (0, 0, 1)), ("boss", (1, 1, 1))):
        page = queries.competitor_page(id, actor=company[who].actor, now=NOW)
        quarter = page["quarters"][-1]
        assert (page["together"]["count"], quarter["won"], quarter["lost_to_them"]) == figures, who
    assert company["boss"].client.problem("GET", "/competitors/999999/market")[0] == 404


def test_what_a_competitor_is_good_at_is_kept_by_who_may(company: Company) -> None:
    a_deal(company["sales1"], RIVAL)
    path = f"/competitors/{named(RIVAL).pk}/market"
    body = {"changes": {"strengths": "渠道多"}, "base": {"strengths": ""}}
    assert company["manager"].client.write("PATCH", path, body)["strengths"] == "渠道多"
    assert company["sales1"].client.problem("PATCH", path, body)[0] == 403


def test_two_competitors_become_one_in_every_deal(company: Company) -> None:
    both, mine = a_deal(company["sales1"], RIVAL, OTHER), a_deal(company["sales1"], RIVAL)
    lost = a_deal(company["sales1"])
    move(company["sales1"], lost, "lost", reason="价格", competitor=RIVAL)
    goes, stays = named(RIVAL), named(OTHER)
    a_note(company["sales1"])
    a_card(company, goes.pk)
    a_card(company, stays.pk)
    change: dict[str, Any] = {"changes": {"about": "老对手"}, "version": 1}
    services.edit_profile(goes.pk, **change, actor=company["manager"].actor, now=NOW)
    path, client = f"/competitors/{goes.pk}/merges", company["manager"].client
    wrong = client.problem("POST", path, {"into_id": stays.pk, "confirmed": "别家"})
    assert wrong[1:] == ("opportunities.merge_not_confirmed", "confirmed")
    assert client.problem("POST", path, {"into_id": goes.pk, "confirmed": RIVAL})[0] == 422
    assert client.write("POST", path, {"into_id": stays.pk, "confirmed": RIVAL})["name"] == OTHER
    assert not Competitor.objects.filter(pk=goes.pk).exists()
    told = Opportunity.objects.filter(pk__in=[both.pk, mine.pk, lost.pk]).order_by("pk")
    assert [(one.competitor, one.competitor_count) for one in told] == [(OTHER, 1)] * 3
    assert told.get(pk=lost.pk).lost_to_id == stays.pk
    assert Rival.objects.filter(competitor=stays).count() == 3
    assert set(Note.objects.values_list("competitor_id", flat=True)) == {stays.pk}
    assert sorted(Card.objects.values_list("competitor_id", "active")) == [
        (stays.pk, False),
        (stays.pk, True),
    ]
    assert Profile.objects.get().about == "老对手"


def test_two_that_were_made_one_are_two_again_with_all_that_was_theirs(company: Company) -> None:
    a_deal(company["sales1"], RIVAL)
    a_deal(company["sales1"], OTHER)
    goes, stays = named(RIVAL), named(OTHER)
    note = a_note(company["sales1"])
    cards = [a_card(company, goes.pk).pk, a_card(company, stays.pk).pk]
    change: dict[str, Any] = {"changes": {"about": "老对手", "strengths": "渠道多"}, "version": 1}
    services.edit_profile(goes.pk, **change, actor=company["manager"].actor, now=NOW)
    client = company["manager"].client
    path, body = f"/competitors/{goes.pk}/merges", {"into_id": stays.pk, "confirmed": RIVAL}
    merged = client.write("POST", path, body)["merge_id"]
    fresh = client.read(f"/competitors/{stays.pk}/market")["merges"]
    assert [(one["id"], one["name"]) for one in fresh] == [(merged, RIVAL)]
    kept = Profile.objects.get(pk=stays.pk)
    services.edit_profile(
        stays.pk, changes={"strengths": "便宜"}, version=kept.version, actor=company["manager"].actor, now=NOW
    )
    back = client.write("POST", f"/competitor-merges/{merged}/undo", {})
    assert (back["id"], back["name"], back["left"]) == (goes.pk, RIVAL, 0)
    assert client.write("POST", f"/competitor-merges/{merged}/undo", {})["id"] == goes.pk
    note.refresh_from_db()
    assert note.competitor_id == goes.pk
    shown = Card.objects.filter(pk__in=cards).order_by("pk").values_list("competitor_id", "active")
    assert list(shown) == [(goes.pk, True), (stays.pk, True)]
    said = {one.pk: (one.about, one.strengths) for one in Profile.objects.all()}
    assert said == {goes.pk: ("老对手", "渠道多"), stays.pk: ("", "便宜")}
    assert client.read(f"/competitors/{stays.pk}/market")["merges"] == []
    assert company["sales1"].client.problem("POST", f"/competitor-merges/{merged}/undo", {})[0] == 403


def test_the_list_of_competitors_counts_the_deals_that_one_sees(company: Company) -> None:
    for rivals, stage in ((RIVAL,), ""), ((RIVAL, OTHER), ""), ((RIVAL,), "won"), ((OTHER,), "lost"):
        deal = a_deal(company["sales1"], *rivals, amount_minor=700)
        if stage:
            move(company["sales1"], deal, stage, **({"reason": "价格"} if stage == "lost" else {}))
    a_deal(company["sales3"], RIVAL, amount_minor=9_000, currency="USD")
    seen = {login: _listed(company, login) for login in ("manager", "sales1", "sales3")}
    rival = {"open": 2, "open_minor": 1_400, "won": 1, "lost": 0}
    other = {"open": 1, "open_minor": 700, "won": 0, "lost": 1}
    assert seen["manager"] == seen["sales1"] == {RIVAL: rival, OTHER: other}
    nothing = {"open": 0, "open_minor": 0, "won": 0, "lost": 0}
    assert seen["sales3"] == {RIVAL: {**nothing, "open": 1}, OTHER: nothing}
    page = company["sales1"].client.read(f"/competitors/{named(RIVAL).pk}/market")["together"]
    assert (page["count"], page["amount_minor"]) == (2, 1_400)


def _listed(company: Company, login: str) -> dict[str, dict[str, int]]:
    rows = company[login].client.read("/market/competitors")["items"]
    return {row["name"]: {key: row[key] for key in ("open", "open_minor", "won", "lost")} for row in rows}


def test_a_merge_into_one_that_was_merged_further_says_which_is_to_be_taken_back_first(
    company: Company,
) -> None:
    third = "北辰软件"
    for name in (RIVAL, OTHER, third):
        a_deal(company["sales1"], name)
    first, second, last = (named(name).pk for name in (RIVAL, OTHER, third))
    client = company["manager"].client
    merge = f"/competitors/{first}/merges", {"into_id": second, "confirmed": RIVAL}
    one = client.write("POST", *merge)["merge_id"]
    merge = f"/competitors/{second}/merges", {"into_id": last, "confirmed": OTHER}
    further = client.write("POST", *merge)["merge_id"]
    refused = client.send("POST", f"/competitor-merges/{one}/undo", {})
    assert (refused.status_code, refused.json()["code"]) == (409, "opportunities.merge_went_on")
    assert refused.json()["params"] == {"name": OTHER, "into": third}
    client.write("POST", f"/competitor-merges/{further}/undo", {})
    assert [row["id"] for row in client.read(f"/competitors/{second}/market")["merges"]] == [one]
    assert client.write("POST", f"/competitor-merges/{one}/undo", {})["left"] == 0
    assert [named(name).pk for name in (RIVAL, OTHER, third)] == [first, second, last]
    held = Rival.objects.order_by("opportunity_id").values_list("competitor_id", flat=True)
    assert list(held) == [first, second, last]


def test_a_merge_into_one_that_was_deleted_since_is_not_there(company: Company) -> None:
    a_deal(company["sales1"], RIVAL)
    kept = Competitor.objects.create(name=OTHER, key="星河crm", created_at=NOW, updated_at=NOW)
    client = company["manager"].client
    merge = f"/competitors/{named(RIVAL).pk}/merges", {"into_id": kept.pk, "confirmed": RIVAL}
    merged = client.write("POST", *merge)["merge_id"]
    Rival.objects.all().delete()
    Competitor.objects.filter(pk=kept.pk).delete()
    assert client.problem("POST", f"/competitor-merges/{merged}/undo", {})[0] == 404
