"""Who may need help, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from dabiao.modules.analytics.enums import HelpCode

SILENT_DAYS = 3
FEW_OVERDUE, OVERDUE_SHARE = 3, Fraction(1, 3)
FEW_SLIPPING, SLIPPING_SHARE = 3, Fraction(1, 2)
FEW_DEALS = 4  # below that the median of a team says nothing about anybody's pipeline


@dataclass(frozen=True, slots=True)
class Standing:
    """What a person has in hand, as far as the reader may count it: None where they may not."""

    leads_untouched: int | None = None
    contacts_made: int | None = None  # within the last `SILENT_DAYS` working days
    contacts_overdue: int = 0
    contacts_planned: int = 0  # the overdue among them
    deals_open: int | None = None
    deals_slipping: int = 0
    in_hand: int = 0  # live leads and open deals


@dataclass(frozen=True, slots=True)
class Reason:
    """`value` of `of`: 3 of 20 contacts overdue; 2 deals where the median is 8. `of` is None where nothing stands beside."""

    code: HelpCode
    value: int
    of: int | None = None


def reasons(one: Standing, deals_median: int) -> list[Reason]:
    """Why this person may need help, the gravest first; none when all goes well. `deals_median`: open deals of the team."""
    found: list[Reason] = []
    if one.leads_untouched:
        found.append(Reason(HelpCode.UNTOUCHED, one.leads_untouched))
    if one.contacts_made == 0 and one.in_hand:
        found.append(Reason(HelpCode.SILENT, SILENT_DAYS))
    if one.contacts_overdue >= FEW_OVERDUE and one.contacts_overdue >= OVERDUE_SHARE * one.contacts_planned:
        found.append(Reason(HelpCode.OVERDUE, one.contacts_overdue, one.contacts_planned))
    many = one.deals_slipping >= FEW_SLIPPING
    if one.deals_open and many and one.deals_slipping >= SLIPPING_SHARE * one.deals_open:
        found.append(Reason(HelpCode.SLIPPING, one.deals_slipping, one.deals_open))
    thin = one.deals_open is not None and 2 * one.deals_open <= deals_median
    if thin and one.in_hand and deals_median >= FEW_DEALS:
        found.append(Reason(HelpCode.THIN, one.deals_open or 0, deals_median))
    return found


def help_order(found: Sequence[Reason]) -> tuple[int, ...]:
    """Who has more reasons comes first; between equals, the graver reason and the larger number."""
    codes = tuple(HelpCode)
    return (-len(found), *(part for one in found for part in (codes.index(one.code), -one.value)))
