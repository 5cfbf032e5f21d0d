"""Leads updated and upserted by a file: the same rules as on the screen, row by row."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings

from dabiao.core.errors import DomainError
from dabiao.core.events.models import Event
from dabiao.core.identity import services as identity
from dabiao.core.identity.models import IdentityKey
from dabiao.core.importing import engine, services
from dabiao.core.importing.models import ImportedRow
from dabiao.modules.leads.models import Enquiry, Lead
from dabiao.testing.files import imported, outcomes, refusals
from dabiao.testing.people import NOW, Company, make_company

pytestmark = pytest.mark.django_db
UPDATE: dict[str, Any] = {"mode": "update", "match": ["phone"]}
UPSERT: dict[str, Any] = {"mode": "upsert", "match": ["phone"]}


@pytest.fixture
def company(settings: LazySettings, tmp_path: Path) -> Company:
    settings.DABIAO_HOME = tmp_path / "home"
    return make_company()


def lead_of(people: Company, who: str = "sales1", **facts: Any) -> Lead:
    body = {"name": "王芳", "phone": "13812345678", "region": "杭州", **facts}
    return Lead.objects.get(pk=people[who].client.write("POST", "/leads", body)["id"])


def test_an_update_writes_the_cells_that_are_filled_and_keeps_what_was_there(company: Company) -> None:
    lead = lead_of(company)
    run = imported("lead", "电话,城市,备注\n+86 138 1234 5678,,已报价\n", company["sales1"].actor, **UPDATE)
    assert outcomes(run) == ["updated"]
    row = Lead.objects.get(pk=lead.pk)
    assert (row.region, row.remark, row.name, row.version) == ("杭州", "已报价", "王芳", lead.version + 1)
    assert ImportedRow.objects.get().changes == {"remark": ["", "已报价"]}
    event = Event.objects.filter(kind="lead.edited").get()
    assert event.data["import_id"] == run.pk


def test_empty_cells_clear_where_that_is_asked_for(company: Company) -> None:
    lead = lead_of(company)
    run = imported("lead", "电话,城市\n13812345678,\n", company["sales1"].actor, **UPDATE, clear_empty=True)
    assert (outcomes(run), Lead.objects.get(pk=lead.pk).region) == (["updated"], "")


def test_a_row_that_says_nothing_new_changes_nothing(company: Company) -> None:
    lead = lead_of(company)
    run = imported("lead", "电话,城市\n13812345678,杭州\n", company["sales1"].actor, **UPDATE)
    assert (outcomes(run), run.unchanged, Lead.objects.get(pk=lead.pk).version) == (
        ["unchanged"],
        1,
        lead.version,
    )


def test_an_update_makes_nothing_and_does_not_tell_what_is_out_of_sight(company: Company) -> None:
    lead_of(company, "sales3")
    run = imported("lead", "电话,备注\n13812345678,x\n13900000001,x\n,x\n", company["sales1"].actor, **UPDATE)
    assert refusals(run) == [
        (2, "importing.nothing_to_update", "phone"),
        (3, "importing.nothing_to_update", "phone"),
        (4, "importing.nothing_to_match", "phone"),
    ]
    assert run.rejects.get(row_number=2).params == run.rejects.get(row_number=3).params == {}
    assert Lead.objects.count() == 1


def test_a_record_that_may_be_seen_but_not_edited_is_refused(company: Company) -> None:
    lead = lead_of(company)
    Lead.objects.filter(pk=lead.pk).update(owner=None)  # in the pool: seen by who may claim it
    run = imported("lead", "电话,备注\n13812345678,x\n", company["sales1"].actor, **UPDATE)
    assert refusals(run) == [(2, "importing.may_not_edit", "record_id")]


def test_an_upsert_makes_whom_it_does_not_find_once(company: Company) -> None:
    lead = lead_of(company)
    content = "姓名,电话,备注\n王芳,13812345678,一\n李四,13900000001,二\n李四,139 0000 0001,三\n"
    sales = company["sales1"]
    run = imported("lead", content, sales.actor, **UPSERT, owner_id=sales.id)
    assert (outcomes(run), run.created, run.updated) == (["updated", "created", "updated"], 1, 2)
    assert list(Lead.objects.order_by("pk").values_list("name", "remark")) == [("王芳", "一"), ("李四", "三")]
    assert Lead.objects.get(pk=lead.pk).import_id is None


def test_an_upsert_neither_updates_nor_repeats_what_is_out_of_sight(company: Company) -> None:
    lead_of(company, "sales3")
    run = imported("lead", "姓名,电话\n王芳,13812345678\n", company["sales1"].actor, **UPSERT)
    assert refusals(run) == [(2, "importing.out_of_sight", "phone")]
    assert (Lead.objects.count(), Enquiry.objects.count()) == (1, 0)


def test_two_records_for_one_row_are_named_as_far_as_they_are_seen(company: Company) -> None:
    mine = lead_of(company)
    lead_of(company, "sales3", name="李四", phone="13900000001", email="li@example.com")
    content = "电话,邮箱,备注\n13812345678,li@example.com,x\n"
    run = imported("lead", content, company["sales1"].actor, mode="update", match=["phone", "email"])
    assert refusals(run) == [(2, "importing.ambiguous_partly", "phone")]
    assert run.rejects.get().params == {"records": f"王芳 (#{mine.pk})", "hidden": 1}
    run = imported("lead", content, company["ops"].actor, mode="update", match=["phone", "email"])
    assert refusals(run) == [(2, "importing.ambiguous", "phone")]


def test_a_shared_number_finds_nobody_alone(company: Company) -> None:
    identity.share(kind="phone", value="13812345678", note="总机", actor=company["ops"].actor, now=NOW)
    lead_of(company)
    lead_of(company, name="李四")
    run = imported("lead", "电话,备注\n13812345678,x\n", company["ops"].actor, **UPDATE)
    assert refusals(run) == [(2, "importing.ambiguous", "phone")]


def test_the_record_number_finds_a_record_whatever_else_changes(company: Company) -> None:
    lead = lead_of(company)
    mapping = {"编号": "record_id", "电话": "phone"}
    content = f"编号,电话\n#{lead.pk},13900000002\n{lead.pk + 99},13900000003\n"
    run = imported(
        "lead", content, company["sales1"].actor, mapping=mapping, mode="update", match=["record_id"]
    )
    assert outcomes(run) == ["updated", "rejected"]
    assert refusals(run) == [(3, "importing.no_such_record", "record_id")]
    keys = IdentityKey.objects.filter(holder_kind="lead", holder_id=lead.pk)
    assert list(keys.values_list("value", flat=True)) == ["+8613900000002"]


def test_a_number_of_somebody_else_is_refused_and_one_given_up_in_the_same_file_is_not(
    company: Company,
) -> None:
    first, second = lead_of(company), lead_of(company, name="李四", phone="13900000001")
    mapping = {"编号": "record_id", "电话": "phone"}
    taken = f"编号,电话\n{second.pk},13812345678\n"
    options = {"mapping": mapping, "mode": "update", "match": ["record_id"]}
    assert refusals(imported("lead", taken, company["sales1"].actor, **options)) == [
        (2, "identity.taken", "phone")
    ]
    passed_on = f"编号,电话\n{first.pk},13900000009\n{second.pk},13812345678\n"
    assert outcomes(imported("lead", passed_on, company["sales1"].actor, **options)) == ["updated", "updated"]


def test_an_exported_mask_that_comes_back_is_no_change_and_another_is_refused(company: Company) -> None:
    lead = lead_of(company)
    shown = company["sales1"].client.read(f"/leads/{lead.pk}")["phone"]
    assert "*" in shown
    mapping = {"编号": "record_id", "电话": "phone", "备注": "remark"}
    content = f"编号,电话,备注\n{lead.pk},{shown},一\n{lead.pk},1390***0000,二\n"
    run = imported(
        "lead", content, company["sales1"].actor, mapping=mapping, mode="update", match=["record_id"]
    )
    assert (outcomes(run), refusals(run)) == (["updated", "rejected"], [(3, "core.masked_value", "phone")])
    assert Lead.objects.get(pk=lead.pk).phone == "13812345678"


def test_an_owner_column_gives_the_lead_away_where_one_may(company: Company) -> None:
    lead = lead_of(company)
    content = "电话,负责人\n13812345678,sales2\n"
    assert refusals(imported("lead", content, company["sales1"].actor, **UPDATE)) == [
        (2, "importing.may_not_assign", "owner")
    ]
    run = imported("lead", content, company["manager"].actor, **UPDATE)
    assert outcomes(run) == ["updated"]
    assert Lead.objects.get(pk=lead.pk).owner_id == company["sales2"].id
    assert Event.objects.filter(kind="lead.assigned").get().data["from_owner_name"] == "sales1"


def test_a_customer_is_not_updated_by_a_file_of_leads(company: Company) -> None:
    company["sales1"].client.write("POST", "/customers", {"name": "云岚科技", "phone": "13812345678"})
    run = imported("lead", "电话,备注\n13812345678,x\n", company["sales1"].actor, **UPDATE)
    assert refusals(run) == [(2, "importing.nothing_to_update", "phone")]


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"mode": "update"}, "importing.match_needed"),
        ({"mode": "update", "match": ["region"]}, "importing.no_match_field"),
        ({"mode": "update", "match": ["email"]}, "importing.match_not_mapped"),
        ({"mode": "update", "match": [["phone"]]}, "importing.bad_option"),
        ({"mode": "merge", "match": ["phone"]}, "importing.bad_option"),
    ],
)
def test_a_mode_that_cannot_work_is_refused_by_name(
    company: Company, options: dict[str, Any], code: str
) -> None:
    with pytest.raises(DomainError) as refused:
        imported("lead", "电话,备注\n13812345678,x\n", company["sales1"].actor, **options)
    errors = getattr(refused.value, "errors", [refused.value])
    assert code in [one.code for one in errors]


def test_what_is_said_of_new_leads_only_is_no_column_of_an_update(company: Company) -> None:
    with pytest.raises(DomainError) as refused:
        imported("lead", "电话,状态\n13812345678,无效\n", company["sales1"].actor, **UPDATE)
    assert (refused.value.code, refused.value.field) == ("importing.only_when_new", "mapping.状态")


def test_a_trial_sees_who_comes_twice_far_apart_in_the_file(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "CHUNK", 2)
    content = (
        "姓名,电话,邮箱\n王芳,13812345678,\n李四,13900000001,\n"
        "王小姐,138 1234 5678,wf@example.com\n赵六,13900000003,\n王,,wf@example.com\n"
    )
    trial = imported("lead", content, company["ops"].actor, dry_run=True)
    real = imported("lead", content, company["ops"].actor)
    assert outcomes(trial) == outcomes(real) == ["created", "created", "joined", "created", "joined"]
    found = ImportedRow.objects.filter(run_id=trial.pk).order_by("row_number")
    assert list(found.values_list("row_number", "record_id", "same_as")) == [
        (2, None, None),
        (3, None, None),
        (4, None, 2),
        (5, None, None),
        (6, None, 2),
    ]


def test_an_interrupted_trial_knows_what_it_had_seen(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "CHUNK", 1)
    content = "姓名,电话\n王芳,13812345678\n李四,13900000001\n王芳,138-1234-5678\n"

    def crash(run: Any) -> None:
        if run.done == 3:
            raise RuntimeError

    actor = company["ops"].actor
    run = services.upload("lead", BytesIO(content.encode()), "x.csv", actor, NOW)
    services.start(run.pk, run.guess, {"dry_run": True, **UPSERT}, actor, NOW)
    with pytest.raises(RuntimeError):
        services.execute(run.pk, clock=lambda: NOW, after_chunk=crash)
    assert outcomes(services.execute(run.pk, clock=lambda: NOW)) == ["created", "created", "unchanged"]


def test_a_trial_of_an_update_shows_before_and_after_masked_and_keeps_nothing(company: Company) -> None:
    lead = lead_of(company)
    mapping = {"编号": "record_id", "电话": "phone", "城市": "region"}
    content = f"编号,电话,城市\n{lead.pk},13900000002,苏州\n"
    sales = company["sales1"]
    run = imported(
        "lead", content, sales.actor, mapping=mapping, mode="update", match=["record_id"], dry_run=True
    )
    (row,) = sales.client.read(f"/imports/{run.pk}/rows")["items"]
    changes = {one["field"]: (one["before"], one["after"]) for one in row["changes"]}
    assert set(changes) == {"phone", "region"}
    assert changes["region"] == ("杭州", "苏州")
    assert re.fullmatch(r"138\*+5678", changes["phone"][0])
    assert Lead.objects.get(pk=lead.pk).region == "杭州"


@pytest.mark.parametrize("chunk", [1, 2, 500])
def test_a_trial_compares_a_second_row_of_a_record_with_the_outcome_of_the_first(
    company: Company, monkeypatch: pytest.MonkeyPatch, chunk: int
) -> None:
    monkeypatch.setattr(engine, "CHUNK", chunk)
    lead_of(company)
    content = (
        "电话,城市,备注\n13812345678,苏州,一\n13812345678,苏州,\n13812345678,无锡,二\n"
        "13812345678,杭州,\n13812345678,杭州,二\n"
    )
    sales = company["sales1"].actor
    trial = imported("lead", content, sales, dry_run=True, **UPDATE)
    before = Lead.objects.get().region
    real = imported("lead", content, sales, **UPDATE)
    changes = [
        list(
            ImportedRow.objects.filter(run_id=one.pk).order_by("row_number").values_list("outcome", "changes")
        )
        for one in (trial, real)
    ]
    assert before == "杭州"
    assert changes[0] == changes[1]
    assert [outcome for outcome, _ in changes[0]] == [
        "updated",
        "unchanged",
        "updated",
        "updated",
        "unchanged",
    ]
    assert changes[0][3] == ("updated", {"region": ["无锡", "杭州"]})


def test_an_interrupted_trial_of_an_update_knows_what_rows_would_have_changed(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "CHUNK", 1)
    lead_of(company)

    def crash(run: Any) -> None:
        if run.done == 2:
            raise RuntimeError

    actor = company["sales1"].actor
    content = "电话,城市\n13812345678,苏州\n13812345678,苏州\n"
    run = services.upload("lead", BytesIO(content.encode()), "x.csv", actor, NOW)
    services.start(run.pk, run.guess, {"dry_run": True, **UPDATE}, actor, NOW)
    with pytest.raises(RuntimeError):
        services.execute(run.pk, clock=lambda: NOW, after_chunk=crash)
    assert outcomes(services.execute(run.pk, clock=lambda: NOW)) == ["updated", "unchanged"]


def test_rows_are_listed_page_by_page_and_by_outcome(company: Company) -> None:
    content = "姓名,电话\n" + "".join(f"客户{n},1380000{n:04}\n" for n in range(5)) + "x,1\n"
    sales = company["sales1"]
    run = imported("lead", content, sales.actor)
    first = sales.client.read(f"/imports/{run.pk}/rows", limit=4)
    second = sales.client.read(f"/imports/{run.pk}/rows", limit=4, after=first["next"])
    assert [row["row"] for row in first["items"] + second["items"]] == [2, 3, 4, 5, 6, 7]
    assert second["next"] is None
    (bad,) = sales.client.read(f"/imports/{run.pk}/rows", shown="rejected")["items"]
    assert (bad["row"], bad["record_id"], bad["reasons"]) == (7, None, ["Phone: “1” is not a phone number"])
    file = sales.client.send("GET", f"/imports/{run.pk}/results")
    lines = b"".join(file.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[0] == "Row,Outcome,Record,Same as row,Changes,Reason,Undo,Kept because"
    assert lines[-1] == "7,Rejected,,,,Phone: “1” is not a phone number,,"
