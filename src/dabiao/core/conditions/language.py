"""The language itself: check a tree, ask it of one object, or make a query of it. The last two always agree.

A condition is true or false, never unknown. What is null or empty satisfies `empty`, `is_not`, `not_in`, `not_contains`
and `none`, and no other operator; `not` is plain negation. Related records are those that the actor may see: a condition
tells nothing of the others.
"""

from collections.abc import Callable
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
    """A checked tree on one object."""
    return predicate(node, asking)(row)


def predicate(node: Node, asking: Asking) -> Callable[[Any], bool]:
    """A checked tree as a question to ask of many objects at one moment: what its values mean is worked out once."""
    match node:
        case All(parts):
            every = [predicate(part, asking) for part in parts]
            return lambda row: all(part(row) for part in every)
        case Any_(parts):
            some = [predicate(part, asking) for part in parts]
            return lambda row: any(part(row) for part in some)
        case Not(part):
            inside = predicate(part, asking)
            return lambda row: not inside(row)
        case Leaf():
            return _asks_leaf(node, asking)
        case Related():
            return _asks_related(node, asking)


def _asks_leaf(node: Leaf, asking: Asking) -> Callable[[Any], bool]:
    probe, opposite = bound(node, asking)
    hops, found, reckoned = node.hops, probe.holds, node.term.reckoned
    read = reckoned.reader(asking.now) if reckoned else node.term.read

    def ask(row: Any) -> bool:
        there = _walked(row, hops, asking) if hops else row
        value = None if there is None else read(there)
        return (value is not None and found(value)) != opposite

    return ask


def _asks_related(node: Related, asking: Asking) -> Callable[[Any], bool]:
    inside, wanted = predicate(node.inner, asking), node.op == "some"

    def ask(row: Any) -> bool:
        there = _walked(row, node.hops, asking)
        found = there is not None and any(inside(one) for one in _related(there, node.relation, asking))
        return found if wanted else not found

    return ask


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
            asked = term.reckoned
            there = asked.where(probe.holds, asking.now) if asked else probe.where(column_of(term))
            condition = _reached(hops, there, asking)
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
