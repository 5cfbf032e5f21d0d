"""Comments: seen by whoever sees the record, told to whom they name, put right and taken back by their author alone."""

from typing import Any

import pytest

from dabiao.core.events.models import Event
from dabiao.core.notifications.models import Notification
from dabiao.testing.people import Company, Person, make_company

pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> Company:
    return make_company()


@pytest.fixture
def lead(company: Company) -> int:
    made = company["sales1"].client.write("POST", "/leads", {"name": "王芳", "source": "form"})
    return int(made["id"])


def say(person: Person, lead: int, text: str, *mentions: Person) -> dict[str, Any]:
    body = {
        "subject_kind": "lead",
        "subject_id": lead,
        "text": text,
        "mentions": [one.id for one in mentions],
    }
    made: dict[str, Any] = person.client.write("POST", "/comments", body)
    return made


def shown(person: Person, lead: int) -> list[dict[str, Any]]:
    entries = person.client.read(f"/timeline/lead/{lead}")["items"]
    return [entry["data"] for entry in entries if entry["kind"] == "comment.added"]


def told(person: Person) -> list[tuple[str, str]]:
    rows = Notification.objects.filter(user_id=person.id, kind__startswith="comment.").order_by("id")
    return [(row.kind, row.params["text"]) for row in rows]


def test_a_comment_stands_in_the_timeline_of_everybody_who_sees_the_record(
    company: Company, lead: int
) -> None:
    made = say(company["lead1"], lead, "  先寄样品  ")
    assert made["text"] == "先寄样品"
    assert shown(company["sales1"], lead) == [{**made, "actions": []}]
    assert shown(company["lead1"], lead) == [{**made, "actions": ["edit", "remove"]}]
    assert company["sales3"].client.problem("GET", f"/timeline/lead/{lead}")[0] == 404


def test_the_owner_and_whoever_is_named_are_told_once(company: Company, lead: int) -> None:
    say(company["lead1"], lead, "@sales1 @manager 看一下", company["sales1"], company["manager"])
    assert told(company["sales1"]) == [("comment.mentioned", "@sales1 @manager 看一下")]
    assert told(company["manager"]) == [("comment.mentioned", "@sales1 @manager 看一下")]
    say(company["manager"], lead, "好")
    assert told(company["sales1"])[1:] == [("comment.on_yours", "好")]
    assert told(company["lead1"]) == []


def test_nobody_is_told_of_what_they_say_themselves(company: Company, lead: int) -> None:
    say(company["sales1"], lead, "我自己记一下", company["sales1"])
    assert told(company["sales1"]) == []


def test_who_cannot_see_the_record_cannot_be_named(company: Company, lead: int) -> None:
    far = company["sales3"]
    body = {"subject_kind": "lead", "subject_id": lead, "text": "@sales3", "mentions": [far.id]}
    refused = company["sales1"].client.problem("POST", "/comments", body)
    assert refused == (422, "comments.cannot_see", "mentions")
    assert (told(far), shown(company["sales1"], lead)) == ([], [])


def test_a_record_out_of_sight_takes_no_comment(company: Company, lead: int) -> None:
    body = {"subject_kind": "lead", "subject_id": lead, "text": "看看"}
    assert company["sales3"].client.problem("POST", "/comments", body)[0] == 404


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "comments.empty"), (" \n ", "comments.empty"), ("长" * 4_001, "validation.string_too_long")],
)
def test_a_comment_says_something_and_not_too_much(company: Company, lead: int, text: str, code: str) -> None:
    body = {"subject_kind": "lead", "subject_id": lead, "text": text}
    assert company["sales1"].client.problem("POST", "/comments", body) == (422, code, "text")


def test_its_author_puts_it_right_and_only_who_is_new_is_told(company: Company, lead: int) -> None:
    made = say(company["lead1"], lead, "@sales1 周五", company["sales1"])
    changed = {
        "text": "@sales1 @manager 周四",
        "mentions": [company["sales1"].id, company["manager"].id],
        "version": made["version"],
    }
    edited = company["lead1"].client.write("PATCH", f"/comments/{made['comment_id']}", changed)
    assert (edited["text"], edited["edited"], edited["version"]) == ("@sales1 @manager 周四", True, 2)
    assert [text for _, text in told(company["sales1"])] == ["@sales1 周五"]
    assert [text for _, text in told(company["manager"])] == ["@sales1 @manager 周四"]
    assert shown(company["sales1"], lead)[0]["text"] == "@sales1 @manager 周四"
    fact = Event.objects.get(kind="comment.edited")
    assert fact.data["changes"] == {"text": ["@sales1 周五", "@sales1 @manager 周四"]}


def test_the_timeline_never_tells_what_a_comment_said_before(company: Company, lead: int) -> None:
    made = say(company["lead1"], lead, "底价是八万")
    path = f"/comments/{made['comment_id']}"
    company["lead1"].client.write("PATCH", path, {"text": "报价见附件", "version": made["version"]})
    assert "八万" not in str(company["sales1"].client.read(f"/timeline/lead/{lead}"))
    company["lead1"].client.write("DELETE", path)
    seen = str(company["sales1"].client.read(f"/timeline/lead/{lead}"))
    assert ("八万" in seen, "报价见附件" in seen) == (False, False)


def test_a_change_to_what_was_changed_meanwhile_is_a_conflict(company: Company, lead: int) -> None:
    made = say(company["lead1"], lead, "周五")
    path = f"/comments/{made['comment_id']}"
    company["lead1"].client.write("PATCH", path, {"text": "周四", "version": 1})
    late = company["lead1"].client.problem("PATCH", path, {"text": "周三", "version": 1})
    assert late[:2] == (409, "edit.conflict")
    assert shown(company["lead1"], lead)[0]["text"] == "周四"


def test_a_removed_comment_leaves_its_place_and_can_be_brought_back(company: Company, lead: int) -> None:
    made = say(company["lead1"], lead, "说错了")
    path = f"/comments/{made['comment_id']}"
    company["lead1"].client.write("DELETE", path)
    company["lead1"].client.write("DELETE", path)
    gone = shown(company["sales1"], lead)[0]
    assert (gone["text"], gone["removed"], gone["actions"]) == ("", True, [])
    assert company["lead1"].client.problem("PATCH", path, {"text": "又来", "version": 2})[0] == 404
    back = company["lead1"].client.write("POST", f"{path}/restore")
    assert (back["text"], back["removed"]) == ("说错了", False)
    assert Event.objects.filter(kind="comment.removed").count() == 1


def test_others_comments_are_removed_only_with_that_permission(company: Company, lead: int) -> None:
    made = say(company["lead1"], lead, "不合适的话")
    path = f"/comments/{made['comment_id']}"
    assert company["manager"].client.problem("DELETE", path)[0] == 403
    assert company["ops"].client.problem("PATCH", path, {"text": "改", "version": 1})[0] == 403
    company["ops"].client.write("DELETE", path)
    assert shown(company["lead1"], lead)[0]["removed"] is True
    assert company["ops"].client.problem("POST", f"{path}/restore")[0] == 403


def test_who_loses_sight_of_the_record_loses_the_comment_too(company: Company, lead: int) -> None:
    made = say(company["sales1"], lead, "交接一下")
    heir = company["sales3"].id
    company["ops"].client.write("POST", f"/leads/{lead}/assignments", {"owner_id": heir})
    path = f"/comments/{made['comment_id']}"
    assert company["sales1"].client.problem("PATCH", path, {"text": "x", "version": 1})[0] == 404


def test_whom_a_comment_may_name_is_who_sees_the_record(company: Company, lead: int) -> None:
    path = f"/people/seeing/lead/{lead}"
    found = {person["id"] for person in company["sales1"].client.read(path)["items"]}
    assert found == {company[name].id for name in ("sales1", "lead1", "manager", "ops", "inspector", "boss")}
    only = company["sales1"].client.read(path, q="manager")["items"]
    assert [person["id"] for person in only] == [company["manager"].id]
    assert company["sales3"].client.problem("GET", path)[0] == 404
