"""The list and the single record."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import Q, QuerySet

from dabiao.core.actor import Actor
from dabiao.core.days import local_day
from dabiao.core.db import IsoText
from dabiao.core.i18n import DEFAULT
from dabiao.core.lists import pages
from dabiao.core.lists.keyset import PageRequest
from dabiao.core.lists.spec import OWNERSHIP, Column, ListSpec, Sort, plain, times
from dabiao.core.scoping import covers, rights, visible
from dabiao.core.search.narrowing import SearchIn
from dabiao.modules.opportunities import rules
from dabiao.modules.opportunities.enums import StageKind
from dabiao.modules.opportunities.models import Item, Opportunity, Rival, StageEntry
from dabiao.modules.opportunities.queries.chances import weighted_as_forecast
from dabiao.modules.opportunities.queries.flows import figure_condition
from dabiao.modules.opportunities.queries.ladders import claim_gap, gap_where, on_word
from dabiao.modules.opportunities.queries.slipping import at_risk, signalling, slipping, with_signs
from dabiao.modules.opportunities.queries.stages import at_or_beyond, stage_title
from dabiao.modules.org import queries as org

MOST_IN_ORDER = 20_000  # rows that are put in order without an index

OPPORTUNITIES = ListSpec(
    kind="opportunity",
    vocabulary="opportunity",
    fields=True,
    columns={
        **plain("id", "name", "customer_id"),
        "customer_name": Column("customer__name"),
        **plain("pipeline_id", "stage_id"),
        "stage_code": Column("stage__code"),
        "stage_name": Column("stage__name"),
        "stage_kind": Column("stage__kind"),
        "percent": Column("stage__percent"),
        **plain("amount_minor", "amount_from_items"),
        "weighted_minor": Column(weighted_as_forecast()),
        **plain("amount_cut_minor", "currency", "expected_win_on", "pushes", "budget_minor", "decides_on"),
        **times("stage_entered_at", "last_contact_at", "next_contact_at"),
        **plain("lead_id", "source", "competitor", "competitor_count", "unnamed_rivals", "lost_reason"),
        **plain("evidenced_stage_id", "proof_count", "people_met"),
        "evidenced_stage_code": Column("evidenced_stage__code"),
        "evidenced_stage_name": Column("evidenced_stage__name"),
        # counted in each row: a page of fifty costs 0.2 ms by it, less than to read the stages beside
        "claim_gap": Column(claim_gap()),
        "recorded_gap": Column(claim_gap("recorded_stage")),
        "usual_days": Column("stage__usual_days"),
        **times("proved_at"),
        **plain("lost_to_id"),
        "lost_to_name": Column("lost_to__name"),
        **times("closed_at"),
        **OWNERSHIP,
        **plain("version"),
        **times("created_at", "updated_at"),
    },
    sorts={
        "created_at": Sort("created_at", by_time=True),
        "stage_entered_at": Sort("stage_entered_at"),
        "amount_minor": Sort("amount_minor"),
        "expected_win_on": Sort("expected_win_on", nullable=True),
        "decides_on": Sort("decides_on", nullable=True),
        "last_contact_at": Sort("last_contact_at", nullable=True),
        "next_contact_at": Sort("next_contact_at", nullable=True),
        "claim_gap": Sort(claim_gap(), most=MOST_IN_ORDER),
        "proof_count": Sort("proof_count", most=MOST_IN_ORDER),
    },
    default_sort="-created_at",
    search=SearchIn("opportunity"),
)
# column → where the words of its values stand in the catalogue
CHOICES = {"stage_kind": "enums.stage_kind", "without": "enums.opportunity.without"}

_WHERE: Mapping[str, Callable[[Any], Q]] = {
    "slipping_on": slipping,
    "at_risk_on": at_risk,
    "signal": lambda value: signalling(*value),
    "gap_min": lambda value: gap_where(least=value),
    "gap_max": lambda value: gap_where(most=value),
    "on_word": lambda value: on_word() if value else ~on_word(),
}
_LOOKUPS = {
    "ids": "id__in",
    "win_from": "expected_win_on__gte",
    "win_to": "expected_win_on__lte",
    "decides_from": "decides_on__gte",
    "decides_to": "decides_on__lte",
    "created_from": "created_at__gte",
    "created_to": "created_at__lt",
    "closed_from": "closed_at__gte",
    "closed_to": "closed_at__lt",
    "entered_before": "stage_entered_at__lt",
    "entered_from": "stage_entered_at__gte",
    "industry": "customer__industry",
    "amount_from": "amount_minor__gte",
    "amount_below": "amount_minor__lt",
    "next_contact_from": "next_contact_at__gte",
    "next_contact_before": "next_contact_at__lt",
    "last_contact_before": "last_contact_at__lt",
}


def visible_to(actor: Actor, permission: str = "opportunity.read") -> QuerySet[Opportunity]:
    return visible(Opportunity.objects.all(), actor, permission)


def chosen(filters: Mapping[str, Any], *, actor: Actor) -> QuerySet[Opportunity]:
    """The opportunities that a list shows under these filters."""
    return visible_to(actor).filter(*(condition(name, value) for name, value in filters.items()))


def exportable(filters: Mapping[str, Any], *, actor: Actor) -> QuerySet[Opportunity]:
    """Those of `chosen` that the actor may also export."""
    return visible(chosen(filters, actor=actor), actor, "opportunity.export")


def condition(name: str, value: Any) -> Q:
    """One filter of the list as a WHERE."""
    if name == "unit_id":
        return Q(unit_id__in=org.units_below(value))
    if name == "stage_kind":
        return Q(closed_at=None) if value == StageKind.OPEN else Q(closed_at__isnull=False, stage__kind=value)
    if name in _WHERE:
        return _WHERE[name](value)
    if name == "reached_stage_id":
        return Q(pk__in=StageEntry.objects.filter(stage__in=at_or_beyond(value)).values("opportunity_id"))
    if name == "left_stage_id":
        left = StageEntry.objects.filter(stage_id=value, left_at__isnull=False)
        return Q(pk__in=left.values("opportunity_id"))
    if name == "product_id":
        return Q(pk__in=Item.objects.filter(product_id=value).values("opportunity_id"))
    if name == "competitor_id":
        return Q(pk__in=Rival.objects.filter(competitor_id=value).values("opportunity_id"))
    of_figure = figure_condition(name, value)
    return Q(**{_LOOKUPS.get(name, name): value}) if of_figure is None else of_figure


OFTEN = ("owner_id", "stage_id", "stage_kind", "pipeline_id", "customer_id")


def listing(
    *, asked: PageRequest, filters: Mapping[str, Any], actor: Actor, now: datetime, language: str = DEFAULT
) -> dict[str, Any]:
    """A page of opportunities, their stages named in `language`, with what shows that they slip."""
    actor.require("opportunity.read")
    places, like = pages.of_any(filters, partial(chosen, actor=actor), "customer_id")
    question = pages.question_of(OFTEN, places, rights(actor, "opportunity.read"))
    rows = chosen(filters, actor=actor)
    page = pages.page(rows, OPPORTUNITIES, asked, actor=actor, question=question, like=like)
    page["items"] = list(with_signs(named(page["items"], language), local_day(now)))
    return page


def named(rows: Iterable[dict[str, Any]], language: str) -> Iterator[dict[str, Any]]:
    """The rows with the words for their stages, one by one."""
    known: dict[tuple[str, str], str] = {}

    def word(code: str, name: str) -> str:
        if (code, name) not in known:
            known[code, name] = stage_title(code, name, language)
        return known[code, name]

    for row in rows:
        row["stage_name"] = word(row["stage_code"], row["stage_name"])
        if row["evidenced_stage_code"]:
            row["evidenced_stage_name"] = word(row["evidenced_stage_code"], row["evidenced_stage_name"])
        yield row


def detail(id: int, *, actor: Actor, now: datetime, language: str = DEFAULT) -> dict[str, Any]:
    """One opportunity with its chances (F3), its way through the stages, what shows that it slips, and what this actor
    may do to it."""
    row = pages.one(
        visible_to(actor), OPPORTUNITIES, id, actor=actor, question=rights(actor, "opportunity.read")
    )
    [row] = named(with_signs([row], local_day(now)), language)
    kind = row["stage_kind"]
    row["chances"] = {
        "by_stage": rules.in_percent(rules.chance_by_stage(kind, row["percent"])),
        "by_competition": rules.in_percent(rules.chance_by_competition(kind, row["competitor_count"])),
    }
    row["history"] = _history(id, language)
    row["actions"] = [
        verb
        for verb in ("edit", "move", "assign")
        if covers(actor, f"opportunity.{verb}", id=id, owner_id=row["owner_id"], unit_id=row["unit_id"])
    ]
    return row


def _history(id: int, language: str) -> list[dict[str, Any]]:
    """Its stays in stages, the first one first; the last has no end."""
    entries = StageEntry.objects.filter(opportunity_id=id).order_by("id")
    rows = list(
        entries.values_list(
            "stage_id", "stage__code", "stage__name", IsoText("entered_at"), IsoText("left_at"), "actor_id"
        )
    )
    names = org.names_of(sorted({row[-1] for row in rows if row[-1]}))
    return [
        {
            "stage_id": stage_id,
            "stage_code": code,
            "stage_name": stage_title(code, name, language),
            "entered_at": entered_at,
            "left_at": left_at,
            "actor_id": actor_id,
            "actor_name": names.get(actor_id),
        }
        for stage_id, code, name, entered_at, left_at, actor_id in rows
    ]


def title_of(id: int) -> str:
    """What an opportunity is called in a message."""
    return Opportunity.objects.filter(pk=id).values_list("name", flat=True).first() or ""


def holdings(user_id: int) -> int:
    """How many opportunities a person holds."""
    return Opportunity.objects.filter(owner_id=user_id).count()
