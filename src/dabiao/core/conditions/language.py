"""The language itself: check a tree, ask it of one object, or make a query of it. The last two always agree.

A condition is true or false, never unknown. What is null or empty satisfies `empty`, `is_not`, `not_in`, `not_contains`
and `none`, and no other operator; `not` is plain negation. Related records are those that the actor may see: a condition
tells nothing of the others.
"""

from datetime import datetime
from typing import Any

from django.db.models import Model, Q, QuerySet

from dabiao.core.actor import Actor
from dabiao.core.conditions import tree as trees
from dabiao.core.conditions import vocabulary
from dabiao.core.conditions.binding import Asking, bound
from dabiao.core.conditions.columns import column_of
from dabiao.core.conditions.terms import Relation
from dabiao.core.conditions.tree import All, Any_, Leaf, Node, Not, Related
from dabiao.core.conditions.vocabulary import Vocabulary
from dabiao.core.errors import DomainError

NOTHING = Q(pk__in=[])


def check(tree: Any, words: Vocabulary) -> list[DomainError]:
    """What is wrong with a tree: each with its place in it and how to mend it."""
    return trees.read(tree, words)[1]


def evaluate(tree: Any, row: Model, words: Vocabulary, *, actor: Actor, now: datetime) -> bool:
    """Whether the condition is true of this object. Raises `conditions.*` for a tree that is no condition."""
    return holds(trees.parse(tree, words), row, Asking(actor, now))


def compiled(tree: Any, words: Vocabulary, *, actor: Actor, now: datetime) -> Q:
    """The condition as a WHERE. Raises `conditions.*` for a tree that is no condition."""
    return query(trees.parse(tree, words), Asking(actor, now))


def holds(node: Node, row: Any, asking: Asking) -> bool:
    """A checked tree on one object. Trees of one vocabulary over many objects: parse once, ask often."""
    match node:
        case All(parts):
            return all(holds(part, row, asking) for part in parts)
        case Any_(parts):
            return any(holds(part, row, asking) for part in parts)
        case Not(part):
            return not holds(part, row, asking)
        case Leaf(hops, term):
            probe, opposite = bound(node, asking)
            there = _walked(row, hops, asking)
            value = None if there is None else term.read(there)
            return (value is not None and probe.holds(value)) != opposite
        case Related(hops, relation, op, inner):
            there = _walked(row, hops, asking)
            found = there is not None and any(
                holds(inner, one, asking) for one in _related(there, relation, asking)
            )
            return found if op == "some" else not found


def _walked(row: Any, hops: tuple[Relation, ...], asking: Asking) -> Any:
    for relation in hops:
        row = next(iter(_related(row, relation, asking)), None)
        if row is None:
            return None
    return row


def _related(row: Any, relation: Relation, asking: Asking) -> QuerySet[Any]:
    """The related rows that the actor may see."""
    seen = vocabulary.of(relation.kind).visible_to(asking.actor)
    if relation.many:
        return seen.filter(**{relation.path: row.pk}) if row.pk is not None else seen.none()
    there = getattr(row, relation.path)
    return seen.filter(pk=there) if there is not None else seen.none()


def query(node: Node, asking: Asking) -> Q:
    """A checked tree as a WHERE on its kind's rows, two-valued throughout."""
    match node:
        case All(parts):
            found = Q()
            for part in parts:
                found &= query(part, asking)
            return found
        case Any_(parts):
            found = NOTHING
            for part in parts:
                found |= query(part, asking)
            return found
        case Not(part):
            return ~(query(part, asking) or ~NOTHING)
        case Leaf(hops, term):
            probe, opposite = bound(node, asking)
            condition = _reached(hops, probe.where(column_of(term)), asking)
            return ~condition if opposite else condition
        case Related(hops, relation, op, inner):
            condition = _reached((*hops, relation), query(inner, asking), asking)
            return condition if op == "some" else ~condition


def _reached(hops: tuple[Relation, ...], there: Q, asking: Asking) -> Q:
    """`there`, seen from the other end of these relations: half-joins, which nothing multiplies."""
    for relation in reversed(hops):
        seen = vocabulary.of(relation.kind).visible_to(asking.actor).filter(there)
        if relation.many:
            known = seen.filter(**{f"{relation.path}__isnull": False})
            there = Q(pk__in=known.order_by().values(relation.path))
        else:
            path = {f"{relation.path}__isnull": False, f"{relation.path}__in": seen.order_by().values("pk")}
            there = Q(**path)
    return there
