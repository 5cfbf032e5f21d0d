"""The door: sign-in, lockout, CSRF, sign-out."""

import pytest
from django.conf import settings
from django.test import Client

from dabiao.core.access.models import User
from dabiao.core.events.models import Event
from dabiao.testing.people import PASSWORD, ApiClient, Company, make_company

pytestmark = pytest.mark.django_db


@pytest.fixture
def company() -> Company:
    company = make_company()
    user = User.objects.get(login="sales1")
    user.set_password(PASSWORD)
    user.save()
    return company


def sign_in(client: Client, password: str = PASSWORD) -> int:
    body = {"login": "Sales1 ", "password": password}
    return client.post("/api/v1/sessions", body, content_type="application/json").status_code


def test_the_right_password_opens_a_session_and_sign_out_closes_it(company: Company) -> None:
    client = ApiClient()
    assert sign_in(client) == 201
    assert client.read("/me")["login"] == "sales1"
    client.write("DELETE", "/sessions/current")
    assert client.problem("GET", "/me") == (401, "access.unauthenticated", None)


def test_an_old_cookie_is_worth_nothing_after_sign_out(company: Company) -> None:
    client = ApiClient()
    sign_in(client)
    kept = client.cookies[settings.SESSION_COOKIE].value
    client.write("DELETE", "/sessions/current")
    client.cookies[settings.SESSION_COOKIE] = kept
    assert client.send("GET", "/me").status_code == 401


def test_the_sixth_try_is_locked_out_even_with_the_right_password(company: Company) -> None:
    client = ApiClient()
    assert [sign_in(client, "wrong") for _ in range(5)] == [401, 401, 401, 401, 429]
    response = client.send("POST", "/sessions", {"login": "sales1", "password": PASSWORD})
    assert response.status_code == 429
    assert response["Retry-After"] == "900"
    assert response.json()["code"] == "access.locked_out"
    assert Event.objects.filter(kind="user.sign_in_refused").count() == 6


def test_somebody_who_left_cannot_sign_in(company: Company) -> None:
    User.objects.filter(login="sales1").update(is_active=False)
    assert sign_in(ApiClient()) == 401


def test_a_write_without_the_csrf_header_is_refused(company: Company) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.cookies[settings.SESSION_COOKIE] = company["sales1"].client.cookies[settings.SESSION_COOKIE].value
    refused = browser.patch("/api/v1/me", {"theme": "dark"}, content_type="application/json")
    assert (refused.status_code, refused.json()["code"]) == (403, "access.csrf")
    token = browser.get("/api/v1/csrf").cookies["csrftoken"].value
    allowed = browser.patch(
        "/api/v1/me", {"theme": "dark"}, content_type="application/json", headers={"X-CSRFToken": token}
    )
    assert allowed.status_code == 200


def test_a_changed_password_signs_other_browsers_out(company: Company) -> None:
    here, elsewhere = ApiClient(), ApiClient()
    sign_in(here)
    sign_in(elsewhere)
    body = {"old_password": PASSWORD, "new_password": "another-fine-horse"}
    here.write("POST", "/me/password", body)
    assert here.send("GET", "/me").status_code == 200
    assert elsewhere.send("GET", "/me").status_code == 401
