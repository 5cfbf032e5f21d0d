"""Choosing a password, getting a passing one, and what has to be done with it first."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings

from dabiao.config.cli import main
from dabiao.core.access.models import OldPassword, SecondFactor, Session, User
from dabiao.core.events.models import Event
from dabiao.core.sealing import seal
from dabiao.testing.people import NOW, PASSWORD, ApiClient, Company, make_company

pytestmark = pytest.mark.django_db

FRESH = [f"teal-kettle-{name}" for name in ("one", "two", "three", "four", "five", "six")]


@pytest.fixture(autouse=True)
def _quick_passwords(settings: LazySettings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def company() -> Any:
    with time_machine.travel(NOW, tick=False):
        company = make_company()
        for user in User.objects.filter(login__in=["sales1", "ops"]):
            user.set_password(PASSWORD)
            user.save()
        yield company


def signed_in(login: str = "sales1", password: str = PASSWORD) -> ApiClient:
    client = ApiClient()
    client.write("POST", "/sessions", {"login": login, "password": password})
    return client


def change(client: ApiClient, old: str, new: str) -> Any:
    return client.send("POST", "/me/password", {"old_password": old, "new_password": new})


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("teal-9", "access.password_short"),
        ("2580258025801", "access.password_digits"),
        ("my-sales1!", "access.password_similar"),
        ("qwertyuiop", "access.password_common"),
    ],
)
def test_each_fault_of_a_password_has_a_word_of_its_own(company: Company, password: str, code: str) -> None:
    problem = change(signed_in(), PASSWORD, password).json()
    assert (problem["status"], problem["code"], problem["field"]) == (422, code, "new_password")


def test_all_faults_are_told_at_once(company: Company) -> None:
    problem = change(signed_in(), PASSWORD, "123456").json()
    assert {one["code"] for one in problem["errors"]} == {
        "access.password_short",
        "access.password_common",
        "access.password_digits",
    }


def test_none_of_the_last_five_passwords_is_taken_again(company: Company) -> None:
    client, present = signed_in(), PASSWORD
    for fresh in FRESH[:4]:
        assert change(client, present, fresh).status_code == 204
        present = fresh
    for former in (PASSWORD, *FRESH[:4]):
        assert change(client, present, former).json()["code"] == "access.password_used"
    assert change(client, present, FRESH[4]).status_code == 204
    assert change(client, FRESH[4], PASSWORD).status_code == 204
    assert OldPassword.objects.filter(user__login="sales1").count() == 4


def test_a_first_password_given_by_somebody_has_to_be_changed_before_anything_else(company: Company) -> None:
    body = {
        "name": "新人",
        "login": "xinren",
        "password": "given-by-boss",
        "unit_id": company["sales1"].employee.unit_id,
        "roles": ["salesperson"],
        "hired_on": "2026-11-01",
    }
    company["ops"].client.write("POST", "/employees", body)
    client = signed_in("xinren", "given-by-boss")
    assert client.read("/me")["pending"] == "password"
    assert client.problem("GET", "/leads") == (403, "access.finish_first", None)
    assert change(client, "given-by-boss", "mine-and-only-mine").status_code == 204
    assert client.read("/me")["pending"] == ""
    assert client.read("/leads")["items"] == []


def test_a_role_that_demands_a_factor_waits_behind_the_password(company: Company) -> None:
    user = User.objects.get(login="sales1")
    user.must_change_password = True
    user.save()
    user.roles.update(requires_factor=True)
    client = signed_in()
    assert client.read("/me")["pending"] == "password"
    change(client, PASSWORD, FRESH[0])
    assert client.read("/me")["pending"] == "factor"


def test_who_forgot_their_password_gets_a_passing_one_and_is_signed_out_everywhere(company: Company) -> None:
    forgetful = signed_in()
    user = User.objects.get(login="sales1")
    passing = company["ops"].client.write("POST", f"/users/{user.pk}/password-resets")["password"]
    assert forgetful.send("GET", "/me").status_code == 401
    assert ApiClient().send("POST", "/sessions", {"login": "sales1", "password": PASSWORD}).status_code == 401
    client = signed_in("sales1", passing)
    assert client.read("/me")["pending"] == "password"
    assert change(client, passing, FRESH[0]).status_code == 204
    assert [event.kind for event in Event.objects.filter(kind="user.password_reset")] == [
        "user.password_reset"
    ]
    assert passing not in str(list(Event.objects.values_list("data", flat=True)))


def a_passing_password(company: Company, *, hours: float) -> str:
    """Given so many hours ago."""
    user = User.objects.get(login="sales1")
    passing: str = company["ops"].client.write("POST", f"/users/{user.pk}/password-resets")["password"]
    user.refresh_from_db()
    assert user.password_expires_at is not None
    user.password_expires_at -= timedelta(hours=hours)
    user.save()
    return passing


def test_a_passing_password_opens_for_three_days(company: Company) -> None:
    passing = a_passing_password(company, hours=71.9)
    assert change(signed_in("sales1", passing), passing, FRESH[0]).status_code == 204
    assert User.objects.get(login="sales1").password_expires_at is None


def test_who_comes_too_late_with_a_passing_password_asks_for_a_new_one(company: Company) -> None:
    passing = a_passing_password(company, hours=72.1)
    entering = {"login": "sales1", "password": passing}
    refusal = ApiClient().problem("POST", "/sessions", entering)
    assert refusal == (401, "access.passing_over", "password")
    assert Event.objects.filter(kind="user.sign_in_refused").count() == 1
    wrong = {"login": "sales1", "password": "no"}
    assert ApiClient().problem("POST", "/sessions", wrong) == (401, "access.bad_credentials", "password")
    user = User.objects.get(login="sales1")
    fresh = company["ops"].client.write("POST", f"/users/{user.pk}/password-resets")["password"]
    assert signed_in("sales1", fresh).read("/me")["pending"] == "password"


def test_a_door_that_stood_open_does_not_make_it_last_longer(company: Company) -> None:
    passing = a_passing_password(company, hours=0)
    client = signed_in("sales1", passing)
    User.objects.filter(login="sales1").update(password_expires_at=NOW)
    sent = {"old_password": passing, "new_password": FRESH[0]}
    assert client.problem("POST", "/me/password", sent) == (422, "access.passing_over", "old_password")


def test_a_reset_lifts_the_lock_of_failed_attempts(company: Company) -> None:
    for _ in range(5):
        ApiClient().send("POST", "/sessions", {"login": "sales1", "password": "wrong"})
    assert ApiClient().send("POST", "/sessions", {"login": "sales1", "password": PASSWORD}).status_code == 429
    user = User.objects.get(login="sales1")
    passing = company["ops"].client.write("POST", f"/users/{user.pk}/password-resets")["password"]
    assert signed_in("sales1", passing).read("/me")["pending"] == "password"


def test_nobody_resets_their_own_password_nor_that_of_a_program(company: Company) -> None:
    ops = company["ops"]
    path = f"/users/{ops.id}/password-resets"
    assert ops.client.problem("POST", path, {}) == (403, "access.reset_own", None)
    program = User.objects.create(login="form", name="表单", is_integration=True, created_at=NOW)
    path = f"/users/{program.pk}/password-resets"
    assert ops.client.problem("POST", path, {}) == (422, "access.no_password", "id")


def test_the_last_administrator_gets_in_again_at_the_machine(company: Company, capsys: Any) -> None:
    user = User.objects.get(login="ops")
    SecondFactor.objects.create(
        user=user, sealed_secret=seal("LOST", "second factor"), created_at=NOW, confirmed_at=NOW
    )
    main(["resetaccount", "ops"], standalone_mode=False)
    passing = capsys.readouterr().out.rsplit(" ", 1)[1].strip()
    assert signed_in("ops", passing).read("/me")["pending"] == "password"
    assert Session.objects.filter(user=user).count() == 1


def test_an_unknown_login_at_the_machine_is_named(company: Company) -> None:
    from click.testing import CliRunner

    done = CliRunner().invoke(main, ["resetaccount", "nobody"])
    assert (done.exit_code, done.output) == (1, "Error: There is no such login: nobody\n")
