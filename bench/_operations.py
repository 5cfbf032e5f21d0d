"""The measured operations, as raw requests of one signed-in person."""

import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain, cycle, islice
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from bench._company import Company
from dabiao.core.access import auth
from dabiao.core.access.models import Session
from dabiao.modules.leads.models import Lead
from dabiao.modules.opportunities.models import Opportunity

API = "/api/v1"
LIST = "leads?limit=50"
CARDS = 80  # deals that are moved to and fro; far more than clients, so that no two meet


@dataclass(frozen=True)
class Call:
    """One request: what a browser would send."""

    method: str
    path: str
    body: Any = None


@dataclass
class Person:
    """A signed-in browser; `raw` writes its requests as bytes on the wire."""

    role: str
    user_id: int
    session: str
    csrf: str

    @property
    def cookies(self) -> str:
        return f"{settings.SESSION_COOKIE}={self.session}; csrftoken={self.csrf}"

    def raw(self, call: Call) -> str:
        content = "" if call.body is None else json.dumps(call.body)
        head = [
            f"{call.method} {API}/{call.path} HTTP/1.1",
            "Host: 127.0.0.1",
            f"Cookie: {self.cookies}",
        ]
        if call.body is not None:
            head += [
                f"X-CSRFToken: {self.csrf}",
                "Content-Type: application/json",
                f"Content-Length: {len(content)}",
            ]
        return "\r\n".join([*head, "", content])


def sign_in(role: str, user_id: int) -> Person:
    key, now = auth.new_key(), timezone.now()
    Session.objects.create(
        key_hash=auth.digest(key),
        user_id=user_id,
        created_at=now,
        seen_at=now,
        expires_at=now + timedelta(days=9),
    )
    return Person(role, user_id, key, secrets.token_hex(16))


@dataclass
class Operation:
    """`calls` yields as many different requests as are wanted; opening a page once sends `parts` of them."""

    name: str
    calls: Iterator[Call]
    writes: bool = False
    parts: int = 1

    def take(self, times: int) -> list[Call]:
        """The next requests. Raises LookupError when the database is too small for so many."""
        taken = list(islice(self.calls, times * self.parts))
        if len(taken) < times * self.parts:
            raise LookupError(
                f"{self.name}: only {len(taken)} requests of {times} × {self.parts}: ask for more --leads"
            )
        return taken

    def peek(self) -> list[Call]:
        """The requests of the next time, which stay the next."""
        following = list(islice(self.calls, self.parts))
        self.calls = chain(following, self.calls)
        return following


def operations(company: Company, person: Person) -> list[Operation]:
    """Salesperson and manager write to different records, so that neither finds the other's work."""
    leads, deals = Lead.objects.filter(owner__isnull=False), Opportunity.objects.filter(closed_at=None)
    if person.role == "salesperson":
        leads, deals = leads.filter(owner_id=person.user_id), deals.filter(owner_id=person.user_id)
    else:
        leads, deals = leads.exclude(owner_id=company.seller_id), deals.exclude(owner_id=company.seller_id)
    live = leads.filter(status__in=["assigned", "contacted"]).order_by("-id")
    return [
        Operation("empty", cycle([Call("GET", "bench/empty")])),
        Operation("list", cycle([Call("GET", LIST)])),
        Operation(
            "detail",
            cycle(
                [Call("GET", f"leads/{id}") for id in leads.order_by("id").values_list("id", flat=True)[:500]]
            ),
        ),
        Operation("kanban", cycle([Call("GET", "opportunities/board")])),
        Operation("funnel", cycle([Call("GET", "funnel")])),
        Operation("customer page", cycle(_pages(deals)), parts=len(CUSTOMER_PAGE)),
        Operation("create", (_create(person, n) for n in range(10**9)), writes=True),
        Operation("repeat", (_create(person, n % 20) for n in range(10**9)), writes=True),
        Operation(
            "convert", (_convert(id) for id in list(live.values_list("id", flat=True)[:5000])), writes=True
        ),
        Operation(
            "stage move", _moves(list(deals.values_list("id", "stage_id")[:CARDS]), company), writes=True
        ),
    ]


# what opening a customer sends, in the order in which the page sends it
CUSTOMER_PAGE = (
    "customers/{id}",
    "timeline/customer/{id}",
    "conversations/about/customer/{id}",
    "tasks?subject_kind=customer&subject_id={id}&open=true&limit=20",
    "contacts?customer_id={id}&limit=10&count=true",
    "opportunities?customer_id={id}&limit=10&count=true",
    "contracts?customer_id={id}&limit=10&count=true",
    "customers/{id}/enquiries",
    "files?subject_kind=customer&subject_id={id}",
)


def _pages(deals: QuerySet[Opportunity]) -> list[Call]:
    """The pages of a hundred customers with open deals, one after the other."""
    customers = deals.order_by("id").values_list("customer_id", flat=True)[:100]
    return [Call("GET", path.format(id=id)) for id in customers for path in CUSTOMER_PAGE]


PREFIXES = {"salesperson": "137", "manager": "138"}


def _create(person: Person, n: int) -> Call:
    """Somebody new for each n; the same n once more is an enquiry of somebody known, which joins."""
    facts = {
        "name": "王芳",
        "company": f"杭州云岚科技{n}有限公司",
        "phone": f"{PREFIXES[person.role]}{n:08d}",
        "source": "phone",
        "remark": "想看演示",
    }
    return Call("POST", "leads", facts)


def _convert(id: int) -> Call:
    return Call(
        "POST", f"leads/{id}/conversions", {"opportunity_name": "CRM 采购", "amount_minor": 12_345_600}
    )


def _moves(cards: list[tuple[int, int]], company: Company) -> Iterator[Call]:
    """Round and round over the cards, each from where it is to the next open stage."""
    open_stages = [stage.pk for stage in company.stages if stage.kind == "open"]

    def following(stage: int) -> int:
        return open_stages[(open_stages.index(stage) + 1) % len(open_stages)]

    place = dict(cards)
    while True:
        for id in place:
            here, there = place[id], following(place[id])
            place[id] = there
            yield Call(
                "POST", f"opportunities/{id}/stage-moves", {"stage_id": there, "expected_stage_id": here}
            )
