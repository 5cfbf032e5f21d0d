"""Lists, counts, routes and the calendar, as a browser asks for them."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dabiao.core import figures
from dabiao.modules.customers.models import Customer
from dabiao.modules.visits import services
from dabiao.modules.visits.models import KnownPlace, Visit
from dabiao.modules.visits.tests.world import DAY, HOUR, OFFICE, a_customer, a_visit, check
from dabiao.testing.people import NOW, Company

pytestmark = pytest.mark.django_db
SPAN = {"starts_at": "2026-03-18T03:00:00Z", "ends_at": "2026-03-18T04:00:00Z"}
TODAY = "2026-03-18"


@pytest.fixture(autouse=True)
def _on_that_wednesday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def at(lon: int) -> dict[str, int]:
    return {"lat": 30_000_000, "lon": lon}


def test_a_visit_is_planned_checked_in_to_and_finished_over_the_wire(company: Company) -> None:
    client, customer = company["sales1"].client, a_customer(company["sales1"])
    body = {"subject_kind": "customer", "subject_id": customer.pk, "purpose": "看现场", **SPAN}
    made = client.write("POST", "/visits", body, Idempotency_Key="k1")
    assert client.write("POST", "/visits", body, Idempotency_Key="k1")["id"] == made["id"]
    assert made["actions"] == ["check_in", "edit", "move", "cancel"]
    stamp = "2026-03-18T02:00:00Z"
    here = {"key": "device-key-1", "taken_at": stamp, "device_now": stamp, "lat": OFFICE[0], "lon": OFFICE[1]}
    here |= {"accuracy_m": 15}
    there = client.write("POST", f"/visits/{made['id']}/check-ins", here)
    assert client.write("POST", f"/visits/{made['id']}/check-ins", here)["version"] == there["version"]
    assert (there["state"], there["check_ins"][0]["marks"]) == ("checked_in", [])
    done = client.write("POST", f"/visits/{made['id']}/results", {"result": "agreed"})
    assert (done["state"], done["actions"]) == ("finished", [])
    assert (
        client.read("/activities", subject_kind="customer", subject_id=customer.pk)["items"][0]["method"]
        == "visit"
    )


def test_a_list_costs_the_same_for_three_as_for_one(company: Company) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as said:
            company["lead1"].client.read("/visits")
        return len(said)

    people = [(company["lead1"].id, "coach")]
    a_visit(company, participants=people)
    asked()  # who one is has been looked up by now
    one = asked()
    for _ in range(2):
        a_visit(company, participants=people)
    asked()
    assert asked() == one


def test_lists_are_narrowed_and_counted(company: Company) -> None:
    joint = a_visit(company, participants=[(company["lead1"].id, "coach")])
    marked = a_visit(company, starts_at=NOW + DAY)
    check(company, marked, at=None)
    client = company["sales1"].client

    def ids(**asked: object) -> list[int]:
        return [one["id"] for one in client.read("/visits", **asked)["items"]]

    assert ids() == [marked.pk, joint.pk]
    assert ids(joint="true") == [joint.pk]
    assert ids(marked="true") == [marked.pk]
    assert ids(state="planned") == [joint.pk]
    assert ids(until="2026-03-19T00:00:00Z") == [joint.pk]
    counts = client.read("/visits/counts")
    assert {name: counts[name] for name in ("today", "marked", "joint")} == {
        "today": 1,
        "marked": 1,
        "joint": 1,
    }
    assert company["sales2"].client.read("/visits")["items"] == []


def test_a_foreign_visit_does_not_exist(company: Company) -> None:
    visit = a_visit(company)
    assert company["sales2"].client.problem("GET", f"/visits/{visit.pk}")[:2] == (404, "core.not_found")


def test_a_route_keeps_agreed_times_and_says_the_shortest_order(company: Company) -> None:
    first = a_visit(company, **at(120_000_000))
    last = a_visit(company, starts_at=NOW + 4 * HOUR, **at(120_100_000))
    free = a_visit(company, starts_at=NOW + 7 * HOUR, fixed=False, **at(120_050_000))
    nowhere = a_visit(company, starts_at=NOW + 2 * HOUR)
    client = company["sales1"].client
    route = client.read("/visits/route", day=TODAY)
    assert route["best"] == [first.pk, nowhere.pk, free.pk, last.pk] or route["best"] == [
        first.pk,
        free.pk,
        nowhere.pk,
        last.pk,
    ]
    assert [one["id"] for one in route["stops"]] == route["best"]
    assert (route["unplaced"], route["late_minutes"], route["by_hand"]) == (1, 0, False)
    assert route["metres"] == route["best_metres"] == pytest.approx(9_640, abs=20)
    mine = [last.pk, free.pk, first.pk, nowhere.pk]
    kept = client.write("PUT", "/visits/route", {"day": TODAY, "visit_ids": mine})
    assert ([one["id"] for one in kept["stops"]], kept["by_hand"]) == (mine, True)
    assert kept["late_minutes"] > 0
    problem = client.problem("PUT", "/visits/route", {"day": TODAY, "visit_ids": mine[:2]})
    assert problem == (422, "visits.not_of_that_day", "visit_ids")


def test_customers_nearby_are_ones_own_and_long_unseen(company: Company) -> None:
    def known(who: str, lon: int, **facts: object) -> Customer:
        customer = a_customer(company[who], **facts)
        KnownPlace.objects.create(customer_id=customer.pk, lat=30_000_000, lon=lon, noted_at=NOW)
        return customer

    near = known("sales1", 120_010_000)
    nearest = known("sales1", 120_005_000, last_contact_at=NOW - timedelta(days=31))
    known("sales1", 120_001_000, last_contact_at=NOW - DAY)
    known("sales1b", 120_002_000)
    known("sales1", 121_000_000)
    found = company["sales1"].client.read("/visits/nearby", lat=30_000_000, lon=120_000_000)["items"]
    assert [one["customer_id"] for one in found] == [nearest.pk, near.pk]


def test_the_calendar_shows_visits_also_to_who_goes_along(company: Company) -> None:
    visit = a_visit(company, address="文三路 398 号", participants=[(company["sales2"].id, "companion")])
    span = {"first": "2026-03-01", "last": "2026-03-31"}
    for who, movable in (("sales1", True), ("sales2", False)):
        (entry,) = company[who].client.read("/calendar", owner_id=company[who].id, **span)["items"]
        assert (entry["sort"], entry["subject_id"], entry["movable"]) == ("visit", visit.pk, movable)
        assert (entry["place"], entry["ends_at"]) == ("文三路 398 号", "2026-03-18T03:00:00Z")
    services.cancel(visit.pk, reason="项目暂停", actor=company["sales1"].actor, now=NOW)
    assert company["sales1"].client.read("/calendar", **span)["items"] == []


def test_the_feed_says_where_and_how_long(company: Company) -> None:
    from django.test import Client

    visit = a_visit(company, address="文三路 398 号")
    path = company["sales1"].client.write("POST", "/me/calendar-feed")["path"]
    body = Client().get(path).content.decode()
    assert "LOCATION:文三路 398 号" in body
    assert f"UID:visit-visit-{visit.pk}@" in body
    assert "DTEND:20260318T030000Z" in body


def test_what_is_far_is_the_company_s_to_say(company: Company) -> None:
    ops = company["ops"].client
    assert ops.read("/visits/terms") == {"far_m": 500, "vague_m": 200, "version": 0}
    changed = ops.write("PATCH", "/visits/terms", {"changes": {"far_m": 3_000}, "version": 0})
    assert (changed["far_m"], changed["version"]) == (3_000, 1)
    stale = ops.problem("PATCH", "/visits/terms", {"changes": {"far_m": 800}, "base": {"far_m": 500}})
    assert stale == (409, "edit.conflict", "far_m")
    assert (
        ops.problem("PATCH", "/visits/terms", {"changes": {"far_m": 1}, "version": 1})[1]
        == "visits.out_of_bounds"
    )
    visit = a_visit(company, lat=OFFICE[0] + 20_000, lon=OFFICE[1])
    assert check(company, visit).marks == []


def test_finished_visits_are_figures_of_their_owner_and_units(company: Company) -> None:
    visit = a_visit(company, participants=[(company["lead1"].id, "coach")])
    services.finish(visit.pk, result="reached", actor=company["sales1"].actor, now=NOW)
    a_visit(company)
    day = NOW.date()
    whose: list[figures.Whose] = [
        ("user", company["sales1"].id),
        ("unit", company.east.pk),
        ("unit", company.south.pk),
    ]
    found = figures.values(["visit.done", "visit.joint"], whose, (day, day), now=NOW)
    assert found == {
        ("visit.done", whose[0]): 1,
        ("visit.joint", whose[0]): 1,
        ("visit.done", whose[1]): 1,
        ("visit.joint", whose[1]): 1,
    }
    assert Visit.objects.count() == 2
