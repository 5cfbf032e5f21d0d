from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from dabiao.core.events.facts import Fact


@dataclass(frozen=True)
class LeadReceived(Fact):
    """`for_dispatch`: nobody has it, and whoever brought it did not ask for it to lie in the pool."""

    kind: ClassVar[str] = "lead.received"
    source: str
    campaign: str
    import_id: int | None = None
    for_dispatch: bool = False
    grade: str = ""


@dataclass(frozen=True)
class EnquiryJoined(Fact):
    """Somebody known asked again; told on the timeline of the lead or customer that they are."""

    kind: ClassVar[str] = "lead.enquired_again"
    subject_kind: str
    enquiry_id: int
    source: str
    campaign: str
    message: str
    matched: list[str]
    filled: list[str]
    import_id: int | None = None


@dataclass(frozen=True)
class EnquiryWithdrawn(Fact):
    """The import that brought an enquiry was undone; `reverted` are fields that it had filled."""

    kind: ClassVar[str] = "lead.enquiry_withdrawn"
    subject_kind: str
    reverted: list[str]
    import_id: int


@dataclass(frozen=True)
class LeadWithdrawn(Fact):
    """The import that made this lead was undone, and nobody had touched it: it is gone."""

    kind: ClassVar[str] = "lead.withdrawn"
    import_id: int


@dataclass(frozen=True)
class LeadReverted(Fact):
    """What an import had changed is again what it was, as far as nobody had changed it since."""

    kind: ClassVar[str] = "lead.reverted"
    changes: dict[str, list[Any]]
    import_id: int


@dataclass(frozen=True)
class LeadEdited(Fact):
    kind: ClassVar[str] = "lead.edited"
    changes: dict[str, list[Any]]
    import_id: int | None = None
    bulk_id: int | None = None


@dataclass(frozen=True)
class LeadGraded(Fact):
    """Rules or a model judge it otherwise by now. At its arrival no such fact is told: `LeadReceived` has the grade."""

    kind: ClassVar[str] = "lead.graded"
    grade: str
    from_grade: str
    score: int
    by: str
    tags: list[str]
    from_tags: list[str]
    bulk_id: int | None = None


@dataclass(frozen=True)
class LeadPutBack(Fact):
    """A change of many leads was undone: what it had changed here, and nobody since, is again what it was."""

    kind: ClassVar[str] = "lead.put_back"
    changes: dict[str, list[Any]]
    bulk_id: int


@dataclass(frozen=True)
class LeadAssigned(Fact):
    """Given to somebody by somebody; `from_*` is empty when it came out of the pool."""

    kind: ClassVar[str] = "lead.assigned"
    owner_id: int
    owner_name: str
    from_owner_id: int | None
    from_owner_name: str
    reason: str = ""
    import_id: int | None = None
    bulk_id: int | None = None


@dataclass(frozen=True)
class LeadPooled(Fact):
    """Put into the pool of a unit by the rules of dispatch, to be claimed by whoever comes first."""

    kind: ClassVar[str] = "lead.pooled"
    unit_id: int | None
    unit_name: str


@dataclass(frozen=True)
class LeadClaimed(Fact):
    kind: ClassVar[str] = "lead.claimed"
    owner_id: int
    owner_name: str


@dataclass(frozen=True)
class LeadReturned(Fact):
    kind: ClassVar[str] = "lead.returned"
    from_owner_id: int
    from_owner_name: str
    reason: str


@dataclass(frozen=True)
class LeadContacted(Fact):
    """The first contact with this lead."""

    kind: ClassVar[str] = "lead.contacted"
    first_contact_at: datetime


@dataclass(frozen=True)
class LeadQualified(Fact):
    kind: ClassVar[str] = "lead.qualified"


@dataclass(frozen=True)
class LeadInvalidated(Fact):
    kind: ClassVar[str] = "lead.invalidated"
    reason: str
    note: str


@dataclass(frozen=True)
class LeadConverted(Fact):
    kind: ClassVar[str] = "lead.converted"
    customer_id: int
    customer_name: str
    contact_id: int | None
    opportunity_id: int
    opportunity_name: str


@dataclass(frozen=True)
class LeadRevealed(Fact):
    kind: ClassVar[str] = "lead.revealed"
