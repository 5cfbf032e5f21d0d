"""Facts of plans, in the past tense. Each stands on the timeline of its plan."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from dabiao.core.events.facts import Fact


@dataclass(frozen=True)
class PlanEdited(Fact):
    kind: ClassVar[str] = "plan.edited"
    revised: dict[str, list[Any]]


@dataclass(frozen=True)
class PlanItemsAdded(Fact):
    """`given` says that it was somebody else than the plan's owner."""

    kind: ClassVar[str] = "plan.items_added"
    plan_id: int
    owner_id: int
    titles: list[str]
    given: bool


@dataclass(frozen=True)
class _OfItem(Fact):
    item_id: int
    title: str


@dataclass(frozen=True)
class PlanItemEdited(_OfItem):
    kind: ClassVar[str] = "plan.item_edited"
    revised: dict[str, list[Any]]


@dataclass(frozen=True)
class PlanItemFinished(_OfItem):
    kind: ClassVar[str] = "plan.item_finished"
    outcome: str


@dataclass(frozen=True)
class PlanItemDropped(_OfItem):
    kind: ClassVar[str] = "plan.item_dropped"
    reason: str
    note: str


@dataclass(frozen=True)
class PlanItemCarried(_OfItem):
    """`to` is the first day of the plan that it goes on in."""

    kind: ClassVar[str] = "plan.item_carried"
    reason: str
    note: str
    to: date
    times: int


@dataclass(frozen=True)
class PlanItemReopened(_OfItem):
    kind: ClassVar[str] = "plan.item_reopened"


@dataclass(frozen=True)
class PlanItemRemoved(_OfItem):
    kind: ClassVar[str] = "plan.item_removed"


@dataclass(frozen=True)
class PlanItemEvidenced(_OfItem):
    """Its owner had contact with the record that it is about."""

    kind: ClassVar[str] = "plan.item_evidenced"
    activity_id: int


@dataclass(frozen=True)
class PlanReordered(Fact):
    kind: ClassVar[str] = "plan.reordered"


@dataclass(frozen=True)
class PlanHandedOver(Fact):
    kind: ClassVar[str] = "plan.handed_over"
    titles: list[str]
    from_owner_id: int
    from_owner_name: str


@dataclass(frozen=True)
class PlanCadenceSet(Fact):
    kind: ClassVar[str] = "plan.cadence_set"
    revised: dict[str, list[Any]]
