"""Views: kept, changed, shared, ordered; never a way to see more."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dabiao.core.events.models import Event
from dabiao.core.views.models import View
from dabiao.testing.people import ApiClient, Company, Person, make_company

pytestmark = pytest.mark.django_db
MINE = {"field": "owner_id", "op": "is_me"}
FACTS: dict[str, Any] = {
    "where": {"all": [MINE, {"field": "region", "op": "contains", "value": "台"}]},
    "filters": {"status": "contacted"},
    "base": "mine",
    "sort": "next_contact_at",
    "columns": [{"name": "name", "width": 160}, {"name": "phone", "width": None}],
}


@pytest.fixture
def company() -> Company:
    return make_company()


def make(person: Person, name: str = "台湾客户", **facts: Any) -> dict[str, Any]:
    made: dict[str, Any] = person.client.write("POST", "/views", {"kind": "lead", "name": name, **facts})
    return made


def names(person: Person) -> list[str]:
    return [view["name"] for view in person.client.read("/views", kind="lead")["items"]]


def test_a_view_is_kept_whole(company: Company) -> None:
    made = make(company["sales1"], **FACTS)
    assert company["sales1"].client.read("/views", kind="lead") == {"items": [made], "first_id": None}
    assert {name: made[name] for name in FACTS} == FACTS
    assert (made["shared"], made["dropped"], made["actions"]) == ("nobody", [], ["edit"])


def test_a_view_shared_with_nobody_is_its_owners_alone(company: Company) -> None:
    view = make(company["sales1"])
    assert names(company["sales1b"]) == []
    edit = {"changes": {"name": "x"}, "version": 1}
    assert company["sales1b"].client.problem("PATCH", f"/views/{view['id']}", edit)[0] == 404
    assert company["sales1b"].client.problem("DELETE", f"/views/{view['id']}")[0] == 404


def test_a_view_shared_with_a_unit_is_seen_in_it_and_below(company: Company) -> None:
    make(company["sales1"], "一组的", shared="unit")
    make(company["manager"], "华东的", shared="unit")
    assert names(company["sales1b"]) == ["一组的", "华东的"]
    assert names(company["sales2"]) == ["华东的"]
    assert names(company["sales3"]) == []


def test_sharing_with_everyone_takes_a_permission(company: Company) -> None:
    body = {"kind": "lead", "name": "全公司", "shared": "everyone"}
    assert company["sales1"].client.problem("POST", "/views", body)[:2] == (403, "access.forbidden")
    mine = make(company["sales1"])
    edit = {"changes": {"shared": "everyone"}, "version": 1}
    assert company["sales1"].client.problem("PATCH", f"/views/{mine['id']}", edit)[0] == 403
    make(company["manager"], "全公司", shared="everyone")
    assert names(company["sales3"]) == ["全公司"]


def test_a_shared_view_is_changed_by_its_owner_and_who_keeps_the_companys_views(company: Company) -> None:
    unit = make(company["sales1"], "一组的", shared="unit")
    edit = {"changes": {"name": "改名"}, "version": 1}
    path = f"/views/{unit['id']}"
    assert company["sales1b"].client.problem("PATCH", path, edit) == (403, "views.not_yours", "id")
    assert company["sales1b"].client.problem("DELETE", path) == (403, "views.not_yours", "id")
    everyone = make(company["manager"], "全公司", shared="everyone")
    changed = company["ops"].client.write("PATCH", f"/views/{everyone['id']}", edit)
    assert (changed["name"], changed["version"], changed["owner_id"]) == ("改名", 2, company["manager"].id)


def test_a_shared_view_shows_each_reader_their_own_records(company: Company) -> None:
    own = company["sales1b"].client.write("POST", "/leads", {"name": "王", "region": "臺北"})["id"]
    company["sales1"].client.write("POST", "/leads", {"name": "李", "region": "台北"})
    make(company["sales1"], shared="unit", where={"field": "region", "op": "starts_with", "value": "台北"})
    view = company["sales1b"].client.read("/views", kind="lead")["items"][0]
    rows = company["sales1b"].client.read("/leads", where=json.dumps(view["where"]))["items"]
    assert [row["id"] for row in rows] == [own]


def test_two_who_changed_the_same_part_are_told(company: Company) -> None:
    view = make(company["manager"], shared="everyone")
    path = f"/views/{view['id']}"
    company["manager"].client.write("PATCH", path, {"changes": {"sort": "id"}, "version": 1})
    stale = {"changes": {"sort": "-id"}, "version": 1, "base": {"sort": ""}}
    assert company["ops"].client.problem("PATCH", path, stale) == (409, "edit.conflict", "sort")
    other = {"changes": {"name": "新名"}, "version": 1, "base": {"name": view["name"]}}
    assert company["ops"].client.write("PATCH", path, other)["version"] == 3


def test_everyone_orders_the_views_for_themselves(company: Company) -> None:
    ids = [make(company["manager"], name, shared="unit")["id"] for name in "甲乙丙"]
    hidden = make(company["sales3"])["id"]
    client = company["sales1"].client
    client.write("PUT", "/views/order", {"kind": "lead", "ids": [ids[2], hidden, ids[0], ids[2]]})
    assert names(company["sales1"]) == ["丙", "甲", "乙"]
    assert names(company["manager"]) == ["甲", "乙", "丙"]


def test_a_list_opens_with_the_view_one_chose(company: Company) -> None:
    view = make(company["manager"], shared="unit")["id"]
    client = company["sales1"].client
    client.write("PUT", "/views/first", {"kind": "lead", "view_id": view})
    assert client.read("/views", kind="lead")["first_id"] == view
    assert company["manager"].client.read("/views", kind="lead")["first_id"] is None
    company["manager"].client.write("DELETE", f"/views/{view}")
    assert client.read("/views", kind="lead") == {"items": [], "first_id": None}


def test_a_view_out_of_sight_opens_no_list(company: Company) -> None:
    view = make(company["sales3"])["id"]
    body = {"kind": "lead", "view_id": view}
    assert company["sales1"].client.problem("PUT", "/views/first", body) == (
        422,
        "core.not_found_here",
        "view_id",
    )
    shared = make(company["manager"], shared="unit")
    client = company["sales1"].client
    client.write("PUT", "/views/first", {"kind": "lead", "view_id": shared["id"]})
    nobody = {"changes": {"shared": "nobody"}, "version": 1}
    company["manager"].client.write("PATCH", f"/views/{shared['id']}", nobody)
    assert client.read("/views", kind="lead") == {"items": [], "first_id": None}


def test_a_view_whose_field_is_gone_opens_and_says_so(company: Company) -> None:
    view = make(company["sales1"], **FACTS)
    gone = {"field": "fields.budget", "op": "gt", "value": 1}
    inside = {"field": "customer", "op": "some", "where": {"all": [gone]}}
    lost_choice = {"field": "source", "op": "is", "value": "fax"}
    where = {"all": [MINE, {"any": [gone, lost_choice]}, {"not": inside}]}
    View.objects.filter(pk=view["id"]).update(where=where)
    opened = company["sales1"].client.read("/views", kind="lead")["items"][0]
    assert opened["where"] == {"all": [MINE]}
    assert opened["dropped"] == ["fields.budget", "source", "fields.budget"]


def test_a_condition_that_is_none_is_not_kept(company: Company) -> None:
    where = {"field": "phone", "op": "starts_with", "value": "138"}
    body = {"kind": "lead", "name": "x", "where": where}
    assert company["sales1"].client.problem("POST", "/views", body) == (
        422,
        "conditions.unknown_op",
        "where.op",
    )
    view = make(company["sales1"])
    edit = {"changes": {"where": where}, "version": 1}
    problem = company["sales1"].client.problem("PATCH", f"/views/{view['id']}", edit)
    assert problem == (422, "conditions.unknown_op", "where.op")
    assert View.objects.get(pk=view["id"]).where == {}


def test_a_view_of_nothing_is_refused(company: Company) -> None:
    client = company["sales1"].client
    assert client.problem("POST", "/views", {"kind": "moon", "name": "x"})[:2] == (
        404,
        "conditions.unknown_kind",
    )
    assert client.problem("POST", "/views", {"kind": "lead", "name": " "})[0] == 422
    finance = company["finance"].client
    assert finance.problem("POST", "/views", {"kind": "lead", "name": "x"})[:2] == (403, "access.forbidden")


def test_a_repeated_create_makes_one_view(company: Company) -> None:
    body = {"kind": "lead", "name": "一次"}
    for _ in range(2):
        company["sales1"].client.write("POST", "/views", body, Idempotency_Key="k1")
    assert names(company["sales1"]) == ["一次"]


def test_sharing_and_removing_what_others_saw_are_on_record(company: Company) -> None:
    private = make(company["manager"], "私人")["id"]
    company["manager"].client.write("DELETE", f"/views/{private}")
    shared = make(company["manager"], "全公司", shared="everyone")["id"]
    company["manager"].client.write("DELETE", f"/views/{shared}")
    told = Event.objects.filter(kind__startswith="view.").order_by("pk").values_list("kind", "data")
    assert list(told) == [
        ("view.shared", {"name": "全公司", "of": "lead", "shared": "everyone"}),
        ("view.removed", {"name": "全公司", "of": "lead"}),
    ]


def test_the_same_queries_for_one_view_and_for_three(company: Company) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            names(company["sales1"])
        return len(asked)

    make(company["sales1"])
    queries()
    one = queries()
    make(company["sales1"])
    make(company["manager"], shared="unit")
    assert queries() == one


def test_nobody_signed_in_is_asked_to_sign_in() -> None:
    assert ApiClient().send("GET", "/views", {"kind": "lead"}).status_code == 401
