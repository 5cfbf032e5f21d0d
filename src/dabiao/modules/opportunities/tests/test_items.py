"""Lines of deals: reckoned exactly, summed where the amount follows them, told on the timeline, safe with two at once."""

from fractions import Fraction
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from dabiao.core.errors import Conflict, DomainError, Forbidden, Invalid, NotFound
from dabiao.modules.opportunities import queries, rules, services
from dabiao.modules.opportunities.models import Item, Opportunity
from dabiao.modules.opportunities.tests.builders import an_opportunity, told
from dabiao.modules.products import services as products
from dabiao.modules.products.models import Product
from dabiao.testing.people import NOW, Company, Person

pytestmark = pytest.mark.django_db


@given(st.integers(1, 10**7), st.integers(0, 10**8), st.integers(0, 10_000))
def test_a_line_is_the_exact_product_half_up(quantity: int, price: int, discount: int) -> None:
    exact = Fraction(quantity, 1_000) * price * Fraction(10_000 - discount, 10_000)
    assert -Fraction(1, 2) <= exact - rules.line_amount(quantity, price, discount) < Fraction(1, 2)


@pytest.mark.parametrize(
    ("quantity", "price", "discount", "amount"),
    [(1_000, 5, 1_000, 5), (500, 1, 0, 1), (499, 1, 0, 0), (3_000, 33, 3_333, 66), (1_000, 99, 10_000, 0)],
)
def test_half_a_fen_of_a_line_counts_as_a_whole(
    quantity: int, price: int, discount: int, amount: int
) -> None:
    assert rules.line_amount(quantity, price, discount) == amount


def test_a_quantity_is_said_without_needless_digits() -> None:
    assert [rules.quantity_text(*one) for one in ((12_500, "人天"), (3_000, ""), (1, "吨"))] == [
        "12.5 人天",
        "3",
        "0.001 吨",
    ]


def a_product(company: Company, code: str = "CRM", **facts: Any) -> Product:
    wanted = {"name": "专业版", "unit": "席/年", "price_minor": 198_000, **facts}
    return products.create(code=code, **wanted, actor=company["ops"].actor, now=NOW)


def add(person: Person, deal: Opportunity, **facts: Any) -> Item:
    wanted = {"name": "实施服务", "price_minor": 10_000, **facts}
    return services.add_item(deal.pk, **wanted, actor=person.actor, now=NOW)


def edit(person: Person, deal: Opportunity, **changes: Any) -> None:
    deal.refresh_from_db()
    services.edit(deal.pk, changes=changes, version=deal.version, actor=person.actor, now=NOW)


def amount(deal: Opportunity) -> tuple[int, int]:
    deal.refresh_from_db()
    return deal.amount_minor, deal.amount_cut_minor


def test_a_product_brings_name_unit_and_price_and_keeps_them_when_the_list_changes(company: Company) -> None:
    deal, product = an_opportunity(company["sales1"]), a_product(company)
    item = services.add_item(
        deal.pk,
        product_id=product.pk,
        quantity_thousandths=10_000,
        discount_hundredths=1_000,
        actor=company["sales1"].actor,
        now=NOW,
    )
    products.edit(
        product.pk, changes={"price_minor": 1, "name": "新版"}, version=1, actor=company["ops"].actor, now=NOW
    )
    item.refresh_from_db()
    assert (item.name, item.unit, item.price_minor, item.amount_minor) == (
        "专业版",
        "席/年",
        198_000,
        1_782_000,
    )
    with pytest.raises(Conflict, match="products.in_use"):
        products.remove(product.pk, actor=company["ops"].actor, now=NOW)
    listed = company["sales1"].client.read("/opportunities", product_id=product.pk)["items"]
    assert [one["id"] for one in listed] == [deal.pk]


def test_a_typed_amount_stays_and_one_from_items_follows_every_write(company: Company) -> None:
    seller = company["sales1"]
    deal = an_opportunity(seller, amount_minor=50_000)
    item = add(seller, deal)
    assert amount(deal) == (50_000, 0)
    edit(seller, deal, amount_from_items=True)
    assert amount(deal) == (10_000, 40_000)
    second = add(seller, deal, quantity_thousandths=2_500)
    assert amount(deal) == (35_000, 15_000)
    who: Any = {"actor": seller.actor, "now": NOW}
    services.edit_item(deal.pk, item_id=item.pk, changes={"price_minor": 40_000}, version=1, **who)
    assert amount(deal) == (65_000, 0)
    services.remove_item(deal.pk, item_id=second.pk, **who)
    assert amount(deal) == (40_000, 25_000)
    edit(seller, deal, amount_from_items=False)
    edit(seller, deal, amount_minor=99_000)
    assert amount(deal) == (99_000, 0)


def test_the_timeline_says_what_became_of_line_and_amount(company: Company) -> None:
    seller = company["sales1"]
    deal = an_opportunity(seller, amount_minor=0)
    edit(seller, deal, amount_from_items=True)
    item = add(seller, deal, unit="人天", quantity_thousandths=12_500)
    services.edit_item(
        *(deal.pk,),
        item_id=item.pk,
        changes={"discount_hundredths": 1_000},
        version=1,
        actor=seller.actor,
        now=NOW,
    )
    assert told("opportunity", deal.pk)[-2:] == [
        (
            "opportunity.item_added",
            {
                "name": "CRM 采购",
                "item": "实施服务",
                "quantity": "12.5 人天",
                "price_minor": 10_000,
                "line_minor": 125_000,
                "changes": {"amount_minor": [0, 125_000]},
                "currency": "CNY",
            },
        ),
        (
            "opportunity.item_edited",
            {
                "name": "CRM 采购",
                "item": "实施服务",
                "changes": {"discount_hundredths": [0, 1_000], "amount_minor": [125_000, 112_500]},
                "currency": "CNY",
            },
        ),
    ]


def test_an_amount_that_is_a_sum_is_not_typed_and_a_currency_with_prices_not_changed(
    company: Company,
) -> None:
    seller = company["sales1"]
    deal = an_opportunity(seller)
    add(seller, deal)
    edit(seller, deal, amount_from_items=True)
    with pytest.raises(Invalid, match="opportunities.amount_is_sum"):
        edit(seller, deal, amount_minor=1)
    with pytest.raises(Invalid, match="opportunities.currency_of_items"):
        edit(seller, deal, currency="USD")
    assert amount(deal)[0] == 10_000


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"name": " "}, "core.required"),
        ({"quantity_thousandths": 0}, "opportunities.bad_quantity"),
        ({"discount_hundredths": 10_001}, "opportunities.bad_discount"),
        ({"price_minor": -1}, "money.not_positive"),
        ({"price_minor": 10**15, "quantity_thousandths": 1_001}, "money.too_large"),
        ({"product_id": 999_999}, "core.not_found_here"),
    ],
)
def test_a_senseless_line_is_refused(company: Company, facts: dict[str, Any], code: str) -> None:
    deal = an_opportunity(company["sales1"])
    with pytest.raises(DomainError, match=code):
        add(company["sales1"], deal, **facts)
    assert not Item.objects.exists()


def test_a_retired_product_and_one_priced_in_another_currency_are_refused(company: Company) -> None:
    seller, ops = company["sales1"], company["ops"]
    deal, dollars = an_opportunity(seller), a_product(company, "USD", currency="USD")
    wanted: Any = {"product_id": dollars.pk, "actor": seller.actor, "now": NOW}
    with pytest.raises(Invalid, match="opportunities.price_needed"):
        services.add_item(deal.pk, **wanted)
    assert services.add_item(deal.pk, price_minor=7, **wanted).amount_minor == 7
    products.edit(dollars.pk, changes={"active": False}, version=1, actor=ops.actor, now=NOW)
    with pytest.raises(Invalid, match="products.retired"):
        services.add_item(deal.pk, price_minor=7, **wanted)


def test_lines_stand_where_they_were_put(company: Company) -> None:
    seller = company["sales1"]
    deal = an_opportunity(seller)
    first, second = (add(seller, deal, name=name) for name in "甲乙")
    add(seller, deal, name="丙", place=1)
    who: Any = {"actor": seller.actor, "now": NOW}

    def names() -> list[str]:
        return [one["name"] for one in queries.items(deal.pk, actor=seller.actor)["items"]]

    assert names() == ["甲", "丙", "乙"]
    third = Item.objects.get(name="丙")
    services.order_items(deal.pk, ids=[second.pk, first.pk, third.pk], **who)
    assert names() == ["乙", "甲", "丙"]
    with pytest.raises(Conflict, match="opportunities.other_items"):
        services.order_items(deal.pk, ids=[second.pk, first.pk], **who)


def test_two_who_change_one_line_are_told_of_each_other(company: Company) -> None:
    seller, lead = company["sales1"], company["lead1"]
    deal = an_opportunity(seller)
    item = add(seller, deal)
    seen: Any = {"item_id": item.pk, "version": 1, "base": {"price_minor": 10_000}, "now": NOW}
    services.edit_item(deal.pk, changes={"price_minor": 1}, actor=seller.actor, **seen)
    with pytest.raises(Conflict, match="edit.conflict"):
        services.edit_item(deal.pk, changes={"price_minor": 2}, actor=lead.actor, **seen)


def test_whoever_only_sees_a_deal_writes_no_line_and_strangers_do_not_find_them(company: Company) -> None:
    deal = an_opportunity(company["sales1"])
    with pytest.raises(Forbidden):
        add(company["boss"], deal)
    with pytest.raises(NotFound):
        add(company["sales3"], deal)
    assert company["sales3"].client.send("GET", f"/opportunities/{deal.pk}/items").status_code == 404


def test_a_list_of_lines_costs_the_same_whatever_their_number(company: Company) -> None:
    seller, counts = company["sales1"], []
    actor, deal = seller.actor, an_opportunity(seller)
    for number in (1, 2):
        for _ in range(number):
            add(seller, deal)
        with CaptureQueriesContext(connection) as seen:
            queries.items(deal.pk, actor=actor)
        counts.append(len(seen))
    assert counts == [2, 2]
