"""Reads of leads. Each starts from what the actor may see: their scope, what is shared, and the pool they may claim."""

from collections.abc import Mapping
from typing import Any

from django.db.models import F, Q, QuerySet

from dabiao.core.actor import Actor
from dabiao.core.lists import pages
from dabiao.core.lists.keyset import PageRequest
from dabiao.core.lists.spec import OWNERSHIP, Column, ListSpec, Sort, plain, times
from dabiao.core.scoping import covers, in_pool_reach, pool_filter, scope_filter
from dabiao.core.search.narrowing import SearchIn
from dabiao.modules.leads import rules
from dabiao.modules.leads.enums import FIRST_RESPONSE, LeadStatus
from dabiao.modules.leads.models import Lead
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
    **plain("customer_id", "opportunity_id", "import_id", "version"),
    **times("created_at", "updated_at"),
}
LEADS = ListSpec(
    kind="lead",
    columns=COLUMNS,
    sorts={
        "received_at": Sort("received_at"),
        "next_contact_at": Sort("next_contact_at", nullable=True),
        "id": Sort("id"),
    },
    default_sort="-received_at",
    search=SearchIn("lead"),
)
# column → where the words of its values stand in the catalogue
CHOICES = {
    "source": "enums.lead_source",
    "status": "enums.lead_status",
    "invalid_reason": "enums.invalid_reason",
}
LEAD = ListSpec(
    kind="lead", columns={**COLUMNS, **plain("raw")}, sorts=LEADS.sorts, default_sort="-received_at"
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
    wanted = dict(filters)
    in_pool = wanted.pop("pool", None)
    base = visible_to(actor) if in_pool is None else pool(actor) if in_pool else owned_by_scope(actor)
    return base.filter(*(condition(name, value) for name, value in wanted.items()))


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
    return pages.page(chosen(filters, actor=actor), LEADS, asked, actor=actor)


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


def title_of(lead_id: int) -> str:
    """What a lead is called in a message."""
    lead = Lead.objects.filter(pk=lead_id).first()
    return lead.display if lead else ""


def holdings(user_id: int) -> int:
    """How many leads a person holds, ended ones too."""
    return Lead.objects.filter(owner_id=user_id).count()
