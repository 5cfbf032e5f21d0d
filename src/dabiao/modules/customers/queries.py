"""Reads of customers and their contacts. Each starts from what the actor may see."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any

import orjson
from django.db.models import Avg, Count, F, Func, IntegerField, OuterRef, Q, QuerySet, Subquery

from dabiao.core.actor import Actor
from dabiao.core.conditions.terms import Relation, Term, Word, named, words_of
from dabiao.core.fields import definitions
from dabiao.core.i18n import text
from dabiao.core.lists import pages
from dabiao.core.lists.keyset import PageRequest
from dabiao.core.lists.spec import OWNERSHIP, Column, ListSpec, Shape, Sort, plain, times
from dabiao.core.scoping import covers, rights, visible
from dabiao.core.search.narrowing import SearchIn
from dabiao.core.timers.models import OPEN, Job
from dabiao.modules.customers import rules
from dabiao.modules.customers.enums import CompletenessBy, CustomerKind, DecisionRole
from dabiao.modules.customers.models import Contact, Customer, Requirement
from dabiao.modules.org import queries as org

# A plain COUNT per shown row, answered by the index on contact.customer; Count() would group the whole list first.
CONTACT_COUNT = Subquery(
    Contact.objects.filter(customer_id=OuterRef("pk"))
    .order_by()
    .annotate(n=Func(F("id"), function="COUNT", output_field=IntegerField()))
    .values("n")
)

CUSTOMERS = ListSpec(
    kind="customer",
    vocabulary="customer",
    fields=True,
    columns={
        **plain("id", "name", "kind", "industry", "region"),
        "phone": Column("phone", "phone"),
        **plain("uscc", "website", "address", "source", "remark"),
        **OWNERSHIP,
        **times("last_contact_at", "next_contact_at"),
        "contact_count": Column(CONTACT_COUNT),
        **plain("open_opportunity_count", "completeness", "missing", "import_id", "version"),
        **times("created_at", "updated_at"),
    },
    sorts={
        "created_at": Sort("created_at", by_time=True),
        "name": Sort("name"),
        "completeness": Sort("completeness"),
        "last_contact_at": Sort("last_contact_at", nullable=True),
        "next_contact_at": Sort("next_contact_at", nullable=True),
    },
    default_sort="-created_at",
    search=SearchIn("customer"),
)
# column → where the words of its values stand in the catalogue
CHOICES = {"kind": "enums.customer_kind"}
CONTACT_CHOICES = {"decision_role": "enums.decision_role"}
CONTACT_HANDLES: Mapping[str, Shape] = {"phone": "phone", "wechat": "phone", "email": "email"}

# whoever sees a customer sees its contacts; whether their handles are masked depends on the customer too
CONTACTS = ListSpec(
    kind="contact",
    vocabulary="contact",
    fields=True,
    rights="customer",
    holder="customer_id",
    columns={
        **plain("id", "customer_id"),
        "customer_name": Column("customer__name"),
        **plain("name", "title"),
        **{name: Column(name, shape) for name, shape in CONTACT_HANDLES.items()},
        **plain("decision_role", "is_primary", "remark"),
        "owner_id": Column("customer__owner_id"),
        "owner_name": Column("customer__owner__name"),
        "unit_id": Column("customer__unit_id"),
        "unit_name": Column("customer__unit__name"),
        **plain("version"),
        **times("created_at", "updated_at"),
    },
    sorts={"created_at": Sort("created_at", by_time=True), "name": Sort("name")},
    default_sort="-created_at",
    search=SearchIn("contact"),
)

# what conditions may ask of a customer, and of a contact
CUSTOMER_WORDS: list[Word] = [
    *named("fields.customer", "text", "name", "industry", "region", "address", "website", "source", "remark"),
    *named("fields.customer", "phone", "phone"),
    Term(
        "kind",
        "choice",
        "kind",
        label="fields.customer.kind",
        choices=words_of("enums.customer_kind", CustomerKind.values),
    ),
    *named("fields.customer", "number", "open_opportunity_count", "completeness"),
    *org.ownership_words("fields.customer"),
    *named("fields.customer", "datetime", "last_contact_at", "next_contact_at", "created_at", "updated_at"),
    Relation("contacts", "contact", "customer_id", many=True, label="conditions.relation.contacts"),
]
CONTACT_WORDS: list[Word] = [
    *named("fields.contact", "text", "name", "title", "remark"),
    *named("fields.contact", "phone", "phone"),
    *named("fields.contact", "handle", "wechat", "email"),
    Term(
        "decision_role",
        "choice",
        "decision_role",
        label="fields.contact.decision_role",
        choices=words_of("enums.decision_role", DecisionRole.values),
    ),
    *named("fields.contact", "bool", "is_primary"),
    *org.ownership_words("fields.contact", prefix="customer__"),
    *named("fields.contact", "datetime", "created_at", "updated_at"),
    Relation("customer", "customer", "customer_id", many=False, label="fields.contact.customer_id"),
]

_LOOKUPS = {
    "ids": "id__in",
    "created_from": "created_at__gte",
    "created_to": "created_at__lt",
    "next_contact_from": "next_contact_at__gte",
    "next_contact_before": "next_contact_at__lt",
    "last_contact_before": "last_contact_at__lt",
}


def visible_to(actor: Actor, permission: str = "customer.read") -> QuerySet[Customer]:
    return visible(Customer.objects.all(), actor, permission)


def contacts_visible_to(actor: Actor, permission: str = "customer.read") -> QuerySet[Contact]:
    """A contact is seen by exactly those who see its customer."""
    return visible(Contact.objects.select_related("customer"), actor, permission, prefix="customer__")


def chosen(filters: Mapping[str, Any], *, actor: Actor) -> QuerySet[Customer]:
    """The customers that a list shows under these filters."""
    return visible_to(actor).filter(*(_condition(name, value) for name, value in filters.items()))


def exportable(filters: Mapping[str, Any], *, actor: Actor) -> QuerySet[Customer]:
    """Those of `chosen` that the actor may also export."""
    return visible(chosen(filters, actor=actor), actor, "customer.export")


def _condition(name: str, value: Any) -> Q:
    if name == "unit_id":
        return Q(unit_id__in=org.units_below(value))
    if name == "complete":
        return Q(completeness=100) if value else Q(completeness__lt=100)
    if name == "has_open_opportunity":
        return Q(open_opportunity_count__gt=0) if value else Q(open_opportunity_count=0)
    return Q(**{_LOOKUPS.get(name, name): value})


OFTEN = ("owner_id", "complete", "has_open_opportunity")


def listing(*, asked: PageRequest, filters: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    actor.require("customer.read")
    question = pages.question_of(OFTEN, filters, rights(actor, "customer.read"))
    page = pages.page(chosen(filters, actor=actor), CUSTOMERS, asked, actor=actor, question=question)
    for row in page["items"]:
        row["missing"] = _split(row["missing"])
    return page


def _split(missing: str) -> list[str]:
    return missing.split(",") if missing else []


def dressed(rows: Iterable[dict[str, Any]], language: str) -> Iterator[dict[str, Any]]:
    """Rows of a file: what is missing in words."""
    words = dict(facts_in_words(language))
    for row in rows:
        row["missing"] = "、".join(words.get(fact, fact) for fact in _split(row["missing"]))
        yield row


def facts_in_words(language: str) -> list[tuple[str, str]]:
    """(fact, its words) of everything that a company can ask for in a customer."""
    custom = definitions.of("customer").values()
    return [
        *((fact, text(language, f"enums.customer_fact.{fact}")) for fact in rules.FACTS),
        *((one.name, one.label(language)) for one in custom),
    ]


def requirements(language: str) -> dict[str, Any]:
    """Every fact that can be asked for, the required ones first and in their order, and whether counting still goes on."""
    required = list(Requirement.objects.order_by("position").values_list("fact", flat=True))
    words = dict(facts_in_words(language))
    offered = [*required, *(fact for fact in words if fact not in required)]
    return {
        "items": [
            {"fact": fact, "label": words.get(fact, fact), "required": fact in required} for fact in offered
        ],
        "counting": Job.objects.filter(kind="customers.completeness", status__in=OPEN).exists(),
    }


def completeness(*, by: CompletenessBy, actor: Actor) -> dict[str, Any]:
    """How many customers in sight have all that is asked for, person by person or unit by unit; most incomplete first."""
    actor.require("customer.read")
    column = "owner_id" if by is CompletenessBy.PERSON else "unit_id"
    groups = visible_to(actor).order_by().values_list(column)
    counted = groups.annotate(
        all=Count("pk"), lacking=Count("pk", filter=Q(completeness__lt=100)), mean=Avg("completeness")
    )
    rows = list(counted.values_list(column, "all", "lacking", "mean"))
    ids = [id for id, *_ in rows if id is not None]
    names = org.names_of(ids) if by is CompletenessBy.PERSON else org.unit_names(ids)
    return {
        "by": by.value,
        "rows": [
            {
                "id": id,
                "name": names.get(id) if id is not None else None,
                "complete": count - lacking,
                "incomplete": lacking,
                "percent": int(mean),
                "params": _of_group(column, id),
            }
            for id, count, lacking, mean in sorted(rows, key=lambda row: (-row[2], row[0] or 0))
        ],
    }


def _of_group(column: str, id: int | None) -> dict[str, Any]:
    """Exactly this unit, without those below; what is nobody's by a condition too."""
    if id is not None and column == "owner_id":
        return {column: id}
    leaf = {"field": column, "op": "empty"} if id is None else {"field": column, "op": "is", "value": id}
    return {"where": orjson.dumps({"all": [leaf]}).decode()}


def detail(id: int, *, actor: Actor) -> dict[str, Any]:
    """One customer, with what this actor may do to it."""
    row = pages.one(visible_to(actor), CUSTOMERS, id, actor=actor, question=rights(actor, "customer.read"))
    row["missing"] = _split(row["missing"])
    row["actions"] = [verb for verb in ("edit", "assign", "reveal") if _covers(actor, verb, row, id)]
    return row


def chosen_contacts(filters: Mapping[str, Any], *, actor: Actor) -> QuerySet[Contact]:
    """The people at customers that a list shows under these filters."""
    named = {_LOOKUPS.get(name, name): value for name, value in filters.items()}
    return contacts_visible_to(actor).filter(**named)


def exportable_contacts(filters: Mapping[str, Any], *, actor: Actor) -> QuerySet[Contact]:
    """Those of `chosen_contacts` whose customers the actor may also export."""
    return visible(chosen_contacts(filters, actor=actor), actor, "customer.export", prefix="customer__")


def contacts(*, asked: PageRequest, filters: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    """People at customers."""
    actor.require("customer.read")
    places, like = pages.of_any(filters, partial(chosen_contacts, actor=actor), "customer_id")
    question = pages.question_of(("customer_id",), places, rights(actor, "customer.read"))
    rows = chosen_contacts(filters, actor=actor)
    return pages.page(rows, CONTACTS, asked, actor=actor, question=question, like=like)


def contact(id: int, *, actor: Actor) -> dict[str, Any]:
    """One person, with what this actor may do to them: what their customer allows."""
    row = pages.one(contacts_visible_to(actor), CONTACTS, id, actor=actor)
    row["actions"] = [verb for verb in ("edit", "reveal") if _covers(actor, verb, row, row["customer_id"])]
    return row


def _covers(actor: Actor, verb: str, row: Mapping[str, Any], customer_id: int) -> bool:
    return covers(actor, f"customer.{verb}", id=customer_id, owner_id=row["owner_id"], unit_id=row["unit_id"])


def hold(id: int) -> bool:
    """Keep a customer locked until the transaction ends, before counting what is theirs. False for an unknown one."""
    return Customer.objects.select_for_update(no_key=True).filter(pk=id).values_list("pk").first() is not None


def hold_many(ids: Iterable[int]) -> dict[int, Customer]:
    """`hold` for several; those of them that there are."""
    rows = Customer.objects.select_for_update(no_key=True).filter(pk__in=list(ids)).order_by("pk")
    return {row.pk: row for row in rows}


def names(ids: Iterable[int]) -> dict[int, str]:
    """Customer id → name, whoever sees them: for records above that name their customer."""
    return dict(Customer.objects.filter(pk__in=ids).values_list("pk", "name"))


def name_of(id: int) -> str:
    return names([id]).get(id, "")


def holdings(user_id: int) -> int:
    """How many customers a person holds."""
    return Customer.objects.filter(owner_id=user_id).count()
