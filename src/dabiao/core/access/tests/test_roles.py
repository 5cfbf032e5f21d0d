"""The roles that the product ships with, in an installation that was there before."""

import pytest

from dabiao.config.roles import CAPS, PRESETS
from dabiao.core.access.models import Role
from dabiao.core.access.services import ensure_roles
from dabiao.testing.people import Company, make_company

pytestmark = pytest.mark.django_db
NAMES = ("reveals_per_day", "rows_per_export", "export_rows_per_day")


@pytest.fixture
def company() -> Company:
    return make_company()


def caps_of(code: str) -> tuple[int | None, ...]:
    return Role.objects.values_list(*NAMES).get(code=code)


def put(company: Company, code: str, **conditions: object) -> None:
    role = next(one for one in company["ops"].client.read("/roles")["items"] if one["code"] == code)
    body = {"name": role["name"], "permissions": role["permissions"], **conditions}
    company["ops"].client.write("PUT", f"/roles/{code}", body)


def test_roles_from_before_there_were_caps_get_those_of_new_ones() -> None:
    Role.objects.update(**dict.fromkeys(NAMES))
    ensure_roles(PRESETS, CAPS)
    for code in PRESETS:
        assert caps_of(code) == tuple(CAPS.get(code, {}).get(name) for name in NAMES), code


def test_what_an_administrator_set_or_lifted_stays(company: Company) -> None:
    put(company, "manager", rows_per_export=None, export_rows_per_day=7)
    put(company, "team_lead", reveals_per_day=None)
    Role.objects.filter(code="team_lead").update(rows_per_export=None, export_rows_per_day=None)
    ensure_roles(PRESETS, CAPS)
    assert caps_of("manager") == (None, None, 7)
    assert caps_of("team_lead") == (None, 200, 1_000)


def test_what_an_administrator_granted_stays_while_the_caps_come(company: Company) -> None:
    granted = {"lead.read": "own", "lead.export": "own"}
    put(company, "salesperson", permissions=granted)
    Role.objects.filter(code="salesperson").update(**dict.fromkeys(NAMES))
    ensure_roles(PRESETS, CAPS)
    assert (Role.objects.get(code="salesperson").grants, caps_of("salesperson")) == (granted, (100, 100, 200))


def test_a_second_time_changes_nothing(company: Company) -> None:
    Role.objects.update(**dict.fromkeys(NAMES))
    put(company, "finance", rows_per_export=None)
    ensure_roles(PRESETS, CAPS)
    once = list(Role.objects.order_by("pk").values())
    ensure_roles(PRESETS, CAPS)
    assert list(Role.objects.order_by("pk").values()) == once
