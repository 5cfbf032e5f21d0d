"""Files on records: seen by whoever sees the record, refused with a reason, taken away and brought back."""

import os
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings, settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from dabiao.core.actor import SYSTEM
from dabiao.core.attachments import services
from dabiao.core.attachments.models import Attachment
from dabiao.core.events.models import Event
from dabiao.core.files import disk
from dabiao.core.files import services as files
from dabiao.core.files.models import StoredFile
from dabiao.modules.leads import services as leads
from dabiao.testing.files import a_picture
from dabiao.testing.people import Company, Person, make_company

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\nquote"


@pytest.fixture
def company() -> Company:
    return make_company()


@pytest.fixture
def lead(company: Company) -> int:
    made = company["sales1"].client.write("POST", "/leads", {"name": "王芳", "source": "form"})
    return int(made["id"])


def send(person: Person, lead: int, name: str, content: bytes, key: str = "", **said: Any) -> Any:
    """The answer to an upload. The name goes as a part of the form, as the screens send it."""
    form = {"subject_kind": "lead", "subject_id": lead, "name": name, **said}
    file = SimpleUploadedFile("sent.bin", content)
    headers = {"HTTP_IDEMPOTENCY_KEY": key} if key else {}
    return person.client.post("/api/v1/files", {**form, "file": file}, **headers)


def sent(person: Person, lead: int, name: str = "报价单.pdf", content: bytes = PDF, **said: Any) -> Any:
    answer = send(person, lead, name, content, **said)
    assert answer.status_code == 201, answer.content
    return answer.json()


def refusal(answer: Any) -> tuple[int, str, str | None]:
    said = answer.json()
    return answer.status_code, said["code"], said["field"]


def bytes_there() -> list[str]:
    return sorted(path.name for path in (Path(settings.DABIAO_HOME) / "files").glob("??/*"))


def names(person: Person, lead: int) -> list[str]:
    page = person.client.read("/files", subject_kind="lead", subject_id=lead)
    assert page["count"] == len(page["items"])
    return [one["name"] for one in page["items"]]


def entries(person: Person, lead: int, **asked: str) -> list[tuple[str, Any]]:
    return [
        (one["kind"], one["data"]) for one in person.client.read(f"/timeline/lead/{lead}", **asked)["items"]
    ]


def test_a_file_stands_on_the_record_and_on_its_timeline_for_everybody_who_sees_it(
    company: Company, lead: int
) -> None:
    made = sent(company["sales1"], lead, "现场（东门）.png", a_picture(800, 600))
    assert (made["size"], made["content_type"], made["picture"], made["opens"], made["risky"]) == (
        *(len(a_picture(800, 600)), "image/png", {"width": 800, "height": 600}, True, False),
    )
    kind, data = entries(company["lead1"], lead)[0]
    assert (kind, data["name"], data["file"]["id"]) == ("file.added", "现场（东门）.png", made["id"])
    assert (names(company["lead1"], lead), names(company["sales1"], lead)) == (["现场（东门）.png"],) * 2
    far = company["sales3"].client
    assert far.problem("GET", "/files", {"subject_kind": "lead", "subject_id": lead})[0] == 404


def test_a_file_follows_its_record_to_another_owner(company: Company, lead: int) -> None:
    file = sent(company["sales1"], lead)["id"]
    old, new = company["sales1"].client, company["sales3"].client
    assert new.problem("GET", f"/files/{file}/content")[:2] == (404, "core.not_found")
    leads.assign(lead, owner_id=company["sales3"].id, actor=company["ops"].actor, now=timezone.now())
    assert b"".join(new.send("GET", f"/files/{file}/content").streaming_content) == PDF
    assert old.problem("GET", f"/files/{file}/content")[:2] == (404, "core.not_found")


@pytest.mark.parametrize(
    ("name", "content", "type", "shown"),
    [
        ("报价单.pdf", PDF, "application/pdf", "inline"),
        ("照片.jpg", a_picture(format="JPEG"), "image/jpeg", "inline"),
        ("照片.jpg", b"<html><script>alert(1)</script>", "application/octet-stream", "attachment"),
        ("页面.html", b"<html>", "text/html", "attachment"),
        ("图.svg", b"<svg onload='alert(1)'/>", "application/octet-stream", "attachment"),
        ("说明.txt", "你好".encode(), "text/plain", "attachment"),
    ],
)
def test_only_pictures_and_pdf_show_themselves_and_nothing_runs(
    company: Company, lead: int, name: str, content: bytes, type: str, shown: str
) -> None:
    made = sent(company["sales1"], lead, name, content)
    answer = company["lead1"].client.send("GET", f"/files/{made['id']}/content")
    how, plain, starred = answer["Content-Disposition"].split("; ")
    assert (how, answer["Content-Type"]) == (shown, type)
    assert starred.startswith("filename*=UTF-8''%")
    assert plain.isascii()
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert made["risky"] == (name in ("页面.html", "图.svg"))
    saved = company["lead1"].client.send("GET", f"/files/{made['id']}/content", {"download": True})
    assert saved["Content-Disposition"].startswith("attachment; ")


def test_a_thumbnail_is_small_upright_and_says_nothing_of_where_it_was_taken(
    company: Company, lead: int
) -> None:
    from io import BytesIO

    from PIL import Image

    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Camera of somebody"
    lying = a_picture(2000, 1000, format="JPEG", exif=exif)
    made = sent(company["sales1"], lead, "合影.jpg", lying)
    assert made["picture"] == {"width": 1000, "height": 2000}
    answer = company["lead1"].client.send("GET", f"/files/{made['id']}/thumbnail")
    small = Image.open(BytesIO(b"".join(answer.streaming_content)))
    assert (small.format, small.size, dict(small.getexif())) == ("WEBP", (240, 480), {})
    text = sent(company["sales1"], lead)["id"]
    refused = company["sales1"].client.problem("GET", f"/files/{text}/thumbnail")
    assert refused[:2] == (404, "files.no_thumbnail")


def test_a_damaged_picture_is_kept_as_it_is_without_a_thumbnail(company: Company, lead: int) -> None:
    made = sent(company["sales1"], lead, "坏.png", a_picture()[:40])
    assert (made["content_type"], made["picture"]) == ("image/png", None)


@pytest.mark.parametrize(
    ("name", "content", "code", "field"),
    [
        ("空.txt", b"", "files.empty", "file"),
        ("大.txt", b"x" * 1_001, "files.too_large", "file"),
        ("长" * 297 + ".md", b"x", "files.name_too_long", "name"),
        ("../../etc/passwd", b"x", "files.name_has_path", "name"),
        ("C:\\报价.txt", b"x", "files.name_has_path", "name"),
        ("报\x00价.txt", b"x", "files.name_unseen", "name"),
        ("价\u202egnp.exe", b"x", "files.name_unseen", "name"),
        ("..", b"x", "files.name_missing", "name"),
        ("工具.EXE", b"x", "files.is_program", "file"),
        ("工具.exe. .", b"x", "files.is_program", "file"),
        ("报价.pdf", b"MZ\x90\0" + b"\0" * 80, "files.is_program", "file"),
        ("报价.pdf", b"\x7fELF\x02", "files.is_program", "file"),
    ],
)
def test_what_no_file_may_be_is_refused_by_name_and_leaves_nothing(
    company: Company, lead: int, name: str, content: bytes, code: str, field: str, settings: LazySettings
) -> None:
    settings.FILE_MAX_BYTES = 1_000
    before = bytes_there()
    assert refusal(send(company["sales1"], lead, name, content)) == (422, code, field)
    assert (StoredFile.objects.count(), Attachment.objects.count(), bytes_there()) == (0, 0, before)
    assert list((Path(settings.DABIAO_HOME) / "files" / "incoming").iterdir()) == []


def test_a_file_that_did_not_arrive_whole_is_refused(company: Company, lead: int) -> None:
    answer = send(company["sales1"], lead, "报价.txt", b"x" * 9, size=10)
    assert refusal(answer) == (422, "files.incomplete", "file")
    assert StoredFile.objects.count() == 0


def test_what_is_far_too_large_is_refused_before_it_is_taken_in(
    company: Company, lead: int, settings: LazySettings
) -> None:
    settings.FILE_MAX_BYTES = 1_000
    answer = send(company["sales1"], lead, "大.txt", b"x" * 200_000)
    assert refusal(answer) == (422, "files.too_large", "file")
    assert answer.json()["detail"].startswith("The file is larger than 0.0 MB")


def test_the_company_has_so_much_room_and_no_more(
    company: Company, lead: int, settings: LazySettings
) -> None:
    settings.FILES_QUOTA_BYTES = 20
    sent(company["sales1"], lead, "一.txt", b"x" * 15)
    refused = refusal(send(company["sales1"], lead, "二.txt", b"y" * 6))
    assert refused == (409, "files.quota", "file")
    assert names(company["sales1"], lead) == ["一.txt"]
    usage = company["ops"].client.read("/files/usage")
    assert usage == {"used_bytes": 15, "quota_bytes": 20}


def test_the_same_key_sends_a_file_once(company: Company, lead: int) -> None:
    seller = company["sales1"]
    one, again = (send(seller, lead, "报价单.pdf", PDF, key="k1") for _ in range(2))
    assert (one.status_code, again.status_code, one.json()) == (201, 201, again.json())
    assert names(seller, lead) == ["报价单.pdf"]
    other = send(seller, lead, "报价单.pdf", PDF + b"2", key="k1")
    assert refusal(other) == (422, "idempotency.body_differs", "Idempotency-Key")


def test_the_same_content_twice_is_kept_once_and_each_is_its_own(company: Company, lead: int) -> None:
    seller = company["sales1"]
    one, two = sent(seller, lead, "一.pdf"), sent(seller, lead, "二.pdf")
    seller.client.write("DELETE", f"/files/{one['id']}")
    services.forget_gone(actor=SYSTEM, now=timezone.now() + timedelta(hours=2))
    assert names(seller, lead) == ["二.pdf"]
    assert b"".join(seller.client.send("GET", f"/files/{two['id']}/content").streaming_content) == PDF
    assert sha256(PDF).hexdigest() in bytes_there()


def test_a_removed_file_comes_back_within_the_hour_to_whoever_removed_it(company: Company, lead: int) -> None:
    seller, file = company["sales1"].client, sent(company["sales1"], lead)["id"]
    assert company["lead1"].client.problem("DELETE", f"/files/{file}")[:2] == (403, "files.not_yours")
    for _ in range(2):
        seller.write("DELETE", f"/files/{file}")
    assert names(company["sales1"], lead) == []
    assert seller.problem("GET", f"/files/{file}/content")[0] == 404
    assert entries(company["sales1"], lead)[0][1]["name"] == "报价单.pdf"
    assert company["lead1"].client.problem("POST", f"/files/{file}/restorations")[:2] == (
        403,
        "files.not_yours",
    )
    for _ in range(2):
        seller.write("POST", f"/files/{file}/restorations")
    assert names(company["sales1"], lead) == ["报价单.pdf"]
    told = [kind for kind, _ in entries(company["sales1"], lead)]
    assert told == ["file.restored", "file.removed", "file.added", "lead.received"]
    seller.write("DELETE", f"/files/{file}")
    Attachment.objects.filter(pk=file).update(removed_at=timezone.now() - timedelta(minutes=61))
    assert seller.problem("POST", f"/files/{file}/restorations")[:2] == (409, "files.too_late")


def test_files_sent_ahead_belong_to_nobody_else_until_a_comment_takes_them(
    company: Company, lead: int
) -> None:
    seller, boss = company["sales1"], company["lead1"]
    file = sent(seller, lead, waiting=True)["id"]
    assert (names(seller, lead), entries(seller, lead)[0][0]) == ([], "lead.received")
    assert boss.client.problem("GET", f"/files/{file}/content")[0] == 404
    body = {"subject_kind": "lead", "subject_id": lead, "text": "请看报价", "files": [file]}
    assert boss.client.problem("POST", "/comments", body) == (422, "files.not_waiting", "files")
    said = seller.client.write("POST", "/comments", body)
    assert [one["name"] for one in said["files"]] == ["报价单.pdf"]
    assert seller.client.problem("POST", "/comments", body) == (422, "files.not_waiting", "files")
    assert (names(boss, lead), [kind for kind, _ in entries(boss, lead, only="files")]) == (
        ["报价单.pdf"],
        ["comment.added"],
    )
    seller.client.write("DELETE", f"/comments/{said['comment_id']}")
    assert (names(boss, lead), boss.client.problem("GET", f"/files/{file}/content")[0]) == ([], 404)
    seller.client.write("POST", f"/comments/{said['comment_id']}/restore")
    assert names(boss, lead) == ["报价单.pdf"]


def test_a_contact_brings_its_files_and_takes_them_away_with_it(company: Company, lead: int) -> None:
    seller = company["sales1"]
    file = sent(seller, lead, "拜访.jpg", a_picture(format="JPEG"), waiting=True)["id"]
    body = {"subject_kind": "lead", "subject_id": lead, "method": "visit", "result": "reached"}
    made = seller.client.write("POST", "/activities", {**body, "files": [file]})
    data = next(data for kind, data in entries(seller, lead, only="files") if kind == "activity.logged")
    assert [(one["id"], one["with_kind"]) for one in data["files"]] == [(file, "activity")]
    seller.client.write("DELETE", f"/activities/{made['id']}")
    assert names(seller, lead) == []
    seller.client.write("POST", f"/activities/{made['id']}/restorations")
    assert names(seller, lead) == ["拜访.jpg"]


def test_what_was_sent_ahead_and_not_used_goes_after_a_day(company: Company, lead: int) -> None:
    kept, left = (sent(company["sales1"], lead, name, waiting=True)["id"] for name in ("一.pdf", "二.pdf"))
    Attachment.objects.filter(pk=left).update(added_at=timezone.now() - timedelta(hours=25))
    assert services.forget_gone(actor=SYSTEM, now=timezone.now()) == 1
    assert list(Attachment.objects.values_list("pk", flat=True)) == [kept]
    assert services.forget_gone(actor=SYSTEM, now=timezone.now()) == 0


def test_bytes_that_no_row_holds_are_swept_once_they_are_old(company: Company, lead: int) -> None:
    kept = sha256(PDF).hexdigest()
    sent(company["sales1"], lead)
    gone = sent(company["sales1"], lead, "旧.txt", b"old")["id"]
    company["sales1"].client.write("DELETE", f"/files/{gone}")
    path = disk.path_of(sha256(b"old").hexdigest())
    os.utime(path, (0, 0))
    services.forget_gone(actor=SYSTEM, now=timezone.now() + timedelta(hours=2))
    assert (sum(files.sweep()), path.exists()) == (0, True)  # a backup may still be looking for them
    for one in (path, disk.path_of(kept)):
        os.utime(one, (0, 0))
    assert (sum(files.sweep()), path.exists(), disk.path_of(kept).exists()) == (3, False, True)
    assert sum(files.sweep()) == 0


def test_who_took_a_file_stands_in_the_audit_trail_and_not_on_the_timeline(
    company: Company, lead: int
) -> None:
    file = sent(company["sales1"], lead)["id"]
    answer = company["lead1"].client.send("GET", f"/files/{file}/content")
    assert b"".join(answer.streaming_content) == PDF
    told = Event.objects.get(kind="file.downloaded")
    assert (told.actor_id, told.data["name"], told.data["about_kind"], told.data["about_id"]) == (
        *(company["lead1"].id, "报价单.pdf", "lead", lead),
    )
    assert [kind for kind, _ in entries(company["sales1"], lead)] == ["file.added", "lead.received"]
