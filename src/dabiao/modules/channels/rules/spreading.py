"""Spend over days."""

from datetime import date


def within(amount_minor: int, first: date, last: date, since: date, until: date) -> int:
    """The part of an amount for [first, last] that falls on days of [since, until), in minor units.

    Every day has the same, and the largest remainder goes to the earliest days, a unit each: the parts of any division of the
    range into pieces add up to the amount.
    """
    days = (last - first).days + 1
    each, over = divmod(amount_minor, days)
    begin, end = max((since - first).days, 0), min((until - first).days, days)
    if end <= begin:
        return 0
    return each * (end - begin) + max(min(end, over) - begin, 0)
