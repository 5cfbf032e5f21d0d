"""A company thrown together by chance: units, people, roles, records, pools and shares, also as plain data."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Any

from django.utils import timezone
from tests.permissions.expected import Record, Someone
from tests.permissions.grants import ROLES, grants

from dabiao.core.access.models import Role, Share
from dabiao.core.actor import SYSTEM
from dabiao.modules.activities.models import Activity
from dabiao.modules.contracts.models import Contract
from dabiao.modules.customers.models import Contact, Customer
from dabiao.modules.leads.models import Lead
from dabiao.modules.opportunities.models import Opportunity, Stage
from dabiao.modules.opportunities.services.pipelines import ensure_default_pipeline
from dabiao.modules.org.models import Unit
from dabiao.modules.receivables.models import Instalment, Receipt
from dabiao.testing.people import ApiClient, Person, make_person, make_unit

RECORDS, PEOPLE = 60, 22
SHARED_KINDS = ("lead", "customer", "opportunity", "contract")
BREADTH = ("own", "team", "unit", "all")
# what a record is read by, where it is read by something else
READ_AS = {"contact": "customer", "instalment": "receivable", "receipt": "receivable"}


@dataclass
class World:
    """`records[kind]` by id, as the words know them; `names` the unique name of each."""

    people: list[tuple[Someone, ApiClient, Person]] = field(default_factory=list)
    records: dict[str, dict[int, Record]] = field(default_factory=lambda: defaultdict(dict))
    names: dict[tuple[str, int], str] = field(default_factory=dict)


def build(seed: int) -> World:
    return _Chance(Random(seed)).world


class _Chance:
    def __init__(self, random: Random) -> None:
        self.random, self.world, self.now = random, World(), timezone.now()
        self.paths: dict[int, str] = {}
        self.places: dict[int, int] = {}
        self.shared: dict[tuple[str, int], dict[int, str]] = defaultdict(dict)
        self.grow_tree()
        self.hire()
        self.fill()

    def grow_tree(self) -> None:
        root = self.unit("总部", "company", None)
        for branch in range(self.random.randint(2, 3)):
            above = self.unit(f"分部{branch}", "branch", root)
            for team in range(self.random.randint(1, 3)):
                self.unit(f"组{branch}{team}", "team", above)
        self.unit("直属组", "team", root)

    def unit(self, name: str, kind: str, parent: Unit | None) -> Unit:
        unit = make_unit(name, kind, parent)
        self.paths[unit.pk] = f"{self.paths[parent.pk]}/{name}" if parent else name
        return unit

    def hire(self) -> None:
        """Every role once, the rest by chance; some have two roles, and one has a role of their own."""
        special = {
            f"{kind}.read": self.random.choice(BREADTH) for kind in (*SHARED_KINDS, "activity", "receivable")
        }
        Role.objects.create(code="special", grants=special | {"lead.export": "team"})
        table = {**grants(), "special": special | {"lead.export": "team"}}
        for number in range(PEOPLE):
            first = [*ROLES, "special"][number] if number <= len(ROLES) else self.random.choice(ROLES)
            roles = {first, *self.random.choices(ROLES, k=self.random.randint(0, 1))}
            unit = Unit.objects.get(pk=self.random.choice(list(self.paths)))
            person = make_person(f"p{number}", unit, *roles)
            self.places[person.id] = unit.pk
            held = _widest([table[role] for role in roles])
            self.world.people.append((Someone(person.id, self.paths[unit.pk], held), person.client, person))

    def fill(self) -> None:
        ensure_default_pipeline(actor=SYSTEM, now=self.now)
        self.stages = list(Stage.objects.order_by("position"))
        self.share_by_chance()
        self.make("lead", Lead, self.lead)
        self.make("customer", Customer, self.customer)
        self.make("contact", Contact, self.contact, of="customer")
        self.make("opportunity", Opportunity, self.opportunity)
        self.make("contract", Contract, self.contract)
        self.make("instalment", Instalment, self.instalment, of="contract")
        self.make("receipt", Receipt, self.receipt, of="contract")
        self.make("activity", Activity, self.activity)

    def share_by_chance(self) -> None:
        rows = []
        for kind in SHARED_KINDS:
            for id in self.random.sample(range(1, RECORDS + 1), 15):
                for someone, _, _ in self.random.sample(self.world.people, 2):
                    level = self.random.choice(("read", "team", "edit"))
                    self.shared[kind, id][someone.id] = level
                    rows.append(
                        Share(kind=kind, object_id=id, user_id=someone.id, level=level, created_at=self.now)
                    )
        Share.objects.bulk_create(rows)

    def make(self, kind: str, model: Any, facts: Any, *, of: str = "") -> None:
        """Sixty of a kind; those `of` another lie where that lies, and are shared with it."""
        rows = []
        for id in range(1, RECORDS + 1):
            owner, unit = (None, None) if of else self.holder(kind)
            name = f"甲{kind}{id:03d}乙"
            times = {"created_at": self.moment(), "updated_at": self.now}
            rows.append(
                model(
                    id=id, **times, **({} if of else {"owner_id": owner, "unit_id": unit}), **facts(id, name)
                )
            )
            above = self.world.records[of][id] if of else None
            self.world.names[kind, id] = name
            self.world.records[kind][id] = Record(
                READ_AS.get(kind, kind),
                id,
                above.owner if above else owner,
                above.lies if above else self.paths.get(unit or 0, ""),
                above.shared if above else self.shared[kind, id],
            )
        model.objects.bulk_create(rows)

    def holder(self, kind: str) -> tuple[int | None, int | None]:
        """Mostly the owner's unit; sometimes one the owner has left; and leads may lie in a pool."""
        if kind == "lead" and self.random.random() < 0.25:
            return None, self.random.choice([None, *self.paths])
        owner = self.random.choice(list(self.places))
        moved = self.random.random() < 0.1
        return owner, self.random.choice(list(self.paths)) if moved else self.places[owner]

    def moment(self) -> Any:
        return self.now - timedelta(days=self.random.randrange(60), seconds=self.random.randrange(9999))

    def lead(self, id: int, name: str) -> dict[str, Any]:
        status = self.random.choice(("new", "assigned", "contacted", "qualified", "invalid"))
        reason = "spam" if status == "invalid" else ""
        return {"name": name, "status": status, "invalid_reason": reason, "received_at": self.moment()}

    def customer(self, id: int, name: str) -> dict[str, Any]:
        return {"name": name}

    def contact(self, id: int, name: str) -> dict[str, Any]:
        handles = {"phone": f"+86138{id:08d}", "wechat": f"weixin{id}", "email": f"wang{id}@example.com"}
        return {"name": name, "customer_id": id, **handles}

    def opportunity(self, id: int, name: str) -> dict[str, Any]:
        stage, at = self.random.choice(self.stages), self.moment()
        closed = None if stage.kind == "open" else at
        amount = self.random.randrange(1, 900) * 100
        where = {
            "stage_id": stage.pk,
            "pipeline_id": stage.pipeline_id,
            "stage_entered_at": at,
            "closed_at": closed,
        }
        return {"name": name, "customer_id": id, "amount_minor": amount, **where}

    def contract(self, id: int, name: str) -> dict[str, Any]:
        signed = self.moment().date()
        facts = {"title": name, "number": f"N{id}", "customer_id": id, "amount_minor": 100_000 + id}
        return {**facts, "status": "signed", "signed_on": signed, "received_minor": 1}

    def instalment(self, id: int, name: str) -> dict[str, Any]:
        return {
            "name": name,
            "contract_id": id,
            "seq": 1,
            "amount_minor": 100_000 + id,
            "due_on": self.moment().date(),
        }

    def receipt(self, id: int, name: str) -> dict[str, Any]:
        parts = {"amount_minor": 1, "advance_minor": 1}
        return {
            "remark": name,
            "contract_id": id,
            "received_on": self.moment().date(),
            "method": "bank",
            **parts,
        }

    def activity(self, id: int, name: str) -> dict[str, Any]:
        about = {"about_kind": "customer", "about_id": id, "customer_id": id}
        return {"purpose": name, "method": "call", "result": "reached", "occurred_at": self.moment(), **about}


def _widest(roles: list[dict[str, str]]) -> dict[str, str]:
    held: dict[str, str] = {}
    for role in roles:
        for permission, scope in role.items():
            held[permission] = max(scope, held.get(permission, "own"), key=BREADTH.index)
    return held
