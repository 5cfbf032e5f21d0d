"""What asks for something to be done about an open deal (F4), with its figures and what mends it."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import NamedTuple

from dabiao.modules.opportunities.enums import DealSign, Mend
from dabiao.modules.opportunities.rules.deals import MANY_PUSHES, QUIET_DAYS

STALE_DAYS, STALE_DAYS_LATE = 30, 21  # nothing whatsoever for so long; sooner from half way on
HALF_WAY = 50  # percent of the stage
STUCK_TIMES = 2  # the usual stay of won deals
USUAL_DAYS = 15  # where there are too few won deals to say
FEWEST_STAYS = 8  # for a median that says something
MOST_USUAL_DAYS = 3650
ENOUGH_PEOPLE = 2  # of the customer's, known by name: who never said whom they spoke with knows of nobody
LARGE_MINOR = 50_000_000  # from this amount on, one person is too few at any stage

MENDS: Mapping[DealSign, Mend] = {
    DealSign.WIN_DATE_PASSED: Mend.MOVE_DATE,
    DealSign.PUSHED: Mend.LOG_CONTACT,
    DealSign.AMOUNT_CUT: Mend.LOG_CONTACT,
    DealSign.NO_CONTACT: Mend.LOG_CONTACT,
    DealSign.STALE: Mend.LOG_CONTACT,
    DealSign.STUCK: Mend.ADD_EVIDENCE,
    DealSign.UNPROVEN: Mend.ADD_EVIDENCE,
    DealSign.SINGLE_THREADED: Mend.ADD_PERSON,
    DealSign.NO_NEXT_CONTACT: Mend.PLAN_CONTACT,
}


class Standing(NamedTuple):
    """An open deal as the signs see it. `ahead`: by how many steps its claim is ahead of the evidence; `usual_days` what won
    deals stay in its stage, None where nobody knows."""

    expected_win_on: date | None
    pushes: int
    amount_minor: int
    amount_cut_minor: int
    last_contact_at: datetime | None
    next_contact_at: datetime | None
    stage_entered_at: datetime
    proved_at: datetime | None
    created_at: datetime
    percent: int
    usual_days: int | None
    ahead: int
    people_met: int


class Signal(NamedTuple):
    """`n` is the sign's own figure (days, times, steps, minor units), `usual` what it is held against."""

    sign: DealSign
    mend: Mend
    n: int | None = None
    usual: int | None = None


@lru_cache(maxsize=1_000)  # the same few moments are asked for every deal of a page
def days_before(day: date, days: int, zone: tzinfo) -> datetime:
    return datetime.combine(day - timedelta(days=days), time(), zone)


def stale_days(percent: int) -> int:
    return STALE_DAYS_LATE if percent >= HALF_WAY else STALE_DAYS


def stuck_days(usual_days: int | None) -> int:
    """Longer than so many days in a stage is longer than usual."""
    return STUCK_TIMES * max(usual_days or USUAL_DAYS, 1)


def signals(deal: Standing, *, day: date, zone: tzinfo) -> list[Signal]:
    """Everything that shows on this day, the gravest first. A board asks it of hundreds of deals."""
    found = _slipping(deal, day, zone)
    life = max(filter(None, (deal.last_contact_at, deal.proved_at, deal.stage_entered_at, deal.created_at)))
    quiet, usual = stale_days(deal.percent), deal.usual_days
    if life < days_before(day, quiet, zone):
        found.append(_signal(DealSign.STALE, _days_since(life, day, zone), quiet))
    if deal.stage_entered_at < days_before(day, stuck_days(usual), zone):
        stay = _days_since(deal.stage_entered_at, day, zone)
        found.append(_signal(DealSign.STUCK, stay, usual or USUAL_DAYS))
    if deal.ahead >= 1:
        found.append(_signal(DealSign.UNPROVEN, deal.ahead))
    alone = deal.last_contact_at is not None and deal.people_met < ENOUGH_PEOPLE
    if alone and (deal.percent >= HALF_WAY or deal.amount_minor >= LARGE_MINOR):
        found.append(_signal(DealSign.SINGLE_THREADED, deal.people_met))
    if deal.next_contact_at is None:
        found.append(_signal(DealSign.NO_NEXT_CONTACT))
    return found


def _slipping(deal: Standing, day: date, zone: tzinfo) -> list[Signal]:
    found = []
    if deal.expected_win_on is not None and deal.expected_win_on < day:
        found.append(_signal(DealSign.WIN_DATE_PASSED, (day - deal.expected_win_on).days))
    if deal.pushes >= MANY_PUSHES:
        found.append(_signal(DealSign.PUSHED, deal.pushes))
    if deal.amount_cut_minor > 0:
        found.append(_signal(DealSign.AMOUNT_CUT, deal.amount_cut_minor))
    last = deal.last_contact_at or deal.created_at
    if last < days_before(day, QUIET_DAYS, zone):
        found.append(_signal(DealSign.NO_CONTACT, _days_since(last, day, zone)))
    return found


def _signal(sign: DealSign, n: int | None = None, usual: int | None = None) -> Signal:
    return Signal(sign, MENDS[sign], n, usual)


def _days_since(moment: datetime, day: date, zone: tzinfo) -> int:
    return (day - moment.astimezone(zone).date()).days
