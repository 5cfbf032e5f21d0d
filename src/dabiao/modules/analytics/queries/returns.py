"""What channels cost and what came of their leads: always of the leads received in the months asked for."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any

import orjson
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.timezone import get_default_timezone

from dabiao.core.actor import Actor
from dabiao.core.calendar import add_months, month_start, next_month
from dabiao.core.db import one_moment
from dabiao.core.errors import Invalid
from dabiao.core.money import DEFAULT_CURRENCY
from dabiao.modules.analytics import rules
from dabiao.modules.analytics.enums import ReturnBy
from dabiao.modules.analytics.queries.numbers import Link, link
from dabiao.modules.analytics.queries.outcomes import month_key
from dabiao.modules.analytics.queries.sources import CONTRACTS, LEADS, OPPORTUNITIES
from dabiao.modules.analytics.rules import returning
from dabiao.modules.channels import queries as channels
from dabiao.modules.contracts.enums import IN_FORCE
from dabiao.modules.leads import queries as lead_queries
from dabiao.modules.leads.enums import LeadStatus

USUAL, MOST = 6, 36  # months
VALID = ~Q(status=LeadStatus.INVALID)
WON = Q(opportunity__closed_at__isnull=False, opportunity__stage__kind="won")
IN_MONEY = Q(opportunity__currency=DEFAULT_CURRENCY)
READ = "analytics.read"
NONE = "none"
MOST_TEXTS = 50  # of a link
Counted = dict[returning.Cell, dict[str, int]]


@dataclass(frozen=True)
class _Asked:
    """Whole months, how a cell of leads finds its row, and whether whoever asks may open the leads."""

    months: Sequence[date]
    zone: tzinfo
    by: ReturnBy
    spent: channels.Spent
    opens: bool

    @property
    def since(self) -> datetime:
        return rules.midnight(self.months[0], self.zone)

    @property
    def until(self) -> datetime:
        return rules.midnight(next_month(self.months[-1]), self.zone)

    def row_of(self, cell: returning.Cell) -> str:
        if self.by is ReturnBy.SOURCE:
            return cell.source
        if self.by is ReturnBy.MONTH:
            return f"{cell.month:%Y-%m}"
        if cell.campaign_id is not None:
            return str(cell.campaign_id)
        return f"text:{cell.text}" if cell.text else NONE


def returns(
    by: ReturnBy, *, first: date | None = None, until: date | None = None, actor: Actor, now: datetime
) -> dict[str, Any]:
    """`{as_of, by, first, until, total, rows}`; the dearest row first, months in order. Of days the whole months around them.

    Who may not read leads, as finance, has the sums of those that `analytics.read` reaches, and nothing to open.
    Raises `access.forbidden`, `analytics.empty_period`, `analytics.too_long`.
    """
    for permission in (READ, "campaign.read"):
        actor.require(permission)
    zone = get_default_timezone()
    months = _months(first, until, rules.local_day(now, zone))
    with one_moment():
        spent = channels.spent([(month, next_month(month)) for month in months], actor=actor)
        asked = _Asked(months, zone, by, spent, actor.may(LEADS.permission))
        counted, own = _counted(asked, actor)
    rows = returning.put_together(counted, own, spent.amounts, asked.row_of)
    keys = sorted(rows) if by is ReturnBy.MONTH else sorted(rows, key=lambda key: _rank(rows[key], key))
    return {
        "as_of": now,
        "by": by.value,
        "first": months[0],
        "until": next_month(months[-1]),
        "total": _row("", returning.total(rows), asked),
        "rows": [_row(key, rows[key], asked) for key in keys],
    }


def _rank(row: returning.Sums, key: str) -> tuple[int, int, str]:
    return (-row.cost_minor, -row.numbers["leads"], key)


def _months(first: date | None, until: date | None, today: date) -> list[date]:
    """The whole months around the days asked for; without any, the last six with the running one."""
    end = month_start(until - rules.DAY) if until else month_start(max(today, first or today))
    begin = month_start(first) if first else add_months(end, 1 - USUAL)
    rules.check_not_empty(begin, next_month(end))
    found = rules.months(begin, end)
    if len(found) > MOST:
        raise Invalid("analytics.too_long", field="to", months=MOST)
    return found


def _counted(asked: _Asked, actor: Actor) -> tuple[Counted, dict[returning.Cell, int]]:
    """In three statements: leads, their deals, and what came in for these."""
    key, month_of = month_key(list(asked.months), asked.zone)
    within = {"received_from": asked.since, "received_to": asked.until}
    reached = LEADS.visible_to(actor) if asked.opens else lead_queries.visible_to(actor, READ)
    leads = reached.filter(LEADS.where(within)).order_by().annotate(month=key)
    counted: Counted = defaultdict(dict)
    own: dict[returning.Cell, int] = {}

    def cell(source: str, text: str, month: Any) -> returning.Cell:
        return returning.Cell(asked.spent.campaign_of(text), text, source, month_of(month).replace(day=1))

    def gather(rows: QuerySet[Any, Any], *names: str) -> None:
        for source, text, month, *values in rows:
            counted[cell(source, text, month)].update(zip(names, map(int, values), strict=True))

    groups = leads.values("source", "campaign", "month")
    gather(
        groups.annotate(
            a=Count("pk"), b=Count("pk", filter=VALID), c=Count("pk", filter=_qualified())
        ).values_list("source", "campaign", "month", "a", "b", "c"),
        *("leads", "valid", "qualified"),
    )
    for source, text, month, cost in groups.annotate(a=Sum("cost_minor")).values_list(
        "source", "campaign", "month", "a"
    ):
        own[cell(source, text, month)] = cost
    _deals(leads, actor, gather)
    return counted, own


def _qualified() -> Q:
    return LEADS.condition("stage_reached", "qualified")


def _deals(leads: QuerySet[Any], actor: Actor, gather: Callable[..., None]) -> None:
    places = ("source", "campaign", "month")
    if actor.may(OPPORTUNITIES.permission):
        deals = leads.filter(opportunity__in=OPPORTUNITIES.visible_to(actor).order_by().values("pk"))
        gather(
            deals.values(*places)
            .annotate(
                a=Count("pk"),
                b=Count("pk", filter=WON),
                c=Coalesce(Sum("opportunity__amount_minor", filter=WON & IN_MONEY), 0),
            )
            .values_list(*places, "a", "b", "c"),
            *("opportunities", "won", "won_minor"),
        )
    if actor.may(CONTRACTS.permission):
        signed = CONTRACTS.visible_to(actor).filter(
            opportunity_id=OuterRef("opportunity_id"), status__in=IN_FORCE, currency=DEFAULT_CURRENCY
        )
        came_in = signed.order_by().values("opportunity_id").annotate(a=Sum("received_minor")).values("a")
        paid = leads.filter(opportunity__isnull=False).annotate(cash=Subquery(came_in))
        gather(
            paid.values(*places).annotate(a=Coalesce(Sum("cash"), 0)).values_list(*places, "a"), "cash_minor"
        )


def _row(key: str, sums: returning.Sums, asked: _Asked) -> dict[str, Any]:
    links = _links(key, sums, asked)
    name, source = asked.spent.campaigns.get(int(key), ("", "")) if key.isdigit() else ("", "")
    is_text = key.startswith("text:")
    numbers = sums.numbers
    return {
        "key": key,
        "name": name or (key.removeprefix("text:") if is_text else ""),
        "campaign_id": int(key) if asked.by is ReturnBy.CAMPAIGN and key.isdigit() else None,
        "source": source or ("".join(sums.sources) if key and len(sums.sources) == 1 else ""),
        "unknown": is_text,
        "numbers": {name: {"value": value, "link": links.get(name)} for name, value in numbers.items()},
        "cost_minor": sums.cost_minor,
        "spends": _spends(key, asked),
        "own_cost_minor": sums.own_minor,
        "cost_per_lead_minor": returning.each(sums.cost_minor, numbers["leads"]),
        "cost_per_qualified_minor": returning.each(sums.cost_minor, numbers["qualified"]),
        "return_share": returning.came_back(numbers["won_minor"], sums.cost_minor),
    }


def _spends(key: str, asked: _Asked) -> dict[str, Any] | None:
    """What to ask `/spends` for the lines behind the cost of a row; None where there cannot be any."""
    first, until = asked.months[0], next_month(asked.months[-1])
    if asked.by is ReturnBy.MONTH and key:
        first = date.fromisoformat(f"{key}-01")
        until = next_month(first)
    days = {"first": first, "until": until}
    if not key or asked.by is ReturnBy.MONTH:
        return days
    if asked.by is ReturnBy.SOURCE:
        return {**days, "source": key}
    if key == NONE:
        return {**days, "whole": True}
    return {**days, "campaign_id": int(key)} if key.isdigit() else None


def _links(key: str, sums: returning.Sums, asked: _Asked) -> dict[str, Link]:
    """Where exactly the records of a row are listed; none for a row of more names than an address can hold, and for whoever
    may not read leads: all of these lists are narrowed by them."""
    if not asked.opens:
        return {}
    since, until = asked.since, asked.until
    leaves: list[dict[str, Any]] = []
    if asked.by is ReturnBy.SOURCE and key:
        leaves = [{"field": "source", "op": "is", "value": key}]
    elif asked.by is ReturnBy.MONTH and key:
        month = date.fromisoformat(f"{key}-01")
        since, until = rules.midnight(month, asked.zone), rules.midnight(next_month(month), asked.zone)
    elif asked.by is ReturnBy.CAMPAIGN and key:
        if len(sums.texts) > MOST_TEXTS or not sums.texts:
            return {}
        leaves = [_named(sorted(sums.texts))]
    period = {"received_from": since, "received_to": until}
    times = link("", period)["params"]
    received = [
        {"field": "received_at", "op": "gte", "value": times["received_from"]},
        {"field": "received_at", "op": "lt", "value": times["received_to"]},
    ]
    deal, contract = _where("lead.", [*leaves, *received]), _where("opportunity.lead.", [*leaves, *received])
    won = link(OPPORTUNITIES.path, {**deal, "stage_kind": "won"})
    return {
        "leads": link(LEADS.path, {**period, **_where("", leaves)}),
        "valid": link(LEADS.path, {**period, **_where("", [*leaves, _VALID])}),
        "qualified": link(LEADS.path, {**period, **_where("", leaves), "stage_reached": "qualified"}),
        "opportunities": link(OPPORTUNITIES.path, deal),
        "won": won,
        "won_minor": won,
        "cash_minor": link(CONTRACTS.path, {**contract, "status": IN_FORCE}),
    }


_VALID = {"field": "status", "op": "is_not", "value": "invalid"}


def _named(texts: list[str]) -> dict[str, Any]:
    if texts == [""]:
        return {"field": "campaign", "op": "empty"}
    return {"field": "campaign", "op": "in", "value": texts}


def _where(hops: str, leaves: list[dict[str, Any]]) -> dict[str, str]:
    if not leaves:
        return {}
    return {
        "where": orjson.dumps({"all": [{**leaf, "field": hops + leaf["field"]} for leaf in leaves]}).decode()
    }
