"""Open sessions, and the second step of signing in."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings
from pyotp import TOTP

from dabiao.core.access.models import RecoveryCode, Role, SecondFactor, Session, User
from dabiao.core.events.models import Event
from dabiao.testing.people import NOW, PASSWORD, ApiClient, Company, make_company

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock() -> Any:
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def company(clock: Any) -> Company:
    company = make_company()
    for user in User.objects.filter(login__in=["sales1", "ops"]):
        user.set_password(PASSWORD)
        user.save()
    return company


def sign_in(login: str = "sales1") -> ApiClient:
    client = ApiClient()
    client.write("POST", "/sessions", {"login": login, "password": PASSWORD})
    return client


def enrol(client: ApiClient) -> tuple[TOTP, list[str]]:
    """The app on the phone, and the recovery codes. The code of this moment is used up by it."""
    begun = client.write("POST", "/me/second-factor", {"password": PASSWORD})
    app = TOTP(begun["secret"])
    assert begun["uri"] == app.provisioning_uri(name="sales1", issuer_name="Dabiao")
    assert begun["qr_svg"].startswith("<svg")
    codes = client.write("POST", "/me/second-factor/confirmations", {"code": at(app)})["recovery_codes"]
    return app, codes


def at(app: TOTP, steps: int = 0, now: datetime | None = None) -> str:
    from django.utils import timezone

    return app.at((now or timezone.now()) + timedelta(seconds=30 * steps))


def challenge() -> str:
    response = ApiClient().send("POST", "/sessions", {"login": "sales1", "password": PASSWORD})
    assert response.status_code == 202
    token: str = response.json()["challenge"]
    return token


def answer(code: str, token: str = "") -> tuple[int, str]:
    body = {"challenge": token or challenge(), "code": code}
    response = ApiClient().send("POST", "/sessions/confirmations", body)
    return response.status_code, response.json().get("code", "")


def test_the_list_of_sessions_is_mine_and_names_this_one(company: Company) -> None:
    here = sign_in()
    sign_in()
    sign_in("ops")
    rows = here.read("/me/sessions")["items"]
    assert [row["current"] for row in rows] == [False, True]
    assert rows[0]["address"] == "127.0.0.1"


def test_an_ended_session_is_over_and_the_others_go_on(company: Company) -> None:
    here, elsewhere = sign_in(), sign_in()
    ended = next(row["id"] for row in here.read("/me/sessions")["items"] if not row["current"])
    here.write("DELETE", f"/sessions/{ended}")
    assert elsewhere.send("GET", "/me").status_code == 401
    assert here.send("GET", "/me").status_code == 200
    event = Event.objects.get(kind="user.sessions_ended")
    assert (event.data, event.audience[0]["id"]) == ({"count": 1}, company["sales1"].id)
    assert here.problem("DELETE", f"/sessions/{ended}") == (404, "core.not_found", None)


def test_everywhere_else_at_once(company: Company) -> None:
    here = sign_in()
    others = [sign_in(), sign_in()]
    assert here.write("DELETE", "/me/sessions") == {"ended": 2}
    assert [other.send("GET", "/me").status_code for other in others] == [401, 401]
    assert here.send("GET", "/me").status_code == 200


def test_an_administrator_signs_somebody_out(company: Company) -> None:
    sales, ops = sign_in(), sign_in("ops")
    id = company["sales1"].id
    assert len(ops.read(f"/users/{id}/sessions")["items"]) == 1
    assert ops.write("DELETE", f"/users/{id}/sessions") == {"ended": 1}
    assert sales.send("GET", "/me").status_code == 401
    assert ops.send("GET", "/me").status_code == 200
    assert sign_in().problem("DELETE", f"/users/{id}/sessions") == (403, "access.forbidden", None)


def test_with_a_second_factor_the_password_alone_opens_nothing(company: Company, clock: Any) -> None:
    app, _ = enrol(sign_in())
    before = Session.objects.count()
    client = ApiClient()
    response = client.send("POST", "/sessions", {"login": "sales1", "password": PASSWORD})
    assert (response.status_code, list(response.json())) == (202, ["challenge"])
    assert Session.objects.count() == before
    clock.shift(30)
    body = {"challenge": response.json()["challenge"], "code": at(app)}
    assert client.write("POST", "/sessions/confirmations", body)["login"] == "sales1"
    assert client.read("/me/second-factor")["recovery_codes_left"] == 10


@pytest.mark.parametrize(("steps", "status"), [(-2, 422), (-1, 201), (0, 201), (1, 201), (2, 422)])
def test_a_clock_may_be_off_by_one_step(company: Company, clock: Any, steps: int, status: int) -> None:
    app, _ = enrol(sign_in())
    clock.shift(300)
    assert answer(at(app, steps))[0] == status


def test_a_code_opens_once_and_so_does_none_before_it(company: Company, clock: Any) -> None:
    app, _ = enrol(sign_in())
    clock.shift(300)
    earlier, code = at(app, -1), at(app)
    assert answer(code) == (201, "")
    assert answer(code) == (422, "access.wrong_code")
    assert answer(earlier) == (422, "access.wrong_code")


def test_a_recovery_code_opens_once_however_it_is_written(company: Company) -> None:
    _, codes = enrol(sign_in())
    assert answer(codes[0].lower().replace("-", " ")) == (201, "")
    assert answer(codes[0]) == (422, "access.wrong_code")
    assert Event.objects.get(kind="user.recovery_code_used").data == {"left": 9}


def test_neither_codes_nor_the_secret_can_be_read_in_the_database(company: Company) -> None:
    app, codes = enrol(sign_in())
    kept = list(RecoveryCode.objects.values_list("code_hash", flat=True))
    assert len(kept) == 10
    assert not any(code.replace("-", "") in one for code in codes for one in kept)
    assert app.secret not in SecondFactor.objects.get().sealed_secret


def test_five_wrong_codes_lock_the_second_step_for_a_quarter_of_an_hour(company: Company, clock: Any) -> None:
    app, codes = enrol(sign_in())
    clock.shift(300)
    token = challenge()
    assert [answer("000000", token) for _ in range(5)] == [(422, "access.wrong_code")] * 5
    assert answer(at(app)) == (429, "access.locked_out")
    assert answer(codes[0]) == (429, "access.locked_out")
    clock.shift(900)
    assert answer(at(app)) == (201, "")


def test_a_right_password_does_not_forgive_wrong_codes(company: Company, clock: Any) -> None:
    enrol(sign_in())
    clock.shift(300)
    said = [answer("000000", challenge())[0] for _ in range(6)]
    assert said == [422, 422, 422, 422, 422, 429]


@pytest.mark.parametrize("wait", [301, 0])
def test_a_challenge_that_is_old_or_forged_opens_nothing(company: Company, clock: Any, wait: int) -> None:
    app, _ = enrol(sign_in())
    clock.shift(30)
    token = challenge()
    clock.shift(wait)
    assert answer(at(app), token if wait else token[:-2] + "xx") == (401, "access.challenge_over")


def test_a_challenge_is_worth_nothing_once_the_password_is_another(company: Company, clock: Any) -> None:
    app, _ = enrol(sign_in())
    clock.shift(30)
    token = challenge()
    user = User.objects.get(login="sales1")
    user.set_password("another-fine-horse")
    user.save()
    assert answer(at(app), token) == (401, "access.challenge_over")


def test_turning_it_off_takes_password_and_code(company: Company, clock: Any) -> None:
    client = sign_in()
    app, _ = enrol(client)
    clock.shift(30)
    path = "/me/second-factor/removals"
    assert client.problem("POST", path, {"password": "wrong", "code": at(app)})[1] == "access.wrong_password"
    assert client.problem("POST", path, {"password": PASSWORD, "code": "000000"})[1] == "access.wrong_code"
    assert client.write("POST", path, {"password": PASSWORD, "code": at(app)})["enrolled"] is False
    assert sign_in().read("/me")["login"] == "sales1"


def test_new_recovery_codes_end_the_old_ones(company: Company, clock: Any) -> None:
    client = sign_in()
    app, old = enrol(client)
    clock.shift(30)
    body = {"password": PASSWORD, "code": at(app)}
    new = client.write("POST", "/me/second-factor/recovery-codes", body)["recovery_codes"]
    assert answer(old[0]) == (422, "access.wrong_code")
    assert answer(new[0]) == (201, "")


def test_an_administrator_resets_the_factor_of_who_lost_their_phone(company: Company) -> None:
    enrol(sign_in())
    sign_in("ops").write("DELETE", f"/users/{company['sales1'].id}/second-factor")
    assert sign_in().read("/me/second-factor")["enrolled"] is False
    event = Event.objects.get(kind="user.factor_reset")
    assert (event.actor_id, event.data) == (company["ops"].id, {"name": "sales1"})


def test_who_holds_a_role_that_demands_it_enrols_before_anything_else(company: Company) -> None:
    role = Role.objects.get(code="salesperson")
    body = {"permissions": role.grants, "requires_factor": True}
    sign_in("ops").write("PUT", "/roles/salesperson", body)
    client = sign_in()
    assert client.read("/me")["pending"] == "factor"
    assert client.problem("GET", "/leads") == (403, "access.finish_first", None)
    assert client.problem("GET", "/notifications") == (403, "access.finish_first", None)
    enrol(client)
    assert client.read("/me")["pending"] == ""
    assert client.send("GET", "/leads").status_code == 200
    refused = client.problem("POST", "/me/second-factor/removals", {"password": PASSWORD, "code": "1"})
    assert refused == (403, "access.factor_required", None)


def test_a_secret_sealed_under_another_key_is_told_so(
    company: Company, settings: LazySettings, clock: Any
) -> None:
    app, _ = enrol(sign_in())
    clock.shift(timedelta(seconds=30))
    settings.SECRET_KEY = "another"
    assert answer(at(app)) == (409, "access.factor_unreadable")
