"""Records of any kind, loaded by statements that are written once for all who may see the same of them."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dabiao.config.roles import EVERYTHING
from dabiao.core import subjects
from dabiao.core.actor import Actor, Scope
from dabiao.core.errors import NotFound
from dabiao.core.kept import Remembered, sql_of
from dabiao.core.lists import compiled
from dabiao.core.lists.keyset import PageRequest
from dabiao.core.scoping import rights_on
from dabiao.modules.customers import queries as customers
from dabiao.modules.customers.tests.builders import a_contact, a_customer
from dabiao.testing.people import make_company

pytestmark = pytest.mark.django_db

OF_KIND = [subject for subject in subjects.every() if subject.rests_on]


@pytest.mark.parametrize("subject", OF_KIND, ids=lambda subject: subject.kind)
def test_what_a_kind_says_it_rests_on_is_all_that_its_rows_follow_from(subject: subjects.Subject) -> None:
    place: dict[str, Any] = {"user_id": 7, "name": "", "unit_id": 3, "unit_ids": frozenset({3, 4})}
    for scope in (Scope.OWN, Scope.TEAM, Scope.UNIT, Scope.ALL):
        own = {name: scope for name in EVERYTHING if name.split(".")[0] in subject.rests_on}
        shares = {kind: {5: "read"} for kind in subject.rests_on}
        plain = Actor(**place, grants=own, shares=shares)
        rich = Actor(
            **place,
            grants=dict.fromkeys(EVERYTHING, Scope.ALL) | own,
            shares=shares | {"plan": {9: "edit"}},
        )
        assert rights_on(plain, *subject.rests_on) == rights_on(rich, *subject.rests_on)
        assert sql_of(subject.visible_to(plain)) == sql_of(subject.visible_to(rich))


def test_a_record_is_loaded_by_one_statement_for_all_and_only_for_who_sees_it() -> None:
    company = make_company()
    mine, other = a_customer(company["sales1"]), a_customer(company["sales2"], "宁波海川")
    boss, seller = company["boss"].actor, company["sales1"].actor
    for one in (mine, other):
        with CaptureQueriesContext(connection) as said:
            assert subjects.load("customer", one.pk, actor=boss) == one
        assert len(said) == 1
    assert subjects.load("customer", mine.pk, actor=seller) == mine
    with pytest.raises(NotFound):
        subjects.load("customer", other.pk, actor=seller)


def test_lists_of_one_record_after_another_share_a_statement(monkeypatch: pytest.MonkeyPatch) -> None:
    company = make_company()
    boss, pages = company["boss"].actor, Remembered()
    monkeypatch.setattr(compiled, "_FIRST_PAGES", pages)
    for number in range(3):
        customer = a_customer(company["sales1"], f"客户{number}")
        contact = a_contact(company["sales1"], customer)
        page = customers.contacts(asked=PageRequest(), filters={"customer_id": customer.pk}, actor=boss)
        assert [one["id"] for one in page["items"]] == [contact.pk]
    assert pages.size == 1
