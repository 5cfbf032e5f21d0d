"""A condition is true of exactly the objects that its query finds: over trees and records by chance, on this database."""

import os
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.shared_world import rolled_back

from dabiao.core.actor import SYSTEM, Actor
from dabiao.core.conditions import language, vocabulary
from dabiao.core.conditions.tests import chance
from dabiao.core.conditions.vocabulary import Vocabulary
from dabiao.core.fields.tests.made import TYPES, make_all
from dabiao.modules.contracts.models import Contract
from dabiao.modules.customers.models import Contact, Customer
from dabiao.modules.leads.models import Lead
from dabiao.modules.opportunities.models import Item, Opportunity, Stage
from dabiao.modules.org import queries as org
from dabiao.modules.org.services import create_tag
from dabiao.modules.products.models import Product
from dabiao.modules.sales_events.models import Deal as Credited
from dabiao.modules.sales_events.models import SalesEvent
from dabiao.testing.people import NOW, Company, make_company

pytestmark = pytest.mark.django_db
QUICK, THOROUGH = 8, 20  # companies by chance
TREES = 8  # asked of each: a tree is made in a fifth of the time that its records take
DEPTH = int(os.environ.get("DABIAO_DEPTH", "1"))  # `make deep`


@pytest.fixture
def company(db: None) -> Company:
    return make_company()


class _Records:
    """A few customers, with contacts and opportunities, and leads that became them or not."""

    def __init__(self, draw: Any, now: datetime, company: Company) -> None:
        self.draw, self.now, self.company = draw, now, company
        self.people = [company[name] for name in ("sales1", "sales1b", "sales2")]
        self.stages = list(Stage.objects.order_by("position"))
        self.tags = sorted(org.tag_names())
        self.products = list(Product.objects.values_list("pk", flat=True))
        self.events = list(SalesEvent.objects.values_list("pk", flat=True))

    def make(self) -> None:
        customers = Customer.objects.bulk_create(self.customer() for _ in range(self.number(1, 3)))
        Contact.objects.bulk_create(self.contact(self.one(customers)) for _ in range(self.number(0, 3)))
        deals = Opportunity.objects.bulk_create(
            self.deal(self.one(customers)) for _ in range(self.number(0, 3))
        )
        Contract.objects.bulk_create(
            self.contract(customers, deals, number) for number in range(self.number(0, 2))
        )
        Lead.objects.bulk_create(self.lead(customers, deals) for _ in range(self.number(1, 5)))
        for deal in deals:
            self.sell(deal)

    def sell(self, deal: Opportunity) -> None:
        """Lines of the price list, and the event that brought it."""
        line = {"quantity_thousandths": 1_000, "price_minor": 1, "amount_minor": 1, **self.kept()}
        for place in range(self.number(0, 2)):
            Item.objects.create(
                opportunity=deal,
                position=place,
                name="软件",
                product_id=self.one([None, *self.products]),
                **line,
            )
        if event := self.one([None, *self.events]):
            facts = {"customer_id": deal.customer_id, "linked_by": "hand", "at": self.now}
            Credited.objects.create(event_id=event, kind="opportunity", ref_id=deal.pk, **facts)

    def number(self, least: int, most: int) -> int:
        return int(self.draw(st.integers(least, most)))

    def one(self, several: Any) -> Any:
        return self.draw(st.sampled_from(list(several)))

    def moment(self) -> datetime:
        return self.draw(chance.around(self.now))  # type: ignore[no-any-return]

    def text(self) -> str:
        return str(self.draw(chance.TEXTS))

    def held(self) -> dict[str, Any]:
        person = self.one([None, *self.people])
        if person is None:
            return {"owner_id": None, "unit_id": self.one([None, self.company.team1.pk])}
        return {"owner_id": person.id, "unit_id": person.employee.unit_id}

    def kept(self) -> dict[str, Any]:
        return {"created_at": self.moment(), "updated_at": self.moment()}

    def times(self, *names: str) -> dict[str, Any]:
        return {name: self.draw(st.one_of(st.none(), chance.around(self.now))) for name in names}

    def custom(self) -> dict[str, Any]:
        return self.draw(chance.custom(self.now))  # type: ignore[no-any-return]

    def customer(self) -> Customer:
        return Customer(
            name=self.text() or "无名",
            industry=self.text(),
            phone=self.one(["", "13812345678", "13800001234", "021-5678"]),
            kind=self.one(["organisation", "person"]),
            open_opportunity_count=self.number(0, 2),
            **self.times("last_contact_at", "next_contact_at"),
            fields=self.custom(),
            **self.held(),
            **self.kept(),
        )

    def contact(self, customer: Customer) -> Contact:
        return Contact(
            customer=customer,
            name=self.text() or "无名",
            wechat=self.one(["", "wx_1"]),
            fields=self.custom(),
            **self.kept(),
        )

    def deal(self, customer: Customer) -> Opportunity:
        stage = self.one(self.stages)
        return Opportunity(
            name=self.text() or "无名",
            customer=customer,
            fields=self.custom(),
            pipeline_id=stage.pipeline_id,
            stage=stage,
            amount_minor=self.one([0, 1, 100, 10**12]),
            expected_win_on=self.one([None, self.moment().date()]),
            stage_entered_at=self.moment(),
            closed_at=None if stage.is_open else self.now,
            **self.held(),
            **self.kept(),
        )

    def contract(self, customers: list[Customer], deals: list[Opportunity], number: int) -> Contract:
        return Contract(
            number=f"HT{number}",
            title=self.text() or "无名",
            customer=self.one(customers),
            opportunity=self.one([None, *deals]),
            amount_minor=self.one([0, 100]),
            **self.held(),
            **self.kept(),
        )

    def lead(self, customers: list[Customer], deals: list[Opportunity]) -> Lead:
        return Lead(
            name=self.text(),
            company=self.text(),
            remark=self.text(),
            phone=self.one(["", "13812345678", "02156781234"]),
            email=self.one(["", "Zhang@Example.com"]),
            source=self.one(["manual", "advert", "form"]),
            grade=self.one(["", "A", "B"]),
            cost_minor=self.one([0, 1, 100, 99_999]),
            raw=self.draw(chance.raw(self.now)),
            tags=sorted(self.draw(st.sets(st.sampled_from(self.tags)))),
            fields=self.custom(),
            received_at=self.moment(),
            customer=self.one([None, *customers]),
            opportunity=self.one([None, *deals]),
            **self.times("assigned_at", "first_contact_at", "last_contact_at", "next_contact_at"),
            **self.held(),
            **self.kept(),
        )


def with_custom_fields(company: Company) -> None:
    """Lead, customer, contact and opportunity with a field of every type, and tags, products and events; each record then holds
    some by chance."""
    for kind in KINDS:
        make_all(company, kind)
    for name in ("宝妈", "企业采购", "老客户"):
        create_tag(name=name, actor=company["ops"].actor, now=NOW)
        Product.objects.create(code=name, name=name, created_at=NOW, updated_at=NOW)
        times = {"starts_at": NOW, "ends_at": NOW + timedelta(hours=1), "created_at": NOW, "updated_at": NOW}
        SalesEvent.objects.create(name=name, token=name, **times)


def words_of(kind: str) -> Vocabulary:
    """The kind's own vocabulary; a lead's with custom fields in a JSON column."""
    words = vocabulary.of(kind)
    custom = {word.name: word for word in chance.JSON_TERMS} if kind == "lead" else {}
    return Vocabulary(kind, {**words.words, **custom}, words.visible_to)


KINDS = ["lead", "customer", "opportunity", "contact"]


@pytest.mark.parametrize("kind", KINDS)
def test_an_object_and_a_query_agree(kind: str, company: Company) -> None:
    agreement(kind, company, examples=QUICK)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_they_agree_over_very_many(kind: str, company: Company) -> None:
    agreement(kind, company, examples=THOROUGH * DEPTH)


def agreement(kind: str, company: Company, *, examples: int) -> None:
    with_custom_fields(company)
    words = words_of(kind)
    assert {f"fields.{key}" for key in TYPES} <= words.words.keys()
    model: Any = {"lead": Lead, "customer": Customer, "opportunity": Opportunity, "contact": Contact}[kind]
    actors: list[Actor] = [SYSTEM, *(company[name].actor for name in ("ops", "manager", "sales1", "agent"))]
    ids = [company[name].id for name in ("sales1", "sales1b", "sales2")]
    by_moment = {now: chance.Trees(words, now, ids) for now in chance.MOMENTS}

    @settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))
    @given(data=st.data())
    def agree(data: Any) -> None:
        now = data.draw(st.sampled_from(chance.MOMENTS))
        with rolled_back():
            _Records(data.draw, now, company).make()
            for _ in range(TREES):
                tree = data.draw(by_moment[now].trees())
                assume(not language.check(tree, words))
                actor = data.draw(st.sampled_from(actors))
                found = language.compiled(tree, words, actor=actor, now=now)
                rows = model.objects.order_by("pk")
                assert sorted(rows.filter(found).values_list("pk", flat=True)) == [
                    row.pk for row in rows if language.evaluate(tree, row, words, actor=actor, now=now)
                ]

    agree()
