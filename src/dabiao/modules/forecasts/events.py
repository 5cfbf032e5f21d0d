"""Facts of forecasts, in the past tense."""

from dataclasses import dataclass
from typing import Any, ClassVar

from dabiao.core.events.facts import Fact


@dataclass(frozen=True)
class PolicyEdited(Fact):
    kind: ClassVar[str] = "forecast.policy_edited"
    changes: dict[str, list[Any]]


@dataclass(frozen=True)
class ModelTrained(Fact):
    """`why` is a `ForecastWhy`: what became of it."""

    kind: ClassVar[str] = "forecast.model_trained"
    version: int
    why: str
    in_use: bool


@dataclass(frozen=True)
class TimingLearnt(Fact):
    """`why` is a `ForecastWhy`: whether it is used, and why not."""

    kind: ClassVar[str] = "forecast.timing_learnt"
    version: int
    why: str
    in_use: bool
