"""Ended periods are judged once, and each that was missed too often or by far waits for somebody's decision."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils.timezone import get_default_timezone

from dabiao.core.actor import Actor
from dabiao.core.calendar import workdays_after
from dabiao.core.days import local_day
from dabiao.core.errors import Conflict, Forbidden, Invalid
from dabiao.core.events.models import Event, EventSubject
from dabiao.core.events.services import record
from dabiao.core.notifications.services import notify
from dabiao.core.timers.services import cancel, schedule
from dabiao.modules.targets import events
from dabiao.modules.targets.enums import AlarmDecision, Grain, NodeKind, TreeState
from dabiao.modules.targets.models import Alarm, AlarmTerms, Cell, Node, Tree
from dabiao.modules.targets.queries.alarms import alarm_for, may_decide, usual_missed
from dabiao.modules.targets.queries.attainment import attained
from dabiao.modules.targets.rules import periods, tracking
from dabiao.modules.targets.rules.periods import Period
from dabiao.modules.targets.rules.tracking import Ended
from dabiao.modules.targets.services._locking import managed_tree

CALL = "targets.alarm_due"  # the timer of a decision
LOOK_BACK = 12  # ended periods that a streak may be made of


@transaction.atomic
def judge_ended(tree_id: int, *, actor: Actor, now: datetime) -> list[Alarm]:
    """Open an alarm for each period that ended since the tree was last judged and gives reason for one. What was judged is not
    judged again, whatever it was worth later; after an outage all that ended meanwhile is."""
    tree = Tree.objects.select_for_update(of=("self",)).select_related("metric").get(pk=tree_id)
    terms, _ = AlarmTerms.objects.get_or_create(tree=tree, defaults={"missed": usual_missed(tree)})
    yesterday = local_day(now) - timedelta(days=1)
    since = terms.judged_to or max(tree.starts_on, local_day(tree.created_at)) - timedelta(days=1)
    if tree.state != TreeState.OPEN or since >= yesterday:
        return []
    opened = []
    for grain in terms.missed:
        opened += _judge(tree, terms, grain, since, yesterday, actor, now)
    terms.judged_to = yesterday
    terms.save(update_fields=["judged_to"])
    return opened


def _judge(
    tree: Tree, terms: AlarmTerms, grain: str, since: date, until: date, actor: Actor, now: datetime
) -> list[Alarm]:
    if grain not in tree.grains:
        return []
    ended = [one for one in periods.periods(periods.year_from(tree.starts_on), grain) if one.last <= until]
    if not any(one.last > since for one in ended):
        return []
    ended = ended[-max(LOOK_BACK, sum(one.last > since for one in ended) + terms.missed[grain]) :]
    nodes = [node for node in _judged_nodes(tree) if node.removed_at is None]
    reached = attained(tree, nodes, ended)
    none = None if tree.metric.derived else 0
    cells = {
        (cell.node_id, cell.starts_on): cell
        for cell in Cell.objects.filter(tree=tree, grain=grain, starts_on__gte=ended[0].first)
    }
    opened = []
    for node in nodes:
        line = [
            _ended(cells.get((node.pk, one.first)), reached.get((node.pk, one.first), none)) for one in ended
        ]
        for place, one in enumerate(ended):
            cell = cells.get((node.pk, one.first))
            if one.last > since and cell is not None and _there(node, one):
                opened += _open(cell, node, line[: place + 1], terms, actor, now)
    return opened


def _judged_nodes(tree: Tree) -> Sequence[Node]:
    """A vacancy reaches nothing, and nobody is to be blamed for that."""
    return list(Node.objects.filter(tree=tree).exclude(kind=NodeKind.VACANCY).select_related("parent"))


def _there(node: Node, period: Period) -> bool:
    """For the whole of it: who came or left in it is not measured by it."""
    return (node.from_on is None or node.from_on <= period.first) and (
        node.to_on is None or node.to_on >= period.last
    )


def _ended(cell: Cell | None, reached: int | None) -> Ended:
    """A ratio that had nothing under the line (None) cannot be judged."""
    return Ended(cell.must if cell and reached is not None else None, reached or 0)


def _open(
    cell: Cell, node: Node, line: Sequence[Ended], terms: AlarmTerms, actor: Actor, now: datetime
) -> list[Alarm]:
    tree = cell.tree
    reasons = tracking.alarms(
        line, tree.metric.aim, missed_in_row=terms.missed[cell.grain], under_bp=terms.under_bp
    )
    if not reasons or Alarm.objects.filter(cell=cell).exists():
        return []
    owner_id, unit_id = _next_above(node, tree)
    alarm = Alarm.objects.create(
        cell=cell,
        reasons=[str(one) for one in reasons],
        must=cell.must or 0,
        attained=line[-1].attained,
        missed=max(0, -tracking.streak(line, tree.metric.aim)),
        owner_id=owner_id,
        unit_id=unit_id,
        due_on=workdays_after(local_day(now), terms.decide_within),
        opened_at=now,
    )
    fact = events.AlarmOpened(
        *(node.name, cell.grain, cell.starts_on, alarm.reasons),
        *(alarm.must, alarm.attained, alarm.owner_id, alarm.due_on),
    )
    record(fact, cell, tree, actor=actor, now=now)
    _call_at_the_end(alarm)
    _tell(alarm, "target.alarm", node.name, now)
    return [alarm]


def _next_above(node: Node, tree: Tree, after: int | None = None) -> tuple[int | None, int]:
    """Who leads the nearest node above whose own figure it is not, or keeps the tree; with `after` the next above them."""
    nodes = {one.pk: one for one in Node.objects.filter(tree=tree)}
    above, found, passed = nodes.get(node.parent_id or 0), [], after is None
    while above is not None:
        if above.owner_id and above.owner_id != node.owner_id:
            found.append((above.owner_id, above.unit_id))
        above = nodes.get(above.parent_id or 0)
    if tree.owner_id:
        found.append((tree.owner_id, tree.unit_id))
    for owner_id, unit_id in found:
        if passed and owner_id != after:
            return owner_id, unit_id
        passed = passed or owner_id == after
    return after, tree.unit_id


@transaction.atomic
def follow_up(alarm_id: int, *, stage: int, actor: Actor, now: datetime) -> None:
    """Nobody decided by the end of the day that was set: first they are reminded, with one more working day; then it goes to
    who leads the next above, with as many days as at first. At the top it stays and is reminded of every time."""
    alarm = (
        Alarm.objects.select_for_update(of=("self",))
        .select_related("cell__node", "cell__tree")
        .filter(pk=alarm_id)
    ).first()
    if alarm is None or alarm.decided_at is not None or alarm.stage != stage:
        return
    cell, today = alarm.cell, local_day(now)
    alarm.stage += 1
    higher, unit_id = _next_above(cell.node, cell.tree, after=alarm.owner_id)
    if stage % 2 == 0 or higher == alarm.owner_id:
        alarm.due_on = workdays_after(today, 1)
        _tell(alarm, "target.alarm_reminder", cell.node.name, now)
    else:
        before = alarm.owner_id
        alarm.owner_id, alarm.unit_id = higher, unit_id
        alarm.due_on = workdays_after(today, _decide_within(cell.tree))
        fact = events.AlarmHandedUp(cell.node.name, cell.grain, cell.starts_on, alarm.owner_id, alarm.due_on)
        record(fact, cell, cell.tree, actor=actor, now=now)
        _tell(alarm, "target.alarm_handed_up", cell.node.name, now, also=before)
    alarm.save(update_fields=["stage", "owner", "unit", "due_on"])
    _call_at_the_end(alarm)


@transaction.atomic
def decide(alarm_id: int, *, decision: str, reason: str, actor: Actor, now: datetime) -> Alarm:
    """What is to become of the target: changed, better equipped, or kept. A change has to have been made by then, and is named.

    Raises `core.required` without a reason, `targets.alarm_decided`, `targets.no_change_made` (409), `targets.not_yours`.
    """
    alarm = alarm_for(alarm_id, actor=actor)
    alarm = (
        Alarm.objects.select_for_update(of=("self",))
        .select_related("cell__node__parent", "cell__tree__metric")
        .get(pk=alarm.pk)
    )
    cell = alarm.cell
    if not may_decide(actor, alarm):
        raise Forbidden("targets.not_yours", field="id", node=cell.node.name)
    if alarm.decided_at is not None:
        raise Conflict("targets.alarm_decided", field="decision", node=cell.node.name)
    if not reason.strip():
        raise Invalid("core.required", field="reason")
    change_id = None
    if decision == AlarmDecision.RETARGET:
        change_id = _change_since(alarm)
        if change_id is None:
            raise Conflict("targets.no_change_made", field="decision", node=cell.node.name)
    alarm.decision, alarm.reason, alarm.change_id = decision, reason.strip(), change_id
    alarm.decided_at, alarm.decided_by_id = now, actor.user_id
    alarm.save(update_fields=["decision", "reason", "change_id", "decided_at", "decided_by_id"])
    cancel(_key(alarm))
    fact = events.AlarmDecided(cell.node.name, cell.grain, cell.starts_on, decision, alarm.reason, change_id)
    record(fact, cell, cell.tree, actor=actor, now=now)
    return alarm


def _change_since(alarm: Alarm) -> int | None:
    """The last change of a line of that node since the alarm."""
    cells = Cell.objects.filter(node_id=alarm.cell.node_id).values("pk")
    told = EventSubject.objects.filter(kind="target", object_id__in=cells).values("event_id")
    changes = Event.objects.filter(pk__in=told, kind=events.TargetSet.kind, at__gte=alarm.opened_at).order_by(
        "-pk"
    )
    return next((one.pk for one in changes if {"must", "stretch"} & set(one.data["changes"])), None)


@transaction.atomic
def set_alarm_terms(
    tree_id: int,
    *,
    missed: Mapping[str, int],
    under_bp: int,
    decide_within: int,
    actor: Actor,
    now: datetime,
) -> AlarmTerms:
    """How the tree is watched from now on. Raises `targets.grain_not_in_use`, `access.forbidden`."""
    tree = managed_tree(tree_id, actor=actor)
    for grain in missed:
        periods.longer(grain, tree.grains)
    values = {"missed": dict(missed), "under_bp": under_bp, "decide_within": decide_within}
    terms, made = AlarmTerms.objects.get_or_create(tree=tree, defaults=values)
    if not made:
        AlarmTerms.objects.filter(pk=terms.pk).update(**values)
    record(events.AlarmTermsSet(tree.name, dict(missed), under_bp, decide_within), tree, actor=actor, now=now)
    return terms


def _decide_within(tree: Tree) -> int:
    found = AlarmTerms.objects.filter(tree=tree).values_list("decide_within", flat=True).first()
    return found if found is not None else 3


def _call_at_the_end(alarm: Alarm) -> None:
    zone = get_default_timezone()
    due = datetime.combine(alarm.due_on + timedelta(days=1), time(), zone)
    schedule(_key(alarm), due, CALL, {"id": alarm.pk, "stage": alarm.stage})


def _key(alarm: Alarm) -> str:
    return f"{CALL}:{alarm.pk}"


def _tell(alarm: Alarm, kind: str, node: str, now: datetime, *, also: int | None = None) -> None:
    cell = alarm.cell
    params = {
        "node": node,
        "tree": cell.tree.name,
        "on": f"{cell.starts_on:%Y-%m}" if cell.grain != Grain.WEEK else cell.starts_on.isoformat(),
        "due": f"{alarm.due_on:%m-%d}",
    }
    people = [alarm.owner_id, also]
    notify(
        people,
        kind,
        params,
        ("target_tree", cell.tree_id),
        now,
        dedupe=f"{alarm.pk}.{alarm.stage}",
        outward=True,
    )
