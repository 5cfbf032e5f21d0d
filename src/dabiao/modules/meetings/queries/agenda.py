"""The agenda from the figures: each block as it is at this moment, by the eyes of who is in the chair."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, Protocol

from django.db.models import Count, Sum
from django.utils.timezone import get_default_timezone

from dabiao.core import figures
from dabiao.core.access import actors
from dabiao.core.actor import Actor
from dabiao.core.days import local_day
from dabiao.core.money import DEFAULT_CURRENCY
from dabiao.core.scoping import covers
from dabiao.modules.dispatch.queries import reach as dispatch
from dabiao.modules.meetings.enums import AgendaBlock, MeetingKind
from dabiao.modules.meetings.models import Attendee, Meeting
from dabiao.modules.opportunities import queries as opportunities
from dabiao.modules.org import queries as org
from dabiao.modules.receivables.queries.lateness import overdue_sum
from dabiao.modules.reviews import queries as reviews
from dabiao.modules.targets import queries as targets
from dabiao.modules.targets.enums import TreeState
from dabiao.modules.targets.queries.tracking import tracking_of

MOST_TREES, MOST_ROWS = 4, 12
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Seen:
    """Whose figures: of a unit with all below, or of one person. `today` is the company's day."""

    actor: Actor
    unit_id: int | None
    units: list[int]
    user_id: int | None
    now: datetime

    @property
    def nobody(self) -> bool:
        return self.unit_id is None and self.user_id is None

    @property
    def today(self) -> Any:
        return local_day(self.now)

    @property
    def whose(self) -> dict[str, int]:
        """As filters of a list."""
        if self.user_id is not None:
            return {"owner_id": self.user_id}
        return {"unit_id": self.unit_id} if self.unit_id is not None else {}


class Block(Protocol):
    def __call__(self, seen: Seen) -> list[dict[str, Any]]: ...


def compute(meeting: Meeting, blocks: list[str], *, now: datetime) -> list[dict[str, Any]]:
    """Each block with its rows. Decisions are not figures, and come with the meeting."""
    seen = _seen(meeting, now)
    return [
        {"block": block, "as_of": now, "rows": [] if seen.nobody else _BLOCKS[block](seen)[:MOST_ROWS]}
        for block in blocks
        if block in _BLOCKS
    ]


def _seen(meeting: Meeting, now: datetime) -> Seen:
    actor = actors.of_user(meeting.owner_id)
    if meeting.kind == MeetingKind.ONE_TO_ONE:
        others = Attendee.objects.filter(meeting=meeting).exclude(user_id=meeting.owner_id)
        return Seen(actor, None, [], others.values_list("user_id", flat=True).first(), now)
    units = org.units_below(meeting.unit_id) if meeting.unit_id is not None else []
    return Seen(actor, meeting.unit_id, units, None, now)


def _row(code: str, value: int | None, unit: str, **more: Any) -> dict[str, Any]:
    """`code` names the text, or `name` is what somebody called it; `path` and `params` are the list behind it."""
    blank: dict[str, Any] = {
        "name": "",
        "label": "",
        "of": None,
        "currency": DEFAULT_CURRENCY,
        "path": "",
        "params": {},
    }
    return {**blank, "code": code, "value": value, "unit": unit, **more}


def _trees(seen: Seen) -> list[dict[str, Any]]:
    """How the trees stand in which the unit or person has a node; once each."""
    if not seen.actor.may(targets.READ):
        return []
    nodes = targets.nodes_for(seen.actor).filter(tree__state=TreeState.OPEN)
    nodes = (
        nodes.filter(owner_id=seen.user_id, kind="person")
        if seen.user_id is not None
        else nodes.filter(unit_id=seen.unit_id or 0, kind="unit")
    )
    nodes = nodes.filter(
        tree__starts_on__lte=seen.today, tree__starts_on__gt=seen.today - timedelta(days=366)
    )
    found = []
    for node in nodes.select_related("tree__metric").order_by("tree_id", "pk")[:MOST_TREES]:
        told = tracking_of(node.tree_id, grain=None, actor=seen.actor, day=seen.today)
        found.append({"node": node, "told": told})
    return found


def _targets(seen: Seen) -> list[dict[str, Any]]:
    rows = []
    for one in _trees(seen):
        node, told = one["node"], one["told"]
        current = next((row["current"] for row in told["rows"] if row["node_id"] == node.pk), None)
        if current is None:
            continue
        metric = node.tree.metric
        rows.append(
            _row(
                "attained",
                current["attained"],
                metric.measured if metric.measured == "money" else "pieces",
                name=node.tree.name,
                of=current["must"],
                currency=metric.currency,
                path=f"/targets/{node.tree_id}/tracking",
                params={"grain": told["grain"]},
            )
        )
    return rows


def _help(seen: Seen) -> list[dict[str, Any]]:
    rows = []
    for one in _trees(seen):
        told, below = one["told"], set(seen.units)
        by_node = {row["node_id"]: row for row in told["rows"]}
        for needs in told["help"]:
            person = by_node[needs["node_id"]]
            mine = person["unit_id"] in below if seen.user_id is None else person["owner_id"] == seen.user_id
            if mine:
                share = person["current"]["share_bp"]
                place = {
                    "path": f"/targets/{one['node'].tree_id}/tracking",
                    "params": {"grain": told["grain"]},
                }
                rows.append(
                    _row(
                        "help",
                        None if share is None else share // 10,
                        "per_mille",
                        name=person["name"],
                        **place,
                    )
                )
    return rows


def _figures(seen: Seen) -> list[dict[str, Any]]:
    """This month's, of every room that offers any."""
    who: figures.Whose = ("user", seen.user_id) if seen.user_id is not None else ("unit", seen.unit_id or 0)
    whose = {"owner_id": seen.user_id, "unit_id": seen.unit_id}
    offered = [one for one in figures.offered() if covers(seen.actor, one.read, id=0, **whose)]
    days = (seen.today.replace(day=1), seen.today)
    found = figures.values([one.code for one in offered], [who], days, now=seen.now)
    return [
        _row("figure", found[one.code, who], str(one.unit), name=one.name, label=one.label)
        for one in offered
        if (one.code, who) in found
    ]


def _overdue(seen: Seen) -> list[dict[str, Any]]:
    if not seen.actor.may("receivable.read"):
        return []
    units = None if seen.user_id is not None else seen.units
    number, lacking = overdue_sum(units=units, owner_id=seen.user_id, today=seen.today, actor=seen.actor)
    link = {"path": "/instalments", "params": {"state": "overdue", **seen.whose}}
    return [_row("overdue", number, "pieces", **link), _row("overdue_sum", lacking, "money", **link)]


def _deals(seen: Seen) -> list[dict[str, Any]]:
    if not seen.actor.may("opportunity.read"):
        return []
    rows = opportunities.chosen({"slipping_on": seen.today, **seen.whose}, actor=seen.actor)
    found = rows.filter(currency=DEFAULT_CURRENCY).aggregate(n=Count("pk"), sum=Sum("amount_minor"))
    link = {"path": "/opportunities", "params": {"slipping_on": "today", **seen.whose}}
    return [
        _row("deals", found["n"], "pieces", **link),
        _row("deals_sum", found["sum"] or 0, "money", **link),
    ]


def _breaches(seen: Seen) -> list[dict[str, Any]]:
    if not seen.actor.may(dispatch.READ):
        return []
    since = datetime.combine(seen.today, time(), get_default_timezone()) - WEEK
    rows = dispatch.breaches(seen.actor).filter(at__gte=since)
    rows = (
        rows.filter(owner_id=seen.user_id)
        if seen.user_id is not None
        else rows.filter(unit_id__in=seen.units)
    )
    link = {"path": "/dispatch/breaches", "params": {"since": since.isoformat(), **seen.whose}}
    return [_row("breaches", rows.count(), "pieces", **link)]


def _reviews(seen: Seen) -> list[dict[str, Any]]:
    if not seen.actor.may(reviews.READ):
        return []
    allowed = set(
        reviews.visible_to(seen.actor).filter(unit_id__in=seen.units).values_list("pk", flat=True)[:500]
    )
    drafts = [one for one in reviews.open_of(seen.units) if one.pk in allowed]
    return [_row("review", None, "none", name=one.title, path=f"/reviews/{one.pk}") for one in drafts]


_BLOCKS: Mapping[str, Block] = {
    AgendaBlock.TARGETS: _targets,
    AgendaBlock.HELP: _help,
    AgendaBlock.FIGURES: _figures,
    AgendaBlock.OVERDUE: _overdue,
    AgendaBlock.DEALS: _deals,
    AgendaBlock.BREACHES: _breaches,
    AgendaBlock.REVIEWS: _reviews,
}
