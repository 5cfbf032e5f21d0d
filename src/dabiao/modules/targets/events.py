"""Facts of targets, in the past tense."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from dabiao.core.events.facts import Fact


@dataclass(frozen=True)
class TreeCreated(Fact):
    kind: ClassVar[str] = "target_tree.created"
    name: str
    metric: str


@dataclass(frozen=True)
class TreeEdited(Fact):
    """Also archived and taken up again: then `state` is among the changes."""

    kind: ClassVar[str] = "target_tree.edited"
    name: str
    changes: dict[str, list[Any]]


@dataclass(frozen=True)
class TreeRemoved(Fact):
    kind: ClassVar[str] = "target_tree.removed"
    name: str


@dataclass(frozen=True)
class NodesChanged(Fact):
    """In words: who and what came into the tree, and who and what ended in it."""

    kind: ClassVar[str] = "target_tree.nodes_changed"
    name: str
    added: list[str]
    ended: list[str]


@dataclass(frozen=True)
class NodeEdited(Fact):
    """`changes`: field → [before, after], of what was picked as it was picked."""

    kind: ClassVar[str] = "target_tree.node_edited"
    name: str
    node: str
    changes: dict[str, list[Any]]


@dataclass(frozen=True)
class TargetSet(Fact):
    """`changes`: of the lines and of what was declared, before and after. `reason` is never empty for a locked one."""

    kind: ClassVar[str] = "target.set"
    node: str
    metric: str
    grain: str
    starts_on: date
    changes: dict[str, list[Any]]
    reason: str = ""


@dataclass(frozen=True)
class BreakdownClosed(Fact):
    """From now on the parts together exceed the whole by the buffer."""

    kind: ClassVar[str] = "target.breakdown_closed"
    node: str
    grain: str
    starts_on: date
    axis: str
    buffer_bp: int


@dataclass(frozen=True)
class BreakdownOpened(Fact):
    kind: ClassVar[str] = "target.breakdown_opened"
    node: str
    grain: str
    starts_on: date
    axis: str
    reason: str


@dataclass(frozen=True)
class SharesPut(Fact):
    """On whose account a record counts, in words, before and after: `王芳 60%、李强 40%`."""

    kind: ClassVar[str] = "target.shares_put"
    title: str
    before: str
    after: str
    reason: str


@dataclass(frozen=True)
class MonthClosed(Fact):
    kind: ClassVar[str] = "target_month.closed"
    month: str
    reason: str


@dataclass(frozen=True)
class MonthReopened(Fact):
    kind: ClassVar[str] = "target_month.reopened"
    month: str
    reason: str


@dataclass(frozen=True)
class MetricCreated(Fact):
    kind: ClassVar[str] = "metric.created"
    name: str


@dataclass(frozen=True)
class MetricEdited(Fact):
    """Also retired or taken up again: then `active` is among the changes."""

    kind: ClassVar[str] = "metric.edited"
    name: str
    changes: dict[str, list[Any]]


@dataclass(frozen=True)
class CreditPolicyEdited(Fact):
    kind: ClassVar[str] = "target_policy.edited"
    changes: dict[str, list[Any]]


@dataclass(frozen=True)
class CapacityEdited(Fact):
    kind: ClassVar[str] = "target_capacity.edited"
    changes: dict[str, list[Any]]


@dataclass(frozen=True)
class TreeFilled(Fact):
    """`by`: how it was divided, in words of `SplitMethod`; `cells`: how many figures came of it."""

    kind: ClassVar[str] = "target_tree.filled"
    name: str
    node: str
    by: dict[str, dict[str, int]]
    cells: int


@dataclass(frozen=True)
class TreeCopied(Fact):
    """`growth`: in hundredths of a percent by line."""

    kind: ClassVar[str] = "target_tree.copied"
    name: str
    origin: str
    growth: dict[str, int]
    cells: int


@dataclass(frozen=True)
class SheetRead(Fact):
    """A workbook was read in."""

    kind: ClassVar[str] = "target_tree.sheet_read"
    name: str
    file: str
    cells: int


@dataclass(frozen=True)
class TargetDeclared(Fact):
    """What those who have to reach it say they can; `changes` and `reason` as of a target that is set."""

    kind: ClassVar[str] = "target.declared"
    node: str
    metric: str
    grain: str
    starts_on: date
    changes: dict[str, list[Any]]
    reason: str = ""


@dataclass(frozen=True)
class TargetProposed(Fact):
    """Set from above, with words to those who have to reach it."""

    kind: ClassVar[str] = "target.proposed"
    node: str
    metric: str
    grain: str
    starts_on: date
    changes: dict[str, list[Any]]
    reason: str = ""


@dataclass(frozen=True)
class TargetAccepted(Fact):
    """`side` said yes to these lines; `agreed` where the other has too. `before`: what stood there, so that it can be taken
    back: `lines`, `above`, `below` and `given` as [must, stretch], and `countered`."""

    kind: ClassVar[str] = "target.accepted"
    node: str
    grain: str
    starts_on: date
    side: str
    must: int | None
    stretch: int | None
    agreed: bool
    reason: str = ""
    before: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class TargetInsisted(Fact):
    kind: ClassVar[str] = "target.insisted"
    node: str
    grain: str
    starts_on: date
    must: int | None
    stretch: int | None
    reason: str


@dataclass(frozen=True)
class TargetWithdrawn(Fact):
    kind: ClassVar[str] = "target.withdrawn"
    node: str
    grain: str
    starts_on: date
    side: str
    reason: str = ""


@dataclass(frozen=True)
class TargetLocked(Fact):
    """`reason`: in writing, where the past or an agreement would not have carried it."""

    kind: ClassVar[str] = "target.locked"
    node: str
    grain: str
    starts_on: date
    must: int
    stretch: int | None
    reason: str = ""


@dataclass(frozen=True)
class TargetUnlocked(Fact):
    kind: ClassVar[str] = "target.unlocked"
    node: str
    grain: str
    starts_on: date
    reason: str


@dataclass(frozen=True)
class TargetChangeAsked(Fact):
    """A change of a locked figure beyond the band, asked of the keeper of the tree."""

    kind: ClassVar[str] = "target.change_asked"
    node: str
    grain: str
    starts_on: date
    must: int | None
    stretch: int | None
    reason: str


@dataclass(frozen=True)
class TargetChangeAnswered(Fact):
    kind: ClassVar[str] = "target.change_answered"
    node: str
    grain: str
    starts_on: date
    granted: bool
    reason: str = ""


@dataclass(frozen=True)
class ReservePlanned(Fact):
    kind: ClassVar[str] = "target.reserve_planned"
    node: str
    what: str
    trigger_on: date
    expected: int


@dataclass(frozen=True)
class ReserveEdited(Fact):
    """Also taken or given up: then `state` is among the changes, with its outcome."""

    kind: ClassVar[str] = "target.reserve_edited"
    node: str
    what: str
    changes: dict[str, list[Any]]


@dataclass(frozen=True)
class ReserveRemoved(Fact):
    kind: ClassVar[str] = "target.reserve_removed"
    node: str
    what: str


@dataclass(frozen=True)
class BesideSet(Fact):
    """What stands beside the target of a node: fixed cost, margin, the board's budget."""

    kind: ClassVar[str] = "target_tree.beside_set"
    name: str
    node: str
    grain: str
    starts_on: date
    changes: dict[str, list[Any]]


@dataclass(frozen=True)
class LockPolicyEdited(Fact):
    kind: ClassVar[str] = "target_tree.lock_policy_edited"
    name: str
    changes: dict[str, list[Any]]


@dataclass(frozen=True)
class CarriersChanged(Fact):
    """`change`: added, edited or removed; `names` of what carries the figure, in words."""

    kind: ClassVar[str] = "target.carriers_changed"
    node: str
    grain: str
    starts_on: date
    change: str
    names: list[str]


@dataclass(frozen=True)
class AlarmOpened(Fact):
    kind: ClassVar[str] = "target.alarm_opened"
    node: str
    grain: str
    starts_on: date
    reasons: list[str]
    must: int
    attained: int
    owner_id: int | None
    due_on: date


@dataclass(frozen=True)
class AlarmHandedUp(Fact):
    """Nobody decided in time: now it is for who leads the next above."""

    kind: ClassVar[str] = "target.alarm_handed_up"
    node: str
    grain: str
    starts_on: date
    owner_id: int | None
    due_on: date


@dataclass(frozen=True)
class AlarmDecided(Fact):
    kind: ClassVar[str] = "target.alarm_decided"
    node: str
    grain: str
    starts_on: date
    decision: str
    reason: str
    change_id: int | None


@dataclass(frozen=True)
class AlarmTermsSet(Fact):
    """`missed`: how many periods in a row raise an alarm, by their length."""

    kind: ClassVar[str] = "target_tree.alarm_terms_set"
    name: str
    missed: dict[str, int]
    under_bp: int
    decide_within: int
