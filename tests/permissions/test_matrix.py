"""Every operation × every role × own and foreign records: what the API answers is what the table says."""

from collections.abc import Iterator
from copy import copy
from functools import cache
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import DjangoDbBlocker
from tests.permissions import world as worlds
from tests.permissions.expected import Operation, Record, Someone, reads_phones
from tests.permissions.grants import grants
from tests.permissions.operations import OPERATIONS, PUBLIC
from tests.permissions.world import World
from tests.shared_world import rolled_back

from dabiao.config.api import api
from dabiao.core.access.models import Role
from dabiao.testing.people import ApiClient

# who may do what is said in Python; that every database finds the same records for it is proved by test_scope
pytestmark = [pytest.mark.django_db, pytest.mark.either]

NOTHING = Record("", 0, None, "")
IN_BROWSER = {
    *("me_change_password", "tokens_pace", "sessions_list", "sessions_end", "sessions_end_others"),
    *("factor_begin", "factor_confirm", "factor_remove", "factor_renew_codes"),
}
VERBS = ("get", "post", "put", "patch", "delete")


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with django_db_blocker.unblock(), rolled_back():
        yield worlds.build()


@pytest.fixture(autouse=True)
def _quick_passwords(settings: LazySettings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@cache
def operations() -> dict[str, tuple[str, str]]:
    """operation id → method and path, as the OpenAPI document has them."""
    paths: dict[str, Any] = api.get_openapi_schema()["paths"]
    return {
        operation["operationId"]: (method, path)
        for path, item in paths.items()
        for method, operation in item.items()
        if method in VERBS
    }


def test_every_operation_has_an_entry() -> None:
    assert sorted(operations()) == sorted({*OPERATIONS, *PUBLIC})


def test_roles_grant_what_the_table_says(world: World) -> None:
    assert dict(Role.objects.values_list("code", "grants")) == grants()


@pytest.mark.parametrize("name", OPERATIONS)
def test_answers_are_those_of_the_table(name: str, world: World) -> None:
    operation = OPERATIONS[name]
    wrong = []
    for role, (who, client) in world.people.items():
        for called, record in _concerned(operation, name, who, world):
            expected = _for_tokens(name, role) or operation.rule(who, record)
            with rolled_back():
                response = _ask(name, operation, record, who, client, world)
                got = _in_words(response)
            if (
                got == "allowed"
                and _shows_phone(response)
                and not (name.endswith("_reveal") or reads_phones(who, record))
            ):
                got = "allowed with a phone that should be masked"
            if got != expected:
                wrong.append(f"{role} on {operation.kind} {called}: expected {expected}, got {got}")
    assert wrong == []


def _concerned(operation: Operation, name: str, who: Someone, world: World) -> list[tuple[str, Record]]:
    """The records to try; where there are none yet, the one that would be made."""
    if operation.kind:
        return world.concerning(operation.kind, who)
    return [("", Record(name.split("_")[0].removesuffix("s"), 0, who.id, who.stands))]


def _for_tokens(name: str, role: str) -> str:
    """One's account is looked after in a browser."""
    return "403" if role == "a reading token" and name in IN_BROWSER else ""


@pytest.mark.parametrize("name", OPERATIONS)
def test_nobody_is_told_to_sign_in(name: str) -> None:
    method, path = operations()[name]
    response = getattr(ApiClient(), method)(_path(path, {}, Someone(0, "", {}), NOTHING, {}))
    assert (response.status_code, response.json()["code"]) == (401, "access.unauthenticated")


@pytest.mark.parametrize("name", PUBLIC)
def test_the_door_itself_is_open(name: str) -> None:
    method, path = operations()[name]
    bodies = {
        "session_open": {"login": "nobody", "password": "wrong"},
        "session_confirm": {"challenge": "forged", "code": "123456"},
    }
    body = bodies.get(name, {})
    response = getattr(ApiClient(), method)(path, body, content_type="application/json")
    assert response.status_code == PUBLIC[name]


def _ask(
    name: str, operation: Operation, record: Record, who: Someone, client: ApiClient, world: World
) -> Any:
    client = copy(client)
    client.cookies = SimpleCookie({name: morsel.value for name, morsel in client.cookies.items()})
    method, path = operations()[name]
    names = {**world.names, "id": record.id, "me": who.id}
    if "@version" in str(operation.body):
        names["version"] = _version(operation.kind, record.id)
    address = _path(path, operation.path, who, record, names)
    if name == "imports_upload":
        return client.post(address, {"kind": "lead", "file": SimpleUploadedFile("名单.csv", worlds.FILE)})
    if name == "targets_sheet_read":
        return client.post(address, {"file": SimpleUploadedFile("目标.xlsx", b"PK")})
    if name == "files_upload":
        said = {"subject_kind": "lead", "subject_id": record.id}
        return client.post(address, {**said, "file": SimpleUploadedFile("报价单.txt", b"12.5")})
    if method == "get":
        return client.get(address, _filled(dict(operation.query), names))
    return getattr(client, method)(
        address, _filled(operation.body or {}, names), content_type="application/json"
    )


def _in_words(response: Any) -> str:
    """The answer in the words of the table."""
    status = response.status_code
    if not 200 <= status < 300:
        return str(status)
    said = {} if response.streaming or not response.content else response.json()
    if isinstance(said, dict) and "results" in said:
        row = said["results"][0]
        return (
            "allowed"
            if row["ok"]
            else {"core.not_found": "404", "access.forbidden": "403"}.get(row["code"], row["code"])
        )
    return "allowed"


def _shows_phone(response: Any) -> bool:
    said = {} if response.streaming or not response.content else response.json()
    phone = said.get("phone") if isinstance(said, dict) else None
    return bool(phone) and "*" not in phone


def _version(sort: str, id: int) -> int:
    from dabiao.core import subjects

    kind = worlds.READ_AS.get(sort, sort) if sort != "contact" else sort
    version: int = subjects.get(kind).model._default_manager.values_list("version", flat=True).get(pk=id)
    return version


def _path(path: str, given: Any, who: Someone, record: Record, names: dict[str, Any]) -> str:
    values = {
        "id": record.id or 1,
        "kind": "lead",
        "subject_kind": "lead",
        "subject_id": 1,
        "rival_id": 1,
        "item_id": 1,
        "node_id": 1,
        "user_id": 1,
        "cost_id": 1,
        "deal_id": 1,
        **dict.fromkeys(("change_id", "link_id", "lesson_id", "card_id"), 1),
        "code": "x",
        "name": "x",
    }
    values |= _filled(dict(given), names)
    return path.format(**values)


def _filled(template: Any, names: dict[str, Any]) -> Any:
    if isinstance(template, str) and template.startswith("@"):
        return names[template[1:]]
    if isinstance(template, dict):
        return {key: _filled(value, names) for key, value in template.items()}
    return [_filled(value, names) for value in template] if isinstance(template, list) else template
