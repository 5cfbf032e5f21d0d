"""What a lead is about: tags by hand, by program, by the dozen and by file; found, asked for and exported by them."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dabiao.core.conditions import vocabulary
from dabiao.core.conditions.words import words
from dabiao.core.events.models import Event
from dabiao.modules.leads.models import Enquiry, Lead
from dabiao.modules.org import services as org
from dabiao.testing.exports import exported
from dabiao.testing.files import imported, outcomes, refusals, undone
from dabiao.testing.people import NOW, Company, make_company

pytestmark = pytest.mark.django_db


@pytest.fixture
def company(settings: LazySettings, tmp_path: Path) -> Company:
    settings.DABIAO_HOME = tmp_path / "home"
    return make_company()


@pytest.fixture
def tags(company: Company) -> dict[str, int]:
    who: dict[str, Any] = {"actor": company["ops"].actor, "now": NOW}
    found = {name: org.create_tag(name=name, **who).pk for name in ("宝妈", "企业采购", "老客户")}
    org.edit_tag(found["老客户"], changes={"active": False}, version=1, **who)
    return found


def a_lead(company: Company, tags: list[int], phone: str = "13812345678") -> Any:
    body = {"name": "王芳", "phone": phone, "tags": tags}
    return company["sales1"].client.write("POST", "/leads", body)


def told(kind: str) -> list[Any]:
    return list(Event.objects.filter(kind=kind).order_by("pk").values_list("data", flat=True))


def test_a_lead_has_each_tag_once_and_in_one_order(company: Company, tags: dict[str, int]) -> None:
    both = sorted([tags["宝妈"], tags["企业采购"]])
    made = a_lead(company, [both[1], both[0], both[1]])
    assert made["tags"] == both
    assert company["sales1"].client.read("/leads")["items"][0]["tags"] == both
    assert Lead.objects.get().tags == both


def test_a_change_of_tags_is_told_by_their_names(company: Company, tags: dict[str, int]) -> None:
    made = a_lead(company, [tags["宝妈"]])
    body = {"changes": {"tags": [tags["企业采购"]]}, "base": {"tags": [tags["宝妈"]]}}
    assert company["sales1"].client.write("PATCH", f"/leads/{made['id']}", body)["tags"] == [tags["企业采购"]]
    assert told("lead.edited") == [{"changes": {"tags": [["宝妈"], ["企业采购"]]}, **_rest()}]
    refusal = company["sales1"].client.problem(
        "PATCH", f"/leads/{made['id']}", {**body, "changes": {"tags": []}}
    )
    assert refusal == (409, "edit.conflict", "tags")


def _rest() -> dict[str, None]:
    return {"import_id": None, "bulk_id": None}


def test_what_is_no_tag_is_refused_by_name(company: Company, tags: dict[str, int]) -> None:
    client, held = company["sales1"].client, a_lead(company, [tags["宝妈"]])
    path = f"/leads/{held['id']}"
    for wanted, code in (([999_999], "org.unknown_tag"), ([tags["老客户"]], "org.tag_retired")):
        assert client.problem("POST", "/leads", {"name": "李", "tags": wanted}) == (422, code, "tags")
        assert client.problem("PATCH", path, {"changes": {"tags": wanted}, "version": 1}) == (
            422,
            code,
            "tags",
        )
        bulk = {"rows": [{"id": held["id"]}], "changes": {"tags": wanted}}
        assert client.problem("POST", "/leads/bulk-edits", bulk) == (422, code, "tags")


def test_a_tag_that_was_retired_stays_where_it_is(company: Company, tags: dict[str, int]) -> None:
    made = a_lead(company, [tags["宝妈"]])
    Lead.objects.update(tags=[tags["老客户"]])
    both = sorted([tags["老客户"], tags["企业采购"]])
    body = {"changes": {"tags": both}, "version": made["version"]}
    assert company["sales1"].client.write("PATCH", f"/leads/{made['id']}", body)["tags"] == both


def test_many_get_their_tags_at_once_and_back(company: Company, tags: dict[str, int]) -> None:
    client = company["sales1"].client
    ids = [
        a_lead(company, held, phone)["id"]
        for held, phone in (([], "13800000001"), ([tags["宝妈"]], "13800000002"))
    ]
    body = {"rows": [{"id": id} for id in ids], "changes": {"tags": [tags["企业采购"]]}}
    run = client.write("POST", "/leads/bulk-edits", body)
    assert [lead.tags for lead in Lead.objects.order_by("pk")] == [[tags["企业采购"]]] * 2
    client.write("POST", f"/bulk-edits/{run['id']}/undo")
    assert [lead.tags for lead in Lead.objects.order_by("pk")] == [[], [tags["宝妈"]]]
    assert [one["changes"]["tags"] for one in told("lead.put_back")] == [
        [["企业采购"], []],
        [["企业采购"], ["宝妈"]],
    ]


def test_tags_are_added_to_many_and_taken_from_them_beside_what_each_has(
    company: Company, tags: dict[str, int]
) -> None:
    client, (mother, buyer, old) = (
        company["sales1"].client,
        (tags[name] for name in ("宝妈", "企业采购", "老客户")),
    )
    first = a_lead(company, [mother], "13800000001")["id"]
    second = a_lead(company, [buyer], "13800000002")["id"]
    Lead.objects.filter(pk=second).update(tags=[buyer, old])  # by somebody else, and retired since

    def changed(**changes: Any) -> list[list[int]]:
        rows = [{"id": first, "base": {"tags": [mother]}}, {"id": second, "base": {"tags": [buyer]}}]
        run = client.write("POST", "/leads/bulk-edits", {"rows": rows, "changes": changes})
        assert all(one["ok"] for one in run["results"])
        held = [lead.tags for lead in Lead.objects.order_by("pk")]
        client.write("POST", f"/bulk-edits/{run['id']}/undo")
        assert [lead.tags for lead in Lead.objects.order_by("pk")] == [[mother], [buyer, old]]
        return held

    assert changed(adds_tags=[buyer]) == [sorted([mother, buyer]), [buyer, old]]
    assert changed(removes_tags=[buyer, mother]) == [[], [old]]
    assert changed(adds_tags=[mother], removes_tags=[buyer]) == [[mother], sorted([mother, old])]
    bulk = {"rows": [{"id": first}], "changes": {"adds_tags": [old]}}
    assert client.problem("POST", "/leads/bulk-edits", bulk) == (422, "org.tag_retired", "tags")


def test_leads_are_found_and_asked_for_by_tag(company: Company, tags: dict[str, int]) -> None:
    first = a_lead(company, [tags["宝妈"]])["id"]
    second = a_lead(company, [tags["宝妈"], tags["企业采购"]], "13800000002")["id"]
    third = a_lead(company, [], "13800000003")["id"]
    client = company["sales1"].client

    def found(**query: Any) -> list[int]:
        return sorted(one["id"] for one in client.read("/leads", **query)["items"])

    def where(op: str, *value: Any) -> list[int]:
        return found(where=json.dumps({"field": "tags", "op": op, **({"value": value[0]} if value else {})}))

    assert (found(tag_id=tags["宝妈"]), found(tag_id=tags["企业采购"])) == ([first, second], [second])
    assert where("contains", tags["企业采购"]) == [second]
    assert where("not_in", [tags["企业采购"], tags["老客户"]]) == [first, third]
    assert (where("empty"), where("not_empty")) == ([third], [first, second])
    assert (
        words({"field": "tags", "op": "in", "value": [tags["宝妈"]]}, vocabulary.of("lead"), "zh-Hans")
        == "标签 是 宝妈"
    )


def test_tags_cost_the_list_no_statement(company: Company, tags: dict[str, int]) -> None:
    client, counts = company["sales1"].client, []
    for held in ([], [tags["宝妈"]]):
        a_lead(company, held, f"1380000000{len(held)}")
        client.read("/leads")
        with CaptureQueriesContext(connection) as seen:
            client.read("/leads")
        counts.append(len(seen))
    with CaptureQueriesContext(connection) as bare:
        a_lead(company, [], "13800000008")
    with CaptureQueriesContext(connection) as tagged:
        a_lead(company, [tags["宝妈"]], "13800000009")
    assert (counts[0], len(bare)) == (counts[1], len(tagged))


def test_a_tag_that_a_lead_has_cannot_go(company: Company, tags: dict[str, int]) -> None:
    a_lead(company, [tags["宝妈"]])
    ops = company["ops"].client
    assert ops.problem("DELETE", f"/tags/{tags['宝妈']}") == (409, "org.tag_in_use", "id")
    ops.write("DELETE", f"/tags/{tags['企业采购']}")


def test_who_asks_again_says_what_about_where_nobody_knew(company: Company, tags: dict[str, int]) -> None:
    a_lead(company, [])
    a_lead(company, [tags["宝妈"]])
    a_lead(company, [tags["企业采购"]])
    assert Lead.objects.get().tags == [tags["宝妈"]]
    assert [one.values["tags"] for one in Enquiry.objects.order_by("pk")] == [["宝妈"], ["企业采购"]]


def test_tags_come_from_a_file_and_go_into_one(company: Company, tags: dict[str, int]) -> None:
    file = (
        "姓名,电话,标签\n王芳,13800000001,寶媽；企业采购\n李,13800000002,宝妈|没有的\n赵,13800000003,老客户\n"
    )
    run = imported("lead", file, company["ops"].actor)
    both = sorted([tags["宝妈"], tags["企业采购"]])
    assert Lead.objects.get().tags == both
    assert refusals(run) == [(3, "org.unknown_tags", "tags"), (4, "org.tag_retired", "tags")]
    assert exported(company["ops"].client, "lead", columns=["name", "tags"])[1][1:] == [
        "王芳",
        "宝妈、企业采购",
    ]


def test_a_file_changes_tags_and_an_undo_brings_them_back(company: Company, tags: dict[str, int]) -> None:
    a_lead(company, [tags["宝妈"]])
    file = "电话,标签\n13812345678,企业采购\n"
    run = imported("lead", file, company["ops"].actor, mode="update", match=["phone"])
    assert (outcomes(run), Lead.objects.get().tags) == (["updated"], [tags["企业采购"]])
    undone(run, company["ops"].actor)
    assert Lead.objects.get().tags == [tags["宝妈"]]
    assert told("lead.reverted")[0]["changes"] == {"tags": [["企业采购"], ["宝妈"]]}


def test_a_file_of_somebody_known_fills_tags_and_its_undo_empties_them(
    company: Company, tags: dict[str, int]
) -> None:
    a_lead(company, [])
    run = imported("lead", "姓名,电话,标签\n王芳,13812345678,宝妈\n", company["ops"].actor)
    assert (outcomes(run), Lead.objects.get().tags) == (["joined"], [tags["宝妈"]])
    undone(run, company["ops"].actor)
    assert Lead.objects.get().tags == []
