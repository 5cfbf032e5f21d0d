"""Leads in lists and one by one: whatever an actor sees of them, with what may be done to each."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import F, Q, QuerySet

from dabiao.core.actor import Actor
from dabiao.core.conditions.columns import ListHolds
from dabiao.core.conditions.terms import Relation, Term, Word, named, words_of
from dabiao.core.lists import pages
from dabiao.core.lists.keyset import PageRequest
from dabiao.core.lists.spec import OWNERSHIP, Column, ListSpec, Sort, plain, times
from dabiao.core.mentions.hiding import hidden_in
from dabiao.core.scoping import covers, in_pool_reach, pool_filter, rights, scope_filter
from dabiao.core.search.narrowing import SearchIn
from dabiao.modules.leads import rules
from dabiao.modules.leads.enums import FIRST_RESPONSE, Grade, InvalidReason, LeadSource, LeadStatus
from dabiao.modules.leads.models import Lead
from dabiao.modules.org import queries as org

COLUMNS: dict[str, Column] = {
    **plain("id", "name", "company", "title"),
    "phone": Column("phone", "phone"),
    "wechat": Column("wechat", "phone"),
    "email": Column("email", "email"),
    **plain("region", "source", "campaign", "cost_minor", "remark", "tags", "grade", "status"),
    **plain("invalid_reason"),
    **OWNERSHIP,
    **times(
        "received_at", "assigned_at", "first_contact_at", "last_contact_at", "next_contact_at", "converted_at"
    ),
    **plain("customer_id", "opportunity_id", "import_id", "enquiry_count"),
    **times("last_enquired_at"),
    **plain("version"),
    **times("created_at", "updated_at"),
}
LEADS = ListSpec(
    kind="lead",
    vocabulary="lead",
    fields=True,
    columns=COLUMNS,
    sorts={
        "received_at": Sort("received_at", by_time=True),
        "next_contact_at": Sort("next_contact_at", nullable=True),
        "id": Sort("id", by_time=True),
    },
    default_sort="-received_at",
    search=SearchIn("lead"),
)
# column → where the words of its values stand in the catalogue
CHOICES = {
    "source": "enums.lead_source",
    "status": "enums.lead_status",
    "invalid_reason": "enums.invalid_reason",
    "stage_reached": "enums.lead_status",
}
# filter → what its values are called, where conditions have no term of its name
SAID = {"tag_id": org.tag_choices}
# what conditions may ask of a lead
WORDS: list[Word] = [
    *named("fields.lead", "text", "name", "company", "title", "region", "campaign", "remark"),
    *named("fields.lead", "phone", "phone"),
    *named("fields.lead", "handle", "wechat", "email"),
    *(
        Term(name, "choice", name, label=f"fields.lead.{name}", choices=words_of(f"enums.{words}", values))
        for name, words, values in (
            ("source", "lead_source", LeadSource.values),
            ("status", "lead_status", LeadStatus.values),
            ("grade", "lead_grade", Grade.values),
            ("invalid_reason", "invalid_reason", InvalidReason.values),
        )
    ),
    Term("tags", "multi", "tags", label="fields.lead.tags", choices=org.tag_choices, numbered=True),
    *named("fields.lead", "money", "cost_minor"),
    *org.ownership_words("fields.lead"),
    *named("fields.lead", "datetime", "received_at", "assigned_at", "first_contact_at", "last_contact_at"),
    *named("fields.lead", "datetime", "next_contact_at", "converted_at", "created_at", "updated_at"),
    Relation("customer", "customer", "customer_id", many=False, label="fields.lead.customer_id"),
    Relation("opportunity", "opportunity", "opportunity_id", many=False, label="fields.lead.opportunity_id"),
]
# and of an opportunity, where it came from
OF_OPPORTUNITY: list[Word] = [
    Relation("lead", "lead", "lead_id", many=False, label="fields.opportunity.lead_id")
]
LEAD = ListSpec(
    kind="lead",
    columns={**COLUMNS, **plain("raw")},
    sorts=LEADS.sorts,
    default_sort="-received_at",
    fields=True,
)


def visible_to(actor: Actor, permission: str = "lead.read") -> QuerySet[Lead]:
    """Everything the permission reaches, and the pool as far as the actor may claim from it."""
    reach = scope_filter(actor, permission)
    if reach is None:
        return Lead.objects.all()
    return Lead.objects.filter(reach | pool_filter(actor, "lead.claim"))


def owned_by_scope(actor: Actor) -> QuerySet[Lead]:
    """What is visible and has an owner: the plain list, without the pool."""
    reach = scope_filter(actor, "lead.read")
    return (
        Lead.objects.filter(owner__isnull=False)
        if reach is None
        else Lead.objects.filter(reach, owner__isnull=False)
    )


def pool(actor: Actor) -> QuerySet[Lead]:
    reach = scope_filter(actor, "lead.read")
    unowned = Lead.objects.filter(owner__isnull=True)
    return unowned if reach is None else unowned.filter(reach | pool_filter(actor, "lead.claim"))


def chosen(filters: Mapping[str, Any], *, actor: Actor) -> QuerySet[Lead]:
    """The leads a list shows under these filters."""
    in_pool = filters.get("pool")
    base = visible_to(actor) if in_pool is None else pool(actor) if in_pool else owned_by_scope(actor)
    return filtered(base, filters)


def filtered(base: QuerySet[Lead], filters: Mapping[str, Any]) -> QuerySet[Lead]:
    wanted = [condition(name, value) for name, value in filters.items() if name != "pool"]
    return base.filter(*wanted) if wanted else base


def exportable(filters: Mapping[str, Any], *, actor: Actor) -> QuerySet[Lead]:
    """Those of `chosen` that the actor may also export."""
    return chosen(filters, actor=actor) & visible_to(actor, "lead.export")


def named_tags(rows: Iterable[dict[str, Any]], _: str) -> Iterator[dict[str, Any]]:
    """The rows with the names of their tags as one text, one by one."""
    for row in rows:
        row["tags"] = org.in_line(row["tags"])
        yield row


def condition(name: str, value: Any) -> Q:
    """One filter of the list as a WHERE."""
    if name == "unit_id":
        return Q(unit_id__in=org.units_below(value))
    if name == "stage_reached":
        return STAGE_REACHED[value]
    if name == "tag_id":
        return Q(ListHolds("tags", value))
    if name == "contacted_in_time":
        return IN_TIME if value else ~IN_TIME
    lookup = {
        "received_from": "received_at__gte",
        "received_to": "received_at__lt",
        "assigned_before": "assigned_at__lt",
        "next_contact_from": "next_contact_at__gte",
        "next_contact_before": "next_contact_at__lt",
        "ids": "id__in",
        "no_contact": "first_contact_at__isnull",
        "live": "status__in",
    }.get(name, name)
    if name == "live":
        live = Q(status__in=rules.LIVE)
        return live if value else ~live
    return Q(**{lookup: value})


# The first contact came soon enough after the lead was given to somebody (D4).
IN_TIME = Q(assigned_at__isnull=False, first_contact_at__lte=F("assigned_at") + FIRST_RESPONSE)

# A lead has "reached" a step when it got at least that far, wherever it stands now.
STAGE_REACHED: dict[str, Q] = {
    "assigned": Q(assigned_at__isnull=False),
    "contacted": Q(first_contact_at__isnull=False)
    | Q(status__in=[LeadStatus.CONTACTED, LeadStatus.QUALIFIED, LeadStatus.CONVERTED]),
    "qualified": Q(status__in=[LeadStatus.QUALIFIED, LeadStatus.CONVERTED]),
    "converted": Q(status=LeadStatus.CONVERTED),
}


OFTEN = ("pool", "owner_id", "status", "live")  # what lists are narrowed by all day


def listing(*, asked: PageRequest, filters: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    actor.require("lead.read")
    reach = scope_filter(actor, "lead.read")
    question = pages.question_of(OFTEN, filters, rights(actor, "lead.read", "lead.claim"))
    if reach is None or "pool" in filters:
        return pages.page(chosen(filters, actor=actor), LEADS, asked, actor=actor, question=question)
    everybodys = filtered(Lead.objects.all(), filters)
    ways = (reach, pool_filter(actor, "lead.claim"))
    return pages.page(everybodys, LEADS, asked, actor=actor, ways=ways, question=question)


def detail(id: int, *, actor: Actor) -> dict[str, Any]:
    """One lead whole, with what this actor may do to it now."""
    row = pages.one(
        visible_to(actor), LEAD, id, actor=actor, question=rights(actor, "lead.read", "lead.claim")
    )
    place = {"id": id, "owner_id": row["owner_id"], "unit_id": row["unit_id"]}
    if not covers(actor, "lead.read_phone", **place):  # what it came with says its numbers as well
        row["raw"] = hidden_in(row["raw"])
    row["actions"] = actions(actor, status=row["status"], **place)
    return row


def actions(actor: Actor, *, id: int, owner_id: int | None, unit_id: int | None, status: str) -> list[str]:
    """The verbs that would be accepted on this lead at this moment."""

    def reached(verb: str) -> bool:
        return covers(actor, f"lead.{verb}", id=id, owner_id=owner_id, unit_id=unit_id)

    live = rules.is_live(status)
    found = [verb for verb in ("edit", "assign", "reveal") if reached(verb)]
    if live and in_pool_reach(actor, "lead.claim", owner_id, unit_id):
        found.append("claim")
    if live and owner_id is not None and reached("return"):
        found.append("return")
    if live and owner_id is not None and reached("edit"):
        found += ["invalidate"] if status == LeadStatus.QUALIFIED else ["qualify", "invalidate"]
    if live and owner_id is not None and reached("convert"):
        found.append("convert")
    return found
