"""Facts of dispatch, in the past tense."""

from dataclasses import dataclass
from typing import Any, ClassVar

from dabiao.core.events.facts import Fact


@dataclass(frozen=True)
class ResponseBreached(Fact):
    """Nobody answered in time: on the timeline of the lead, of whoever was slow, and in the compliance record.

    Levels are empty where none was lost; `waiver` then says why. `next_name` is who has the lead now.
    """

    kind: ClassVar[str] = "dispatch.response_breached"
    breach_id: int
    user_id: int
    user_name: str
    minutes: int
    level_before: str
    level_after: str
    waiver: str
    next_id: int | None
    next_name: str
    on_desk: bool


@dataclass(frozen=True)
class FeedbackBreached(Fact):
    """Contact was made, and what came of it was not written down in time."""

    kind: ClassVar[str] = "dispatch.feedback_breached"
    breach_id: int
    user_id: int
    user_name: str
    minutes: int


@dataclass(frozen=True)
class FeedbackEscalated(Fact):
    kind: ClassVar[str] = "dispatch.feedback_escalated"
    user_id: int
    user_name: str


@dataclass(frozen=True)
class LeadWaits(Fact):
    """No rule could give it to anybody: it waits, or lies on a leader's desk. `why` is a `Refusal`, `hours` or `nobody`."""

    kind: ClassVar[str] = "dispatch.lead_waits"
    rule_name: str
    why: str
    leader_id: int | None
    leader_name: str


@dataclass(frozen=True)
class ResponseGiven(Fact):
    """The first clock stopped. `evidence` says by what; `seconds` from the giving on."""

    kind: ClassVar[str] = "dispatch.responded"
    user_id: int
    user_name: str
    evidence: str
    in_time: bool
    seconds: int


@dataclass(frozen=True)
class FeedbackGiven(Fact):
    kind: ClassVar[str] = "dispatch.feedback_given"
    user_id: int
    user_name: str
    in_time: bool
    intent: str


@dataclass(frozen=True)
class LevelRegained(Fact):
    """So many answers in time in a row gave a lost level back."""

    kind: ClassVar[str] = "dispatch.level_regained"
    user_name: str
    level_before: str
    level_after: str
    run: int


@dataclass(frozen=True)
class RuleCreated(Fact):
    kind: ClassVar[str] = "dispatch_rule.created"
    name: str


@dataclass(frozen=True)
class RuleEdited(Fact):
    kind: ClassVar[str] = "dispatch_rule.edited"
    name: str
    changes: dict[str, list[Any]]


@dataclass(frozen=True)
class RuleSwitched(Fact):
    """`state` is `on` or `off`."""

    kind: ClassVar[str] = "dispatch_rule.switched"
    name: str
    state: str


@dataclass(frozen=True)
class RulesReordered(Fact):
    """The names of all rules in their new order."""

    kind: ClassVar[str] = "dispatch_rule.reordered"
    names: list[str]


@dataclass(frozen=True)
class RuleRemoved(Fact):
    kind: ClassVar[str] = "dispatch_rule.removed"
    name: str


@dataclass(frozen=True)
class PolicyEdited(Fact):
    kind: ClassVar[str] = "dispatch_policy.edited"
    changes: dict[str, list[Any]]


@dataclass(frozen=True)
class AppealAsked(Fact):
    """Somebody says why a clock that ran out should not count."""

    kind: ClassVar[str] = "dispatch.appeal_asked"
    owner_id: int
    owner_name: str
    text: str


@dataclass(frozen=True)
class AppealJudged(Fact):
    """`level` is the one given back, empty where none was."""

    kind: ClassVar[str] = "dispatch.appeal_judged"
    owner_id: int
    owner_name: str
    upheld: bool
    words: str
    level: str
