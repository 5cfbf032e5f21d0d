"""A sales company of any size: three branches, ten teams, a hundred sellers, and what they have sold.

Simpler than the demo company, and with more work under way: half of its leads are live, so that there is enough to measure
on. Its rows and events are those that the services would have left.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from random import Random
from typing import Any

from django.db import connection, transaction

from dabiao.core.access import actors
from dabiao.core.actor import SYSTEM, Actor
from dabiao.demo import names
from dabiao.demo.bulk.writing import write
from dabiao.demo.company import Size
from dabiao.demo.simulation import happenings as on
from dabiao.modules.analytics import services as analytics
from dabiao.modules.opportunities.models import Stage
from dabiao.modules.opportunities.services import ensure_default_pipeline, stage_sums
from dabiao.modules.org import services as org

BRANCHES, TEAMS, SELLERS = 3, 10, 100
DAYS = 365
STATUSES = (
    ("assigned", 25),
    ("contacted", 25),
    ("qualified", 20),
    ("converted", 10),
    ("invalid", 15),
    ("pool", 5),
)
# deals spread over the stages, more of them early and lost than late and won
REACHED = (5, 4, 3, 2, 2, 4, 5)
CITIES = ("上海", "杭州", "南京", "深圳", "广州", "厦门")


@dataclass
class Company:
    """Who signs in for the measurements, and who holds what."""

    manager_id: int
    sellers: list[tuple[int, int]]  # (user id, unit id)
    stages: list[Stage]
    until: datetime
    people: dict[str, Actor] = field(default_factory=dict)

    @property
    def seller_id(self) -> int:
        return self.sellers[0][0]


def build(leads: int) -> Company:
    """Fill an empty, migrated database and let the planner know what is in it."""
    company = fill(leads)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return company


def fill(leads: int) -> Company:
    company, size = hire(), Size.of(leads)
    happened = sorted(
        (one for n in range(1, size.simulated + 1) for one in _lived(company, n)), key=lambda one: one.at
    )
    write(happened, company.people, copies=size.copies, deliver_since=company.until + timedelta(days=1))
    settle(company.until)
    return company


def settle(now: datetime) -> None:
    """Count anew what is out of date, as a worker does within ten seconds."""
    analytics.settle(actor=SYSTEM, now=now)
    stage_sums.settle(actor=SYSTEM, now=now)


@transaction.atomic
def hire() -> Company:
    now = datetime.now(UTC).replace(microsecond=0)
    numbers = count(1)

    def person(unit_id: int, role: str) -> Actor:
        login = f"{role}{next(numbers)}"
        place: dict[str, Any] = {
            "unit_id": unit_id,
            "roles": [role],
            "hired_on": date(2024, 1, 8),
            "actor": SYSTEM,
            "now": now,
        }
        return actors.of_user(org.create_employee(name=login, login=login, password=None, **place).pk)

    def unit(name: str, kind: str, parent_id: int | None) -> int:
        return org.create_unit(name=name, kind=kind, parent_id=parent_id, actor=SYSTEM, now=now).pk

    root = unit("总部", "company", None)
    branches = [unit(f"分公司{n}", "branch", root) for n in range(BRANCHES)]
    teams = [unit(f"{n}组", "team", branches[n % BRANCHES]) for n in range(TEAMS)]
    sellers = [person(teams[n % TEAMS], "salesperson") for n in range(SELLERS)]
    ensure_default_pipeline(actor=SYSTEM, now=now)
    people = {str(n): seller for n, seller in enumerate(sellers)} | {"admin": person(root, "operations")}
    held = [(seller.person, seller.unit_id or 0) for seller in sellers]
    stages = list(Stage.objects.order_by("position"))
    return Company(person(root, "manager").person, held, stages, now, people)


def _lived(company: Company, number: int) -> Iterator[on.Happening]:
    """One lead, in one person's hands, as far as it got."""
    random = Random(number)
    at = company.until - timedelta(minutes=random.randrange(60, DAYS * 1440))
    status = random.choices(*zip(*STATUSES, strict=True))[0]
    by, city = str(number % SELLERS), random.choice(CITIES)
    who: dict[str, Any] = {"lead": number, "by": by}
    values: dict[str, Any] = {
        "name": names.person(random),
        "company": names.company(number, city, random.choice(list(names.TRADES))),
        "region": city,
        "phone": names.mobile(number),
        "source": random.choice(("form", "advert", "phone", "event")),
        "campaign": "秋季推广",
        "cost_minor": 3000,
        "remark": "",
        "grade": random.choice("ABCD"),
        "owner_id": None,
        "fields": {},
        "tags": [],
    }
    yield on.Arrived(at=at, by="admin", lead=number, values=values)
    if status == "pool":
        return
    yield on.Assigned(at=at, by="admin", lead=number, to=by)
    if status == "invalid":
        yield on.Invalidated(at=at, reason="unreachable", note="", **who)
    if status in ("contacted", "qualified", "converted"):
        due = max(company.until + timedelta(hours=random.randrange(-100, 500)), at + timedelta(hours=1))
        said: dict[str, Any] = {
            "method": "call",
            "purpose": "",
            "result": "reached",
            "content": "",
            "next_at": due,
        }
        yield on.Contacted(at=at, **said, **who)
    if status in ("qualified", "converted"):
        yield on.Qualified(at=at, **who)
    if status == "converted":
        yield from _sold(at, number, by, str(values["company"]), random)


def _sold(at: datetime, number: int, by: str, customer: str, random: Random) -> Iterator[on.Happening]:
    deal, wins = number * 2, (at + timedelta(days=45)).date()
    amount = random.randrange(1, 500) * 100_000
    wanted: dict[str, Any] = {
        "name": "采购项目",
        "customer": customer,
        "amount_minor": amount,
        "expected_win_on": wins,
    }
    yield on.Converted(at=at, by=by, lead=number, deal=deal, **wanted)
    reached = random.choices(range(len(REACHED)), REACHED)[0]
    if reached == 6:
        yield on.Lost(at=at, by=by, deal=deal, reason="价格太高", competitor="")
        return
    for _ in range(min(reached, 4)):
        yield on.Moved(at=at, by=by, deal=deal)
    if reached == 5:
        ends = at.date() + timedelta(days=365)
        yield on.Drafted(at=at, by=by, deal=deal, title="采购合同", starts_on=at.date(), ends_on=ends)
        yield on.Signed(at=at, by=by, deal=deal, on=at.date())
