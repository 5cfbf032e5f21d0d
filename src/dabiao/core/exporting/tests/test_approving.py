"""Caps on exports, and what lies beyond them: asked of somebody else, with a reason, for exactly that request."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection

from dabiao.core.access.models import Role, User
from dabiao.core.access.services import bump_all
from dabiao.core.events.models import Event
from dabiao.core.exporting import caps, engine
from dabiao.core.exporting.caps import Cap
from dabiao.core.exporting.models import Export, ExportDay
from dabiao.core.notifications.models import Notification
from dabiao.core.timers.models import Timer
from dabiao.core.timers.worker import drain
from dabiao.testing.exports import asked, downloaded, table_of
from dabiao.testing.people import NOW, Company, Person, make_person

Leads = Callable[..., list[int]]
Capped = Callable[..., None]
EXPORT = {"kind": "lead", "format": "csv"}
WHY = "月度复盘"


def day_of(person: Person) -> tuple[int, int]:
    return ExportDay.objects.filter(user_id=person.id).values_list("rows", "approved").get()


def told(person: Person) -> list[str]:
    return list(Notification.objects.filter(user_id=person.id).order_by("id").values_list("kind", flat=True))


def test_within_the_caps_it_runs_at_once_and_the_day_counts_it(
    company: Company, leads: Leads, capped: Capped
) -> None:
    leads(company["sales1"], 3)
    capped(rows_per_export=3, export_rows_per_day=6)
    client = company["lead1"].client
    assert [asked(client, "lead")["status"] for _ in range(2)] == ["queued", "queued"]
    assert day_of(company["lead1"]) == (6, 0)
    third = asked(client, "lead", reason=WHY)
    assert (third["status"], third["need"]) == ("waiting", "day")
    drain()
    assert day_of(company["lead1"]) == (6, 0)


def test_too_many_rows_at_once_wait(company: Company, leads: Leads, capped: Capped) -> None:
    leads(company["sales1"], 4)
    capped(rows_per_export=3)
    found = asked(company["lead1"].client, "lead", reason=WHY)
    assert (found["status"], found["need"], found["rows"], found["approvers"]) == (
        "waiting",
        "rows",
        4,
        ["manager", "ops"],
    )


def test_a_role_may_have_to_ask_for_everything(company: Company, leads: Leads, capped: Capped) -> None:
    leads(company["sales1"], 1)
    capped(exports_need_approval=True)
    assert asked(company["lead1"].client, "lead", reason=WHY)["need"] == "role"


def test_no_cap_means_as_many_as_there_are(company: Company, leads: Leads) -> None:
    leads(company["sales1"], 30)
    capped = Role.objects.get(code="operations")
    assert (capped.rows_per_export, capped.export_rows_per_day, capped.exports_need_approval) == (
        None,
        None,
        False,
    )
    assert asked(company["ops"].client, "lead")["status"] == "queued"


def test_the_most_generous_of_the_roles_that_export_such_records_counts(company: Company) -> None:
    Role.objects.filter(code="team_lead").update(exports_need_approval=True)
    both = make_person("both", company.team1, "team_lead", "finance")
    assert caps.cap_of(both.id, "lead.export") == Cap(200, 1_000, True)
    assert caps.cap_of(both.id, "contract.export") == Cap(5_000, 20_000, False)
    more = make_person("more", company.team1, "team_lead", "operations")
    assert caps.cap_of(more.id, "lead.export") == Cap(None, None, False)


def test_tomorrow_is_a_new_day(company: Company, leads: Leads, capped: Capped) -> None:
    leads(company["sales1"], 3)
    capped(export_rows_per_day=3)
    client = company["lead1"].client
    assert asked(client, "lead")["status"] == "queued"
    assert asked(client, "lead", reason=WHY)["status"] == "waiting"
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        assert asked(client, "lead")["status"] == "queued"


def test_an_estimate_says_before_what_would_be_needed(company: Company, leads: Leads, capped: Capped) -> None:
    leads(company["sales1"], 4, source="advert")
    leads(company["sales1"], 1, source="form")
    capped(rows_per_export=4, export_rows_per_day=5)
    client = company["lead1"].client

    def estimate(**query: Any) -> Any:
        return client.write("POST", "/exports/estimates", {"kind": "lead", "query": query})

    assert estimate(source="form") == {
        "rows": 1, "need": "", "rows_per_export": 4, "rows_per_day": 5, "taken_today": 0, "approvers": [],
    }  # fmt: skip
    assert (estimate()["rows"], estimate()["need"], estimate()["approvers"]) == (
        5,
        "rows",
        ["manager", "ops"],
    )
    asked(client, "lead", query={"source": "advert"})
    assert estimate(source="form")["need"] == ""
    assert (estimate(source="advert")["need"], estimate(source="advert")["taken_today"]) == ("day", 4)
    assert Export.objects.count() == 1


def test_what_needs_approval_needs_a_reason(company: Company, leads: Leads, capped: Capped) -> None:
    leads(company["sales1"], 4)
    capped(rows_per_export=3)
    client = company["lead1"].client
    assert client.problem("POST", "/exports", EXPORT) == (422, "exporting.reason_needed", "reason")
    assert client.problem("POST", "/exports", {**EXPORT, "reason": "  "})[1] == "exporting.reason_needed"
    assert Export.objects.count() == 0


def test_where_nobody_could_approve_it_is_said_at_once(
    company: Company, leads: Leads, capped: Capped
) -> None:
    leads(company["sales1"], 4)
    capped(rows_per_export=3)
    for role in Role.objects.filter(code__in=("manager", "operations")):
        del role.grants["export.approve"]
        role.save()
    bump_all()
    refused = company["lead1"].client.problem("POST", "/exports", {**EXPORT, "reason": WHY})
    assert refused == (409, "exporting.nobody_approves", None)


@pytest.fixture
def waiting(company: Company, leads: Leads, capped: Capped) -> int:
    """A request of the team lead over four leads of theirs."""
    leads(company["sales1"], 4)
    capped(rows_per_export=3)
    return int(asked(company["lead1"].client, "lead", reason=WHY)["id"])


def test_the_chain_and_the_administrators_are_told_and_nobody_else(company: Company, waiting: int) -> None:
    assert told(company["manager"]) == told(company["ops"]) == ["export.to_approve"]
    people = Notification.objects.values_list("user__login", flat=True)
    assert sorted(people) == ["manager", "ops"]
    (one,) = Notification.objects.filter(user_id=company["manager"].id)
    assert one.params == {"name": "lead1", "rows": 4, "what": "Leads (all)"}


def test_approvers_see_who_wants_what_and_how_much_it_is_now(
    company: Company, waiting: int, leads: Leads
) -> None:
    leads(company["sales1b"], 2)
    manager = company["manager"].client
    (row,) = manager.read("/exports", view="to_approve", count=True)["items"]
    assert (row["id"], row["asked_by_name"], row["reason"], row["rows"], row["need"], row["actions"]) == (
        waiting, "lead1", WHY, 4, "rows", ["approve", "refuse"],
    )  # fmt: skip
    found = manager.read(f"/exports/{waiting}")
    assert (found["rows"], found["rows_now"], found["what"]) == (4, 6, "Leads (all)")
    assert company["lead1"].client.read(f"/exports/{waiting}")["rows_now"] is None


def test_approved_it_is_written_and_told_and_counted_apart(company: Company, waiting: int) -> None:
    manager, lead = company["manager"], company["lead1"]
    answer = manager.client.write("POST", f"/exports/{waiting}/approvals", {"word": "仅限内部"})
    assert (answer["status"], answer["decided_by_name"], answer["word"]) == ("queued", "manager", "仅限内部")
    drain()
    assert len(table_of(downloaded(lead.client, waiting))) == 5
    assert day_of(lead) == (0, 4)
    assert told(lead) == ["export.approved", "export.ready"]
    event = Event.objects.get(kind="export.approved")
    assert (event.actor_id, event.data["asked_by"], event.data["rows"], event.data["word"]) == (
        manager.id,
        "lead1",
        4,
        "仅限内部",
    )


def test_an_approval_is_good_for_that_request_alone(company: Company, waiting: int) -> None:
    company["manager"].client.write("POST", f"/exports/{waiting}/approvals", {})
    drain()
    again = company["lead1"].client.write("POST", f"/exports/{waiting}/repetitions", {})
    assert (again["status"], again["reason"]) == ("waiting", WHY)


def test_refused_it_is_told_with_the_word(company: Company, waiting: int) -> None:
    client = company["manager"].client
    assert client.problem("POST", f"/exports/{waiting}/refusals", {"word": ""}) == (
        422,
        "exporting.word_needed",
        "word",
    )
    client.write("POST", f"/exports/{waiting}/refusals", {"word": "请缩小范围"})
    drain()
    found = company["lead1"].client.read(f"/exports/{waiting}")
    assert (found["status"], found["word"], found["decided_by_name"]) == ("refused", "请缩小范围", "manager")
    (one,) = Notification.objects.filter(user_id=company["lead1"].id)
    assert one.params == {"name": "manager", "what": "Leads (all)", "word": "请缩小范围"}


def test_nobody_decides_on_their_own(company: Company, leads: Leads, capped: Capped) -> None:
    leads(company["sales1"], 4)
    capped("manager", rows_per_export=3)
    client = company["manager"].client
    own = asked(client, "lead", reason=WHY)
    assert own["approvers"] == ["ops"]
    for path, body in (("approvals", {}), ("refusals", {"word": "x"})):
        refused = client.problem("POST", f"/exports/{own['id']}/{path}", body)
        assert refused == (403, "exporting.own_request", None)
    assert client.read("/exports", view="to_approve")["items"] == []


def test_nobody_decides_beyond_their_reach_or_without_the_right(company: Company, waiting: int) -> None:
    role = Role.objects.get(code="manager")
    role.grants["export.approve"] = "team"
    role.save()
    bump_all()
    for other in ("manager", "boss", "sales1", "finance"):
        for path, body in (("approvals", {}), ("refusals", {"word": "x"})):
            refused = company[other].client.problem("POST", f"/exports/{waiting}/{path}", body)
            assert refused[:2] == (404, "core.not_found"), other


def test_what_is_decided_stays_so(company: Company, waiting: int) -> None:
    company["ops"].client.write("POST", f"/exports/{waiting}/approvals", {})
    for path, body in (("approvals", {}), ("refusals", {"word": "x"})):
        refused = company["manager"].client.problem("POST", f"/exports/{waiting}/{path}", body)
        assert refused == (409, "exporting.already_decided", None)


def test_nobody_decides_in_time(company: Company, waiting: int) -> None:
    assert Timer.objects.get(key=f"export:{waiting}:lapse").due_at == NOW + timedelta(days=3)
    later = NOW + timedelta(days=3, minutes=1)
    with time_machine.travel(later, tick=False):
        drain(later)
        drain(later)
        assert company["lead1"].client.read(f"/exports/{waiting}")["status"] == "lapsed"
        refused = company["manager"].client.problem("POST", f"/exports/{waiting}/approvals", {})
        assert refused[:2] == (409, "exporting.already_decided")
    assert told(company["lead1"]) == ["export.lapsed"]
    assert Event.objects.filter(kind="export.lapsed").count() == 1


def test_decided_or_withdrawn_nothing_lapses_and_nobody_is_asked_any_more(
    company: Company, waiting: int
) -> None:
    second = asked(company["lead1"].client, "lead", reason=WHY)["id"]
    company["manager"].client.write("POST", f"/exports/{waiting}/refusals", {"word": "不行"})
    company["lead1"].client.write("POST", f"/exports/{second}/cancellations")
    assert not Timer.objects.filter(key__endswith=":lapse").exists()
    assert not Notification.objects.filter(kind="export.to_approve", read_at=None).exists()


def test_whoever_lost_the_right_meanwhile_is_not_approved(company: Company, waiting: int) -> None:
    role = Role.objects.get(code="team_lead")
    del role.grants["lead.export"]
    role.save()
    bump_all()
    manager = company["manager"].client
    assert manager.read(f"/exports/{waiting}")["rows_now"] is None
    assert manager.problem("POST", f"/exports/{waiting}/approvals", {})[1] == "exporting.right_lost"
    User.objects.filter(pk=company["lead1"].id).update(is_active=False)
    assert manager.problem("POST", f"/exports/{waiting}/approvals", {})[1] == "exporting.asker_left"


def test_what_grew_meanwhile_is_charged_as_long_as_it_fits(
    company: Company, leads: Leads, capped: Capped
) -> None:
    leads(company["sales1"], 3)
    capped(export_rows_per_day=9)
    client = company["lead1"].client
    first = asked(client, "lead")
    leads(company["sales1b"], 1)
    drain()
    assert (client.read(f"/exports/{first['id']}")["total"], day_of(company["lead1"])) == (4, (4, 0))
    second = asked(client, "lead")
    leads(company["sales1b"], 2)
    drain()
    found = client.read(f"/exports/{second['id']}")
    assert (found["status"], found["error"]) == (
        "failed",
        "There are more records than when it was asked for (4 then, 6 now), beyond what is allowed. Ask again",
    )
    assert day_of(company["lead1"]) == (4, 0)


def test_an_approval_covers_a_few_more_rows_and_not_twice_as_many(
    company: Company, waiting: int, leads: Leads
) -> None:
    company["manager"].client.write("POST", f"/exports/{waiting}/approvals", {})
    leads(company["sales1b"], 101)
    drain()
    row = Export.objects.get(pk=waiting)
    assert (row.status, row.error_code) == ("failed", "exporting.grew")


def test_a_person_has_so_many_open_at_a_time(
    company: Company, leads: Leads, monkeypatch: pytest.MonkeyPatch
) -> None:
    leads(company["sales1"], 1)
    monkeypatch.setattr("dabiao.core.exporting.services.MOST_OPEN", 2)
    client = company["lead1"].client
    asked(client, "lead"), asked(client, "lead")
    assert client.problem("POST", "/exports", EXPORT)[:2] == (429, "exporting.too_many_open")


def test_the_same_request_sent_twice_is_one(company: Company, leads: Leads) -> None:
    leads(company["sales1"], 2)
    client = company["lead1"].client
    answers = [client.write("POST", "/exports", EXPORT, Idempotency_Key="a")["id"] for _ in range(2)]
    assert (answers[0], day_of(company["lead1"])) == (answers[1], (2, 0))


def test_the_caps_of_a_role_are_saved_and_told(company: Company) -> None:
    ops = company["ops"].client
    role = next(one for one in ops.read("/roles")["items"] if one["code"] == "team_lead")
    path, body = "/roles/team_lead", {"name": "", "permissions": role["permissions"]}
    assert (role["rows_per_export"], role["export_rows_per_day"], role["exports_need_approval"]) == (
        200,
        1_000,
        False,
    )

    def saved(**caps: Any) -> tuple[Any, ...]:
        answer = ops.write("PUT", path, {**body, **caps})
        found = next(one for one in answer["items"] if one["code"] == "team_lead")
        return found["rows_per_export"], found["export_rows_per_day"], found["exports_need_approval"]

    assert saved(rows_per_export=5) == (5, 1_000, False)
    assert saved(export_rows_per_day=None, exports_need_approval=True) == (5, None, True)
    assert saved() == (5, None, True)
    changes = Event.objects.filter(kind="role.changed").order_by("id")[0].data["changes"]
    assert changes == {"rows_per_export": [200, 5]}


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has one writer")
def test_twelve_at_once_cannot_pass_the_cap_of_the_day(
    company: Company, leads: Leads, capped: Capped
) -> None:
    """Five of twelve files of two rows fit into eleven; the others wait."""
    leads(company["sales1"], 2)
    capped(export_rows_per_day=11)

    def ask(_: int) -> str:
        try:
            return str(asked(company["lead1"].client, "lead", reason=WHY)["status"])
        finally:
            connection.close()

    with ThreadPoolExecutor(12) as pool:
        states = sorted(pool.map(ask, range(12)))
    assert states == ["queued"] * 5 + ["waiting"] * 7
    assert day_of(company["lead1"]) == (10, 0)
    drain()
    assert (day_of(company["lead1"]), Export.objects.filter(status="done").count()) == ((10, 0), 5)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has one writer")
def test_two_workers_at_one_export_count_it_once(company: Company, leads: Leads) -> None:
    leads(company["sales1"], 3)
    export = asked(company["lead1"].client, "lead")["id"]

    def write(_: int) -> None:
        try:
            engine.write(export, clock=lambda: NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))
    row = Export.objects.get(pk=export)
    assert (row.status, row.total, day_of(company["lead1"])) == ("done", 3, (3, 0))
    assert Event.objects.filter(kind="export.written").count() == 1
