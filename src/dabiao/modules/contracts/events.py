from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from dabiao.core.events.facts import Fact


@dataclass(frozen=True)
class ContractCreated(Fact):
    kind: ClassVar[str] = "contract.created"
    number: str
    title: str
    amount_minor: int
    currency: str


@dataclass(frozen=True)
class ContractEdited(Fact):
    kind: ClassVar[str] = "contract.edited"
    number: str
    title: str
    changes: dict[str, list[Any]]
    bulk_id: int | None = None
    currency: str = ""


@dataclass(frozen=True)
class ContractPutBack(Fact):
    """A change of many contracts was undone: what it had changed here, and nobody since, is again what it was."""

    kind: ClassVar[str] = "contract.put_back"
    number: str
    title: str
    changes: dict[str, list[Any]]
    bulk_id: int
    currency: str = ""


@dataclass(frozen=True)
class ContractSigned(Fact):
    kind: ClassVar[str] = "contract.signed"
    number: str
    title: str
    amount_minor: int
    currency: str
    signed_on: date


@dataclass(frozen=True)
class ContractCancelled(Fact):
    kind: ClassVar[str] = "contract.cancelled"
    number: str
    title: str
    amount_minor: int
    currency: str
    reason: str


@dataclass(frozen=True)
class ContractFulfilled(Fact):
    """All the money of a contract is in; `amount_minor` is the contract's."""

    kind: ClassVar[str] = "contract.fulfilled"
    number: str
    title: str
    amount_minor: int
    currency: str


@dataclass(frozen=True)
class ContractAssigned(Fact):
    """`from_*` is empty when it belonged to nobody."""

    kind: ClassVar[str] = "contract.assigned"
    number: str
    title: str
    owner_id: int
    owner_name: str
    from_owner_id: int | None
    from_owner_name: str
    reason: str = ""
    bulk_id: int | None = None
