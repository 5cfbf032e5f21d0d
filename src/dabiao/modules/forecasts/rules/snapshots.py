"""What was known of a deal at a moment. Leak-free by construction: `snapshot` takes the facts of a deal and looks at those
alone that were known by then, so that what came later cannot change what it says."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum
from math import log10
from typing import Any, Protocol

from dabiao.core.learning.encoding import Case


class Kind(StrEnum):
    VALUE = "value"  # a field of the deal holds this from now on
    STAGE = "stage"  # (percent, open, won or lost)
    CONTACT = "contact"  # the moment it was; known is it from when it was written down
    CONTACT_GONE = "contact_gone"
    PROVED = "proved"  # the criterion
    PROOF_GONE = "proof_gone"
    RIVAL = "rival"
    RIVAL_GONE = "rival_gone"


@dataclass(frozen=True, slots=True)
class Known:
    """One fact of one deal, known from `at` on. `name`: the field, for a `VALUE`."""

    at: datetime
    kind: Kind
    value: Any = None
    name: str = ""


@dataclass(slots=True)
class Snapshot:
    """An open deal as it was known at a moment."""

    opened_at: datetime
    stage_at: datetime
    percent: int
    highest: int
    backwards: int = 0
    values: dict[str, Any] = field(default_factory=dict)
    contacts: list[datetime] = field(default_factory=list)
    proofs: int = 0
    named: int = 0
    pushes: int = 0
    highest_minor: int = 0

    @property
    def rivals(self) -> int:
        return self.named + int(self.values.get("unnamed_rivals") or 0)

    @property
    def amount_minor(self) -> int:
        return int(self.values.get("amount_minor") or 0)

    @property
    def expected_win_on(self) -> date | None:
        return self.values.get("expected_win_on")


def snapshot(facts: Iterable[Known], at: datetime) -> Snapshot | None:
    """The deal as known at that moment; None while it was not there, or no longer open."""
    past = sorted((one for one in facts if one.at <= at), key=lambda one: one.at)
    found: Snapshot | None = None
    values: dict[str, Any] = {}
    contacts, proofs, named, pushes, is_open, highest_minor = [], set(), 0, 0, False, 0
    for one in past:
        if one.kind == Kind.VALUE:
            if one.name == "expected_win_on":
                before = values.get(one.name)
                pushes += bool(before and one.value and one.value > before)
            values[one.name] = one.value
            highest_minor = max(highest_minor, int(values.get("amount_minor") or 0))
        elif one.kind == Kind.STAGE:
            percent, kind = one.value
            is_open = kind == "open"
            if is_open:
                found = _entered(found, one.at, percent)
        elif one.kind == Kind.CONTACT:
            contacts.append(one.value)
        elif one.kind == Kind.CONTACT_GONE and one.value in contacts:
            contacts.remove(one.value)
        elif one.kind == Kind.PROVED:
            proofs.add(one.value)
        elif one.kind == Kind.PROOF_GONE:
            proofs.discard(one.value)
        else:
            named += (one.kind == Kind.RIVAL) - (one.kind == Kind.RIVAL_GONE)
    if found is None or not is_open:
        return None
    found.values, found.contacts, found.proofs = values, sorted(contacts), len(proofs)
    found.named, found.pushes, found.highest_minor = max(named, 0), pushes, highest_minor
    return found


def _entered(before: Snapshot | None, at: datetime, percent: int) -> Snapshot:
    if before is None:
        return Snapshot(at, at, percent, percent)
    before.backwards += percent < before.percent
    before.stage_at, before.percent, before.highest = at, percent, max(before.highest, percent)
    return before


class Past(Protocol):
    """What had come of other deals by a moment."""

    def rate(self, owner_id: int | None, at: datetime, /) -> float: ...

    def has_bought(self, customer_id: int, at: datetime, /) -> bool: ...


PRIOR = 8.0  # as many deals as the mean counts for, beside a person's own


class Records:
    """How deals ended, in the order of time: what somebody had won by a moment, and who had bought by then."""

    def __init__(self, endings: Iterable[tuple[datetime, int | None, int, bool]]) -> None:
        self._all = _Run()
        self._owners: dict[int, _Run] = defaultdict(_Run)
        self._bought: dict[int, datetime] = {}
        for at, owner_id, customer_id, won in endings:
            self._all.add(at, won)
            if owner_id is not None:
                self._owners[owner_id].add(at, won)
            if won:
                self._bought.setdefault(customer_id, at)

    def rate(self, owner_id: int | None, at: datetime) -> float:
        """The share that they had won of what had ended before `at`, drawn to that of all where they had little."""
        won, ended = self._all.until(at)
        mean = (won + 1) / (ended + 2)
        own = self._owners.get(owner_id or 0)
        wins, ends = own.until(at) if own else (0, 0)
        return (wins + PRIOR * mean) / (ends + PRIOR)

    def has_bought(self, customer_id: int, at: datetime) -> bool:
        first = self._bought.get(customer_id)
        return first is not None and first < at


@dataclass(slots=True)
class _Run:
    times: list[datetime] = field(default_factory=list)
    wins: list[int] = field(default_factory=lambda: [0])

    def add(self, at: datetime, won: bool) -> None:
        self.times.append(at)
        self.wins.append(self.wins[-1] + won)

    def until(self, at: datetime) -> tuple[int, int]:
        """(won, ended) strictly before."""
        place = bisect_right(self.times, at - timedelta(microseconds=1))
        return self.wins[place], place


DAY = timedelta(days=1)


def case(one: Snapshot, customer_id: int, records: Past, at: datetime, zone: tzinfo) -> Case:
    """A snapshot as a model sees it: numbers and choices, none of which names a deal or a person."""
    last = one.contacts[-1] if one.contacts else one.opened_at
    win_on, day = one.expected_win_on, at.astimezone(zone).date()
    return {
        "age": (at - one.opened_at) / DAY,
        "in_stage": (at - one.stage_at) / DAY,
        "percent": one.percent,
        "highest": one.highest,
        "backwards": one.backwards,
        "contacts": len(one.contacts),
        "contacts_14": _since(one.contacts, at - 14 * DAY),
        "contacts_30": _since(one.contacts, at - 30 * DAY),
        "quiet": (at - last) / DAY,
        "proofs": one.proofs,
        "rivals": one.rivals,
        "amount": log10(max(one.amount_minor, 1)),
        "cut": 1 - one.amount_minor / one.highest_minor if one.highest_minor else 0.0,
        "pushes": one.pushes,
        "until_win": float((win_on - day).days) if win_on else None,
        "owner": records.rate(one.values.get("owner_id"), at),
        "customer": "known" if records.has_bought(customer_id, at) else "new",
        "source": str(one.values.get("source") or ""),
        "month": day.month,
    }


def _since(contacts: Sequence[datetime], at: datetime) -> int:
    return len(contacts) - bisect_right(contacts, at)
