"""Facts of grading, in the past tense."""

from dataclasses import dataclass
from typing import Any, ClassVar

from dabiao.core.events.facts import Fact


@dataclass(frozen=True)
class RuleCreated(Fact):
    kind: ClassVar[str] = "grading.rule_created"
    name: str


@dataclass(frozen=True)
class RuleEdited(Fact):
    kind: ClassVar[str] = "grading.rule_edited"
    name: str
    changes: dict[str, list[Any]]


@dataclass(frozen=True)
class RuleRemoved(Fact):
    kind: ClassVar[str] = "grading.rule_removed"
    name: str


@dataclass(frozen=True)
class RulesReordered(Fact):
    kind: ClassVar[str] = "grading.rules_reordered"
    names: list[str]


@dataclass(frozen=True)
class PolicyEdited(Fact):
    kind: ClassVar[str] = "grading.policy_edited"
    changes: dict[str, list[Any]]


@dataclass(frozen=True)
class ModelTrained(Fact):
    """`why` is a `ModelVerdict`: what became of it."""

    kind: ClassVar[str] = "grading.model_trained"
    version: int
    why: str
    in_use: bool


@dataclass(frozen=True)
class RulesApplied(Fact):
    """The rules were put on all live leads."""

    kind: ClassVar[str] = "grading.rules_applied"
    changed: int
    total: int


@dataclass(frozen=True)
class ApplicationUndone(Fact):
    kind: ClassVar[str] = "grading.application_undone"
    changed: int
