"""What asks for something to be done about an open deal (F4), with its figures and what mends it."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
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
    """As the moment in UTC, which is compared with other moments in UTC at a fifth of the price."""
    return datetime.combine(day - timedelta(days=days), time(), zone).astimezone(UTC)


def stale_days(percent: int) -> int:
    return STALE_DAYS_LATE if percent >= HALF_WAY else STALE_DAYS


def stuck_days(usual_days: int | None) -> int:
    """Longer than so many days in a stage is longer than usual."""
    return STUCK_TIMES * max(usual_days or USUAL_DAYS, 1)


@lru_cache(maxsize=100)
def _since(day: date, zone: tzinfo) -> tuple[datetime, datetime, datetime]:
    """From when on there was contact lately, and life, early and late in a deal's way."""
    quiet, early, late = (days_before(day, days, zone) for days in (QUIET_DAYS, STALE_DAYS, STALE_DAYS_LATE))
    return quiet, early, late


def signals(deal: Standing, *, day: date, zone: tzinfo) -> list[Signal]:
    """Everything that shows on this day, the gravest first. A board asks it of hundreds of deals."""
    quiet_since, early, late = _since(day, zone)
    win_on, last, proved = deal.expected_win_on, deal.last_contact_at, deal.proved_at
    entered, created, percent, usual = deal.stage_entered_at, deal.created_at, deal.percent, deal.usual_days
    found = []
    if win_on is not None and win_on < day:
        found.append(_signal(DealSign.WIN_DATE_PASSED, (day - win_on).days))
    if deal.pushes >= MANY_PUSHES:
        found.append(_signal(DealSign.PUSHED, deal.pushes))
    if deal.amount_cut_minor > 0:
        found.append(_signal(DealSign.AMOUNT_CUT, deal.amount_cut_minor))
    if (last or created) < quiet_since:
        found.append(_signal(DealSign.NO_CONTACT, _days_since(last or created, day, zone)))
    life = max(filter(None, (last, proved, entered, created)))
    if life < (late if percent >= HALF_WAY else early):
        found.append(_signal(DealSign.STALE, _days_since(life, day, zone), stale_days(percent)))
    if entered < days_before(day, stuck_days(usual), zone):
        found.append(_signal(DealSign.STUCK, _days_since(entered, day, zone), usual or USUAL_DAYS))
    if deal.ahead >= 1:
        found.append(_signal(DealSign.UNPROVEN, deal.ahead))
    alone = last is not None and deal.people_met < ENOUGH_PEOPLE
    if alone and (percent >= HALF_WAY or deal.amount_minor >= LARGE_MINOR):
        found.append(_signal(DealSign.SINGLE_THREADED, deal.people_met))
    if deal.next_contact_at is None:
        found.append(_signal(DealSign.NO_NEXT_CONTACT))
    return found


@lru_cache(maxsize=10_000)  # the same signs and numbers of days come again and again
def _signal(sign: DealSign, n: int | None = None, usual: int | None = None) -> Signal:
    return Signal(sign, MENDS[sign], n, usual)


def _days_since(moment: datetime, day: date, zone: tzinfo) -> int:
    return (day - moment.astimezone(zone).date()).days
