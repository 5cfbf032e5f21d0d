"""Facts of sales events, in the past tense."""

from dataclasses import dataclass
from typing import Any, ClassVar

from dabiao.core.events.facts import Fact


@dataclass(frozen=True)
class SalesEventCreated(Fact):
    kind: ClassVar[str] = "sales_event.created"
    name: str


@dataclass(frozen=True)
class SalesEventEdited(Fact):
    kind: ClassVar[str] = "sales_event.edited"
    name: str
    changes: dict[str, list[Any]]


@dataclass(frozen=True)
class SalesEventMoved(Fact):
    """From one state to another; `reason` where it was cancelled."""

    kind: ClassVar[str] = "sales_event.moved"
    name: str
    before: str
    after: str
    reason: str = ""


@dataclass(frozen=True)
class SalesEventHandedOver(Fact):
    kind: ClassVar[str] = "sales_event.handed_over"
    name: str
    owner_id: int
    owner_name: str


@dataclass(frozen=True)
class HelperSet(Fact):
    kind: ClassVar[str] = "sales_event.helper_set"
    name: str
    user_id: int
    user_name: str
    part: str


@dataclass(frozen=True)
class HelperRemoved(Fact):
    kind: ClassVar[str] = "sales_event.helper_removed"
    name: str
    user_id: int
    user_name: str


@dataclass(frozen=True)
class GuestsInvited(Fact):
    """Of the event: how many were put on its list at once."""

    kind: ClassVar[str] = "sales_event.guests_invited"
    name: str
    count: int


@dataclass(frozen=True)
class GuestInvited(Fact):
    """Of whoever is invited."""

    kind: ClassVar[str] = "sales_event.invited"
    event_id: int
    name: str
    guest_name: str
    inviter_id: int | None


@dataclass(frozen=True)
class GuestAccepted(Fact):
    """`party`: how many come."""

    kind: ClassVar[str] = "sales_event.accepted"
    event_id: int
    guest_id: int
    name: str
    guest_name: str
    party: int


@dataclass(frozen=True)
class GuestDeclined(Fact):
    kind: ClassVar[str] = "sales_event.declined"
    event_id: int
    guest_id: int
    name: str
    guest_name: str


@dataclass(frozen=True)
class AnswerWithdrawn(Fact):
    """As if they had said nothing."""

    kind: ClassVar[str] = "sales_event.answer_withdrawn"
    event_id: int
    guest_id: int
    name: str
    guest_name: str


@dataclass(frozen=True)
class GuestArrived(Fact):
    kind: ClassVar[str] = "sales_event.attended"
    event_id: int
    guest_id: int
    customer_id: int | None
    name: str
    guest_name: str
    way: str


@dataclass(frozen=True)
class GuestRemoved(Fact):
    kind: ClassVar[str] = "sales_event.uninvited"
    name: str
    guest_name: str


@dataclass(frozen=True)
class InviterChanged(Fact):
    kind: ClassVar[str] = "sales_event.inviter_changed"
    name: str
    guest_name: str
    inviter_name: str


@dataclass(frozen=True)
class DealLinked(Fact):
    """By hand; `reason` says why, where it had been another event's."""

    kind: ClassVar[str] = "sales_event.deal_linked"
    name: str
    deal_kind: str
    ref_id: int
    reason: str = ""


@dataclass(frozen=True)
class DealUnlinked(Fact):
    kind: ClassVar[str] = "sales_event.deal_unlinked"
    name: str
    deal_kind: str
    ref_id: int
    reason: str = ""


@dataclass(frozen=True)
class CostAdded(Fact):
    kind: ClassVar[str] = "sales_event.cost_added"
    name: str
    item: str
    amount_minor: int


@dataclass(frozen=True)
class CostRemoved(Fact):
    kind: ClassVar[str] = "sales_event.cost_removed"
    name: str
    item: str
    amount_minor: int


@dataclass(frozen=True)
class FiguresFrozen(Fact):
    """Counted anew after it was closed."""

    kind: ClassVar[str] = "sales_event.recounted"
    name: str
