"""Repeating a create."""

import pytest

from dabiao.modules.org.models import Unit
from dabiao.testing.people import make_company

pytestmark = pytest.mark.django_db


def test_the_same_key_creates_once_and_answers_twice() -> None:
    company = make_company()
    ops, body = company["ops"].client, {"name": "华北", "kind": "branch", "parent_id": company.root.pk}
    first = ops.send("POST", "/units", body, **{"Idempotency-Key": "k1"})
    again = ops.send("POST", "/units", body, **{"Idempotency-Key": "k1"})
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.content == again.content
    assert again["Idempotent-Replay"] == "true"
    assert Unit.objects.filter(name="华北").count() == 1


def test_a_key_cannot_be_used_for_something_else() -> None:
    company = make_company()
    ops = company["ops"].client
    ops.write(
        "POST",
        "/units",
        {"name": "华北", "kind": "branch", "parent_id": company.root.pk},
        **{"Idempotency-Key": "k"},
    )
    other = {"name": "西部", "kind": "branch", "parent_id": company.root.pk}
    assert ops.problem("POST", "/units", other, **{"Idempotency-Key": "k"}) == (
        422,
        "idempotency.body_differs",
        "Idempotency-Key",
    )


def test_a_refused_request_leaves_its_key_free() -> None:
    company = make_company()
    ops = company["ops"].client
    bad = {"name": "华北", "kind": "branch", "parent_id": 999_999}
    assert ops.problem("POST", "/units", bad, **{"Idempotency-Key": "k"})[1] == "core.not_found_here"
    good = {**bad, "parent_id": company.root.pk}
    ops.write("POST", "/units", good, **{"Idempotency-Key": "k"})


def test_two_people_may_use_the_same_key() -> None:
    company = make_company()
    for login in ("ops", "manager"):
        client = company[login].client
        body = {"on_duty": False}
        assert (
            client.send(
                "POST", f"/employees/{company[login].id}/duty", body, **{"Idempotency-Key": "k"}
            ).status_code
            == 200
        )
