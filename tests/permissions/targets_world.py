"""A figure for each person of the world, and one of theirs that was missed."""

from datetime import date
from itertools import count
from typing import Any

from dabiao.core.actor import Actor
from dabiao.modules.org.models import Unit
from dabiao.modules.targets.models import Alarm, Cell, Metric, Node, Tree
from dabiao.testing.people import NOW

# numbers far from those that the other tables' records take for themselves
_number = count(700_000)


def a_target(who: Actor) -> Any:
    """A figure for a person, below their unit, whose node nobody leads."""
    stamps = {"created_at": NOW, "updated_at": NOW}
    root = Unit.objects.get(parent=None)
    metric = Metric.objects.get(code="visits")
    tree, _made = Tree.objects.get_or_create(
        metric=metric,
        unit=root,
        starts_on=date(2026, 1, 1),
        defaults={"pk": next(_number), "grains": ["year", "month"], **stamps},
    )
    place = {"tree": tree, "unit_id": who.unit_id}
    unit, _made = Node.objects.get_or_create(
        **place, kind="unit", defaults={"pk": next(_number), "created_at": NOW}
    )
    node = Node.objects.filter(parent=unit, owner_id=who.user_id).first() or Node.objects.create(
        **place,
        pk=next(_number),
        kind="person",
        parent=unit,
        owner_id=who.user_id,
        name="人",
        created_at=NOW,
    )
    month = date(2026, 1 + Cell.objects.filter(node=node).count(), 1)
    return Cell.objects.create(
        pk=next(_number),
        tree=tree,
        node=node,
        grain="month",
        starts_on=month,
        ends_on=month.replace(day=28),
        must=10,
        **stamps,
    )


def an_alarm(who: Actor) -> Any:
    facts = {"must": 10, "attained": 1, "missed": 1, "due_on": NOW.date(), "opened_at": NOW}
    return Alarm.objects.create(cell=a_target(who), reasons=["far_below"], unit_id=who.unit_id, **facts)
