"""The whole time of a company: everything that happened, in order, and the truth behind it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate

from dabiao.demo.simulation.chance import Chance
from dabiao.demo.simulation.deal_journeys import DealJourney, Opening
from dabiao.demo.simulation.happenings import Happening
from dabiao.demo.simulation.hours import demand
from dabiao.demo.simulation.lead_journeys import LeadJourney
from dabiao.demo.simulation.people import Cast, cast
from dabiao.demo.simulation.persons import enquirer
from dabiao.demo.simulation.story import told
from dabiao.demo.simulation.truth import Truth

DAYS = 548
GROWTH = 1.2  # how many more ask at the end than at the beginning: 1.2 means 120 % more
# of 24 hours
BUSY = (*[1] * 8, *[6] * 11, *[3] * 5)


@dataclass(frozen=True)
class Spec:
    """`end` is the present, in the company's own time zone; the same seed, leads and end give the same world."""

    leads: int
    end: datetime
    seed: int = 7

    @property
    def start(self) -> datetime:
        return (self.end - timedelta(days=DAYS)).replace(hour=0, minute=0, second=0, microsecond=0)


@dataclass(frozen=True)
class World:
    spec: Spec
    people: Cast
    happenings: list[Happening]
    truth: Truth


def simulate(spec: Spec) -> World:
    people = cast(spec.seed, spec.leads, spec.end.date())
    known = Truth(spec.seed, people)
    happened: list[Happening] = []
    for lead, at in enumerate(arrivals(spec), 1):
        happened += _lived(spec, lead, at, people, known)
    happened += told(spec.leads + 1, spec.end, people)
    happened.sort(key=lambda one: one.at)  # stable: what one journey does at one moment stays in its order
    return World(spec, people, happened, known)


def _lived(spec: Spec, lead: int, at: datetime, people: Cast, known: Truth) -> Iterator[Happening]:
    """One lead, and the deals that came of it."""
    who = enquirer(spec.seed, lead, at, people)
    journey = LeadJourney(spec.seed, who, people, spec.start, spec.end)
    known.trials += journey.trials
    yield from journey.happenings
    opening = Opening(journey.ripe) if journey.ripe else None
    while opening is not None:
        deal = DealJourney(spec.seed, opening, people, spec.end)
        if deal.happenings:
            known.bids.append(deal.bid)
        yield from deal.happenings
        opening = deal.next


def arrivals(spec: Spec) -> list[datetime]:
    """When leads come in: by season and weekday, more from month to month, fewer at night. In order.

    Evenly spaced quantiles of demand, each moved by a chance of its own, so that the number is exact.
    """
    days = [spec.start + timedelta(days=n) for n in range(DAYS + 1)]
    weights = [demand(day.date()) * (1 + GROWTH * n / DAYS) for n, day in enumerate(days)]
    until = list(accumulate(weights))
    moments, day = [], 0
    for number in range(spec.leads):
        chance = Chance(spec.seed, "arrival", number)
        place = (number + chance.random()) / spec.leads * until[-1]
        while until[day] < place:
            day += 1
        moments.append(_hour_of(days[day], chance))
    return sorted(one for one in moments if one <= spec.end)


def _hour_of(day: datetime, chance: Chance) -> datetime:
    hour = chance.choices(range(24), BUSY)[0]
    return day.replace(hour=hour, minute=chance.randrange(60), second=chance.randrange(60))
