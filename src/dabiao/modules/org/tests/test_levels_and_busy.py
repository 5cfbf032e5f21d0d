"""Levels that fall and rise again, and people who are busy for a while."""

from datetime import UTC, datetime, timedelta

import pytest

from dabiao.core.access import services as access
from dabiao.core.actor import SYSTEM
from dabiao.core.errors import Forbidden, Invalid, NotFound
from dabiao.core.events.models import Event
from dabiao.modules.org import services
from dabiao.modules.org.models import Employee
from dabiao.testing.people import NOW, Company, Person, make_company

pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> Company:
    return make_company()


def told(kind: str) -> list[dict[str, object]]:
    return list(Event.objects.filter(kind=kind).order_by("pk").values_list("data", flat=True))


def levels(person: Person) -> tuple[str, str, int]:
    row = Employee.objects.get(pk=person.id)
    return row.level, row.base_level, row.version


def test_a_level_falls_by_one_to_the_lowest_and_says_why(company: Company) -> None:
    seller = company["sales1"]
    went = [services.demote(seller.id, reason="超时", actor=SYSTEM, now=NOW) for _ in range(3)]
    assert went == [("B", "C"), ("C", "D"), None]
    assert levels(seller) == ("D", "B", 3)
    assert told("employee.level_changed") == [
        {"before": "B", "after": "C", "reason": "超时"},
        {"before": "C", "after": "D", "reason": "超时"},
    ]


def test_a_level_rises_again_to_the_one_that_was_set_by_hand(company: Company) -> None:
    seller, lead = company["sales1"], company["lead1"].actor
    services.demote(seller.id, reason="超时", actor=lead, now=NOW)
    assert services.promote(seller.id, reason="五次及时", actor=lead, now=NOW) == ("C", "B")
    assert services.promote(seller.id, reason="五次及时", actor=lead, now=NOW) is None
    assert levels(seller) == ("B", "B", 3)


def test_who_is_led_does_not_judge(company: Company) -> None:
    seller = company["sales1"]
    with pytest.raises(Forbidden):
        services.promote(seller.id, reason="", actor=seller.actor, now=NOW)
    with pytest.raises(NotFound):
        services.demote(company["sales3"].id, reason="", actor=company["lead1"].actor, now=NOW)


def test_a_level_set_by_hand_is_the_one_to_come_back_to(company: Company) -> None:
    ops, seller = company["ops"].client, company["sales1"]
    path = f"/employees/{seller.id}"
    assert ops.write("PATCH", path, {"changes": {"level": "A"}, "version": 1})["base_level"] == "A"
    services.demote(seller.id, reason="超时", actor=SYSTEM, now=NOW)
    assert levels(seller) == ("B", "A", 3)
    answer = ops.write("PATCH", path, {"changes": {"level": "B"}, "version": 3})
    assert (answer["level"], answer["base_level"], answer["version"]) == ("B", "B", 4)
    assert told("employee.edited") == [
        {"changes": {"level": ["B", "A"], "base_level": ["B", "A"]}},
        {"changes": {"base_level": ["A", "B"]}},
    ]


def test_somebody_busy_says_until_when_and_ends_it(company: Company) -> None:
    seller = company["sales1"]
    path = f"/employees/{seller.id}/busy"
    assert seller.client.read("/me")["busy_left"] == 3
    until = seller.client.write("POST", path, {"minutes": 15})["busy_until"]
    me = seller.client.read("/me")
    assert (me["busy_until"][:19], me["busy_minutes"], me["busy_left"]) == (until[:19], 30, 2)
    assert seller.client.write("DELETE", path)["busy_until"] is None
    assert seller.client.write("DELETE", path)["busy_until"] is None
    assert (len(told("employee.busy")), len(told("employee.busy_ended"))) == (1, 1)
    assert seller.client.read("/me")["busy_left"] == 2


def test_busy_is_for_so_long_and_so_often_a_day_as_the_company_says(company: Company) -> None:
    seller = company["sales1"]

    def busy(minutes: int, now: datetime) -> datetime | None:
        return services.declare_busy(seller.id, minutes=minutes, actor=seller.actor, now=now).busy_until

    with pytest.raises(Invalid, match="org.busy_too_long") as refusal:
        busy(31, NOW)
    assert (refusal.value.field, refusal.value.params) == ("minutes", {"limit": 30, "left": 3})
    assert [busy(30, NOW) for _ in range(3)] == [NOW + timedelta(minutes=30)] * 3
    with pytest.raises(Invalid, match="org.busy_used_up"):
        busy(15, NOW)
    midnight = datetime(2026, 3, 18, 16, 0, tzinfo=UTC)  # in Shanghai
    with pytest.raises(Invalid, match="org.busy_used_up"):
        busy(15, midnight - timedelta(seconds=1))
    assert busy(15, midnight) == midnight + timedelta(minutes=15)


@pytest.mark.parametrize("setting", ["busy_minutes", "busy_times"])
def test_where_a_limit_is_nought_nobody_is_busy(company: Company, setting: str) -> None:
    access.save_company_settings(changes={setting: 0}, actor=company["ops"].actor, now=NOW)
    seller = company["sales1"]
    with pytest.raises(Invalid, match="org.busy_not_allowed"):
        services.declare_busy(seller.id, minutes=1, actor=seller.actor, now=NOW)
    assert seller.client.read("/me")["busy_left"] * seller.client.read("/me")["busy_minutes"] == 0


def test_off_duty_nobody_is_busy(company: Company) -> None:
    seller = company["sales1"]
    who = {"actor": seller.actor, "now": NOW}
    services.declare_busy(seller.id, minutes=30, **who)  # type: ignore[arg-type]
    services.switch_duty(seller.id, on_duty=False, **who)  # type: ignore[arg-type]
    assert Employee.objects.get(pk=seller.id).busy_until is None
    with pytest.raises(Invalid, match="org.busy_off_duty"):
        services.declare_busy(seller.id, minutes=30, **who)  # type: ignore[arg-type]


def test_who_is_suspended_or_leaves_is_no_longer_busy(company: Company) -> None:
    ops = company["ops"].client
    for name, path, body in (
        ("sales1", "", {"changes": {"status": "suspended"}, "version": 1}),
        ("sales2", "/departures", {"left_on": "2026-03-31"}),
    ):
        person = company[name]
        services.declare_busy(person.id, minutes=30, actor=person.actor, now=NOW)
        ops.write("POST" if path else "PATCH", f"/employees/{person.id}{path}", body)
        row = Employee.objects.get(pk=person.id)
        assert (row.on_duty, row.busy_until) == (False, None)
