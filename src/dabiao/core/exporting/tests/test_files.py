"""A file of exactly what was seen: its rows, its columns, its words, and for whom."""

import json
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from openpyxl import load_workbook

from dabiao.core.access.models import Role, Share, User
from dabiao.core.access.services import bump_all
from dabiao.core.events.models import Event
from dabiao.core.exporting import engine
from dabiao.core.exporting.models import Export, ExportDay
from dabiao.core.files.models import StoredFile
from dabiao.core.notifications.models import Notification
from dabiao.core.timers.models import Job
from dabiao.core.timers.worker import drain
from dabiao.modules.leads.models import Lead
from dabiao.testing.exports import asked, downloaded, exported, table_of
from dabiao.testing.people import NOW, Company

Leads = Callable[..., list[int]]


def on_disk() -> list[str]:
    folder = Path(settings.DABIAO_HOME) / "files"
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def ids(table: list[list[str]]) -> list[int]:
    return [int(row[0]) for row in table[1:]]


def test_it_holds_the_rows_in_the_order_and_under_the_columns_of_the_list(
    company: Company, leads: Leads
) -> None:
    mine = leads(company["sales1"], 3, region="杭州")
    leads(company["sales1"], 2, region="上海")
    where = json.dumps({"field": "region", "op": "is", "value": "杭州"})
    heading, *rows = exported(
        company["lead1"].client, "lead", columns=["phone", "name"], where=where, sort="received_at"
    )
    assert heading == ["Record number", "Phone", "Name"]
    assert [(int(row[0]), row[2]) for row in rows] == [
        (mine[2], "客户2"),
        (mine[1], "客户1"),
        (mine[0], "客户0"),
    ]
    shown = company["lead1"].client.read("/leads", where=where, sort="received_at")["items"]
    assert [row[1] for row in rows] == [item["phone"] for item in shown]
    assert all("*" in row[1] for row in rows)


def test_who_reads_phones_gets_them_in_the_file(company: Company, leads: Leads) -> None:
    leads(company["sales1"], 1, phone="+8613812345678")
    assert exported(company["ops"].client, "lead", columns=["phone"])[1][1] == "+8613812345678"


def test_a_search_and_a_filter_narrow_the_file_as_they_narrow_the_list(
    company: Company, leads: Leads
) -> None:
    (found,) = leads(company["sales1"], 1, company="云岚科技", source="advert")
    leads(company["sales1"], 1, company="云岚科技", source="form")
    leads(company["sales1"], 1, company="启明", source="advert")
    assert ids(exported(company["lead1"].client, "lead", q="云岚", source="advert")) == [found]


def test_a_workbook_is_a_workbook(company: Company, leads: Leads) -> None:
    leads(company["sales1"], 2, remark="=1+1")
    client = company["lead1"].client
    export = asked(client, "lead", format="xlsx", columns=["remark"])
    drain(NOW)
    response = client.send("GET", f"/exports/{export['id']}/file")
    content = b"".join(response.streaming_content)
    assert (len(content), response["Content-Length"]) == (len(content), str(len(content)))
    assert "Leads%202026-03-18%201000.xlsx" in response["Content-Disposition"]
    sheet = load_workbook(BytesIO(content)).active
    assert (sheet["B2"].value, sheet["B2"].data_type) == ("=1+1", "s")


def test_asking_counting_writing_and_taking_are_told_with_the_filters_in_words(
    company: Company, leads: Leads
) -> None:
    leads(company["sales1"], 2, source="advert")
    client = company["lead1"].client
    query = {"source": "advert", "q": "客户", "owner_id": company["sales1"].id}
    export = asked(client, "lead", query=query)
    assert (export["status"], export["rows"], export["need"]) == ("queued", 2, "")
    assert export["parts"] == ["Owner: sales1", "Source: Advert", "search “客户”"]
    drain(NOW)
    downloaded(client, export["id"])
    what = "Leads (Owner: sales1; Source: Advert; search “客户”)"
    told = dict(Event.objects.filter(kind__startswith="export.").values_list("kind", "data"))
    assert told == {
        "export.asked": {
            "record_kind": "lead", "what": what, "rows": 2, "format": "csv", "need": "", "reason": "",
        },
        "export.written": {
            "record_kind": "lead", "what": what, "rows": 2, "format": "csv", "asked_by": "lead1",
        },
        "export.downloaded": {"record_kind": "lead", "what": what, "rows": 2, "format": "csv"},
    }  # fmt: skip


def test_the_asker_is_told_and_what_is_fetched_is_no_news_any_more(company: Company, leads: Leads) -> None:
    leads(company["sales1"], 1)
    client = company["lead1"].client
    export = asked(client, "lead")
    drain(NOW)
    (told,) = Notification.objects.filter(user_id=company["lead1"].id)
    assert (told.kind, told.subject_kind, told.subject_id) == ("export.ready", "export", export["id"])
    assert told.read_at is None
    downloaded(client, export["id"])
    told.refresh_from_db()
    assert told.read_at == NOW


def test_nobody_else_gets_the_file(company: Company, leads: Leads) -> None:
    leads(company["sales1"], 1)
    export = asked(company["lead1"].client, "lead")
    drain(NOW)
    path = f"/exports/{export['id']}/file"
    for other in ("ops", "manager", "boss", "sales1", "inspector"):
        assert company[other].client.problem("GET", path)[:2] == (404, "core.not_found"), other
    assert company["manager"].client.read(f"/exports/{export['id']}")["actions"] == []
    assert company["sales1"].client.problem("GET", f"/exports/{export['id']}")[:2] == (404, "core.not_found")


def test_who_may_not_export_any_more_cannot_fetch_it(company: Company, leads: Leads) -> None:
    leads(company["sales1"], 1)
    export = asked(company["lead1"].client, "lead")
    drain(NOW)
    _without(company, "lead.export")
    refused = company["lead1"].client.problem("GET", f"/exports/{export['id']}/file")
    assert refused[:2] == (403, "access.forbidden")


def _without(company: Company, permission: str, role: str = "team_lead") -> None:
    row = Role.objects.get(code=role)
    del row.grants[permission]
    row.save()
    bump_all()


def test_rights_lost_meanwhile_end_it_in_plain_words(company: Company, leads: Leads) -> None:
    leads(company["sales1"], 2)
    client = company["lead1"].client
    export = asked(client, "lead")
    assert ExportDay.objects.get(user_id=company["lead1"].id).rows == 2
    _without(company, "lead.export")
    drain(NOW)
    found = client.read(f"/exports/{export['id']}")
    assert (found["status"], found["total"]) == ("failed", None)
    assert found["error"] == "Whoever asked may not export such records any more"
    assert client.problem("GET", f"/exports/{export['id']}/file")[0] == 403
    assert ExportDay.objects.get(user_id=company["lead1"].id).rows == 0
    assert on_disk() == []


def test_who_has_left_gets_nothing(company: Company, leads: Leads) -> None:
    leads(company["sales1"], 1)
    export = asked(company["lead1"].client, "lead")
    User.objects.filter(pk=company["lead1"].id).update(is_active=False)
    drain(NOW)
    row = Export.objects.get(pk=export["id"])
    assert (row.status, row.error_code) == ("failed", "exporting.asker_left")


def test_a_narrower_scope_makes_it_shrink(company: Company, leads: Leads) -> None:
    leads(company["sales2"], 2)
    theirs = leads(company["sales1"], 3)
    client = company["manager"].client
    export = asked(client, "lead")
    assert export["rows"] == 5
    company["manager"].employee.unit = company.team1
    company["manager"].employee.save()
    bump_all()
    drain(NOW)
    assert sorted(ids(table_of(downloaded(client, export["id"])))) == theirs
    assert ExportDay.objects.get(user_id=company["manager"].id).rows == 3


def test_a_wider_scope_does_not_make_it_grow(company: Company, leads: Leads) -> None:
    mine = leads(company["sales1"], 2)
    foreign = leads(company["sales3"], 2)
    client = company["lead1"].client
    export = asked(client, "lead")
    Share.objects.create(
        kind="lead", object_id=foreign[0], user_id=company["lead1"].id, level="edit", created_at=NOW
    )
    role = Role.objects.get(code="team_lead")
    role.grants |= {"lead.read": "all", "lead.export": "all", "lead.read_phone": "all"}
    role.save()
    bump_all()
    drain(NOW)
    table = table_of(downloaded(client, export["id"]))
    assert sorted(ids(table)) == mine
    phones = [dict(zip(table[0], row, strict=True))["Phone"] for row in table[1:]]
    assert all("*" in phone for phone in phones)
    assert len(exported(client, "lead")) == 5


def test_a_program_with_a_key_exports_what_the_key_reaches_under_the_same_caps(
    company: Company, leads: Leads
) -> None:
    leads(company["sales1"], 1, phone="+8613812345678")
    ops = company["ops"].client
    key = ops.write("POST", "/tokens", {"name": "报表", "permissions": ["lead.read", "lead.export"]})
    headers = {"Authorization": f"Bearer {key['key']}"}
    asked_ = ops.send("POST", "/exports", {"kind": "lead", "format": "csv"}, **headers).json()
    drain(NOW)
    content = b"".join(ops.send("GET", f"/exports/{asked_['id']}/file", **headers).streaming_content)
    heading, row = table_of(content)
    assert dict(zip(heading, row, strict=True))["Phone"] == "+86*******5678"
    assert Event.objects.get(kind="export.downloaded").via == "token"


def test_today_means_the_day_on_which_it_was_seen(company: Company, leads: Leads) -> None:
    (due,) = leads(company["sales1"], 1, next_contact_at=NOW)
    where = json.dumps({"field": "next_contact_at", "op": "is", "value": "today"})
    client = company["lead1"].client
    export = asked(client, "lead", query={"where": where})
    with time_machine.travel(NOW + timedelta(days=2), tick=False):
        drain(NOW)
        assert ids(table_of(downloaded(client, export["id"]))) == [due]


def test_a_record_that_goes_away_while_it_is_written_is_left_out(
    company: Company, leads: Leads, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = leads(company["sales1"], 5)
    monkeypatch.setattr(engine, "CHUNK", 2)
    client = company["lead1"].client
    export = asked(client, "lead", query={"sort": "id"})

    def give_away(done: int, _total: int) -> None:
        if done == 2:
            Lead.objects.filter(pk=mine[4]).update(owner_id=company["sales3"].id, unit_id=company.team3.pk)

    engine.write(export["id"], clock=lambda: NOW, step=give_away)
    assert ids(table_of(downloaded(client, export["id"]))) == mine[:4]
    row = Export.objects.get(pk=export["id"])
    assert (row.total, row.charged, row.done) == (4, 4, 4)


def test_rights_lost_while_it_is_written_leave_no_file(
    company: Company, leads: Leads, monkeypatch: pytest.MonkeyPatch
) -> None:
    leads(company["sales1"], 5)
    monkeypatch.setattr(engine, "CHUNK", 2)
    export = asked(company["lead1"].client, "lead")
    engine.write(
        export["id"],
        clock=lambda: NOW,
        step=lambda done, _: _without(company, "lead.export") if done == 2 else None,
    )
    row = Export.objects.get(pk=export["id"])
    assert (row.status, row.error_code, row.file_id) == ("failed", "exporting.right_lost", None)
    assert on_disk() == []


def test_a_cancelled_export_writes_nothing_and_uses_up_nothing(
    company: Company, leads: Leads, monkeypatch: pytest.MonkeyPatch
) -> None:
    leads(company["sales1"], 5)
    monkeypatch.setattr(engine, "CHUNK", 2)
    client = company["lead1"].client
    waiting, running = asked(client, "lead"), asked(client, "lead")
    client.write("POST", f"/exports/{waiting['id']}/cancellations")

    def cancel(done: int, _total: int) -> None:
        if done == 4:
            client.write("POST", f"/exports/{running['id']}/cancellations")

    engine.write(running["id"], clock=lambda: NOW, step=cancel)
    drain(NOW)
    for export in (waiting, running):
        found = client.read(f"/exports/{export['id']}")
        assert (found["status"], found["size"], found["actions"]) == ("cancelled", None, ["again"])
        assert client.problem("POST", f"/exports/{export['id']}/cancellations")[:2] == (
            409,
            "exporting.already_over",
        )
        assert client.problem("GET", f"/exports/{export['id']}/file")[:2] == (409, "exporting.no_file")
    assert ExportDay.objects.get(user_id=company["lead1"].id).rows == 0
    assert (on_disk(), StoredFile.objects.count()) == ([], 0)
    assert set(Job.objects.values_list("status", flat=True)) == {"cancelled"}


def test_only_the_asker_cancels(company: Company, leads: Leads) -> None:
    leads(company["sales1"], 1)
    export = asked(company["lead1"].client, "lead")
    refused = company["ops"].client.problem("POST", f"/exports/{export['id']}/cancellations")
    assert refused[:2] == (404, "core.not_found")


def test_the_file_is_deleted_when_its_days_are_over(company: Company, leads: Leads) -> None:
    leads(company["sales1"], 2)
    client = company["lead1"].client
    export = asked(client, "lead")
    drain(NOW)
    assert client.read(f"/exports/{export['id']}")["expires_at"] == "2026-03-25T02:00:00.000Z"
    assert len(on_disk()) == 1
    later = NOW + timedelta(days=7, minutes=1)
    with time_machine.travel(later, tick=False):
        assert client.problem("GET", f"/exports/{export['id']}/file")[:2] == (409, "exporting.file_expired")
        drain(later)
        drain(later)
        found = client.read(f"/exports/{export['id']}")
        assert (found["status"], found["size"], found["actions"]) == ("expired", None, ["again"])
        assert client.problem("GET", f"/exports/{export['id']}/file")[:2] == (409, "exporting.file_expired")
    assert (on_disk(), StoredFile.objects.count()) == ([], 0)
    event = Event.objects.get(kind="export.expired")
    assert event.data == {"record_kind": "lead", "what": "Leads (all)", "rows": 2, "downloads": 0}


def test_bytes_that_another_file_shares_stay(company: Company, leads: Leads) -> None:
    leads(company["sales1"], 2)
    client = company["lead1"].client
    first = asked(client, "lead")
    drain(NOW)
    later = NOW + timedelta(days=3)
    with time_machine.travel(later, tick=False):
        second = asked(client, "lead")
        drain(later)
    end = NOW + timedelta(days=7, minutes=1)
    assert len(on_disk()) == 1
    with time_machine.travel(end, tick=False):
        drain(end)
        assert client.read(f"/exports/{first['id']}")["status"] == "expired"
        assert len(table_of(downloaded(client, second["id"]))) == 3


def test_again_asks_for_the_same_as_of_now(company: Company, leads: Leads) -> None:
    leads(company["sales1"], 1)
    client = company["lead1"].client
    first = asked(client, "lead", query={"q": "客户", "sort": "id"}, columns=["name"])
    drain(NOW)
    leads(company["sales1b"], 1)
    again = client.write("POST", f"/exports/{first['id']}/repetitions", {})
    drain(NOW)
    assert (again["parts"], again["columns"]) == (["search “客户”"], ["Name"])
    assert len(table_of(downloaded(client, again["id"]))) == 3
    assert company["ops"].client.problem("POST", f"/exports/{first['id']}/repetitions", {})[0] == 404


@pytest.mark.parametrize(
    ("body", "status", "code", "field"),
    [
        ({"kind": "nothing"}, 422, "exporting.unknown_kind", "kind"),
        ({"kind": "lead", "format": "pdf"}, 422, "validation.other", "format"),
        ({"kind": "lead", "columns": ["nmae"]}, 422, "exporting.unknown_column", "columns"),
        ({"kind": "lead", "columns": ["owner_id"]}, 422, "exporting.unknown_column", "columns"),
        ({"kind": "lead", "query": {"stauts": "new"}}, 422, "exporting.unknown_filter", "query.stauts"),
        ({"kind": "lead", "query": {"status": "nwe"}}, 422, "validation.enum", "query.status"),
        ({"kind": "lead", "query": {"sort": "phone"}}, 422, "lists.unknown_sort", "sort"),
        ({"kind": "lead", "query": {"where": "{"}}, 422, "conditions.not_json", "where"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused_by_its_name(
    company: Company, body: dict[str, object], status: int, code: str, field: str
) -> None:
    assert company["ops"].client.problem("POST", "/exports", body) == (status, code, field)
    assert Export.objects.count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_exports_takes_the_same_queries_for_one_and_three(
    company: Company, leads: Leads, count: int, django_assert_num_queries: Callable[..., object]
) -> None:
    leads(company["sales1"], 1)
    client = company["lead1"].client
    for _ in range(count):
        asked(client, "lead")
    client.read("/exports")
    with django_assert_num_queries(2):
        assert len(client.read("/exports")["items"]) == count
