"""What a reached figure is made of: entries of the ledger with their records, or the condition of a list that shows them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from dabiao.core import figures
from dabiao.core.actor import Actor
from dabiao.core.errors import Invalid, NotFound
from dabiao.core.scoping import covers, fetch, reaches
from dabiao.modules.org import queries as org
from dabiao.modules.targets.enums import CreditKind, NodeKind
from dabiao.modules.targets.models import ClosedMonth, Entry, Metric, Node, Tree
from dabiao.modules.targets.queries import ATTRIBUTE, CLOSE, READ, attainment, crediting, measuring, nodes_for
from dabiao.modules.targets.queries._sources import KINDS
from dabiao.modules.targets.queries.figures import reached
from dabiao.modules.targets.queries.measuring import Days
from dabiao.modules.targets.rules import periods
from dabiao.modules.targets.rules.periods import Period

PAGE = 200


def records_of(
    node_id: int,
    *,
    grain: str,
    starts_on: date,
    of: str = "",
    before: int | None = None,
    now: datetime,
    actor: Actor,
) -> dict[str, Any]:
    """What a node has reached in a period, and what it is made of: `entries` (the newest first, 200 at a time, `next` for
    more) where the ledger says it, else `where`, the condition of the list of `source`. A ratio has `parts`, each of which is
    asked for by `of`: `over`, `under`. Raises `core.not_found`, `targets.no_such_period`, `targets.no_ratio`."""
    node = fetch(nodes_for(actor).select_related(*_METRICS), node_id)
    year = periods.year_from(node.tree.starts_on)
    period = periods.starting(starts_on, year, grain)
    metric, parts = node.tree.metric, _parts(node.tree.metric)
    if of:
        if of not in parts:
            raise Invalid("targets.no_ratio", field="of", name=str(metric))
        metric, parts = parts[of], {}
    came_to = attainment.attained(Tree(metric=metric), [node], [period])
    found = _opened(
        metric, came_to.get((node.pk, period.first), None if parts else 0), (period.first, period.last), now
    )
    found["parts"] = [{"of": name, "code": one.code, "name": one.name} for name, one in parts.items()]
    if parts:
        return found
    if not measuring.in_ledger(metric):
        return {**found, "where": _condition(metric, node, period)}
    return found | _page(metric, _entries(metric, node, period), before, actor)


def records_behind(
    code: str,
    *,
    user_id: int | None = None,
    unit_id: int | None = None,
    days: Days,
    before: int | None = None,
    now: datetime,
    actor: Actor,
) -> dict[str, Any]:
    """The same of the figure `metric.<code>` as reports show it: of a person wherever they stood, or of a unit and all below.
    Raises `targets.whose_figure` unless one of both is given, `targets.ends_before_start`, `core.not_found` also for whom one
    does not reach."""
    if days[1] < days[0]:
        raise Invalid("targets.ends_before_start", field="until")
    whose = _whose(user_id, unit_id, actor)
    metric = Metric.objects.filter(code=code, over=None).first()
    if metric is None:
        raise NotFound("core.not_found")
    found = _opened(metric, reached(metric, whose, days), days, now)
    own: list[Any] = [{"field": "owner_id", "op": "is", "value": user_id}]
    below: list[Any] = [{"field": "unit_id", "op": "within", "value": [unit_id]}]
    if not measuring.in_ledger(metric):
        asked = own if whose[0] == "user" else below
        return {
            **found,
            "where": {"all": [_on(metric, days), *asked, *([metric.where] if metric.where else [])]},
        }
    rows = measuring.counted(metric).filter(measuring.within(metric, [days]))
    theirs = rows.filter(user_id=user_id) if user_id else rows.filter(unit_path__contains=f"/{unit_id}/")
    return found | _page(metric, theirs, before, actor)


def _whose(user_id: int | None, unit_id: int | None, actor: Actor) -> figures.Whose:
    if (user_id is None) == (unit_id is None):
        raise Invalid("targets.whose_figure", field="user_id")
    stands = org.position_of(user_id).unit_id if user_id is not None else unit_id
    known = stands is not None and stands in org.unit_names([stands])
    if not known or not covers(actor, READ, id=0, owner_id=user_id, unit_id=stands):
        raise NotFound("core.not_found")
    return ("unit", unit_id) if user_id is None and unit_id is not None else ("user", user_id or 0)


def _opened(metric: Metric, attained: int | None, days: Days, now: datetime) -> dict[str, Any]:
    return {
        "attained": attained,
        "as_of": now,
        "uncounted": 0 if metric.over else measuring.uncounted(metric, *days),
        "source": metric.source,
        "measured": metric.measured,
        "currency": metric.currency,
        "where": None,
        "entries": [],
        "next": None,
        "parts": [],
    }


def _page(metric: Metric, rows: QuerySet[Entry], before: int | None, actor: Actor) -> dict[str, Any]:
    if before is not None:
        rows = rows.filter(pk__lt=before)
    page = list(rows.annotate(_counts=measuring.value_of(metric)).order_by("-pk")[: PAGE + 1])
    more = page[PAGE - 1].pk if len(page) > PAGE else None
    return {"entries": shown(page[:PAGE], actor), "next": more}


_METRICS = ("tree__metric__over", "tree__metric__under")


def _parts(metric: Metric) -> dict[str, Metric]:
    return {"over": metric.over, "under": metric.under} if metric.over and metric.under else {}


def _entries(metric: Metric, node: Node, period: Period) -> QuerySet[Entry]:
    rows = measuring.counted(metric, node.where).filter(
        measuring.within(metric, [(period.first, period.last)])
    )
    if node.kind == NodeKind.PERSON:
        return rows.filter(user_id=node.owner_id, unit_id=node.unit_id)
    if node.kind == NodeKind.UNIT or node.where:
        return rows.filter(unit_path__contains=f"/{node.unit_id}/")
    return rows.none()


def _condition(metric: Metric, node: Node, period: Period) -> dict[str, Any]:
    parts: list[Any] = [_on(metric, (period.first, period.last))]
    if node.kind == NodeKind.PERSON:
        parts += [
            {"field": "owner_id", "op": "is", "value": node.owner_id},
            {"field": "unit_id", "op": "is", "value": node.unit_id},
        ]
    else:
        parts.append({"field": "unit_id", "op": "within", "value": [node.unit_id]})
    return {"all": [*parts, *(one for one in (metric.where, node.where) if one)]}


def _on(metric: Metric, days: Days) -> dict[str, Any]:
    column = KINDS[metric.source].column(metric.day_field)
    return {"field": column, "op": "between", "value": [day.isoformat() for day in days]}


def shown(entries: Sequence[Entry], actor: Actor) -> list[dict[str, Any]]:
    """Entries with the names of their people, and of the records that the actor sees."""
    titles = _titles(entries, actor)
    shares = _shares(entries)
    people = org.names_of([one.user_id for one in entries if one.user_id is not None])
    units = org.unit_names([one.unit_id for one in entries if one.unit_id is not None])
    return [
        {
            **{name: getattr(one, name) for name in _ENTRY},
            "amount": getattr(one, "_counts", one.amount_minor),
            "bp": shares.get((one.source_kind, one.source_id, one.user_id)),
            "user_name": people.get(one.user_id or 0, ""),
            "unit_name": units.get(one.unit_id or 0, ""),
            **titles.get((one.source_kind, one.source_id), {"title": None, "contract_id": None}),
        }
        for one in entries
    ]


_ENTRY = (
    *("id", "source_kind", "source_id", "what", "day", "for_day", "pieces", "currency"),
    *("user_id", "unit_id", "booked_at"),
)


def _shares(entries: Sequence[Entry]) -> dict[tuple[str, int, int | None], int]:
    found: dict[tuple[str, int, int | None], int] = {}
    for kind in {one.source_kind for one in entries}:
        for id, shares in crediting.shares(
            kind, {one.source_id for one in entries if one.source_kind == kind}
        ).items():
            for share in shares:
                found[kind, id, share.user_id] = found.get((kind, id, share.user_id), 0) + share.bp
    return found


def _titles(entries: Sequence[Entry], actor: Actor) -> dict[tuple[str, int], dict[str, Any]]:
    found = {}
    for kind in {one.source_kind for one in entries}:
        ids = {one.source_id for one in entries if one.source_kind == kind}
        rows = crediting.seen(kind, actor).filter(pk__in=ids)
        if kind == CreditKind.RECEIPT:
            rows = rows.select_related("contract")
        for row in rows:
            contract = row.contract if kind == CreditKind.RECEIPT else None
            found[kind, row.pk] = {
                "title": str(contract or row),
                "contract_id": contract.pk if contract else None,
            }
    return found


def credits(kind: str, id: int, *, actor: Actor) -> dict[str, Any]:
    """On whose account a record counts, and every entry that says so. Raises `core.not_found`, `access.forbidden`."""
    actor.require(READ)
    record = fetch(crediting.seen(kind, actor), id)
    holder = record.contract if kind == CreditKind.RECEIPT else record
    shares = crediting.shares(kind, [id]).get(id, [])
    people = org.names_of([one.user_id for one in shares if one.user_id is not None])
    units = org.unit_names([one.unit_id for one in shares if one.unit_id is not None])
    entries = Entry.objects.filter(source_kind=kind, source_id=id).order_by("pk")
    return {
        "shares": [
            {
                **{
                    name: getattr(one, name)
                    for name in ("user_id", "unit_id", "bp", "set_by", "reason", "set_at")
                },
                "user_name": people.get(one.user_id or 0, ""),
                "unit_name": units.get(one.unit_id or 0, ""),
            }
            for one in shares
        ],
        "entries": shown(list(entries), actor),
        "actions": ["attribute"] if reaches(actor, ATTRIBUTE, holder) else [],
    }


def months(*, actor: Actor) -> dict[str, Any]:
    """Closed months, the newest first. Raises `access.forbidden`."""
    actor.require(READ)
    rows = list(ClosedMonth.objects.order_by("-month").select_related("closed_by"))
    names = org.names_of([row.closed_by_id for row in rows if row.closed_by_id is not None])
    items: list[Mapping[str, Any]] = [
        {
            "id": row.pk,
            "month": row.month,
            "reason": row.reason,
            "closed_at": row.closed_at,
            "closed_by_name": names.get(row.closed_by_id or 0, ""),
        }
        for row in rows
    ]
    return {"items": items, "actions": ["close", "reopen"] if actor.may(CLOSE) else []}


def policy(*, actor: Actor) -> dict[str, Any]:
    """Whom receipts count for. Raises `access.forbidden`."""
    actor.require(READ)
    found = crediting.policy()
    return {
        "receipts": found.receipts if found else "contract",
        "version": found.version if found else 1,
    }
