"""The nodes of a tree as plain rows: a sheet has hundreds of them, and a model of each costs more than all they say."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import BigIntegerField, Case, CharField, Value, When

from dabiao.core.actor import Actor
from dabiao.core.kept import Given, Kept
from dabiao.core.scoping import reaches
from dabiao.modules.targets.models import Node
from dabiao.modules.targets.queries import READ


class Placed(NamedTuple):
    """`gone`: empty unless it has been taken out of the tree."""

    pk: int
    parent_id: int | None
    kind: str
    name: str
    place: int
    owner_id: int | None
    unit_id: int
    from_on: date | None
    to_on: date | None
    gone: str


def unless_empty(column: str) -> Case:
    """`yes`, or nothing where the column is null: a text is the only answer of an expression that Django sends on as it is."""
    return Case(When(**{column: None}, then=Value("")), default=Value("yes"), output_field=CharField())


_NODES = Kept(
    lambda: (
        Node.objects.filter(tree_id=Given("tree", BigIntegerField()))
        .order_by()
        .annotate(_gone=unless_empty("removed_at"))
        .values_list(*Placed._fields[:-1], "_gone")
    )
)


def nodes_of(tree_id: int) -> list[Placed]:
    """All of them, also those that are gone, whoever asks."""
    return [Placed._make(row) for row in _NODES(tree=tree_id)]


def seen_by(actor: Actor, nodes: Iterable[Placed]) -> list[Placed]:
    """`queries.nodes_for`, of these."""
    return [node for node in nodes if not node.gone and reaches(actor, READ, node)]
