"""What can happen in the company, as plain dated facts. Leads, deals and contracts go by numbers of the simulation.

`by` is the login of whoever did it. A contract has the number of its deal.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    at: datetime
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived(Happening):
    """Somebody new asks; `values` are columns of a lead, its tags by name."""

    lead: int
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedAgain(Happening):
    """The same person asks once more, while their lead is live or they are a customer."""

    lead: int
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned(Happening):
    lead: int
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed(Happening):
    lead: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GaveBack(Happening):
    lead: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Qualified(Happening):
    lead: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Invalidated(Happening):
    lead: int
    reason: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contacted(Happening):
    """A contact about a lead, or about a deal once there is one: exactly one of the two is given."""

    lead: int | None = None
    deal: int | None = None
    method: str
    purpose: str
    result: str
    content: str
    next_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted(Happening):
    lead: int
    deal: int
    customer: str
    name: str
    amount_minor: int
    expected_win_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Described(Happening):
    """What was learned of the customer that a lead became."""

    lead: int
    industry: str
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopened(Happening):
    """The customer of an earlier deal wants more: a new deal."""

    earlier: int
    deal: int
    name: str
    amount_minor: int
    expected_win_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Postponed(Happening):
    deal: int
    expected_win_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved(Happening):
    """Into the next open stage."""

    deal: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Challenged(Happening):
    """It was heard that a competitor bids too."""

    deal: int
    name: str
    threat: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A line of a quote: of a product by its code, or a free text where that is empty."""

    code: str
    name: str
    unit: str
    quantity_thousandths: int
    price_minor: int
    discount_hundredths: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted(Happening):
    """A quote was made: from then on the amount of the deal is the sum of its lines."""

    deal: int
    lines: tuple[Offer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined(Happening):
    """A colleague was asked into the team of a deal."""

    deal: int
    who: str
    part: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Budgeted(Happening):
    """The customer said what they have set aside, and when they decide."""

    deal: int
    budget_minor: int
    decides_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost(Happening):
    deal: int
    reason: str
    competitor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted(Happening):
    deal: int
    title: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed(Happening):
    deal: int
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    due_on: date
    amount_minor: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned(Happening):
    deal: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paid(Happening):
    """`receipt` counts the payments for a contract from 1."""

    deal: int
    receipt: int
    on: date
    amount_minor: int
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Refunded(Happening):
    deal: int
    receipt: int
    on: date
    amount_minor: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said(Happening):
    """A remark on a deal that names one colleague; `{}` stands for the name."""

    deal: int
    text: str
    names: str
