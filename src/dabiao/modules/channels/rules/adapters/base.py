"""What every platform says in its own way, and the few things that it can mean."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, ClassVar, Protocol

Said = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody asked: values of a lead, as `leads.services.receive` takes them."""

    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CallSaid:
    """One thing told of a telephone call; `facts` are texts, so that they can be kept as they are."""

    call_id: str
    stage: str
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SpendSaid:
    """What was spent on a campaign (or, without one, on a source) over some days."""

    campaign: str
    source: str
    first_on: date
    last_on: date
    amount_minor: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Nothing:
    """Taken, and nothing to do; `code` says why."""

    code: str


Meant = Arrival | CallSaid | SpendSaid | Nothing


@dataclass(frozen=True, slots=True)
class Setup:
    """What the connection says of how it is to be read."""

    source: str
    campaign: str = ""
    mapping: Mapping[str, str] = field(default_factory=dict)


class Adapter(Protocol):
    """Pure: what was sent says everything. `fields` are what a mapping can fill; empty where the form is fixed."""

    name: ClassVar[str]
    fields: ClassVar[tuple[str, ...]]
    sample: ClassVar[Said]

    def event_id(self, said: Said, setup: Setup, /) -> str:
        """The platform's own name of this event; empty where it has none."""
        ...

    def read(self, said: Said, setup: Setup) -> Meant:
        """Raises Invalid with the field to mend."""
        ...

    def answer(self, status: int, message: str) -> Said:
        """What the platform understands: `status` 200 is taken."""
        ...


LIMITS = {
    "name": 120,
    "company": 200,
    "title": 120,
    "phone": 40,
    "wechat": 60,
    "email": 120,
    "region": 80,
    "campaign": 120,
    "remark": 4000,
}


def lead(setup: Setup, *, at: datetime | None, **texts: str) -> Arrival:
    """Values of a lead out of texts; what was not said is left out."""
    values: dict[str, Any] = {name: said[: LIMITS[name]] for name, said in texts.items() if said}
    values.setdefault("campaign", setup.campaign)
    if at is not None:
        values["received_at"] = at
    return Arrival({**values, "source": setup.source})


def coded(status: int, message: str) -> Said:
    return {"code": 0 if status == 200 else status, "message": message}
