"""An import of leads taken back: nothing that somebody has worked with is lost, and each thing kept is listed."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.utils import timezone

from dabiao.core.access.models import Role
from dabiao.core.errors import Conflict, Forbidden, NotFound
from dabiao.core.events.models import Event
from dabiao.core.identity.models import IdentityKey
from dabiao.core.importing import jobs, services, undoing
from dabiao.core.importing.models import ImportedRow, ImportRun
from dabiao.core.notifications.models import Notification
from dabiao.core.timers.models import Job
from dabiao.core.timers.running import run_next
from dabiao.modules.leads.models import Enquiry, Lead
from dabiao.testing.files import imported, kept, outcomes, undone
from dabiao.testing.people import NOW, Company, make_company

pytestmark = pytest.mark.django_db
FILE = "姓名,电话,城市\n王芳,13812345678,杭州\n李四,13900000001,苏州\n"


@pytest.fixture
def company(settings: LazySettings, tmp_path: Path) -> Company:
    settings.DABIAO_HOME = tmp_path / "home"
    return make_company()


def mine(people: Company, content: str = FILE, **options: Any) -> ImportRun:
    return imported("lead", content, people["sales1"].actor, owner_id=people["sales1"].id, **options)


def lead_of(people: Company, who: str = "sales1", **facts: Any) -> Lead:
    body = {"name": "王芳", "phone": "13812345678", "region": "杭州", **facts}
    return Lead.objects.get(pk=people[who].client.write("POST", "/leads", body)["id"])


def named(name: str) -> int:
    return Lead.objects.get(name=name).pk


def test_leads_that_nobody_touched_are_gone_with_their_keys(company: Company) -> None:
    run = undone(mine(company), company["sales1"].actor)
    assert (run.undo_status, run.undone, run.kept) == ("done", 2, 0)
    assert (Lead.objects.count(), IdentityKey.objects.count()) == (0, 0)
    assert Event.objects.filter(kind="lead.withdrawn").count() == 2
    assert Event.objects.get(kind="import.undone").data["undone"] == 2
    told = Notification.objects.get(kind="import.undone")
    assert (told.user_id, told.params) == (
        company["sales1"].id,
        {"filename": "名单.csv", "undone": 2, "kept": 0},
    )
    assert outcomes(mine(company)) == ["created", "created"]  # and may come again


DEEDS = {
    "edited": "importing.kept_edited",
    "claimed": "importing.kept_moved",
    "contacted": "importing.kept_contacted",
    "qualified": "importing.kept_touched",
    "asked again": "importing.kept_asked_again",
}


@pytest.mark.parametrize("deed", DEEDS)
def test_a_lead_that_somebody_worked_with_is_kept_and_listed(company: Company, deed: str) -> None:
    run = mine(company)
    lead, client = Lead.objects.get(name="王芳"), company["sales1"].client
    if deed == "edited":
        client.write("PATCH", f"/leads/{lead.pk}", {"changes": {"remark": "x"}, "version": lead.version})
    elif deed == "claimed":
        body = {"owner_id": company["sales1b"].id}
        company["lead1"].client.write("POST", f"/leads/{lead.pk}/assignments", body)
    elif deed == "contacted":
        body = {"subject_kind": "lead", "subject_id": lead.pk, "method": "call", "result": "interested"}
        client.write("POST", "/activities", body)
    elif deed == "qualified":
        client.write("POST", f"/leads/{lead.pk}/qualifications")
    else:
        client.write("POST", "/leads", {"name": "王芳", "phone": "13812345678"})
    run = undone(run, company["sales1"].actor)
    assert (run.undone, run.kept) == (1, 1)
    assert kept(run) == [(2, "kept", [(DEEDS[deed], "")])]
    assert list(Lead.objects.values_list("name", flat=True)) == ["王芳"]


def test_looking_at_a_number_keeps_nothing(company: Company) -> None:
    run = mine(company)
    company["sales1"].client.write("POST", f"/leads/{named('王芳')}/reveals")
    assert undone(run, company["sales1"].actor).kept == 0


def test_an_update_is_put_back_field_by_field_where_nobody_changed_it_since(company: Company) -> None:
    lead = lead_of(company)
    content = "电话,城市,备注,公司\n13812345678,苏州,已报价,云岚科技\n"
    run = mine(company, content, mode="update", match=["phone"])
    now = Lead.objects.get(pk=lead.pk)
    company["sales1"].client.write(
        "PATCH", f"/leads/{lead.pk}", {"changes": {"remark": "改过"}, "version": now.version}
    )
    run = undone(run, company["sales1"].actor)
    row = Lead.objects.get(pk=lead.pk)
    assert (row.region, row.remark, row.company) == ("杭州", "改过", "")
    assert kept(run) == [(2, "partly", [("importing.kept_changed", "remark")])]
    assert Event.objects.get(kind="lead.reverted").data["changes"] == {
        "region": ["苏州", "杭州"],
        "company": ["云岚科技", ""],
    }


def test_a_number_that_somebody_else_has_by_now_does_not_come_back(company: Company) -> None:
    lead = lead_of(company)
    mapping = {"编号": "record_id", "电话": "phone", "城市": "region"}
    content = f"编号,电话,城市\n{lead.pk},13900000009,苏州\n"
    run = mine(company, content, mapping=mapping, mode="update", match=["record_id"])
    lead_of(company, "sales3", name="别人")  # takes the number that was given up
    run = undone(run, company["sales1"].actor)
    assert kept(run) == [(2, "partly", [("importing.kept_key_taken", "phone")])]
    row = Lead.objects.get(pk=lead.pk)
    assert (row.phone, row.region) == ("13900000009", "杭州")


def test_numbers_that_were_passed_on_come_back(company: Company) -> None:
    first, second = lead_of(company), lead_of(company, name="李四", phone="13900000001")
    mapping = {"编号": "record_id", "电话": "phone"}
    content = f"编号,电话\n{first.pk},13900000009\n{second.pk},13812345678\n"
    run = mine(company, content, mapping=mapping, mode="update", match=["record_id"])
    run = undone(run, company["sales1"].actor)
    assert (run.undone, run.kept) == (2, 0)
    assert list(Lead.objects.order_by("pk").values_list("phone", flat=True)) == ["13812345678", "13900000001"]
    keys = IdentityKey.objects.order_by("holder_id").values_list("holder_id", "value")
    assert list(keys) == [(first.pk, "+8613812345678"), (second.pk, "+8613900000001")]


def test_what_moved_out_of_reach_is_kept(company: Company) -> None:
    lead = lead_of(company)
    run = mine(company, "电话,城市\n13812345678,苏州\n", mode="update", match=["phone"])
    company["ops"].client.write("POST", f"/leads/{lead.pk}/assignments", {"owner_id": company["sales3"].id})
    run = undone(run, company["sales1"].actor)
    assert kept(run) == [(2, "kept", [("importing.kept_out_of_reach", "")])]
    assert Lead.objects.get(pk=lead.pk).region == "苏州"


def test_an_owner_that_the_file_gave_goes_back(company: Company) -> None:
    lead = lead_of(company)
    content = "电话,负责人\n13812345678,sales2\n"
    manager = company["manager"].actor
    run = imported("lead", content, manager, mode="update", match=["phone"])
    assert Lead.objects.get(pk=lead.pk).owner_id == company["sales2"].id
    run = undone(run, manager)
    row = Lead.objects.get(pk=lead.pk)
    assert (row.owner_id, row.unit_id, row.assigned_at) == (lead.owner_id, lead.unit_id, lead.assigned_at)
    assert run.kept == 0


def test_a_joined_enquiry_is_withdrawn_with_what_it_filled(company: Company) -> None:
    lead = lead_of(company)
    run = mine(company, "姓名,电话,公司\n王小姐,13812345678,云岚科技\n")
    assert (outcomes(run), Lead.objects.get().company) == (["joined"], "云岚科技")
    run = undone(run, company["sales1"].actor)
    row = Lead.objects.get(pk=lead.pk)
    assert (row.company, row.enquiry_count, row.last_enquired_at) == ("", 1, None)
    assert (Enquiry.objects.count(), run.undone, run.kept) == (0, 1, 0)


def test_rows_of_one_file_about_one_person_do_not_keep_each_other(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dabiao.core.importing.engine.CHUNK", 1)
    monkeypatch.setattr(undoing, "CHUNK", 1)
    content = "姓名,电话,城市\n王芳,13812345678,杭州\n王芳,13812345678,苏州\n"
    joined = undone(mine(company, content), company["sales1"].actor)
    assert (joined.undone, joined.kept, Lead.objects.count()) == (2, 0, 0)
    updated = mine(company, content, mode="upsert", match=["phone"])
    assert outcomes(updated) == ["created", "updated"]
    updated = undone(updated, company["sales1"].actor)
    assert (updated.undone, updated.kept, Lead.objects.count()) == (2, 0, 0)


def test_an_undo_that_crashes_leaves_no_trace_of_its_chunk_and_goes_on_behind_the_last(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(undoing, "CHUNK", 2)
    run = mine(company, "姓名,电话\n" + "".join(f"客户{n},1380000{n:04}\n" for n in range(5)))
    actor = company["sales1"].actor
    services.undo(run.pk, actor, NOW)

    def crash(seen: ImportRun) -> None:
        if seen.undone == 4:
            raise RuntimeError

    with pytest.raises(RuntimeError):
        services.execute_undo(run.pk, clock=lambda: NOW, after_chunk=crash)
    run.refresh_from_db()
    assert (run.undo_status, run.undo_position, run.undone, Lead.objects.count()) == ("running", 5, 2, 3)
    run = services.execute_undo(run.pk, clock=lambda: NOW)
    assert (run.undo_status, run.undone, Lead.objects.count()) == ("done", 5, 0)
    services.execute_undo(run.pk, clock=lambda: NOW)
    assert Event.objects.filter(kind="lead.withdrawn").count() == 5
    assert Event.objects.filter(kind="import.undone").count() == 1


def test_the_worker_undoes_and_a_lost_job_can_be_asked_for_again(company: Company) -> None:
    run = mine(company)
    actor = company["sales1"].actor
    services.undo(run.pk, actor, NOW)
    run.refresh_from_db()
    Job.objects.filter(pk=run.undo_job_id).update(status="failed")
    jobs.settle({}, NOW)
    run.refresh_from_db()
    assert run.undo_status == "failed"
    services.undo(run.pk, actor, NOW)
    Job.objects.filter(kind="import").delete()
    run_next(NOW, at=NOW)
    run.refresh_from_db()
    assert (run.undo_status, Job.objects.get(pk=run.undo_job_id).result) == (
        "done",
        {"status": "done", "undone": 2, "kept": 0},
    )


def test_who_may_undo_and_for_how_long(company: Company) -> None:
    run = mine(company)
    with pytest.raises(NotFound):
        services.undo(run.pk, company["sales1b"].actor, NOW)
    services.undo_preview(run.pk, company["manager"].actor, NOW)
    with pytest.raises(Conflict) as late:
        services.undo(run.pk, company["sales1"].actor, NOW + timedelta(days=31))
    assert late.value.code == "importing.undo_too_late"
    undone(run, company["sales1"].actor)
    with pytest.raises(Conflict) as twice:
        services.undo(run.pk, company["sales1"].actor, NOW)
    assert twice.value.code == "importing.already_undone"


def test_whoever_only_reads_imports_undoes_none(company: Company) -> None:
    run = imported("lead", FILE, company["ops"].actor)
    role = Role.objects.get(code="executive")
    role.grants = {**role.grants, "import.read": "all"}
    role.save()
    with pytest.raises(Forbidden):
        services.undo(run.pk, company["boss"].actor, NOW)


def test_a_trial_leaves_nothing_to_undo(company: Company) -> None:
    run = mine(company, dry_run=True)
    with pytest.raises(Conflict) as refused:
        services.undo(run.pk, company["sales1"].actor, NOW)
    assert refused.value.code == "importing.not_undoable"


def test_the_preview_counts_what_would_be_kept(company: Company) -> None:
    lead_of(company, name="赵六", phone="13900000008")
    run = mine(company, FILE + "赵六,13900000008,杭州\n", now=timezone.now())
    client = company["sales1"].client
    assert client.read(f"/imports/{run.pk}")["actions"] == ["rows", "undo"]
    lead = Lead.objects.get(name="王芳")
    client.write("PATCH", f"/leads/{lead.pk}", {"changes": {"remark": "x"}, "version": lead.version})
    assert client.read(f"/imports/{run.pk}/undo") == {"created": 2, "touched": 1, "updated": 0, "joined": 1}
    assert client.send("POST", f"/imports/{run.pk}/undo").status_code == 202
    services.execute_undo(run.pk)
    assert client.read(f"/imports/{run.pk}")["actions"] == ["rows"]
    (row,) = client.read(f"/imports/{run.pk}/rows", shown="kept")["items"]
    assert (row["row"], row["undone"], row["kept"]) == (2, "kept", ["edited since the import, so it is kept"])
    assert ImportedRow.objects.filter(run_id=run.pk, undone="undone").count() == 2
