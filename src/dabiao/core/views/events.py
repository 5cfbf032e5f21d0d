from dataclasses import dataclass
from typing import ClassVar

from dabiao.core.events.facts import Fact


@dataclass(frozen=True)
class ViewShared(Fact):
    """`shared` with nobody, the unit, or everyone: from now on."""

    kind: ClassVar[str] = "view.shared"
    name: str
    of: str
    shared: str


@dataclass(frozen=True)
class ViewRemoved(Fact):
    """One that others could see."""

    kind: ClassVar[str] = "view.removed"
    name: str
    of: str
