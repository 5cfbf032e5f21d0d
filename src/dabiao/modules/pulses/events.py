"""Facts of pulses, in the past tense. What somebody answered is none of them: a fact has an actor and a moment."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from dabiao.core.events.facts import Fact


@dataclass(frozen=True)
class PulseOpened(Fact):
    kind: ClassVar[str] = "pulse.opened"
    week: date
    asked: int


@dataclass(frozen=True)
class PulsePolicyEdited(Fact):
    kind: ClassVar[str] = "pulse_policy.edited"
    changes: dict[str, list[Any]]
