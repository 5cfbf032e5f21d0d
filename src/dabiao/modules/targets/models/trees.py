"""Metrics, trees of targets, their nodes, and the figures in them with what each is broken down to."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.lookups import GreaterThanOrEqual

from dabiao.core.money import DEFAULT_CURRENCY
from dabiao.modules.targets.enums import Aim, Axis, Dimension, Grain, Measured, NodeKind, Source, TreeState
from dabiao.modules.targets.rules.buffers import WHOLE

FIGURE_MAX = 10**14  # minor units or pieces; with the buffer's ten thousandths it still fits 64 bits


def _user() -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )


class Metric(models.Model):
    """What is counted: records of `source` that fit `where`, by the day in `day_field`; `measure` is an amount column, or
    empty for how many. `code` names those that come with the product, whose meaning does not change.

    `tax_bp`: amounts are with so much tax, which is taken out (1300 is 13 %); 0 counts them as they are. `tallied_at` is empty
    until its sums by day are made. `over`, `under`: the two that a derived one divides (adr/0063).
    """

    subject_kind: ClassVar[str] = "metric"

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80, blank=True)
    source = models.CharField(max_length=12, choices=Source.choices)
    measured = models.CharField(max_length=6, choices=Measured.choices)
    measure = models.CharField(max_length=40, blank=True)
    day_field = models.CharField(max_length=40)
    where: Any = models.JSONField(default=dict)
    currency = models.CharField(max_length=3, default=DEFAULT_CURRENCY)
    aim = models.CharField(max_length=8, choices=Aim.choices, default=Aim.AT_LEAST)
    built_in = models.BooleanField(default=False)
    active = models.BooleanField(default=True)
    tax_bp = models.IntegerField(default=0, db_default=0)
    tallied_at = models.DateTimeField(null=True)
    over = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    under = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(tax_bp__range=(0, 10_000)), name="metric_tax_in_range"),
            models.CheckConstraint(
                condition=Q(source=Source.DERIVED, over__isnull=False, under__isnull=False)
                | ~Q(source=Source.DERIVED) & Q(over=None, under=None),
                name="metric_derived_of_two",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.code

    @property
    def derived(self) -> bool:
        return self.source == Source.DERIVED


class Tree(models.Model):
    """A metric's targets for twelve months. `grains`: the lengths of period in use, longest first, each divided into the
    next. `buffer_bp` (hundredths of a percent): by how much nodes together exceed the one above; `time_buffer_bp`: periods.
    `unit` is where its root stands. Its row is the lock of every write to its figures."""

    subject_kind: ClassVar[str] = "target_tree"

    name = models.CharField(max_length=120)
    metric = models.ForeignKey(Metric, on_delete=models.PROTECT, related_name="+")
    dimension = models.CharField(max_length=14, choices=Dimension.choices, default=Dimension.ORG)
    starts_on = models.DateField()
    grains: Any = models.JSONField(default=list)
    buffer_bp = models.IntegerField(default=500)
    time_buffer_bp = models.IntegerField(default=0)
    state = models.CharField(max_length=8, choices=TreeState.choices, default=TreeState.OPEN)
    unit = models.ForeignKey("org.Unit", on_delete=models.PROTECT, related_name="+")
    owner = _user()
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["metric", "unit", "dimension", "starts_on"],
                condition=Q(state=TreeState.OPEN),
                name="tree_once_a_year",
            ),
            models.CheckConstraint(
                condition=Q(buffer_bp__range=(0, 10_000)) & Q(time_buffer_bp__range=(0, 10_000)),
                name="tree_buffers_in_range",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Node(models.Model):
    """A place in a tree: a unit, a person in a unit, a vacancy, a product … What the tree says does not follow the company
    by itself: somebody who moves has a node in either unit, from `from_on` and to `to_on`.

    `owner`: the person, or who leads the unit; `unit`: where it stands (a unit's node: itself). `where` narrows the metric's
    records for a customer group, a project, an event; `about` is the same as a short key (`narrowing.about`), which stands
    once under a node. It is empty for units, people and vacancies, and for doubles from before it was kept.
    """

    subject_kind: ClassVar[str] = "target_node"

    tree = models.ForeignKey(Tree, on_delete=models.CASCADE, related_name="nodes", db_index=False)
    kind = models.CharField(max_length=14, choices=NodeKind.choices)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    name = models.CharField(max_length=120)
    place = models.IntegerField(default=0)
    owner = _user()
    unit = models.ForeignKey("org.Unit", on_delete=models.PROTECT, related_name="+", db_index=False)
    product = models.ForeignKey("products.Product", null=True, on_delete=models.PROTECT, related_name="+")
    where: Any = models.JSONField(default=dict)
    about = models.CharField(max_length=64, blank=True, default="", db_default="")
    from_on = models.DateField(null=True)
    to_on = models.DateField(null=True)
    removed_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1, db_default=1)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index("tree", "id", name="node_of_tree"),
            models.Index("owner", "tree", name="node_of_owner"),
            models.Index("unit", "tree", name="node_of_unit"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["tree", "unit"], condition=Q(kind="unit", removed_at=None), name="node_once_per_unit"
            ),
            models.UniqueConstraint(
                fields=["parent", "owner"],
                condition=Q(kind="person", removed_at=None),
                name="node_once_per_person_and_unit",
            ),
            models.UniqueConstraint(
                fields=["parent", "about"],
                condition=Q(removed_at=None) & ~Q(about=""),
                name="node_once_for_the_same",
            ),
            models.CheckConstraint(
                condition=~Q(kind="person") | Q(owner__isnull=False), name="node_of_person_has_them"
            ),
            models.CheckConstraint(
                condition=Q(from_on__isnull=True) | Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
                name="node_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Breakdown(models.Model):
    """What `cell` is divided into along one axis. `must`, `stretch` are the cell's own, `must_sum`, `stretch_sum` those of
    its parts. Once `closed_at`, the parts together exceed it by the buffer, whoever writes: the database refuses otherwise.
    """

    cell = models.ForeignKey("Cell", on_delete=models.CASCADE, related_name="breakdowns", db_index=False)
    axis = models.CharField(max_length=4, choices=Axis.choices)
    buffer_bp = models.IntegerField()
    must = models.BigIntegerField(default=0)
    stretch = models.BigIntegerField(default=0)
    must_sum = models.BigIntegerField(default=0)
    stretch_sum = models.BigIntegerField(default=0)
    closed_at = models.DateTimeField(null=True)
    closed_by = _user()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cell", "axis"], name="breakdown_once_per_axis"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True)
                | (
                    GreaterThanOrEqual(F("must_sum") * WHOLE, F("must") * (F("buffer_bp") + WHOLE))
                    & GreaterThanOrEqual(F("stretch_sum") * WHOLE, F("stretch") * (F("buffer_bp") + WHOLE))
                ),
                name="breakdown_parts_exceed_the_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.axis} of {self.cell_id}"


class Cell(models.Model):
    """The target of a node for a period: two lines in force (`must`, `stretch`; null: not set), what was `given` from above
    first, and what was `declared` by those who have to reach it. `agreed_at`: both sides said yes to the lines in force.

    `within`: the division of the node above that it is a part of; `during`: that of the longer period.
    """

    subject_kind: ClassVar[str] = "target"

    tree = models.ForeignKey(Tree, on_delete=models.CASCADE, related_name="cells", db_index=False)
    node = models.ForeignKey(Node, on_delete=models.CASCADE, related_name="cells", db_index=False)
    grain = models.CharField(max_length=8, choices=Grain.choices)
    starts_on = models.DateField()
    ends_on = models.DateField()
    within = models.ForeignKey(Breakdown, null=True, on_delete=models.PROTECT, related_name="parts")
    during = models.ForeignKey(Breakdown, null=True, on_delete=models.PROTECT, related_name="periods")
    must = models.BigIntegerField(null=True)
    stretch = models.BigIntegerField(null=True)
    given_must = models.BigIntegerField(null=True)
    given_stretch = models.BigIntegerField(null=True)
    declared_must = models.BigIntegerField(null=True)
    declared_stretch = models.BigIntegerField(null=True)
    declared_at = models.DateTimeField(null=True)
    declared_by = _user()
    agreed_at = models.DateTimeField(null=True)
    agreed_by = _user()
    locked_at = models.DateTimeField(null=True)
    locked_by = _user()
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index("tree", "grain", "starts_on", name="cell_of_tree"),
            models.Index("node", "grain", "starts_on", name="cell_of_node"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["node", "grain", "starts_on"], name="cell_once_per_period"),
            models.CheckConstraint(
                condition=Q(must__isnull=True) | Q(must__range=(0, FIGURE_MAX)), name="cell_must_in_range"
            ),
            models.CheckConstraint(
                condition=Q(stretch__isnull=True) | Q(stretch__range=(0, FIGURE_MAX)),
                name="cell_stretch_in_range",
            ),
            models.CheckConstraint(
                condition=Q(must__isnull=True) | Q(stretch__isnull=True) | Q(stretch__gte=F("must")),
                name="cell_stretch_at_least_must",
            ),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="cell_ends_after_start"),
            models.CheckConstraint(
                condition=Q(locked_at__isnull=True) | Q(must__isnull=False), name="cell_locked_has_must"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.grain} {self.starts_on} of {self.node_id}"

    @property
    def owner_id(self) -> int | None:
        return self.node.owner_id

    @property
    def unit_id(self) -> int | None:
        return self.node.unit_id
