"""What people say they did: with history, for a short while by themselves, later by their lead."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from dabiao.core.errors import Conflict, DomainError, Forbidden, Invalid, NotFound
from dabiao.modules.contracts.tests.together import real_database
from dabiao.modules.quotas import services
from dabiao.modules.quotas.models import Declared, DeclaredChange
from dabiao.modules.quotas.queries import declared
from dabiao.modules.quotas.tests.world import TODAY, ask, cell, kind
from dabiao.testing.people import NOW, Company, make_company

pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> Company:
    return make_company()


def say(company: Company, who: str = "sales1", code: str = "flyers", **more: Any) -> Declared:
    return services.declare(kind_id=kind(code).pk, actor=company[who].actor, now=NOW, **more)


def test_plus_and_minus_add_up_and_every_number_is_kept(company: Company) -> None:
    ask(company, "flyers", 100)
    say(company, more=60, word="万达门口")
    say(company, more=-10)
    assert cell(company, "sales1", "flyers")["done"] == 50
    found = declared.declared(
        kind_id=kind("flyers").pk, user_id=company["sales1"].id, day=TODAY, actor=company["lead1"].actor
    )
    assert [(one["before"], one["after"], one["word"]) for one in found["changes"]] == [
        (60, 50, ""),
        (0, 60, "万达门口"),
    ]


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"more": -1}, "quotas.below_nothing"),
        ({"more": 10_000_000}, "quotas.too_much"),
        ({}, "quotas.more_or_amount"),
        ({"more": 1, "amount": 1}, "quotas.more_or_amount"),
        ({"more": 1, "day": TODAY + timedelta(days=1)}, "quotas.in_future"),
        ({"more": 1, "day": TODAY - timedelta(days=2)}, "quotas.too_late"),
        ({"more": 1, "day": TODAY - timedelta(days=400)}, "quotas.too_long_ago"),
        ({"more": 1, "code": "calls"}, "quotas.counted_by_itself"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(
    company: Company, asked: dict[str, Any], code: str
) -> None:
    with pytest.raises(Invalid) as refused:
        say(company, **asked)
    assert refused.value.code == code


def test_yesterday_one_corrects_oneself_and_the_day_before_only_ones_lead_with_a_reason(
    company: Company,
) -> None:
    say(company, more=3, day=TODAY - timedelta(days=1))
    asked = {"user_id": company["sales1"].id, "amount": 7, "day": TODAY - timedelta(days=2)}
    with pytest.raises(Invalid) as refused:
        say(company, "lead1", **asked)
    assert refused.value.code == "core.required"
    assert say(company, "lead1", reason="昨天漏填", **asked).amount == 7


def test_others_numbers_are_out_of_reach(company: Company) -> None:
    with pytest.raises(NotFound):
        say(company, "sales1", user_id=company["sales3"].id, more=1, reason="帮忙")
    with pytest.raises(Forbidden):
        services.declare(kind_id=kind("flyers").pk, more=1, actor=company["finance"].actor, now=NOW)
    say(company, "sales3", more=1)
    with pytest.raises(NotFound):
        declared.declared(
            kind_id=kind("flyers").pk, user_id=company["sales3"].id, day=TODAY, actor=company["sales1"].actor
        )


def test_who_saw_another_number_is_told(company: Company) -> None:
    say(company, more=5)
    with pytest.raises(Conflict):
        say(company, amount=9, base=4)
    assert say(company, amount=9, base=5).amount == 9


def test_a_repeat_of_the_same_request_counts_once(company: Company) -> None:
    client, body = company["sales1"].client, {"kind_id": kind("flyers").pk, "more": 2}
    first = client.write("POST", "/quotas/declarations", body, Idempotency_Key="a" * 20)
    assert client.write("POST", "/quotas/declarations", body, Idempotency_Key="a" * 20) == first
    assert first["amount"] == 2


@pytest.mark.django_db(transaction=True)
def test_what_two_screens_add_at_once_is_added_twice(tmp_path: Path) -> None:
    company = make_company()
    kind("flyers")
    with real_database(tmp_path) as together:
        said = together(*(lambda: say(company, more=1) for _ in range(6)))
        assert not [one for one in said if isinstance(one, DomainError)]
        assert Declared.objects.get().amount == 6
        assert DeclaredChange.objects.count() == 6
