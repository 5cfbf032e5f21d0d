"""Leads that other rooms ask for: by what they are, how long they lie, whom they became."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BigIntegerField, Count, Max, Q, QuerySet

from dabiao.core.actor import Actor
from dabiao.core.conditions.columns import ListHolds
from dabiao.core.conditions.terms import Term, Word
from dabiao.core.fields import checking
from dabiao.core.kept import Given, Kept
from dabiao.core.phones import normalise
from dabiao.modules.leads import rules
from dabiao.modules.leads.models import Enquiry, Lead
from dabiao.modules.leads.queries.listing import WORDS, visible_to


def live_counts(user_ids: Collection[int]) -> dict[int, int]:
    """How many live leads each of these people holds; who holds none is left out."""
    held = Lead.objects.filter(owner_id__in=user_ids, status__in=rules.LIVE).values_list("owner_id")
    return dict(held.annotate(count=Count("pk")))


def ended(lead_ids: Collection[int]) -> set[int]:
    """Those of these leads that have come to an end."""
    if not lead_ids:
        return set()
    over = Lead.objects.filter(pk__in=lead_ids).exclude(status__in=rules.LIVE)
    return set(over.values_list("pk", flat=True))


def hold_many(lead_ids: Collection[int]) -> dict[int, Lead]:
    """Those of these leads that are live and that nobody else is just writing to, locked in the caller's transaction."""
    found = Lead.objects.filter(pk__in=lead_ids, status__in=rules.LIVE).order_by("pk")
    return {lead.pk: lead for lead in found.select_for_update(of=("self",), skip_locked=True)}


def words_at_arrival() -> list[Word]:
    """What can be asked of a lead by what it came with, and not by what was done with it since."""
    asked = {
        *("name", "company", "title", "region", "campaign", "phone", "wechat", "email"),
        "source",
        "tags",
    }
    words = [word for word in WORDS if word.name in asked | {"cost_minor", "received_at"}]
    return [*words, Term("enquiry_count", "number", "enquiry_count", label="fields.lead.enquiry_count")]


def held(lead_ids: Collection[int]) -> list[Lead]:
    """These leads, locked in the caller's transaction in one order."""
    return list(Lead.objects.filter(pk__in=lead_ids).order_by("pk").select_for_update(of=("self",)))


def messages(lead_ids: Collection[int]) -> dict[int, list[tuple[int, str]]]:
    """Lead → what was said with each further enquiry, the oldest first: (id, text)."""
    found: dict[int, list[tuple[int, str]]] = {}
    rows = Enquiry.objects.filter(subject_kind="lead", subject_id__in=lead_ids).exclude(message="")
    for lead_id, id, message in rows.order_by("pk").values_list("subject_id", "pk", "message"):
        found.setdefault(lead_id, []).append((id, message))
    return found


def arrived_between(first: datetime, until: datetime, *, limit: int) -> list[int]:
    """The newest leads that came in this time, whatever became of them."""
    came = Lead.objects.filter(received_at__gte=first, received_at__lte=until)
    return list(came.order_by("-received_at", "-pk").values_list("pk", flat=True)[:limit])


def by_ids(lead_ids: Collection[int]) -> list[Lead]:
    return list(Lead.objects.filter(pk__in=lead_ids))


def live_after(lead_id: int, *, limit: int) -> list[Lead]:
    """The next live leads by number, to go through all of them."""
    return list(Lead.objects.filter(pk__gt=lead_id, status__in=rules.LIVE).order_by("pk")[:limit])


def newest_live(limit: int) -> list[Lead]:
    return list(Lead.objects.filter(status__in=rules.LIVE).order_by("-received_at", "-pk")[:limit])


def live() -> QuerySet[Lead]:
    """All that are neither converted nor invalid, whoever asks: for counts over the whole company."""
    return Lead.objects.filter(status__in=rules.LIVE)


def idle_since(moment: datetime, *, now: datetime, limit: int, but: QuerySet[Any, Any]) -> list[int]:
    """Leads that somebody has and that nobody has contacted since, nor was given to them later; whoever plans to be in touch
    keeps theirs, and those of `but` (a query of ids) are left out. The longest idle first.
    """
    mine = Lead.objects.filter(owner__isnull=False, status__in=rules.LIVE, assigned_at__lt=moment)
    idle = mine.filter(Q(last_contact_at=None) | Q(last_contact_at__lt=moment))
    idle = idle.filter(Q(next_contact_at=None) | Q(next_contact_at__lt=now)).exclude(pk__in=but)
    return list(idle.order_by("assigned_at", "pk").values_list("pk", flat=True)[:limit])


@dataclass(frozen=True, slots=True)
class Brief:
    """What a message about a lead needs."""

    id: int
    title: str
    owner_id: int | None
    assigned_at: datetime


def briefs(lead_ids: Collection[int]) -> list[Brief]:
    rows = Lead.objects.filter(pk__in=lead_ids, assigned_at__isnull=False).order_by("pk")
    return [
        Brief(lead.pk, lead.display, lead.owner_id, lead.assigned_at or lead.received_at) for lead in rows
    ]


def campaign_texts(actor: Actor) -> list[dict[str, Any]]:
    """What the leads one sees call their campaigns: how many do, the source most of them have, and when the last came."""
    named = visible_to(actor).exclude(campaign="").order_by().values("campaign", "source")
    found: dict[str, dict[str, Any]] = {}
    rows = named.annotate(count=Count("pk"), last_at=Max("received_at")).order_by("-count", "source")
    for row in rows:
        one = found.setdefault(row["campaign"], {**row, "count": 0})
        one["count"] += row["count"]
        one["last_at"] = max(one["last_at"], row["last_at"])
    return sorted(found.values(), key=lambda one: (-one["count"], one["campaign"]))


def tagged(tag_id: int) -> bool:
    """Whether any lead has this tag."""
    return Lead.objects.filter(ListHolds("tags", tag_id)).exists()


def imagined(values: Mapping[str, Any], *, now: datetime) -> Lead:
    """A lead as it would arrive with these values: nobody's, new, and not kept. Raises `fields.*`."""
    custom = checking.for_new("lead", values.get("fields") or {}, complete=False)
    lead = Lead(received_at=now, created_at=now, updated_at=now, **{**values, "fields": custom})
    lead.phone = normalise(lead.phone) if lead.phone else ""
    return lead


def title_of(lead_id: int) -> str:
    """What a lead is called in a message."""
    lead = Lead.objects.filter(pk=lead_id).first()
    return lead.display if lead else ""


def holdings(user_id: int) -> int:
    """How many leads a person holds, ended ones too."""
    return Lead.objects.filter(owner_id=user_id).count()


def of_customer(customer_id: int) -> list[int]:
    """The leads that became this customer."""
    return [id for (id,) in _BECAME(customer=customer_id)]


_BECAME = Kept(
    lambda: Lead.objects.filter(customer_id=Given("customer", BigIntegerField())).values_list("pk")
)
