"""An import from upload to its end."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest

from dabiao.core.access.models import User
from dabiao.core.actor import Actor
from dabiao.core.errors import Conflict, Forbidden, NotFound
from dabiao.core.events.models import Event
from dabiao.core.importing import engine, jobs, kinds, services
from dabiao.core.importing.kinds import ParsedRow, RowResult
from dabiao.core.importing.models import ImportReject, ImportRun
from dabiao.core.importing.tests.conftest import NOW, Importer, person
from dabiao.core.importing.tests.probe import PROBE, records
from dabiao.core.notifications.models import Notification
from dabiao.core.timers.models import Job, JobStatus
from dabiao.core.timers.running import run_next

FILE = "姓名,手机号,时间,备注\n张三,13800138000,2026-1-5 9:30,老客户介绍\n李四,13900139000,,\n"


def counters(run: ImportRun) -> tuple[str, int, int, int, int, int]:
    return (run.status, run.total, run.done, run.created, run.joined, run.rejected)


def test_an_uploaded_file_is_described_and_nothing_is_imported(uploaded: Importer) -> None:
    run = uploaded(FILE)
    assert (run.status, run.encoding, run.delimiter, run.total) == ("uploaded", "utf-8", ",", 2)
    assert run.columns == [
        {"name": "姓名", "samples": ["张三", "李四"]},
        {"name": "手机号", "samples": ["13800138000", "13900139000"]},
        {"name": "时间", "samples": ["2026-1-5 9:30"]},
        {"name": "备注", "samples": ["老客户介绍"]},
    ]
    assert run.guess == {"姓名": "name", "手机号": "phone", "时间": "received_at"}
    assert records().count() == 0


def test_every_row_is_imported_once(imported: Importer) -> None:
    run = imported(FILE)
    assert counters(run) == ("done", 2, 2, 2, 0, 0)
    assert list(records().order_by("size").values_list("name", "sha256", "created_at")) == [
        ("张三", "13800138000", datetime(2026, 1, 5, 1, 30, tzinfo=UTC)),
        ("李四", "13900139000", NOW),
    ]


def test_running_a_finished_import_again_changes_nothing(imported: Importer) -> None:
    run = imported(FILE)
    services.execute(run.pk, clock=lambda: NOW)
    assert records().count() == 2
    assert Event.objects.filter(kind="import.finished").count() == 1


def test_unmapped_columns_are_kept_with_the_row(imported: Importer, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[ParsedRow] = []

    def create(rows: list[ParsedRow], **_: object) -> list[RowResult]:
        seen.extend(rows)
        return [RowResult.made(1) for _ in rows]

    monkeypatch.setitem(kinds._kinds, "probe", replace(PROBE, create=create))
    imported(FILE, {"姓名": "name"})
    assert [(row.number, row.values, row.raw) for row in seen] == [
        (2, {"name": "张三"}, {"手机号": "13800138000", "时间": "2026-1-5 9:30", "备注": "老客户介绍"}),
        (3, {"name": "李四"}, {"手机号": "13900139000"}),
    ]


def test_each_row_is_judged_alone(imported: Importer) -> None:
    run = imported(
        "姓名,手机号,金额\n张三,13800138000,12\n重复,13900139000,1\n,123,x\n整批,13700137000,1\n破坏,13600136000,1\n"
        "已有,13500135000,1\n王五,13400134000,1.2万\n"
    )
    assert counters(run) == ("done", 7, 7, 2, 1, 4)
    assert list(records().order_by("size").values_list("name", "size")) == [("张三", 2), ("王五", 8)]
    rejects = ImportReject.objects.order_by("row_number")
    assert [
        (one.row_number, one.code, one.field, [more["field"] for more in one.more]) for one in rejects
    ] == [
        (3, "importing.row_refused", "name", []),
        (4, "importing.value_required", "name", ["phone", "amount"]),
        (5, "importing.not_a_choice", "name", []),
        (6, "importing.row_refused", "", []),
    ]
    assert rejects[1].values == ["", "123", "x"]


def test_a_value_map_and_a_constant_come_before_parsing(imported: Importer) -> None:
    options = {
        "values": {"status": {"Yes": "qualified", "no": "invalid", "": "qualified"}},
        "constants": {"phone": "+86 138 0013 8000"},
    }
    run = imported("姓名,y\n甲,yes\n乙,NO\n丙,\n丁,maybe\n", {"姓名": "name", "y": "status"}, options)
    assert counters(run) == ("done", 4, 4, 3, 0, 1)
    assert ImportReject.objects.get().params == {"value": "maybe", "known": "qualified, invalid"}
    assert set(records().values_list("sha256", flat=True)) == {"13800138000"}


def test_a_dry_run_judges_every_row_and_keeps_nothing(imported: Importer, actor: Actor) -> None:
    content = "姓名,手机号\n张三,13800138000\n重复,13900139000\n"
    run = imported(content, options={"dry_run": True})
    assert counters(run) == ("done", 2, 2, 1, 0, 1)
    assert records().count() == 0
    assert Notification.objects.get().kind == "import.checked"
    services.start(run.pk, run.mapping, {}, actor, NOW)
    assert ImportReject.objects.count() == 0
    assert counters(services.execute(run.pk)) == ("done", 2, 2, 1, 0, 1)
    assert records().count() == 1


def test_the_end_is_recorded_and_the_uploader_is_told(imported: Importer, actor: Actor) -> None:
    run = imported("姓名\n张三\n重复\n")
    event = Event.objects.get(kind="import.finished")
    assert event.data == {
        "record_kind": "probe",
        "filename": "线索.csv",
        "status": "done",
        "total": 2,
        "created": 1,
        "joined": 0,
        "rejected": 1,
        "error": "",
        "dry_run": False,
        "updated": 0,
        "mode": "create",
    }
    told = Notification.objects.get()
    assert (told.user_id, told.kind, told.subject_kind, told.subject_id) == (
        actor.user_id,
        "import.done",
        "import",
        run.pk,
    )
    assert told.params == {"filename": "线索.csv", "created": 1, "updated": 0, "joined": 0, "rejected": 1}


def test_a_file_that_is_lost_ends_the_import_as_failed(uploaded: Importer, actor: Actor, home: Path) -> None:
    run = uploaded(FILE)
    services.start(run.pk, run.guess, {}, actor, NOW)
    next(path for path in (home / "files").rglob("*") if path.is_file()).unlink()
    run = services.execute(run.pk)
    assert (run.status, run.error_code) == ("failed", "files.content_missing")
    assert Notification.objects.get().kind == "import.failed"


def test_a_person_who_left_imports_nothing_more(uploaded: Importer, actor: Actor) -> None:
    run = uploaded(FILE)
    services.start(run.pk, run.guess, {}, actor, NOW)
    User.objects.update(is_active=False)
    run = services.execute(run.pk)
    assert (run.status, run.error_code, records().count()) == ("failed", "access.forbidden", 0)


def test_an_import_starts_once(uploaded: Importer, actor: Actor) -> None:
    run = uploaded(FILE)
    services.start(run.pk, run.guess, {}, actor, NOW)
    with pytest.raises(Conflict) as refused:
        services.start(run.pk, run.guess, {}, actor, NOW)
    assert refused.value.code == "importing.already_started"
    assert Job.objects.count() == 1


def test_cancelling_before_the_start_imports_nothing(uploaded: Importer, actor: Actor) -> None:
    run = uploaded(FILE)
    services.start(run.pk, run.guess, {}, actor, NOW)
    assert services.cancel(run.pk, actor, NOW).status == "cancelled"
    assert Job.objects.get().status == JobStatus.CANCELLED
    assert services.execute(run.pk).status == "cancelled"
    assert records().count() == 0
    with pytest.raises(Conflict) as refused:
        services.cancel(run.pk, actor, NOW)
    assert refused.value.code == "importing.already_over"


def test_cancelling_midway_keeps_whole_chunks_and_says_so(
    uploaded: Importer, actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "CHUNK", 10)
    run = uploaded("姓名\n" + "".join(f"客户{n}\n" for n in range(35)))
    services.start(run.pk, run.guess, {}, actor, NOW)

    def after(seen: ImportRun) -> None:
        if seen.done == 20:
            services.cancel(seen.pk, actor, NOW)

    run = services.execute(run.pk, after_chunk=after)
    assert counters(run) == ("cancelled", 35, 20, 20, 0, 0)
    assert records().count() == 20
    assert Event.objects.get(kind="import.finished").data["created"] == 20


def test_two_processes_on_one_import_make_no_row_twice(
    uploaded: Importer, actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "CHUNK", 10)
    run = uploaded("姓名\n" + "".join(f"客户{n}\n" for n in range(35)))
    services.start(run.pk, run.guess, {}, actor, NOW)
    overtaken = []

    def chunks_while_another_runs(rows, plan, original=engine._chunks):
        for chunk in original(rows, plan):
            if not overtaken:
                overtaken.append(True)
                services.execute(run.pk)
            yield chunk

    monkeypatch.setattr(engine, "_chunks", chunks_while_another_runs)
    assert counters(services.execute(run.pk)) == ("done", 35, 35, 35, 0, 0)
    assert records().count() == 35


def test_a_chunk_that_crashes_leaves_no_trace_and_is_done_again(
    uploaded: Importer, actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "CHUNK", 10)
    run = uploaded("姓名\n" + "".join(f"客户{n}\n" for n in range(35)))
    services.start(run.pk, run.guess, {}, actor, NOW)

    def crash(seen: ImportRun) -> None:
        if seen.done == 30:
            raise RuntimeError

    with pytest.raises(RuntimeError):
        services.execute(run.pk, after_chunk=crash)
    run.refresh_from_db()
    assert counters(run) == ("running", 35, 20, 20, 0, 0)
    assert records().count() == 20
    assert counters(services.execute(run.pk)) == ("done", 35, 35, 35, 0, 0)
    assert sorted(records().values_list("size", flat=True)) == list(range(2, 37))


def test_the_worker_carries_it_out(uploaded: Importer, actor: Actor) -> None:
    run = uploaded(FILE)
    services.start(run.pk, run.guess, {}, actor, NOW)
    run_next(NOW, at=NOW)
    run.refresh_from_db()
    job = Job.objects.get()
    assert counters(run) == ("done", 2, 2, 2, 0, 0)
    assert (job.status, job.done, job.total, job.checkpoint) == ("done", 2, 2, 3)
    assert job.result == {
        "status": "done",
        "created": 2,
        "updated": 0,
        "unchanged": 0,
        "joined": 0,
        "rejected": 0,
    }


def test_a_job_given_up_or_cancelled_elsewhere_closes_its_import(uploaded: Importer, actor: Actor) -> None:
    given_up, cancelled, waiting = (uploaded(FILE) for _ in range(3))
    for run in (given_up, cancelled, waiting):
        services.start(run.pk, run.guess, {}, actor, NOW)
        run.refresh_from_db()
    Job.objects.filter(pk=given_up.job_id).update(status=JobStatus.FAILED)
    Job.objects.filter(pk=cancelled.job_id).update(status=JobStatus.CANCELLED)
    jobs.settle({}, NOW)
    found = ImportRun.objects.order_by("pk").values_list("status", "error_code")
    assert list(found) == [("failed", "importing.crashed"), ("cancelled", ""), ("queued", "")]


def test_importing_needs_the_permission_of_the_kind(db: None) -> None:
    with pytest.raises(Forbidden):
        services.upload("probe", BytesIO(b"name\nx\n"), "x.csv", person("bob", lead_import="own"), NOW)


def test_nobody_sees_or_touches_the_import_of_a_stranger(uploaded: Importer) -> None:
    run = uploaded(FILE)
    with pytest.raises(NotFound):
        services.start(run.pk, {"姓名": "name"}, {}, person("bob", probe_import="own"), NOW)
    with pytest.raises(Forbidden) as refused:
        services.cancel(run.pk, person("carol", probe_import="own", import_read="all"), NOW)
    assert refused.value.code == "importing.not_yours"


def test_the_last_mapping_is_remembered_for_the_same_columns(uploaded: Importer, actor: Actor) -> None:
    run = uploaded("a,b\n1,2\n")
    assert run.guess == {}
    services.start(run.pk, {"b": "name"}, {}, actor, NOW)
    assert uploaded("a,b\n3,4\n").guess == {"b": "name"}
    assert uploaded("a,c\n3,4\n").guess == {}
