"""A tree of a small company, and short words to write into it."""

from collections.abc import Mapping
from datetime import date
from importlib import import_module
from typing import Any

from dabiao.modules.targets import services
from dabiao.modules.targets.models import Cell, Metric, Node, Tree
from dabiao.modules.targets.services import Wanted
from dabiao.testing.people import NOW, Company

YEAR = date(2027, 1, 1)
JANUARY = YEAR


def metric(code: str) -> Metric:
    """A metric of the product; a test that empties the database takes away what migrations wrote."""
    standard = import_module("dabiao.modules.targets.migrations.0002_standard_metrics")
    later = import_module("dabiao.modules.targets.migrations.0007_activity_metrics")
    names = ("source", "measured", "measure", "day_field", "where")
    rows = [*standard.METRICS, *((row[0], row[1], "count", "", *row[2:]) for row in later.METRICS)]
    facts = {row[0]: dict(zip(names, row[1:], strict=True)) for row in rows}[code]
    times = {"created_at": NOW, "updated_at": NOW}
    return Metric.objects.get_or_create(code=code, defaults={**facts, **times, "built_in": True})[0]


def a_tree(company: Company, **facts: Any) -> Tree:
    wanted = {
        "name": "2027 年签约",
        "metric_id": metric("signed").pk,
        "unit_id": company.root.pk,
        "starts_on": YEAR,
        "grains": ["year", "quarter", "month"],
        **facts,
    }
    return services.create_tree(**wanted, actor=company["ops"].actor, now=NOW)


def node(tree: Tree, name: str) -> Node:
    return Node.objects.get(tree=tree, name=name, removed_at=None)


def wish(
    tree: Tree,
    name: str,
    values: Mapping[str, int | None],
    base: Mapping[str, int | None] | None = None,
    **place: Any,
) -> Wanted:
    at = {"grain": "month", "starts_on": JANUARY, **place}
    return Wanted(node_id=node(tree, name).pk, values=values, base=base or {}, **at)


def put(tree: Tree, company: Company, name: str, must: int | None, by: str = "ops", **place: Any) -> Cell:
    """Set one must-reach, whatever stood there."""
    at = {"grain": "month", "starts_on": JANUARY, **place}
    standing = Cell.objects.filter(
        node=node(tree, name), grain=at["grain"], starts_on=at["starts_on"]
    ).first()
    seen = {"must": standing.must if standing else None}
    services.set_targets(
        tree.pk, cells=[wish(tree, name, {"must": must}, seen, **at)], actor=company[by].actor, now=NOW
    )
    return Cell.objects.get(node=node(tree, name), grain=at["grain"], starts_on=at["starts_on"])
