"""Units and people over the API."""

import pytest

from dabiao.core.access.models import Session
from dabiao.modules.org.models import Employee, Unit
from dabiao.testing.people import ApiClient, Company, make_company, make_person, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> Company:
    return make_company()


def test_a_moved_branch_takes_its_teams_along(company: Company) -> None:
    region = make_unit("大区", "region", company.root)
    ops = company["ops"].client
    ops.write("PATCH", f"/units/{company.east.pk}", {"changes": {"parent_id": region.pk}, "version": 1})
    paths = dict(Unit.objects.values_list("name", "path"))
    assert paths["一组"] == f"/{company.root.pk}/{region.pk}/{company.east.pk}/{company.team1.pk}/"


def test_a_unit_cannot_move_below_itself(company: Company) -> None:
    sub = make_unit("区", "region", company.root)
    branch = make_unit("分公司", "branch", sub)
    body = {"changes": {"parent_id": branch.pk}, "version": 1}
    assert company["ops"].client.problem("PATCH", f"/units/{sub.pk}", body)[1] in (
        "org.bad_nesting",
        "org.unit_cycle",
    )


def test_two_units_of_one_name_under_one_parent_are_refused(company: Company) -> None:
    body = {"name": "华东", "kind": "branch", "parent_id": company.root.pk}
    assert company["ops"].client.problem("POST", "/units", body) == (409, "org.unit_exists", "name")


def test_a_salesperson_sees_themselves_and_a_manager_the_branch(company: Company) -> None:
    names = [row["login"] for row in company["sales1"].client.read("/employees")["items"]]
    assert names == ["sales1"]
    seen = {row["login"] for row in company["manager"].client.read("/employees")["items"]}
    assert seen == {"sales1", "sales1b", "sales2", "lead1", "manager"}


def test_a_foreign_employee_is_not_found(company: Company) -> None:
    assert company["sales1"].client.problem("GET", f"/employees/{company['sales3'].id}")[0] == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_employee_list_takes_the_same_few_queries_for_any_number_of_rows(
    company: Company, rows: int, django_assert_num_queries: object
) -> None:
    unit = make_unit("新组", "team", company.south)
    for number in range(rows):
        make_person(f"new{number}", unit, "salesperson")
    client = company["ops"].client
    client.read("/me")
    with django_assert_num_queries(4):  # type: ignore[operator]  # who asks, the unit, those below, the page
        assert len(client.read("/employees", unit_id=unit.pk)["items"]) == rows


def test_nobody_anonymous_looks_in(company: Company) -> None:
    assert ApiClient().problem("GET", "/employees") == (401, "access.unauthenticated", None)


def test_a_departure_closes_the_door_at_once(company: Company) -> None:
    leaver = company["sales2"]
    client = leaver.client
    assert client.send("GET", "/me").status_code == 200
    company["ops"].client.write("POST", f"/employees/{leaver.id}/departures", {"left_on": "2026-03-31"})
    person = Employee.objects.get(pk=leaver.id)
    assert (person.status, person.on_duty, str(person.left_on)) == ("left", False, "2026-03-31")
    assert client.send("GET", "/me").status_code == 401
    assert not Session.objects.filter(user_id=leaver.id).exists()


def test_leaving_twice_is_refused(company: Company) -> None:
    ops, path = company["ops"].client, f"/employees/{company['sales2'].id}/departures"
    ops.write("POST", path, {"left_on": "2026-03-31"})
    assert ops.problem("POST", path, {"left_on": "2026-03-31"}) == (409, "org.already_left", "id")


def test_a_colleague_who_left_is_not_offered_to_choose(company: Company) -> None:
    ops = company["ops"].client
    ops.write("POST", f"/employees/{company['sales2'].id}/departures", {"left_on": "2026-03-31"})
    assert "sales2" not in [person["name"] for person in ops.read("/people")["items"]]


def test_an_edit_meets_another_edit_of_the_same_field(company: Company) -> None:
    ops, path = company["ops"].client, f"/employees/{company['sales1'].id}"
    ops.write("PATCH", path, {"changes": {"position": "顾问"}, "base": {"position": ""}})
    ops.write("PATCH", path, {"changes": {"level": "A"}, "base": {"level": "B"}, "version": 1})
    response = ops.send(
        "PATCH", path, {"changes": {"position": "经理"}, "base": {"position": ""}, "version": 1}
    )
    said = response.json()
    assert (response.status_code, said["code"]) == (409, "edit.conflict")
    assert said["params"]["conflicts"] == [
        {"field": "position", "base": "", "yours": "经理", "theirs": "顾问"}
    ]


def test_duty_is_switched_by_oneself_but_not_for_others(company: Company) -> None:
    sales1, sales3 = company["sales1"], company["sales3"]
    assert sales1.client.write("POST", f"/employees/{sales1.id}/duty", {"on_duty": False})["on_duty"] is False
    assert sales1.client.problem("POST", f"/employees/{sales3.id}/duty", {"on_duty": False})[0] == 404


def test_a_phone_is_masked_until_revealed(company: Company) -> None:
    person = make_person("phoned", company.team1, "salesperson", phone="138 1234 5678")
    lead = company["lead1"].client
    assert lead.read(f"/employees/{person.id}")["phone"] == "138****5678"
    assert lead.write("POST", f"/employees/{person.id}/reveals")["phone"] == "13812345678"
    assert company["ops"].client.read(f"/employees/{person.id}")["phone"] == "13812345678"
