"""The price list: entered, changed, retired, and only removed while nothing uses it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dabiao.core.errors import Conflict, Forbidden, Invalid
from dabiao.core.events.models import Event
from dabiao.core.lists.keyset import PageRequest
from dabiao.modules.products import queries, services
from dabiao.modules.products.models import Product
from dabiao.testing.people import NOW, Company, make_company

pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> Company:
    return make_company()


def a_product(company: Company, code: str = "CRM-01", **facts: object) -> Product:
    wanted = {"name": "标准版", "unit": "席/年", "price_minor": 128_000, **facts}
    return services.create(code=code, **wanted, actor=company["ops"].actor, now=NOW)  # type: ignore[arg-type]


def test_a_code_is_there_once_in_whatever_spelling(company: Company) -> None:
    a_product(company, " crm-01 ")
    assert Product.objects.get().code == "CRM-01"
    with pytest.raises(Conflict, match="products.code_taken"):
        a_product(company, "ＣＲＭ-01")
    other = a_product(company, "CRM-02")
    with pytest.raises(Conflict, match="products.code_taken"):
        services.edit(other.pk, changes={"code": "crm-01"}, version=1, actor=company["ops"].actor, now=NOW)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"code": " "}, "core.required"),
        ({"name": ""}, "core.required"),
        ({"price_minor": -1}, "money.not_positive"),
        ({"currency": "XXX"}, "money.unknown_currency"),
    ],
)
def test_a_senseless_product_is_refused(company: Company, facts: dict[str, object], code: str) -> None:
    with pytest.raises(Invalid, match=code):
        a_product(company, **{"code": "X", **facts})  # type: ignore[arg-type]
    assert not Product.objects.exists()


def test_who_sells_reads_the_list_and_changes_nothing(company: Company) -> None:
    product = a_product(company)
    client = company["sales1"].client
    assert [one["name"] for one in client.read("/products")["items"]] == ["标准版"]
    with pytest.raises(Forbidden):
        services.remove(product.pk, actor=company["sales1"].actor, now=NOW)
    assert company["inspector"].client.send("GET", "/products").status_code == 403


def test_the_list_is_found_by_parts_of_code_and_name_and_without_the_retired(company: Company) -> None:
    first = a_product(company)
    a_product(company, "QA-01", name="质检模块")
    services.edit(first.pk, changes={"active": False}, version=1, actor=company["ops"].actor, now=NOW)
    client = company["ops"].client

    def codes(**query: object) -> list[str]:
        return [one["code"] for one in client.read("/products", **query)["items"]]

    assert (codes(), codes(text="质检"), codes(text="crm"), codes(active=True)) == (
        ["CRM-01", "QA-01"],
        ["QA-01"],
        ["CRM-01"],
        ["QA-01"],
    )


def test_what_nothing_uses_can_go(company: Company) -> None:
    product = a_product(company)
    services.remove(product.pk, actor=company["ops"].actor, now=NOW)
    assert not Product.objects.exists()
    kinds = Event.objects.filter(kind__startswith="product.").order_by("pk")
    assert list(kinds.values_list("kind", flat=True)) == ["product.created", "product.removed"]


def test_more_products_cost_no_more_queries(company: Company) -> None:
    actor, counts = company["sales1"].actor, []
    for rows in (1, 2):
        for number in range(rows):
            a_product(company, f"P-{rows}-{number}")
        with CaptureQueriesContext(connection) as seen:
            queries.listing(asked=PageRequest(), filters={}, actor=actor)
        counts.append(len(seen))
    assert counts == [1, 1]
