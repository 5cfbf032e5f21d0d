"""What two sides said of a figure, what is held in reserve for it, what stands beside it, and how strict a tree is."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from dabiao.modules.targets.enums import Grain, ReserveState
from dabiao.modules.targets.models.trees import FIGURE_MAX, Cell, Node, Tree, _user
from dabiao.modules.targets.rules.agreeing import Talk


class Dialogue(models.Model):
    """The dialogue on a cell. `above_*` and `below_*`: the lines that either side said yes to last (null: to none).
    `countered`: what was declared waits for an answer. `locked_*`: the lines at the lock. `asked_*`: the change of a locked
    figure that somebody asks the keeper of the tree for. `reason`: why it was locked beyond what the past says."""

    cell = models.OneToOneField(Cell, on_delete=models.CASCADE, related_name="dialogue")
    above_must = models.BigIntegerField(null=True)
    above_stretch = models.BigIntegerField(null=True)
    below_must = models.BigIntegerField(null=True)
    below_stretch = models.BigIntegerField(null=True)
    countered = models.BooleanField(default=False)
    locked_must = models.BigIntegerField(null=True)
    locked_stretch = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    asked_must = models.BigIntegerField(null=True)
    asked_stretch = models.BigIntegerField(null=True)
    asked_reason = models.CharField(max_length=500, blank=True)
    asked_at = models.DateTimeField(null=True)
    asked_by = _user()

    def __str__(self) -> str:
        return f"dialogue on {self.cell_id}"

    @classmethod
    def begun(cls, cell: Cell) -> "Dialogue":
        """Of a cell on which nobody has said anything yet but by setting its lines."""
        return cls(cell=cell, above_must=cell.must, above_stretch=cell.stretch)

    def standing(self, cell: Cell) -> Talk:
        """With the figures of the cell as they are now."""
        return Talk(
            lines=(cell.must, cell.stretch),
            declared=(cell.declared_must, cell.declared_stretch),
            above=(self.above_must, self.above_stretch),
            below=(self.below_must, self.below_stretch),
            countered=self.countered,
            locked=cell.locked_at is not None,
        )


class Reserve(models.Model):
    """What is done when a target is about to be missed: by whom, from which day within the period, good for how much."""

    subject_kind: ClassVar[str] = "target_reserve"

    cell = models.ForeignKey(Cell, on_delete=models.CASCADE, related_name="reserves")
    what = models.CharField(max_length=200)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    trigger_on = models.DateField()
    expected = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=ReserveState.choices, default=ReserveState.PLANNED)
    outcome = models.CharField(max_length=500, blank=True)
    version = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expected__range=(1, FIGURE_MAX)), name="reserve_expects_something"
            ),
            models.CheckConstraint(
                condition=Q(state=ReserveState.PLANNED) | ~Q(outcome=""), name="reserve_ended_has_outcome"
            ),
        ]

    def __str__(self) -> str:
        return self.what


class Beside(models.Model):
    """What stands beside the target of a node for a period, never in it: fixed cost and margin, which make the break-even, and
    what the board budgeted."""

    node = models.ForeignKey(Node, on_delete=models.CASCADE, related_name="beside", db_index=False)
    grain = models.CharField(max_length=8, choices=Grain.choices)
    starts_on = models.DateField()
    fixed_cost = models.BigIntegerField(null=True)
    margin_bp = models.IntegerField(null=True)
    budget = models.BigIntegerField(null=True)
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["node", "grain", "starts_on"], name="beside_once_per_period"),
            models.CheckConstraint(
                condition=Q(fixed_cost__isnull=True, margin_bp__isnull=True)
                | Q(fixed_cost__range=(0, FIGURE_MAX), margin_bp__range=(1, 10_000)),
                name="beside_cost_has_margin",
            ),
            models.CheckConstraint(
                condition=Q(budget__isnull=True) | Q(budget__range=(0, FIGURE_MAX)),
                name="beside_budget_in_range",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.grain} {self.starts_on} beside {self.node_id}"


class LockPolicy(models.Model):
    """How strict a tree is, in hundredths of a percent; without a row its defaults hold. `band_bp`: how far who sets a figure
    may move it once locked. `reserve_bp`: what share of a must reserve measures are good for. `factor_bp`: how far above the
    best of the past a must may go."""

    tree = models.OneToOneField(Tree, on_delete=models.CASCADE, related_name="lock_policy")
    band_bp = models.IntegerField(default=500)
    reserve_bp = models.IntegerField(default=500)
    factor_bp = models.IntegerField(default=12_000)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(band_bp__range=(0, 10_000), reserve_bp__range=(0, 10_000))
                & Q(factor_bp__range=(1, 100_000)),
                name="lock_policy_in_range",
            )
        ]

    def __str__(self) -> str:
        return f"policy of {self.tree_id}"
