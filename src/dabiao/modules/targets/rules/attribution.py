"""What the ledger of attribution should say of a record, and what it lacks."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from dabiao.core.calendar import next_month
from dabiao.core.errors import Invalid
from dabiao.core.money import split

WHOLE = 10_000  # shares are in hundredths of a percent


class Line(NamedTuple):
    """One thing that counts: an amount (minor units) and how many records it is, on a day."""

    what: str
    day: date
    amount: int
    pieces: int
    currency: str


class Part(NamedTuple):
    """A person's share of a record, with their unit as it stood then."""

    user_id: int | None
    unit_id: int | None
    unit_path: str
    bp: int


class Key(NamedTuple):
    what: str
    day: date
    user_id: int | None
    unit_id: int | None
    unit_path: str
    currency: str


class Sum(NamedTuple):
    amount: int
    pieces: int


Sums = Mapping[Key, Sum]
NOTHING = Sum(0, 0)


@dataclass(frozen=True, slots=True)
class Difference:
    key: Key
    amount: int
    pieces: int


def should_say(lines: Iterable[Line], parts: Sequence[Part]) -> Sums:
    """Each line by its parts, exact to the minor unit: of several of one sort (refunds) the sums up to each day are split, so
    that all of it given back leaves nobody with a cent. Raises `targets.shares_not_whole`."""
    check_whole([part.bp for part in parts])
    found: dict[Key, Sum] = {}
    for (what, currency), by_day in _sorted(lines).items():
        amount = pieces = 0
        amounts, counts = [0] * len(parts), [0] * len(parts)
        for day, (more, records) in sorted(by_day.items()):
            amount, pieces = amount + more, pieces + records
            now, counted = divided(amount, parts), divided(pieces, parts)
            for place, part in enumerate(parts):
                key = Key(what, day, part.user_id, part.unit_id, part.unit_path, currency)
                found[key] = Sum(now[place] - amounts[place], counted[place] - counts[place])
            amounts, counts = now, counted
    return {key: sum_ for key, sum_ in found.items() if sum_ != NOTHING}


def _sorted(lines: Iterable[Line]) -> dict[tuple[str, str], dict[date, Sum]]:
    """By sort and day: the order in which they were told does not matter."""
    found: dict[tuple[str, str], dict[date, Sum]] = defaultdict(dict)
    for line in lines:
        days = found[line.what, line.currency]
        before = days.get(line.day, NOTHING)
        days[line.day] = Sum(before.amount + line.amount, before.pieces + line.pieces)
    return found


def divided(total: int, parts: Sequence[Part]) -> list[int]:
    """`total` by shares, exact; what is below nothing is split like what is above."""
    weights = [part.bp for part in parts]
    return [-one for one in split(-total, weights)] if total < 0 else split(total, weights)


def differences(should: Sums, says: Sums) -> list[Difference]:
    """What has to be added to the ledger so that it says what it should; always in the same order."""
    found = []
    for key in sorted({*should, *says}, key=_order):
        wanted, stands = should.get(key, NOTHING), says.get(key, NOTHING)
        if wanted != stands:
            found.append(Difference(key, wanted.amount - stands.amount, wanted.pieces - stands.pieces))
    return found


def _order(key: Key) -> tuple[object, ...]:
    return (key.day, key.what, key.user_id or 0, key.unit_id or 0, key.unit_path, key.currency)


def counts_on(day: date, closed: Collection[date]) -> date:
    """The day itself, or the first of the first month after it that is not closed (`closed`: first days of months)."""
    month = day.replace(day=1)
    if month not in closed:
        return day
    while month in closed:
        month = next_month(month)
    return month


def check_whole(shares: Sequence[int]) -> None:
    """Raises `targets.shares_not_whole` unless they are 10,000 together, `targets.share_not_positive`."""
    for place, bp in enumerate(shares):
        if bp < 1:
            raise Invalid("targets.share_not_positive", field=f"shares.{place}.bp")
    if sum(shares) != WHOLE:
        raise Invalid("targets.shares_not_whole", field="shares", sum=f"{sum(shares) / 100:g}")


def net(amount: int, tax_bp: int) -> int:
    """An amount without the tax in it, rounded half up to the minor unit (and half down below nothing)."""
    whole = WHOLE + tax_bp
    without = (abs(amount) * WHOLE + whole // 2) // whole
    return -without if amount < 0 else without
