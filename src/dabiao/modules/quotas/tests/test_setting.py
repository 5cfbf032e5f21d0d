"""What is asked, by whom it may be set, and from when on."""

from datetime import timedelta
from typing import Any

import pytest

from dabiao.core.errors import Conflict, Forbidden, Invalid
from dabiao.modules.quotas import services
from dabiao.modules.quotas.models import Quota
from dabiao.modules.quotas.queries import asking
from dabiao.modules.quotas.services.setting import Wish
from dabiao.modules.quotas.tests.world import TODAY, ask, cell, kind
from dabiao.modules.targets.tests.world import metric
from dabiao.testing.people import NOW, Company, make_company

pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> Company:
    return make_company()


def test_a_manager_sets_those_of_their_units_and_nobody_elses(company: Company) -> None:
    ask(company, "calls", 10, by="manager", unit_id=company.team1.pk)
    ask(company, "calls", 10, by="manager", user_id=company["sales2"].id)
    for place in ({"unit_id": company.root.pk}, {"user_id": company["sales3"].id}):
        with pytest.raises(Forbidden):
            ask(company, "calls", 10, by="manager", **place)
    seen = asking.rows(day=TODAY, actor=company["manager"].actor)["items"]
    ask(company, "calls", 30)
    assert [(one["unit_name"], one["user_name"]) for one in seen] == [("一组", None), (None, "sales2")]
    assert asking.rows(day=TODAY, actor=company["manager"].actor)["items"] == seen


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"from_day": TODAY - timedelta(days=1)}, "quotas.not_in_the_past"),
        ({"from_day": TODAY + timedelta(days=900)}, "quotas.too_far_ahead"),
        ({"amount": 1_001}, "quotas.out_of_range"),
        ({"level": "Z"}, "core.not_a_choice"),
        ({"unit_id": 999_999}, "quotas.unknown_unit"),
        ({"unit_id": None}, "quotas.whom"),
        ({"unit_id": None, "user_id": 999_999}, "quotas.unknown_person"),
        ({"kind_id": 999_999}, "quotas.unknown_kind"),
    ],
)
def test_what_makes_no_sense_is_refused(company: Company, asked: dict[str, Any], code: str) -> None:
    wish = {"kind_id": kind("calls").pk, "unit_id": company.root.pk, "amount": 5, **asked}
    with pytest.raises(Invalid) as refused:
        services.set_quota(**wish, actor=company["ops"].actor, now=NOW)
    assert refused.value.code == code


def test_one_for_later_waits_for_its_day_and_the_history_stays(company: Company) -> None:
    ask(company, "calls", 10)
    tomorrow = TODAY + timedelta(days=1)
    ask(company, "calls", 40, from_day=tomorrow, base=10, now=NOW)
    assert cell(company, "sales1", "calls")["wanted"] == 10
    assert cell(company, "sales1", "calls", day=tomorrow)["wanted"] == 40
    row = asking.rows(day=TODAY, actor=company["ops"].actor)["items"][0]["quotas"][0]
    assert row["amount"] == 10
    assert [one["amount"] for one in row["history"]] == [10, 40]


def test_the_same_twice_changes_nothing_and_who_saw_another_number_is_told(company: Company) -> None:
    ask(company, "calls", 10)
    ask(company, "calls", 10)
    assert Quota.objects.count() == 1
    with pytest.raises(Conflict):
        ask(company, "calls", 20, base=5)
    ask(company, "calls", 20, base=10)


def test_a_kind_of_the_companys_own_is_counted_by_a_metric_of_pieces_or_declared(company: Company) -> None:
    ops = company["ops"].actor
    made = services.create_kind(name="地推扫街", sort="declared", actor=ops, now=NOW)
    assert made.code.startswith("own_")
    wrong = [
        ({"name": "地推扫街", "sort": "declared"}, "quotas.kind_exists"),
        ({"name": "签约额", "sort": "counted", "metric_id": metric("signed").pk}, "quotas.not_of_pieces"),
        ({"name": "签约额", "sort": "counted"}, "quotas.needs_metric"),
        ({"name": "传单", "sort": "declared", "metric_id": metric("calls").pk}, "quotas.needs_no_metric"),
    ]
    for facts, code in wrong:
        with pytest.raises((Invalid, Conflict)) as refused:
            services.create_kind(**facts, actor=ops, now=NOW)  # type: ignore[arg-type]
        assert refused.value.code == code
    with pytest.raises(Forbidden):
        services.create_kind(name="别的", sort="declared", actor=company["manager"].actor, now=NOW)


def test_a_retired_kind_is_neither_asked_for_nor_shown(company: Company) -> None:
    flyers = kind("flyers")
    change: dict[str, Any] = {"changes": {"active": False}, "version": flyers.version}
    services.edit_kind(flyers.pk, **change, actor=company["ops"].actor, now=NOW)
    shown = company["sales1"].client.read("/quotas/kinds")["items"]
    assert "flyers" not in {one["code"] for one in shown}
    with pytest.raises(Invalid):
        ask(company, "flyers", 5)


def test_the_ramp_of_newcomers_never_falls(company: Company) -> None:
    change: dict[str, Any] = {"changes": {"ramp": [80, 50]}, "version": 1}
    with pytest.raises(Invalid) as refused:
        services.edit_terms(**change, actor=company["ops"].actor, now=NOW)
    assert refused.value.code == "quotas.ramp_falls"


def test_several_kinds_are_set_together_or_not_at_all_and_every_conflict_is_said_at_once(
    company: Company,
) -> None:
    calls, visits = kind("calls"), kind("visits")
    who = {"unit_id": company.root.pk, "actor": company["ops"].actor, "now": NOW}
    first = [Wish(calls.pk, 30), Wish(visits.pk, 2)]
    assert [one.amount for one in services.set_quotas(wishes=first, **who)] == [30, 2]
    assert len(services.set_quotas(wishes=[Wish(calls.pk, 30, 30), Wish(visits.pk, 2, 2)], **who)) == 2
    assert Quota.objects.count() == 2
    with pytest.raises(Conflict) as refused:
        services.set_quotas(wishes=[Wish(calls.pk, 31), Wish(visits.pk, 3)], **who)
    assert [one["field"] for one in refused.value.params["conflicts"]] == [
        f"amounts.{calls.pk}",
        f"amounts.{visits.pk}",
    ]
    with pytest.raises(Invalid, match="quotas.unknown_kind"):
        services.set_quotas(wishes=[Wish(calls.pk, 31, 30), Wish(999_999, 3)], **who)
    assert sorted(Quota.objects.values_list("amount", flat=True)) == [2, 30]
