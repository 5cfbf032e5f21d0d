"""Deals that slip (F4): the same signs on a row that was read, and as a WHERE."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils.timezone import get_default_timezone

from dabiao.modules.opportunities import rules
from dabiao.modules.opportunities.enums import SlippingSign, StageKind
from dabiao.modules.opportunities.models import Opportunity


def slipping(day: date) -> Q:
    """Open deals that show at least one sign on this day of the company."""
    found = Q()
    for sign in SlippingSign:
        found |= showing(sign, day)
    return Q(closed_at=None) & found


def showing(sign: SlippingSign, day: date) -> Q:
    """Deals, open or not, that show this sign."""
    since = rules.quiet_since(day, get_default_timezone())
    return {
        SlippingSign.WIN_DATE_PASSED: Q(expected_win_on__lt=day),
        SlippingSign.PUSHED: Q(pushes__gte=rules.MANY_PUSHES),
        SlippingSign.AMOUNT_CUT: Q(amount_cut_minor__gt=0),
        SlippingSign.NO_CONTACT: Q(last_contact_at__lt=since) | Q(last_contact_at=None, created_at__lt=since),
    }[sign]


def day_of(now: datetime) -> date:
    """The company's day."""
    return now.astimezone(get_default_timezone()).date()


def with_signs(rows: Iterable[dict[str, Any]], now: datetime) -> Iterator[dict[str, Any]]:
    """The rows of a list with what shows that each slips; nothing for those that ended."""
    day, zone = day_of(now), get_default_timezone()
    for row in rows:
        row["slipping"] = (
            []
            if row["stage_kind"] != StageKind.OPEN
            else rules.slipping_signs(
                expected_win_on=_date(row["expected_win_on"]),
                pushes=row["pushes"],
                amount_cut_minor=row["amount_cut_minor"],
                last_contact_at=_moment(row["last_contact_at"]),
                created_at=datetime.fromisoformat(row["created_at"]),
                day=day,
                zone=zone,
            )
        )
        yield row


def signs_of(deal: Opportunity, now: datetime) -> list[SlippingSign]:
    """What shows that this one slips, the gravest first."""
    if deal.closed_at is not None:
        return []
    names = ("expected_win_on", "pushes", "amount_cut_minor", "last_contact_at", "created_at")
    facts = {name: getattr(deal, name) for name in names}
    return rules.slipping_signs(**facts, day=day_of(now), zone=get_default_timezone())


def _date(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _moment(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None
