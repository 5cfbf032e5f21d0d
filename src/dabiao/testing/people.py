"""A small company for tests: two branches, teams, and one person of every role, with signed-in clients."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from django.conf import settings
from django.test import Client
from django.utils import timezone

from dabiao.core.access import actors, auth
from dabiao.core.access.models import Session, User
from dabiao.core.actor import SYSTEM, Actor
from dabiao.modules.org import services as org
from dabiao.modules.org.models import Employee, Unit
from dabiao.testing import copies

NOW = datetime(2026, 3, 18, 2, 0, tzinfo=UTC)  # a Wednesday, ten in the morning in Shanghai
PASSWORD = "correct-horse-9"


@dataclass
class Person:
    """Someone of the test company. `actor` is built anew at each look, as a request would."""

    employee: Employee
    _client: Client | None = field(default=None, repr=False)

    @property
    def id(self) -> int:
        return self.employee.pk

    @property
    def actor(self) -> Actor:
        return actors.build(User.objects.get(pk=self.id))

    @property
    def client(self) -> "ApiClient":
        return ApiClient(self.id)


class ApiClient(Client):
    """A signed-in browser that speaks JSON to /api/v1."""

    def __init__(self, user_id: int | None = None) -> None:
        super().__init__(HTTP_ACCEPT_LANGUAGE="en")
        if user_id is not None:
            key, now = auth.new_key(), timezone.now()
            Session.objects.create(
                key_hash=auth.digest(key),
                user_id=user_id,
                created_at=now,
                seen_at=now,
                expires_at=now.replace(year=now.year + 1),
            )
            self.cookies[settings.SESSION_COOKIE] = key

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        extra = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()}
        call = getattr(self, method.lower())
        if method == "GET":
            return call(f"/api/v1{path}", body or {}, **extra)
        return call(
            f"/api/v1{path}", body if body is not None else {}, content_type="application/json", **extra
        )

    def read(self, path: str, **params: Any) -> Any:
        """GET that must succeed; the JSON."""
        response = self.send("GET", path, params)
        assert response.status_code == 200, (response.status_code, response.content)
        return response.json()

    def write(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """A write that must succeed; the JSON, or None for an empty answer."""
        response = self.send(method, path, body, **headers)
        assert response.status_code in (200, 201, 204), (response.status_code, response.content)
        return response.json() if response.content else None

    def problem(
        self, method: str, path: str, body: Any = None, **headers: str
    ) -> tuple[int, str, str | None]:
        """(status, code, field) of a call that must be refused."""
        response = self.send(method, path, body, **headers)
        assert response.status_code >= 400, (response.status_code, response.content)
        said = response.json()
        return response.status_code, said["code"], said["field"]


@dataclass
class Company:
    """Head office 总部 with 华东 (teams 一组, 二组) and 华南 (team 三组)."""

    root: Unit
    east: Unit
    south: Unit
    team1: Unit
    team2: Unit
    team3: Unit
    people: dict[str, Person]

    def __getitem__(self, name: str) -> Person:
        return self.people[name]


def make_unit(name: str, kind: str, parent: Unit | None) -> Unit:
    return org.create_unit(
        name=name, kind=kind, parent_id=parent.pk if parent else None, actor=SYSTEM, now=NOW
    )


def make_person(login: str, unit: Unit, *roles: str, name: str = "", **facts: Any) -> Person:
    person = org.create_employee(
        name=name or login,
        login=login,
        password=None,
        unit_id=unit.pk,
        roles=roles,
        hired_on=date(2025, 1, 6),
        actor=SYSTEM,
        now=NOW,
        **facts,
    )
    return Person(person)


def make_company() -> Company:
    """People: sales1, sales1b (一组), sales2 (二组), sales3 (三组), lead1 (一组), manager (华东), and
    company-wide ops, finance, boss, inspector, trainer, agent, robot.

    The first of a process is made through the services, later ones of the rows that this left: a tenth of the time.
    """
    return copies.again("company", _company)


def _company() -> Company:
    root = make_unit("总部", "company", None)
    east, south = make_unit("华东", "branch", root), make_unit("华南", "branch", root)
    team1, team2, team3 = (
        make_unit("一组", "team", east),
        make_unit("二组", "team", east),
        make_unit("三组", "team", south),
    )
    places = {
        "sales1": (team1, "salesperson"),
        "sales1b": (team1, "salesperson"),
        "sales2": (team2, "salesperson"),
        "sales3": (team3, "salesperson"),
        "lead1": (team1, "team_lead"),
        "manager": (east, "manager"),
        "ops": (root, "operations"),
        "finance": (root, "finance"),
        "boss": (root, "executive"),
        "inspector": (root, "inspector"),
        "trainer": (root, "trainer"),
        "agent": (root, "agent"),
        "robot": (root, "integration"),
    }
    people = {login: make_person(login, unit, role) for login, (unit, role) in places.items()}
    return Company(root, east, south, team1, team2, team3, people)
