"""Imports over HTTP, as the screens use them."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile

from dabiao.core.actor import Actor
from dabiao.core.importing import services
from dabiao.core.importing.tests.conftest import NOW, Importer, person
from dabiao.testing.people import ApiClient

FILE = "姓名,手机号,备注\n张三,13800138000,x\n重复,13900139000,y\n".encode()


def client_of(actor: Actor) -> ApiClient:
    return ApiClient(actor.user_id)


def send_file(client: ApiClient, content: bytes = FILE, **form: str) -> Any:
    form = {"kind": "probe", **form}
    return client.post("/api/v1/imports", {**form, "file": SimpleUploadedFile("线索.csv", content)})


def test_an_upload_answers_with_all_that_mapping_needs(actor: Actor) -> None:
    response = send_file(client_of(actor))
    assert response.status_code == 201
    made = response.json()
    plain = ("kind", "filename", "status", "rows", "format", "encoding", "delimiter", "sheets")
    assert [made[name] for name in plain] == ["probe", "线索.csv", "uploaded", 2, "csv", "utf-8", ",", []]
    assert made["columns"][0] == {"name": "姓名", "samples": ["张三", "重复"]}
    assert made["guess"] == {"姓名": "name", "手机号": "phone"}
    assert made["fields"][0] == {
        "name": "name",
        "label_key": "fields.importing.row_number",
        "required": True,
        "shape": "text",
        "choices": [],
        "when_new": False,
    }
    assert made["actions"] == ["start", "cancel"]


def test_a_started_import_is_followed_to_its_end(actor: Actor) -> None:
    client = client_of(actor)
    made = send_file(client).json()
    path = f"/imports/{made['id']}"
    body = {"mapping": {**made["guess"], "备注": None}, "options": {}}
    started = client.send("POST", f"{path}/runs", body)
    assert (started.status_code, started.json()["status"], started.json()["actions"]) == (
        202,
        "queued",
        ["cancel"],
    )
    services.execute(made["id"], clock=lambda: NOW)

    done = client.read(path)
    counters = ("status", "total", "done", "created", "joined", "rejected")
    assert [done[name] for name in counters] == ["done", 2, 2, 1, 0, 1]
    assert (done["finished_at"], done["error"], done["actions"]) == (
        "2026-03-04T05:06:00Z",
        None,
        ["rejected", "rows"],
    )
    listed = client.read("/imports", count=True)
    assert [(row["id"], row["status"], row["created_by_name"]) for row in listed["items"]] == [
        (made["id"], "done", "Ann")
    ]
    assert listed["count"] == 1


def test_the_rejected_rows_are_a_download_in_the_language_of_the_request(
    actor: Actor, imported: Importer
) -> None:
    run = imported(FILE)
    rejected = client_of(actor).send("GET", f"/imports/{run.pk}/rejected")
    assert rejected["Content-Type"] == "text/csv; charset=utf-8"
    assert "filename*=UTF-8''%E7%BA%BF%E7%B4%A2-rejected.csv" in rejected["Content-Disposition"]
    assert b"".join(rejected.streaming_content).decode("utf-8-sig").splitlines() == [
        "姓名,手机号,备注,Row,Reason",
        "重复,13900139000,y,3,Row: conflicts with existing data or is too long to be stored",
    ]


def test_a_broken_file_is_answered_in_words(actor: Actor) -> None:
    response = send_file(client_of(actor), b"%PDF-1.4")
    assert (response.status_code, response["Content-Type"]) == (422, "application/problem+json")
    problem = response.json()
    assert (problem["code"], problem["field"]) == ("importing.not_a_table", "file")
    assert problem["detail"] == "This is not a table but PDF. Upload an .xlsx or CSV file"


def test_a_wrong_mapping_is_answered_fault_by_fault(actor: Actor) -> None:
    client = client_of(actor)
    id = send_file(client).json()["id"]
    response = client.send("POST", f"/imports/{id}/runs", {"mapping": {"x": "name", "备注": "y"}})
    assert response.status_code == 422
    assert [(error["code"], error["field"]) for error in response.json()["errors"]] == [
        ("importing.unknown_column", "mapping.x"),
        ("importing.unknown_field", "mapping.备注"),
        ("importing.field_required", "name"),
    ]


def test_an_unknown_kind_and_a_missing_file_are_named(actor: Actor) -> None:
    client = client_of(actor)
    assert send_file(client, kind="dragon").json()["code"] == "importing.unknown_kind"
    response = client.post("/api/v1/imports", {"kind": "probe"})
    assert (response.status_code, response.json()["field"]) == (422, "file")


def test_a_cancelled_import_says_what_it_kept(actor: Actor) -> None:
    client = client_of(actor)
    id = send_file(client).json()["id"]
    answer = client.write("POST", f"/imports/{id}/cancellations")
    assert (answer["status"], answer["created"], answer["actions"]) == ("cancelled", 0, [])
    assert client.problem("POST", f"/imports/{id}/cancellations") == (409, "importing.already_over", None)


def test_a_stranger_finds_nothing_and_an_overseer_no_contents(actor: Actor, imported: Importer) -> None:
    run = imported(FILE)
    stranger = client_of(person("bob", probe_import="own"))
    assert stranger.problem("GET", f"/imports/{run.pk}")[:2] == (404, "core.not_found")
    assert stranger.read("/imports")["items"] == []
    overseer = client_of(person("carol", import_read="all"))
    seen = overseer.read(f"/imports/{run.pk}")
    assert (seen["created"], seen["columns"][1], seen["actions"]) == (
        1,
        {"name": "手机号", "samples": []},
        [],
    )
    assert overseer.problem("GET", f"/imports/{run.pk}/rejected")[0] == 403
    assert overseer.problem("POST", f"/imports/{run.pk}/cancellations")[:2] == (403, "importing.not_yours")


def test_a_large_file_is_taken_in_without_lying_in_memory(actor: Actor, monkeypatch: Any) -> None:
    kinds_of_upload = []
    taken = services.disk.received

    def received(stream: Any, limit: int) -> Any:
        kinds_of_upload.append(isinstance(stream.file, type(TemporaryUploadedFile("x", "", 0, None).file)))
        return taken(stream, limit)

    monkeypatch.setattr(services.disk, "received", received)
    response = send_file(client_of(actor), "姓名\n".encode() + b"zhang san\n" * 150_000)
    assert (response.status_code, response.json()["rows"]) == (201, 150_000)
    assert kinds_of_upload == [True]
