"""A sales company of any size: three branches, ten teams, a hundred sellers, and what they have sold."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from random import Random
from typing import Any

from django.db import connection, transaction

from bench._copy import copy
from dabiao.core.access.models import User
from dabiao.core.actor import SYSTEM
from dabiao.core.events.models import Event, EventSubject
from dabiao.modules.contracts.models import Contract
from dabiao.modules.customers.models import Contact, Customer
from dabiao.modules.leads.models import Lead
from dabiao.modules.opportunities.models import Opportunity, Stage, StageEntry
from dabiao.modules.opportunities.services.pipelines import ensure_default_pipeline
from dabiao.modules.org import services as org

BRANCHES, TEAMS, SELLERS = 3, 10, 100
CUSTOMERS_PER_LEAD, DEALS_PER_LEAD, CONTRACTS_PER_LEAD = 0.2, 0.1, 0.02
DAYS = 365
STATUSES = (
    ("assigned", 25),
    ("contacted", 25),
    ("qualified", 20),
    ("converted", 10),
    ("invalid", 15),
    ("pool", 5),
)
SURNAMES, GIVEN = (
    "王李张刘陈杨赵黄周吴",
    ("伟", "芳", "娜", "敏", "静", "志强", "秀英", "建国", "海燕", "晓东"),
)
CITIES, TRADES = (
    ("上海", "杭州", "南京", "深圳", "广州", "厦门"),
    ("软件", "制造", "医疗", "教育", "物流", "零售"),
)


@dataclass
class Company:
    """Who signs in for the measurements, and who holds what."""

    manager_id: int
    sellers: list[tuple[int, int]]  # (user id, unit id)
    stages: list[Stage]
    until: datetime
    leads: int
    random: Random = field(default_factory=lambda: Random(20261121))

    @property
    def seller_id(self) -> int:
        return self.sellers[0][0]

    @property
    def customers(self) -> int:
        return int(self.leads * CUSTOMERS_PER_LEAD)

    @property
    def deals(self) -> int:
        return int(self.leads * DEALS_PER_LEAD)

    def moment(self) -> datetime:
        return self.until - timedelta(seconds=self.random.randrange(DAYS * 86_400))


def build(leads: int) -> Company:
    """Fill an empty, migrated database and let the planner know what is in it."""
    company = hire(leads)
    Fill(company).write()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return company


@transaction.atomic
def hire(leads: int) -> Company:
    now = datetime.now(UTC)
    numbers = count(1)

    def person(unit_id: int, role: str) -> int:
        login = f"{role}{next(numbers)}"
        place = {
            "unit_id": unit_id,
            "roles": [role],
            "hired_on": date(2024, 1, 8),
            "actor": SYSTEM,
            "now": now,
        }
        return org.create_employee(name=login, login=login, password=None, **place).pk

    def unit(name: str, kind: str, parent_id: int | None) -> int:
        return org.create_unit(name=name, kind=kind, parent_id=parent_id, actor=SYSTEM, now=now).pk

    root = unit("总部", "company", None)
    branches = [unit(f"分公司{n}", "branch", root) for n in range(BRANCHES)]
    teams = [unit(f"{n}组", "team", branches[n % BRANCHES]) for n in range(TEAMS)]
    sellers = [(person(team, "salesperson"), team) for n in range(SELLERS) for team in [teams[n % TEAMS]]]
    ensure_default_pipeline(actor=SYSTEM, now=now)
    stages = list(Stage.objects.order_by("position"))
    return Company(person(root, "manager"), sellers, stages, now, leads)


class Fill:
    """Rows in the order of their keys: the n-th converted lead became the n-th customer and deal."""

    def __init__(self, company: Company) -> None:
        self.company, self.random = company, company.random
        self.names = dict(User.objects.values_list("pk", "name"))
        self.events = count(1 + (Event.objects.order_by("pk").values_list("pk", flat=True).last() or 0))
        self.deals_made = count(1)
        self.told: list[
            tuple[int, str, datetime, dict[str, Any], list[tuple[str, int]], tuple[int | None, int]]
        ] = []

    def write(self) -> None:
        copy(Customer, self.customer_rows())
        copy(Contact, self.contact_rows())
        copy(Opportunity, self.deal_rows())
        copy(StageEntry, self.entry_rows())
        copy(Lead, self.lead_rows())
        copy(Contract, self.contract_rows())
        self.tell()

    def holder(self, number: int) -> tuple[int, int]:
        return self.company.sellers[number % len(self.company.sellers)]

    def person(self) -> str:
        return self.random.choice(SURNAMES) + self.random.choice(GIVEN)

    def firm(self, number: int) -> str:
        return f"{self.random.choice(CITIES)}{self.random.choice(TRADES)}{number}有限公司"

    def customer_rows(self) -> Iterator[dict[str, Any]]:
        for id in range(1, self.company.customers + 1):
            (owner_id, unit_id), at = self.holder(id), self.company.moment()
            made = {
                "name": self.firm(id),
                "industry": self.random.choice(TRADES),
                "region": self.random.choice(CITIES),
            }
            open_deals = 1 if id <= self.company.deals and self.stage(id).kind == "open" else 0
            times = {"created_at": at, "updated_at": at, "last_contact_at": at}
            held = {"owner_id": owner_id, "unit_id": unit_id, "open_opportunity_count": open_deals}
            yield {"id": id, **made, **times, **held}
            self.note(
                "customer.created",
                at,
                {"name": made["name"], "source": ""},
                [("customer", id)],
                (owner_id, unit_id),
            )

    def contact_rows(self) -> Iterator[dict[str, Any]]:
        for id in range(1, self.company.customers + 1):
            at = self.company.until
            phone = f"139{self.random.randrange(10**8):08d}"
            times = {"created_at": at, "updated_at": at}
            yield {
                "id": id,
                "customer_id": id,
                "name": self.person(),
                "phone": phone,
                "is_primary": True,
                **times,
            }

    def stage(self, number: int) -> Stage:
        """Deals spread over the stages, more of them early and lost than late and won."""
        weights = (5, 4, 3, 2, 2, 4, 5)
        return self.company.stages[Random(number).choices(range(len(weights)), weights)[0]]

    def deal_rows(self) -> Iterator[dict[str, Any]]:
        for id in range(1, self.company.deals + 1):
            (owner_id, unit_id), at, stage = self.holder(id), self.company.moment(), self.stage(id)
            closed = None if stage.kind == "open" else at
            yield {
                "id": id,
                "name": f"采购项目{id}",
                "customer_id": id,
                "pipeline_id": stage.pipeline_id,
                "stage_id": stage.pk,
                "stage_entered_at": at,
                "closed_at": closed,
                "created_at": at,
                "updated_at": at,
                "amount_minor": self.random.randrange(1, 500) * 100_000,
                "owner_id": owner_id,
                "unit_id": unit_id,
                "expected_win_on": (at + timedelta(days=45)).date(),
                "lost_reason": "价格" if stage.kind == "lost" else "",
                "next_contact_at": None
                if closed
                else self.company.until + timedelta(hours=self.random.randrange(-90, 400)),
            }
            self.note(
                "opportunity.created",
                at,
                {
                    "name": f"采购项目{id}",
                    "customer_id": id,
                    "customer_name": "",
                    "stage": stage.code,
                    "amount_minor": 0,
                    "currency": "CNY",
                },
                [("opportunity", id), ("customer", id)],
                (owner_id, unit_id),
            )

    def entry_rows(self) -> list[dict[str, Any]]:
        deals = Opportunity.objects.values_list("id", "stage_id", "stage_entered_at")
        return [
            {"id": id, "opportunity_id": id, "stage_id": stage, "entered_at": at} for id, stage, at in deals
        ]

    def lead_rows(self) -> Iterator[dict[str, Any]]:
        kinds, weights = zip(*STATUSES, strict=True)
        for id in range(1, self.company.leads + 1):
            at, status = self.company.moment(), self.random.choices(kinds, weights)[0]
            (owner_id, unit_id) = self.holder(id)
            row = {
                "id": id,
                "name": self.person(),
                "company": self.firm(id),
                "region": self.random.choice(CITIES),
                "phone": f"138{id % 10**8:08d}",
                "source": self.random.choice(("form", "advert", "phone", "event")),
                "campaign": "秋季推广",
                "cost_minor": 3000,
                "grade": self.random.choice("ABCD"),
                "received_at": at,
                "created_at": at,
                "updated_at": at,
                "unit_id": unit_id,
                "raw": {"utm": "baidu"},
                **self.progress(status, at, owner_id),
            }
            yield row
            holder = (row["owner_id"], unit_id)
            self.note(
                "lead.received",
                at,
                {"source": row["source"], "campaign": row["campaign"]},
                [("lead", id)],
                holder,
            )
            if row["owner_id"]:
                given = {
                    "owner_id": owner_id,
                    "owner_name": self.names[owner_id],
                    "from_owner_id": None,
                    "from_owner_name": "",
                }
                self.note("lead.assigned", at, given, [("lead", id)], holder)

    def progress(self, status: str, at: datetime, owner_id: int) -> dict[str, Any]:
        """What follows from how far a lead got."""
        if status == "pool":
            return {"status": "new", "owner_id": None}
        if status == "converted":
            deal = next(self.deals_made)
            if deal <= self.company.deals:
                made = {"customer_id": deal, "opportunity_id": deal, "converted_at": at}
                return {"status": status, "owner_id": owner_id, "assigned_at": at, **made}
            status = "qualified"
        contacted = (
            {"first_contact_at": at, "last_contact_at": at} if status in ("contacted", "qualified") else {}
        )
        due = self.company.until + timedelta(hours=self.random.randrange(-100, 500))
        planned = {"next_contact_at": due} if contacted else {}
        reason = {"invalid_reason": "unreachable"} if status == "invalid" else {}
        return {"status": status, "owner_id": owner_id, "assigned_at": at, **contacted, **planned, **reason}

    def contract_rows(self) -> Iterator[dict[str, Any]]:
        for id in range(1, int(self.company.leads * CONTRACTS_PER_LEAD) + 1):
            (owner_id, unit_id), at = self.holder(id), self.company.moment()
            yield {
                "id": id,
                "number": f"HT-{id:07d}",
                "title": f"采购合同{id}",
                "customer_id": id,
                "status": "signed",
                "signed_on": at.date(),
                "amount_minor": self.random.randrange(1, 500) * 100_000,
                "owner_id": owner_id,
                "unit_id": unit_id,
                "created_at": at,
                "updated_at": at,
            }

    def note(
        self,
        kind: str,
        at: datetime,
        data: dict[str, Any],
        subjects: list[tuple[str, int]],
        holder: tuple[int | None, int],
    ) -> None:
        self.told.append((next(self.events), kind, at, data, subjects, holder))

    def tell(self) -> None:
        copy(Event, (self.event_row(*one) for one in self.told))
        copy(
            EventSubject,
            (
                {"event_id": id, "kind": kind, "object_id": object_id}
                for id, _, _, _, subjects, _ in self.told
                for kind, object_id in subjects
            ),
        )
        self.told.clear()

    @staticmethod
    def event_row(
        id: int,
        kind: str,
        at: datetime,
        data: dict[str, Any],
        subjects: list[tuple[str, int]],
        holder: tuple[int | None, int],
    ) -> dict[str, Any]:
        audience = [
            {"kind": about, "id": object_id, "version": 1, "owner_ids": [holder[0]], "unit_ids": [holder[1]]}
            for about, object_id in subjects
        ]
        by = {"actor_id": None, "actor_name": "system", "via": "system"}
        return {"id": id, "kind": kind, "at": at, "data": data, "audience": audience, **by}
