"""A company that dispatches within seconds: forty sellers, five rules of every strategy, caps that bite, short clocks."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from random import Random
from typing import Any

from django.db import transaction

from dabiao.core.access import auth
from dabiao.core.access.models import ApiToken
from dabiao.core.actor import SYSTEM
from dabiao.modules.dispatch.models import Policy, Rule
from dabiao.modules.org import services as org
from dabiao.modules.org.models import Unit

SELLERS, TEAMS = 40, 4
REGIONS = ("华东", "华南", "西南", "华北", "")
# shorter than people may enter: thousands of clocks run out within minutes
CLOCK = {"warn": 4, "response": 8, "feedback": 8, "escalate": 5, "most_hops": 3, "wall": True}
ALL_DAY = {"days": "all", "spans": [["00:00", "24:00"]]}
SELL = ("lead.read", "lead.edit", "lead.claim", "lead.return", "lead.create", "activity.log")
RUN = (*SELL, "lead.assign", "employee.read", "employee.duty", "employee.leave", "employee.edit")


@dataclass
class Company:
    """Who works there: user id → the key of a program that speaks for them."""

    ops: int
    sellers: list[int]
    teams: list[int]
    keys: dict[int, str] = field(default_factory=dict)


@transaction.atomic
def build(leads: int) -> Company:
    now, random = datetime.now(UTC), Random(7)

    def unit(name: str, kind: str, parent_id: int | None) -> int:
        return org.create_unit(name=name, kind=kind, parent_id=parent_id, actor=SYSTEM, now=now).pk

    def person(login: str, unit_id: int, role: str, **facts: Any) -> int:
        place: dict[str, Any] = {
            "unit_id": unit_id,
            "roles": [role],
            "hired_on": date(2024, 1, 8),
            "actor": SYSTEM,
            "now": now,
        }
        return org.create_employee(name=login, login=login, password=None, **place, **facts).pk

    root = unit("总部", "company", None)
    teams = [unit(f"{n}组", "team", root) for n in range(TEAMS)]
    share = max(4, leads // SELLERS)
    sellers = [
        person(
            f"seller{n}",
            teams[n % TEAMS],
            "salesperson",
            level="SABC"[n % 4],
            daily_capacity=random.choice((share, 2 * share, 4 * share, max(2, share // 3))),
        )
        for n in range(SELLERS)
    ]
    company = Company(person("ops", root, "operations"), sellers, teams)
    for n, team in enumerate(teams):
        Unit.objects.filter(pk=team).update(leader_id=person(f"lead{n}", team, "team_lead"))
    company.keys = {id: _key(id, SELL, now) for id in sellers}
    company.keys[company.ops] = _key(company.ops, RUN, now)
    Policy.objects.update_or_create(
        pk=1, defaults={"working": ALL_DAY, "clock": CLOCK, "clean_to_regain": 3, "updated_at": now}
    )
    _rules(company, share, now)
    return company


def _key(user_id: int, permissions: tuple[str, ...], now: datetime) -> str:
    key = auth.TOKEN_PREFIX + auth.new_key()
    ApiToken.objects.create(
        user_id=user_id,
        name="crash",
        prefix=key[:10],
        key_hash=auth.digest(key),
        permissions=sorted(permissions),
        per_minute=1_000_000,  # as much as the machine can
        created_at=now,
    )
    return key


def _rules(company: Company, share: int, now: datetime) -> None:
    def units(*places: int) -> dict[str, Any]:
        return {"units": [company.teams[n] for n in places]}

    wanted: list[dict[str, Any]] = [
        {
            "condition": _of("华东"),
            "candidates": units(0, 1),
            "fallback": "next",
            "cap_hour": max(2, share // 2),
        },
        {"condition": _of("华南"), "candidates": units(2, 3), "fallback": "next", "strategy": "weighted"},
        {"condition": _of("西南"), "candidates": units(0, 2), "fallback": "wait", "strategy": "least_loaded"},
        {"condition": _of("华北"), "candidates": units(1, 3), "fallback": "desk", "strategy": "tag_match"},
        {"candidates": units(0, 1, 2, 3), "fallback": "pool", "cap_day": 3 * share},
    ]
    for place, one in enumerate(wanted, 1):
        kept = {"name": f"规则{place}", "place": place, "hours": "always", "clock": CLOCK, "wait_minutes": 1}
        Rule.objects.create(**kept, **one, created_at=now, updated_at=now)


def _of(region: str) -> dict[str, Any]:
    return {"field": "region", "op": "is", "value": region}
