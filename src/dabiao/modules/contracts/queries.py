"""Reads of contracts. Each starts from what the actor may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from dabiao.core.actor import Actor
from dabiao.core.conditions.terms import Relation, Term, Word, named, words_of
from dabiao.core.lists import pages
from dabiao.core.lists.keyset import PageRequest
from dabiao.core.lists.spec import OWNERSHIP, Column, ListSpec, Sort, plain, times
from dabiao.core.money import DEFAULT_CURRENCY
from dabiao.core.scoping import covers, rights, visible
from dabiao.core.search.narrowing import SearchIn
from dabiao.modules.contracts.enums import IN_FORCE, ContractStatus
from dabiao.modules.contracts.models import Contract
from dabiao.modules.org import queries as org

COLUMNS: dict[str, Column] = {
    **plain("id", "number", "title", "customer_id"),
    "customer_name": Column("customer__name"),
    "opportunity_id": Column("opportunity_id"),
    "opportunity_name": Column("opportunity__name"),
    **plain("amount_minor", "currency", "received_minor", "status", "signed_on", "starts_on", "ends_on"),
    **OWNERSHIP,
    **plain("version"),
    **times("created_at", "updated_at"),
}
CONTRACTS = ListSpec(
    kind="contract",
    vocabulary="contract",
    fields=True,
    columns=COLUMNS,
    sorts={
        "created_at": Sort("created_at", by_time=True),
        "signed_on": Sort("signed_on", nullable=True),
        "ends_on": Sort("ends_on", nullable=True),
        "number": Sort("number"),
        "amount_minor": Sort("amount_minor"),
    },
    default_sort="-created_at",
    search=SearchIn("contract"),
)
CONTRACT = ListSpec(
    kind="contract",
    columns={**COLUMNS, **plain("remark", "cancel_reason")},
    sorts=CONTRACTS.sorts,
    fields=True,
    default_sort=CONTRACTS.default_sort,
)
# column → where the words of its values stand in the catalogue
CHOICES = {"status": "enums.contract.status"}


# what conditions may ask of a contract; of a customer and an opportunity, whether they have one
WORDS: list[Word] = [
    *named("fields.contract", "text", "number", "title", "remark", "cancel_reason"),
    Term(
        "status",
        "choice",
        "status",
        label="fields.contract.status",
        choices=words_of("enums.contract.status", ContractStatus.values),
    ),
    *named("fields.contract", "money", "amount_minor", "received_minor"),
    *named("fields.contract", "date", "signed_on", "starts_on", "ends_on"),
    *org.ownership_words("fields.contract"),
    *named("fields.contract", "datetime", "created_at", "updated_at"),
    Relation("customer", "customer", "customer_id", many=False, label="fields.contract.customer_id"),
    Relation(
        "opportunity", "opportunity", "opportunity_id", many=False, label="fields.contract.opportunity_id"
    ),
]
OF_CUSTOMER = [
    Relation("contracts", "contract", "customer_id", many=True, label="conditions.relation.contracts")
]
OF_OPPORTUNITY = [
    Relation("contracts", "contract", "opportunity_id", many=True, label="conditions.relation.contracts")
]


@dataclass(frozen=True, slots=True)
class Figure:
    """How many records, and their sum in minor units of one currency."""

    count: int
    amount_minor: int


def visible_to(actor: Actor, permission: str = "contract.read") -> QuerySet[Contract]:
    return visible(Contract.objects.all(), actor, permission)


def chosen(filters: Mapping[str, Any], *, actor: Actor) -> QuerySet[Contract]:
    """The contracts a list shows under these filters."""
    return visible_to(actor).filter(*(condition(name, value) for name, value in filters.items()))


def exportable(filters: Mapping[str, Any], *, actor: Actor) -> QuerySet[Contract]:
    """Those of `chosen` that the actor may also export."""
    return visible(chosen(filters, actor=actor), actor, "contract.export")


def condition(name: str, value: Any) -> Q:
    """One filter of the list as a WHERE."""
    if name == "unit_id":
        return Q(unit_id__in=org.units_below(value))
    lookups = {
        "status": "status__in",
        "ids": "id__in",
        "signed_from": "signed_on__gte",
        "signed_to": "signed_on__lte",
        "ends_from": "ends_on__gte",
        "ends_to": "ends_on__lte",
    }
    return Q(**{lookups.get(name, name): value})


OFTEN = ("owner_id", "customer_id")


def listing(*, asked: PageRequest, filters: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    actor.require("contract.read")
    places, like = pages.of_any(filters, partial(chosen, actor=actor), "customer_id")
    question = pages.question_of(OFTEN, places, rights(actor, "contract.read"))
    rows = chosen(filters, actor=actor)
    return pages.page(rows, CONTRACTS, asked, actor=actor, question=question, like=like)


def detail(id: int, *, actor: Actor) -> dict[str, Any]:
    """One contract whole, with what this actor may do to it now."""
    row = pages.one(visible_to(actor), CONTRACT, id, actor=actor, question=rights(actor, "contract.read"))
    row["actions"] = actions(actor, row)
    return row


def actions(actor: Actor, row: Mapping[str, Any]) -> list[str]:
    """The verbs that would be accepted on this contract at this moment."""
    possible = {
        "edit": row["status"] != ContractStatus.CANCELLED,
        "sign": row["status"] == ContractStatus.DRAFT,
        "cancel": row["status"] != ContractStatus.CANCELLED and not row["received_minor"],
        "assign": True,
    }
    return [
        verb
        for verb, accepted in possible.items()
        if accepted
        and covers(actor, f"contract.{verb}", id=row["id"], owner_id=row["owner_id"], unit_id=row["unit_id"])
    ]


def signed_between(
    first: date,
    last: date,
    *,
    owner_id: int | None = None,
    unit_id: int | None = None,
    currency: str = DEFAULT_CURRENCY,
    actor: Actor,
) -> Figure:
    """Contracts in force signed in [first, last]: the records of
    `/contracts?status=signed&status=fulfilled&signed_from=…&signed_to=…`, in one currency."""
    filters: dict[str, Any] = {
        "status": IN_FORCE,
        "signed_from": first,
        "signed_to": last,
        "currency": currency,
    }
    if owner_id is not None:
        filters["owner_id"] = owner_id
    if unit_id is not None:
        filters["unit_id"] = unit_id
    found = chosen(filters, actor=actor).aggregate(count=Count("id"), amount=Sum("amount_minor"))
    return Figure(found["count"], int(found["amount"] or 0))


def holdings(user_id: int) -> int:
    """How many live contracts a person holds: all that are not cancelled."""
    return Contract.objects.filter(owner_id=user_id).exclude(status=ContractStatus.CANCELLED).count()
