"""Deals that slip or want something done (F4): the same signs on a row that was read, and as a WHERE."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, tzinfo
from typing import Any

from django.db.models import Q
from django.utils.timezone import get_default_timezone

from dabiao.core.days import local_day
from dabiao.modules.opportunities import rules
from dabiao.modules.opportunities.enums import DealSign, SlippingSign, StageKind
from dabiao.modules.opportunities.models import Opportunity
from dabiao.modules.opportunities.queries.ladders import Ladders

_SLIPPING = frozenset(map(DealSign, SlippingSign.values))
# what a deal is at risk by: the rest are hints to make it firmer
GRAVE = (*map(DealSign, SlippingSign.values), DealSign.STALE, DealSign.STUCK)


def slipping(day: date) -> Q:
    """Open deals that show at least one sign of slipping on this day of the company."""
    found = Q()
    for sign in SlippingSign:
        found |= showing(DealSign(sign), day)
    return Q(closed_at=None) & found


def at_risk(day: date) -> Q:
    """Open deals that show a grave sign: they slip, nothing happens, or they stand longer than usual."""
    found, ladders = Q(), Ladders()
    for sign in GRAVE:
        found |= showing(sign, day, ladders)
    return Q(closed_at=None) & found


def signalling(sign: str, day: date) -> Q:
    """Open deals that show this sign on this day."""
    return Q(closed_at=None) & showing(DealSign(sign), day)


def showing(sign: DealSign, day: date, ladders: Ladders | None = None) -> Q:
    """Deals, open or not, that show this sign; `ladders` where they were read already."""
    zone = get_default_timezone()
    since = rules.days_before(day, rules.QUIET_DAYS, zone)
    if sign == DealSign.STALE:
        return _stale(day, zone)
    if sign == DealSign.STUCK:
        return _stuck(day, zone, ladders or Ladders())
    if sign == DealSign.UNPROVEN:
        return (ladders or Ladders()).where(lambda ahead: ahead >= 1)
    return {
        DealSign.WIN_DATE_PASSED: Q(expected_win_on__lt=day),
        DealSign.PUSHED: Q(pushes__gte=rules.MANY_PUSHES),
        DealSign.AMOUNT_CUT: Q(amount_cut_minor__gt=0),
        DealSign.NO_CONTACT: Q(last_contact_at__lt=since) | Q(last_contact_at=None, created_at__lt=since),
        DealSign.SINGLE_THREADED: Q(people_met__lt=rules.ENOUGH_PEOPLE, last_contact_at__isnull=False)
        & (Q(stage__percent__gte=rules.HALF_WAY) | Q(amount_minor__gte=rules.LARGE_MINOR)),
        DealSign.NO_NEXT_CONTACT: Q(next_contact_at=None),
    }[sign]


def _stale(day: date, zone: tzinfo) -> Q:
    def quiet(days: int) -> Q:
        since = rules.days_before(day, days, zone)
        return (
            (Q(last_contact_at=None) | Q(last_contact_at__lt=since))
            & (Q(proved_at=None) | Q(proved_at__lt=since))
            & Q(stage_entered_at__lt=since, created_at__lt=since)
        )

    return (Q(stage__percent__gte=rules.HALF_WAY) & quiet(rules.STALE_DAYS_LATE)) | quiet(rules.STALE_DAYS)


def _stuck(day: date, zone: tzinfo, ladders: Ladders) -> Q:
    found = Q(pk__in=[])
    for stage in ladders.stages.values():
        since = rules.days_before(day, rules.stuck_days(stage.usual_days), zone)
        found |= Q(stage_id=stage.pk, stage_entered_at__lt=since)
    return found


def with_signs(rows: Iterable[dict[str, Any]], day: date) -> Iterator[dict[str, Any]]:
    """The rows of a list with what shows on that day that each slips or wants something done, and how much of it is to be
    believed.

    Those that ended show nothing."""
    zone = get_default_timezone()
    for row in rows:
        if row["stage_kind"] != StageKind.OPEN:
            row |= {"signals": [], "slipping": [], "credibility": None, "credible_minor": None}
        else:
            standing = _standing(row)
            found = rules.signals(standing, day=day, zone=zone)
            row["signals"] = [
                {"sign": sign, "mend": mend, "n": n, "usual": usual} for sign, mend, n, usual in found
            ]
            row["slipping"] = [one[0] for one in found if one[0] in _SLIPPING]
            fresh = rules.freshness(standing.last_contact_at, standing.created_at, day=day, zone=zone)
            believed = rules.credibility(StageKind.OPEN, fresh, row["claim_gap"], row["recorded_gap"])
            row["credibility"] = believed
            row["credible_minor"] = rules.weighted_by_percent(row["weighted_minor"], believed)
        yield row


def _standing(row: dict[str, Any]) -> rules.Standing:
    win_on, proved = row["expected_win_on"], row["proved_at"]
    last, promised = row["last_contact_at"], row["next_contact_at"]
    return rules.Standing(
        date.fromisoformat(win_on) if isinstance(win_on, str) else win_on,
        row["pushes"],
        row["amount_minor"],
        row["amount_cut_minor"],
        last and datetime.fromisoformat(last),
        promised and datetime.fromisoformat(promised),
        datetime.fromisoformat(row["stage_entered_at"]),
        proved and datetime.fromisoformat(proved),
        datetime.fromisoformat(row["created_at"]),
        row["percent"],
        row["usual_days"],
        row["claim_gap"],
        row["people_met"],
    )


def signs_of(deal: Opportunity, now: datetime, ladders: Ladders) -> list[rules.Signal]:
    """What shows on this one, the gravest first."""
    stage = ladders.stages.get(deal.stage_id)
    if deal.closed_at is not None or stage is None:
        return []
    names = (
        "expected_win_on",
        "pushes",
        "amount_minor",
        "amount_cut_minor",
        "last_contact_at",
        "next_contact_at",
    )
    facts = {
        name: getattr(deal, name)
        for name in (*names, "stage_entered_at", "proved_at", "created_at", "people_met")
    }
    standing = rules.Standing(
        **facts,
        percent=stage.percent,
        usual_days=stage.usual_days,
        ahead=ladders.ahead(deal.stage_id, deal.evidenced_stage_id),
    )
    return rules.signals(standing, day=local_day(now), zone=get_default_timezone())


class Signs:
    """The signs of open deals as a condition asks them: all that show on the day of the asking."""

    def where(self, passes: Callable[[Any], bool], now: datetime) -> Q:
        found, day, ladders = Q(pk__in=[]), local_day(now), Ladders()
        for sign in DealSign:
            if passes([sign.value]):
                found |= showing(sign, day, ladders)
        return Q(closed_at=None) & found

    def reader(self, now: datetime) -> Callable[[Any], list[str]]:
        ladders = Ladders()
        return lambda deal: [one.sign.value for one in signs_of(deal, now, ladders)]
