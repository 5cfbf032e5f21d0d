"""Market notes. Everybody whom `market.read` reaches reads their words; the deal and the customer are named only to who sees
these."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q, QuerySet

from dabiao.core.actor import Actor
from dabiao.core.conditions.terms import Term, Word, named, words_of
from dabiao.core.db import IsoText
from dabiao.core.lists import pages
from dabiao.core.lists.keyset import PageRequest
from dabiao.core.lists.spec import OWNERSHIP, Column, ListSpec, Sort, plain, times
from dabiao.core.scoping import covers, visible
from dabiao.core.search.narrowing import SearchIn
from dabiao.modules.customers import queries as customers
from dabiao.modules.market.enums import Certainty, NoteSort, NoteSource, NoteState
from dabiao.modules.market.models import Note, Opinion
from dabiao.modules.opportunities import queries as opportunities
from dabiao.modules.org import queries as org

READ, WRITE, EDIT = "market.read", "market.create", "market.edit"

NOTES = ListSpec(
    kind="market",
    vocabulary="market",
    columns={
        **plain("id", "title", "text", "sort", "competitor_id"),
        "competitor_name": Column("competitor__name"),
        **plain("product_id"),
        "product_name": Column("product__name"),
        **plain("price_minor", "currency", "source", "certainty", "heard_on", "important", "state"),
        **plain("retire_reason", "confirms", "doubts"),
        **OWNERSHIP,
        **plain("version"),
        **times("created_at", "updated_at"),
    },
    sorts={"heard_on": Sort("heard_on"), "created_at": Sort("created_at", by_time=True)},
    default_sort="-heard_on",
    search=SearchIn("market"),
)
# column → where the words of its values stand in the catalogue
CHOICES = {
    "sort": "enums.note_sort",
    "source": "enums.note_source",
    "certainty": "enums.note_certainty",
    "state": "enums.note_state",
}


def _choice(name: str, values: Sequence[str]) -> Term:
    return Term(
        name, "choice", name, label=f"fields.market.{name}", choices=words_of(CHOICES[name], list(values))
    )


WORDS: list[Word] = [
    *named("fields.market", "text", "text"),
    Term("competitor_name", "text", "competitor__name", label="fields.market.competitor_name"),
    Term("product_name", "text", "product__name", label="fields.market.product_name"),
    _choice("sort", NoteSort.values),
    _choice("source", NoteSource.values),
    _choice("certainty", Certainty.values),
    _choice("state", NoteState.values),
    *named("fields.market", "money", "price_minor"),
    *named("fields.market", "number", "confirms", "doubts"),
    *named("fields.market", "date", "heard_on"),
    *org.ownership_words("fields.market"),
    *named("fields.market", "datetime", "created_at", "updated_at"),
]
_LOOKUPS = {"sort_of": "sort", "heard_from": "heard_on__gte", "heard_to": "heard_on__lte"}


def visible_to(actor: Actor, permission: str = READ) -> QuerySet[Note]:
    return visible(Note.objects.all(), actor, permission)


def chosen(filters: Mapping[str, Any], *, actor: Actor) -> QuerySet[Note]:
    """The notes that a list shows under these filters."""
    return visible_to(actor).filter(*(_condition(*one, actor) for one in filters.items()))


def _condition(name: str, value: Any, actor: Actor) -> Q:
    if name == "unit_id":
        return Q(unit_id__in=org.units_below(value))
    if name == "opportunity_id":  # whoever does not see the deal does not learn what was heard there
        return Q(opportunity__in=opportunities.visible_to(actor).filter(pk=value).values("pk"))
    if name == "customer_id":
        return Q(customer__in=customers.visible_to(actor).filter(pk=value).values("pk"))
    return Q(**{_LOOKUPS.get(name, name): value})


def exportable(filters: Mapping[str, Any], *, actor: Actor) -> QuerySet[Note]:
    """Those of `chosen` that the actor may also export."""
    return visible(chosen(filters, actor=actor), actor, "market.export")


def listing(*, asked: PageRequest, filters: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    """Raises `access.forbidden`."""
    actor.require(READ)
    page = pages.page(chosen(filters, actor=actor), NOTES, asked, actor=actor)
    with_about(page["items"], actor)
    return page


def detail(id: int, *, actor: Actor) -> dict[str, Any]:
    """One note with what colleagues say of it and what this actor may do."""
    row = pages.one(visible_to(actor), NOTES, id, actor=actor)
    with_about([row], actor)
    said = Opinion.objects.filter(note_id=id).order_by("pk")
    row["opinions"] = [
        {"user_id": user, "name": name, "verdict": verdict, "at": at}
        for user, name, verdict, at in said.values_list("user_id", "user__name", "verdict", IsoText("at"))
    ]
    mine = [one["verdict"] for one in row["opinions"] if one["user_id"] == actor.user_id]
    row["my_verdict"] = mine[0] if mine else ""
    row["actions"] = _actions(row, actor)
    return row


def _actions(row: Mapping[str, Any], actor: Actor) -> list[str]:
    whose = {"id": row["id"], "owner_id": row["owner_id"], "unit_id": row["unit_id"]}
    standing = row["state"] == NoteState.STANDING
    found = []
    if covers(actor, EDIT, **whose):
        found = ["edit", "retire"] if standing else ["revive"]
    if standing and actor.may(WRITE) and row["owner_id"] != actor.user_id:
        found.append("judge")
    return found


def with_about(rows: list[dict[str, Any]], actor: Actor) -> None:
    """Put deal and customer of each note beside it, where this actor sees them; the same statements for one as for many."""
    ids = [row["id"] for row in rows]
    linked = {
        id: (deal, customer)
        for id, deal, customer in Note.objects.filter(pk__in=ids).values_list(
            "pk", "opportunity_id", "customer_id"
        )
    }
    deals = {deal for deal, _ in linked.values() if deal}
    people = {customer for _, customer in linked.values() if customer}
    named_deals = dict(opportunities.visible_to(actor).filter(pk__in=deals).values_list("pk", "name"))
    named_people = dict(customers.visible_to(actor).filter(pk__in=people).values_list("pk", "name"))
    for row in rows:
        deal, customer = linked.get(row["id"], (None, None))
        row["opportunity_id"] = deal if deal in named_deals else None
        row["opportunity_name"] = named_deals.get(deal or 0)
        row["customer_id"] = customer if customer in named_people else None
        row["customer_name"] = named_people.get(customer or 0)
