from dataclasses import dataclass
from typing import Any, ClassVar

from dabiao.core.events.facts import Fact


@dataclass(frozen=True)
class ProductCreated(Fact):
    kind: ClassVar[str] = "product.created"
    code: str
    name: str


@dataclass(frozen=True)
class ProductEdited(Fact):
    """Also retired or brought back: then `active` is among the changes."""

    kind: ClassVar[str] = "product.edited"
    code: str
    name: str
    changes: dict[str, list[Any]]


@dataclass(frozen=True)
class ProductRemoved(Fact):
    kind: ClassVar[str] = "product.removed"
    code: str
    name: str
