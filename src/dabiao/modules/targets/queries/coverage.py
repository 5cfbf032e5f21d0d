"""What carries a figure, what of it counts, and what nothing carries."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from dabiao.core.actor import SYSTEM, Actor
from dabiao.core.days import local_day
from dabiao.core.errors import NotFound
from dabiao.core.scoping import reaches
from dabiao.modules.customers import queries as customers
from dabiao.modules.opportunities import queries as opportunities
from dabiao.modules.opportunities.queries import Expected
from dabiao.modules.org import queries as org
from dabiao.modules.sales_events import queries as sales_events
from dabiao.modules.sales_events.enums import EventState
from dabiao.modules.targets.enums import CarrierKind, CarrierState, Measured, NodeKind, Source
from dabiao.modules.targets.models import Carrier, Cell, Metric, Node
from dabiao.modules.targets.queries import EDIT, cells_for, may_declare
from dabiao.modules.targets.queries.attainment import attained
from dabiao.modules.targets.rules import covering
from dabiao.modules.targets.rules.covering import Carried, Deal, Judged
from dabiao.modules.targets.rules.periods import Period

MOST_SUGGESTED = 50


def coverage(cell_id: int, *, actor: Actor, day: date) -> dict[str, Any]:
    """The lines of one cell, its own and those of the nodes below and the shorter periods inside, with deals that could still
    carry it. Deals that the actor does not see are counted, without a name. Raises `core.not_found`."""
    cell = cell_for(cell_id, actor=actor)
    period = Period(cell.starts_on, cell.ends_on, cell.grain)  # type: ignore[arg-type]
    rows = carriers_within(cell, period)
    deals = deals_of(rows)
    judged = {one.id: one for one in judge(rows, deals, cell.tree.metric, period, cancelled(rows))}
    reached = attained(cell.tree, [cell.node], [period], at=day).get((cell.node_id, period.first), 0)
    counted = sum(one.counted for one in judged.values())
    must = cell.must or 0
    return {
        "cell_id": cell.pk,
        "node_id": cell.node_id,
        "node": cell.node.name,
        "grain": cell.grain,
        "starts_on": cell.starts_on,
        "ends_on": cell.ends_on,
        "must": cell.must,
        "attained": reached,
        "counted": counted,
        "uncovered": covering.uncovered(must, reached, counted),
        "may_edit": may_carry(actor, cell.node),
        "carriers": _lines(rows, judged, deals, actor),
        "suggestions": suggestions(cell, actor=actor),
    }


def cell_for(id: int, *, actor: Actor) -> Cell:
    """Raises `core.not_found`."""
    cell = cells_for(actor).select_related("node", "tree__metric").filter(pk=id).first()
    if cell is None:
        raise NotFound("core.not_found", kind="target", id=id)
    return cell


def may_carry(actor: Actor, node: Node) -> bool:
    """Who has to reach it says what carries it, and who leads them."""
    return may_declare(actor, node) or reaches(actor, EDIT, node)


def with_pipeline(metric: Metric) -> bool:
    """Whether winning a deal adds to it."""
    if metric.source == Source.OPPORTUNITY:
        return metric.day_field == "closed_at"
    return metric.source in (Source.CONTRACT, Source.RECEIPT)


def carriers_within(cell: Cell, period: Period) -> list[Carrier]:
    """The cell's own lines first, then those of the nodes below and the periods inside; released ones only of its own."""
    nodes = below([cell.node_id], Node.objects.filter(tree_id=cell.tree_id, removed_at=None))[cell.node_id]
    rows = Carrier.objects.filter(
        cell__node__in=nodes, cell__starts_on__gte=period.first, cell__ends_on__lte=period.last
    ).select_related("cell__node")
    found = [one for one in rows.order_by("pk") if one.released_at is None or one.cell_id == cell.pk]
    return sorted(found, key=lambda one: one.cell_id != cell.pk)


def below(ids: Iterable[int], nodes: Iterable[Node]) -> dict[int, set[int]]:
    """Each of these nodes with everything below it."""
    children: dict[int | None, list[int]] = {}
    for node in nodes:
        children.setdefault(node.parent_id, []).append(node.pk)
    found = {}
    for id in ids:
        inside, waiting = set(), [id]
        while waiting:
            one = waiting.pop()
            inside.add(one)
            waiting += children.get(one, [])
        found[id] = inside
    return found


def deals_of(rows: Iterable[Carrier]) -> dict[int, Expected]:
    ids = {one.ref_id for one in rows if one.kind == CarrierKind.OPPORTUNITY and one.ref_id}
    return opportunities.standing(ids) if ids else {}


def judge(
    rows: Collection[Carrier],
    deals: Mapping[int, Expected],
    metric: Metric,
    period: Period,
    off: Collection[int],
) -> list[Judged]:
    """`off`: the lines among them whose events will not be held (`cancelled`)."""
    here = [one for one in rows if one.released_at is None and one.pk not in off]
    carried = [Carried(one.pk, one.kind, one.ref_id, one.amount) for one in here]
    known = {id: deal(one, metric) for id, one in deals.items()}
    gone = [Judged(one.pk, CarrierState.RELEASED, one.amount or 0, 0) for one in rows if one.released_at]
    gone += [Judged(one.pk, CarrierState.LOST, one.amount or 0, 0) for one in rows if one.pk in off]
    return covering.judge(carried, known, period.first, period.last) + gone


def cancelled(rows: Iterable[Carrier]) -> set[int]:
    """The lines of events that will not be held."""
    of_events = {one.pk: one.ref_id for one in rows if one.kind == CarrierKind.EVENT and not one.released_at}
    ids = {id for id in of_events.values() if id is not None}
    if not ids:
        return set()
    off = sales_events.visible_to(SYSTEM).filter(pk__in=ids, state=EventState.CANCELLED)
    gone = set(off.values_list("pk", flat=True))
    return {line for line, id in of_events.items() if id in gone}


def deal(one: Expected, metric: Metric) -> Deal:
    """What the deal brings to this metric: its amount, or one piece; nothing in another currency."""
    amount = 1
    if metric.measured == Measured.MONEY:
        amount = one.amount_minor if one.currency == metric.currency else 0
    closed_on = local_day(one.closed_at) if one.closed_at else None
    ended = "" if one.kind == "open" else one.kind
    return Deal(one.id, one.customer_id, amount, one.chance, one.win_on, ended, closed_on)


def suggestions(cell: Cell, *, actor: Actor) -> list[dict[str, Any]]:
    """Open deals of that person, or of that unit and below, to be won in the period and carrying nothing of this metric yet;
    the weightiest first, those only that the actor sees."""
    metric = cell.tree.metric
    if not with_pipeline(metric) or not actor.may("opportunity.read"):
        return []
    node = cell.node
    of: dict[str, Any] = {"units": org.units_below(node.unit_id)}
    if node.kind == NodeKind.PERSON:
        of = {"units": [node.unit_id], "owner_id": node.owner_id}
    open_ones = opportunities.expected_between(cell.starts_on, cell.ends_on, **of)
    ids = [one.id for one in open_ones]
    taken = set(
        Carrier.objects.filter(
            metric=metric, kind=CarrierKind.OPPORTUNITY, ref_id__in=ids, released_at=None
        ).values_list("ref_id", flat=True)
    )
    seen = opportunities.known_to(actor, ids)
    free = [(one, deal(one, metric)) for one in open_ones if one.id in seen and one.id not in taken]
    free.sort(key=lambda pair: (-pair[1].amount * pair[1].chance, pair[0].id))
    return [
        {
            "opportunity_id": one.id,
            "name": one.name,
            "customer_name": one.customer_name,
            "amount": brings.amount,
            "chance": _percent(one),
            "weighted": covering.weighed(brings.amount, brings.chance),
            "win_on": one.win_on,
            "owner_id": one.owner_id,
        }
        for one, brings in free[:MOST_SUGGESTED]
    ]


def _percent(one: Expected) -> float:
    return int(one.chance * 1000 + Fraction(1, 2)) / 10


def _lines(
    rows: list[Carrier], judged: Mapping[int, Judged], deals: Mapping[int, Expected], actor: Actor
) -> list[dict[str, Any]]:
    seen = opportunities.known_to(actor, deals.keys()) if actor.may("opportunity.read") else set()
    named = _named(rows, actor)
    return [_line(one, judged[one.pk], deals.get(one.ref_id or 0), seen, named) for one in rows]


def _named(rows: Iterable[Carrier], actor: Actor) -> dict[tuple[str, int], str]:
    """The customers and events that the actor sees."""
    found: dict[tuple[str, int], str] = {}
    for kind, permission, reads in (
        (CarrierKind.CUSTOMER, "customer.read", customers.visible_to),
        (CarrierKind.EVENT, sales_events.READ, sales_events.visible_to),
    ):
        ids = {one.ref_id for one in rows if one.kind == kind and one.ref_id}
        if ids and actor.may(permission):
            names = reads(actor).filter(pk__in=ids).values_list("pk", "name")
            found |= {(kind, id): name for id, name in names}
    return found


def _line(
    row: Carrier,
    judged: Judged,
    known: Expected | None,
    seen: set[int],
    named: Mapping[tuple[str, int], str],
) -> dict[str, Any]:
    name, shown = row.name, None
    if row.kind == CarrierKind.OPPORTUNITY:
        shown = known if known and known.id in seen else None
        name = shown.name if shown else ""
    elif row.ref_id is not None:
        name = named.get((row.kind, row.ref_id), "")
    return {
        "id": row.pk,
        "cell_id": row.cell_id,
        "node": row.cell.node.name,
        "kind": row.kind,
        "ref_id": row.ref_id if name else None,
        "name": name,
        "customer_name": shown.customer_name if shown else "",
        "amount": judged.amount,
        "own_amount": row.amount,
        "chance": _percent(known) if known and row.kind == CarrierKind.OPPORTUNITY else None,
        "counted": judged.counted,
        "state": judged.state,
        "win_on": known.win_on if known and row.kind == CarrierKind.OPPORTUNITY else None,
        "note": row.note,
    }
