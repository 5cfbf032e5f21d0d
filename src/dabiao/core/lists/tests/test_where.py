"""Lists narrowed by a condition: every kind, exports too, never beyond one's scope, never for ever."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.journey import Journey, live_through

from dabiao.core.db import TooSlow, at_most
from dabiao.core.lists import where as bound
from dabiao.modules.leads.models import Lead
from dabiao.testing.exports import exported
from dabiao.testing.people import ApiClient, Company, make_company

pytestmark = pytest.mark.django_db
LISTS = (
    *("leads", "customers", "contacts", "opportunities", "contracts"),
    *("activities", "instalments", "receipts"),
)
KINDS = (
    *("lead", "customer", "contact", "opportunity", "contract"),
    *("activity", "instalment", "receipt"),
)
OVERDUE = {"field": "next_contact_at", "op": "lt", "value": "today"}


@pytest.fixture
def company() -> Company:
    return make_company()


@pytest.fixture
def journey(company: Company) -> Journey:
    return live_through(company)


def listed(client: ApiClient, path: str, tree: Any, **more: Any) -> list[Any]:
    return client.read(path, where=json.dumps(tree), **more)["items"]  # type: ignore[no-any-return]


@pytest.mark.parametrize("path", LISTS)
def test_every_list_takes_a_condition(path: str, journey: Journey) -> None:
    client = journey.company["ops"].client
    everything = client.read(f"/{path}")["items"]
    assert everything
    mine = {"field": "owner_id", "op": "not_empty"}
    held = [row["id"] for row in everything if row["owner_id"] is not None]
    assert [row["id"] for row in listed(client, f"/{path}", mine)] == held
    rest = [row["id"] for row in everything if row["owner_id"] is None]
    assert [row["id"] for row in listed(client, f"/{path}", {"not": mine})] == rest


@pytest.mark.parametrize("kind", KINDS)
def test_every_list_has_its_vocabulary(kind: str, company: Company) -> None:
    found = company["ops"].client.read(f"/vocabularies/{kind}")
    assert found["kind"] == kind
    assert {"owner_id", "unit_id"} <= {word["name"] for word in found["words"]}
    assert all(word["label"] and not word["label"].startswith("fields.") for word in found["words"])


def test_a_vocabulary_says_how_each_word_is_asked(company: Company) -> None:
    words = {word["name"]: word for word in company["ops"].client.read("/vocabularies/lead")["words"]}
    assert words["phone"]["operators"] == [
        {"op": "is", "takes": "one"},
        {"op": "last_four", "takes": "one"},
        {"op": "empty", "takes": "nothing"},
        {"op": "not_empty", "takes": "nothing"},
    ]
    assert words["grade"]["choices"] == [{"value": one, "label": one} for one in "ABCD"]
    assert (words["customer"]["kind"], words["customer"]["many"]) == ("customer", False)


def test_a_condition_holds_together_with_filters_search_sort_and_paging(company: Company) -> None:
    client = company["sales1"].client
    for name in ("王一", "王二", "王三", "李四"):
        client.write("POST", "/leads", {"name": name, "region": "臺灣", "source": "form"})
    client.write("POST", "/leads", {"name": "王五", "region": "香港", "source": "form"})
    tree = json.dumps({"field": "region", "op": "is", "value": "台湾"})
    asked = {"where": tree, "q": "王", "source": "form", "sort": "id", "limit": 2, "count": True}
    first = client.read("/leads", **asked)
    assert ([row["name"] for row in first["items"]], first["count"]) == (["王一", "王二"], 3)
    then = client.read("/leads", **asked, cursor=first["next"])
    assert ([row["name"] for row in then["items"]], then["next"]) == (["王三"], None)


def test_an_export_holds_exactly_what_the_list_shows(company: Company) -> None:
    client = company["ops"].client
    for region in ("杭州", "上海"):
        client.write("POST", "/leads", {"name": region, "region": region})
    where = json.dumps({"field": "region", "op": "is", "value": "杭州"})
    assert [row[1] for row in exported(client, "lead", where=where)[1:]] == ["杭州"]


def test_a_condition_shows_no_foreign_record(company: Company) -> None:
    theirs, mine = company["sales3"].client, company["sales1"].client
    theirs.write("POST", "/leads", {"name": "张"})
    own = mine.write("POST", "/leads", {"name": "王"})["id"]
    for tree in (
        {},
        {"not": {"field": "name", "op": "is", "value": "无"}},
        {"any": [{"field": "name", "op": "not_empty"}]},
    ):
        assert [row["id"] for row in listed(mine, "/leads", tree)] == [own]


@pytest.mark.parametrize(
    ("where", "code", "field"),
    [
        ("{", "conditions.not_json", "where"),
        ("[]", "conditions.not_a_condition", "where"),
        ('{"field":"colour","op":"is","value":"red"}', "conditions.unknown_field", "where.field"),
        (
            '{"all":[{"field":"phone","op":"starts_with","value":"138"}]}',
            "conditions.unknown_op",
            "where.all.0.op",
        ),
        ("很" * 3000, "conditions.too_long", "where"),
        (" " * 8193, "validation.string_too_long", "where"),
    ],
)
def test_what_is_no_condition_is_refused_with_its_place(
    where: str, code: str, field: str, company: Company
) -> None:
    assert company["ops"].client.problem("GET", "/leads", {"where": where}) == (422, code, field)


def test_a_condition_adds_no_queries_per_row(company: Company) -> None:
    client = company["sales1"].client
    tree = {"all": [OVERDUE, {"field": "customer.industry", "op": "is_not", "value": "教育"}]}

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            listed(client, "/leads", {"not": tree})
        return len(asked)

    client.write("POST", "/leads", {"name": "王一"})
    queries()
    one = queries()
    for name in ("王二", "王三"):
        client.write("POST", "/leads", {"name": name})
    assert queries() == one


def endless() -> str:
    if connection.vendor == "postgresql":
        return "SELECT pg_sleep(30)"
    return "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


def test_a_statement_that_takes_too_long_is_ended_and_the_connection_goes_on() -> None:
    with pytest.raises(TooSlow), at_most(0.2), connection.cursor() as cursor:
        cursor.execute(endless())
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)


def test_a_condition_that_takes_too_long_is_refused_in_words(
    company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bound, "SECONDS", 0.001)
    now = timezone.now()
    times = {"received_at": now, "created_at": now, "updated_at": now}
    Lead.objects.bulk_create(Lead(name=f"王{n}", remark="很长的备注" * 40, **times) for n in range(4000))
    never = [{"field": "remark", "op": "contains", "value": f"长的备注{n}"} for n in range(50)]
    problem = company["ops"].client.problem("GET", "/leads", {"where": json.dumps({"any": never})})
    assert problem == (422, "conditions.too_slow", "where")


def test_a_condition_is_said_in_the_readers_language(company: Company) -> None:
    client = company["ops"].client
    body = {"kind": "lead", "where": {"all": [OVERDUE]}}
    assert client.write("POST", "/conditions/descriptions", body) == {
        "text": "Next contact is before today",
        "parts": ["Next contact is before today"],
    }
    said = client.send("POST", "/conditions/descriptions", body, Accept_Language="zh-CN")
    assert said.json()["text"] == "下次联系 早于 今天"


def test_nobody_signed_in_is_asked_to_sign_in(company: Company) -> None:
    body = {"kind": "lead", "where": {}}
    assert ApiClient().send("GET", "/vocabularies/lead").status_code == 401
    assert ApiClient().send("POST", "/conditions/descriptions", body).status_code in (401, 403)
