"""What a record's timeline shows of one sort, page by page."""

import pytest

from dabiao.testing.people import make_company

pytestmark = pytest.mark.django_db


def test_each_sort_shows_its_own_and_together_they_are_all() -> None:
    seller = make_company()["sales1"].client
    lead = seller.write("POST", "/leads", {"name": "王芳"})["id"]
    contact = {"subject_kind": "lead", "subject_id": lead, "method": "call", "result": "reached"}
    for n in range(2):
        seller.write("POST", "/activities", contact)
        seller.write("POST", "/comments", {"subject_kind": "lead", "subject_id": lead, "text": f"第{n}条"})
    seller.write("PATCH", f"/leads/{lead}", {"changes": {"region": "苏州"}, "base": {"region": ""}})

    def kinds(**asked: object) -> list[str]:
        found, cursor = [], ""
        while True:
            page = seller.read(f"/timeline/lead/{lead}", limit=1, cursor=cursor, **asked)
            found += [item["kind"] for item in page["items"]]
            if not page["next"]:
                return found
            cursor = page["next"]

    contacts, comments, changes = (kinds(only=sort) for sort in ("contacts", "comments", "changes"))
    assert contacts == ["activity.logged"] * 2
    assert comments == ["comment.added"] * 2
    assert changes == ["lead.edited", "lead.contacted", "lead.received"]
    assert sorted([*contacts, *comments, *changes]) == sorted(kinds())


def test_an_unknown_sort_is_refused() -> None:
    seller = make_company()["sales1"].client
    lead = seller.write("POST", "/leads", {"name": "王芳"})["id"]
    answer = seller.send("GET", f"/timeline/lead/{lead}?only=noise")
    assert (answer.status_code, answer.json()["field"]) == (422, "only")
