from dataclasses import dataclass
from typing import Any, ClassVar

from dabiao.core.events.facts import Fact


@dataclass(frozen=True)
class CustomerCreated(Fact):
    kind: ClassVar[str] = "customer.created"
    name: str
    source: str = ""
    import_id: int | None = None
    contact_name: str = ""


@dataclass(frozen=True)
class CustomerEdited(Fact):
    kind: ClassVar[str] = "customer.edited"
    changes: dict[str, list[Any]]
    import_id: int | None = None
    bulk_id: int | None = None


@dataclass(frozen=True)
class CustomerWithdrawn(Fact):
    """The import that made this customer was undone, and nobody had touched it: it is gone, with its contact."""

    kind: ClassVar[str] = "customer.withdrawn"
    import_id: int


@dataclass(frozen=True)
class CustomerReverted(Fact):
    """What an import had changed is again what it was, as far as nobody had changed it since."""

    kind: ClassVar[str] = "customer.reverted"
    changes: dict[str, list[Any]]
    import_id: int


@dataclass(frozen=True)
class CustomerPutBack(Fact):
    """A change of many customers was undone: what it had changed here, and nobody since, is again what it was."""

    kind: ClassVar[str] = "customer.put_back"
    changes: dict[str, list[Any]]
    bulk_id: int


@dataclass(frozen=True)
class ContactWithdrawn(Fact):
    """The import that brought this contact was undone."""

    kind: ClassVar[str] = "contact.withdrawn"
    contact_id: int
    name: str
    import_id: int


@dataclass(frozen=True)
class CustomerAssigned(Fact):
    """Given to somebody; `from_*` is empty when nobody had it, `reason` is `handover` when its owner left."""

    kind: ClassVar[str] = "customer.assigned"
    owner_id: int
    owner_name: str
    from_owner_id: int | None
    from_owner_name: str
    reason: str = ""
    bulk_id: int | None = None


@dataclass(frozen=True)
class CustomerRevealed(Fact):
    """Somebody looked at the phone in full."""

    kind: ClassVar[str] = "customer.revealed"


@dataclass(frozen=True)
class ContactCreated(Fact):
    kind: ClassVar[str] = "contact.created"
    contact_id: int
    name: str
    title: str
    customer_name: str
    import_id: int | None = None


@dataclass(frozen=True)
class ContactEdited(Fact):
    kind: ClassVar[str] = "contact.edited"
    contact_id: int
    name: str
    changes: dict[str, list[Any]]


@dataclass(frozen=True)
class ContactRevealed(Fact):
    """Somebody looked at phone, WeChat and e-mail in full."""

    kind: ClassVar[str] = "contact.revealed"
    contact_id: int
    name: str


@dataclass(frozen=True)
class CustomerRequirementsChanged(Fact):
    """What the company asks for in every customer: names of facts, in their order."""

    kind: ClassVar[str] = "customer.requirements_changed"
    before: list[str]
    after: list[str]
