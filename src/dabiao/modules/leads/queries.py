"""Reads of leads. Each starts from what the actor may see: their scope, what is shared, and the pool they may claim."""

from collections.abc import Mapping
from typing import Any

from django.db.models import F, Q, QuerySet

from dabiao.core import subjects
from dabiao.core.actor import Actor
from dabiao.core.conditions.terms import Relation, Term, Word, named, words_of
from dabiao.core.fields import definitions
from dabiao.core.lists import pages
from dabiao.core.lists.keyset import PageRequest
from dabiao.core.lists.spec import OWNERSHIP, Column, ListSpec, Sort, plain, times
from dabiao.core.masking import Shape, masked
from dabiao.core.scoping import covers, in_pool_reach, pool_filter, scope_filter
from dabiao.core.search.narrowing import SearchIn
from dabiao.modules.leads import rules
from dabiao.modules.leads.enums import FIRST_RESPONSE, Grade, InvalidReason, LeadSource, LeadStatus
from dabiao.modules.leads.models import Enquiry, Lead
from dabiao.modules.org import queries as org

COLUMNS: dict[str, Column] = {
    **plain("id", "name", "company", "title"),
    "phone": Column("phone", "phone"),
    "wechat": Column("wechat", "phone"),
    "email": Column("email", "email"),
    **plain("region", "source", "campaign", "cost_minor", "remark", "grade", "status", "invalid_reason"),
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
    *named("fields.lead", "money", "cost_minor"),
    *org.ownership_words("fields.lead"),
    *named("fields.lead", "datetime", "received_at", "assigned_at", "first_contact_at", "last_contact_at"),
    *named("fields.lead", "datetime", "next_contact_at", "converted_at", "created_at", "updated_at"),
    Relation("customer", "customer", "customer_id", many=False, label="fields.lead.customer_id"),
    Relation("opportunity", "opportunity", "opportunity_id", many=False, label="fields.lead.opportunity_id"),
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


def condition(name: str, value: Any) -> Q:
    """One filter of the list as a WHERE."""
    if name == "unit_id":
        return Q(unit_id__in=org.units_below(value))
    if name == "stage_reached":
        return STAGE_REACHED[value]
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


def listing(*, asked: PageRequest, filters: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
    actor.require("lead.read")
    reach = scope_filter(actor, "lead.read")
    if reach is None or "pool" in filters:
        return pages.page(chosen(filters, actor=actor), LEADS, asked, actor=actor)
    everybodys = filtered(Lead.objects.all(), filters)
    ways = (reach, pool_filter(actor, "lead.claim"))
    return pages.page(everybodys, LEADS, asked, actor=actor, ways=ways)


def detail(id: int, *, actor: Actor) -> dict[str, Any]:
    """One lead whole, with what this actor may do to it now."""
    row = pages.one(visible_to(actor), LEAD, id, actor=actor)
    row["actions"] = actions(
        actor, id=id, owner_id=row["owner_id"], unit_id=row["unit_id"], status=row["status"]
    )
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


def enquiries(subject_kind: str, subject_id: int, *, actor: Actor) -> list[dict[str, Any]]:
    """The further enquiries of a lead or customer the actor sees, the newest first; handles masked as on the record."""
    row = subjects.load(subject_kind, subject_id, actor=actor)
    reads = covers(actor, f"{subject_kind}.read_phone", id=row.pk, owner_id=row.owner_id, unit_id=row.unit_id)
    found = Enquiry.objects.filter(subject_kind=subject_kind, subject_id=subject_id).order_by("-id")[:100]
    return [_enquiry(one, masks={} if reads else HANDLES) for one in found]


def _enquiry(one: Enquiry, *, masks: Mapping[str, Shape]) -> dict[str, Any]:
    return {
        **{name: getattr(one, name) for name in ENQUIRY},
        "values": {
            name: masked(value, masks[name]) if name in masks else value
            for name, value in one.values.items()
            if name != "fields"
        },
        "fields": definitions.shown("lead", one.values.get("fields")),
    }


ENQUIRY = ("id", "received_at", "source", "campaign", "cost_minor", "message", "matched", "import_id")
HANDLES: Mapping[str, Shape] = {"phone": "phone", "wechat": "phone", "email": "email"}


def title_of(lead_id: int) -> str:
    """What a lead is called in a message."""
    lead = Lead.objects.filter(pk=lead_id).first()
    return lead.display if lead else ""


def holdings(user_id: int) -> int:
    """How many leads a person holds, ended ones too."""
    return Lead.objects.filter(owner_id=user_id).count()
