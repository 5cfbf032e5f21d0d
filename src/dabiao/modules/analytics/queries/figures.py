"""Figures as they are shown: a value, its unit, the list it opens, and last month's beside it where that helps."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dabiao.modules.analytics import rules
from dabiao.modules.analytics.enums import Unit
from dabiao.modules.analytics.queries.numbers import Link


@dataclass(frozen=True, slots=True)
class Value:
    """A counted number and the list of what was counted; no link where no list can show exactly that."""

    value: int
    link: Link | None


Ledger = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Shown:
    """One figure: the number under `key`, compared to the one under `before`, or as its share of the one under `of`."""

    key: str
    unit: Unit = Unit.COUNT
    before: str = ""
    of: str = ""


FIGURES = (
    Shown("leads_received", before="leads_received_before"),
    Shown("leads_open"),
    Shown("leads_waiting"),
    Shown("leads_untouched"),
    Shown("leads_in_time", Unit.SHARE, of="leads_assigned"),
    Shown("leads_converted"),
    Shown("contacts_overdue"),
    Shown("contacts_today"),
    Shown("contacts_made_today"),
    Shown("contacts_made_week"),
    Shown("opportunities_open"),
    Shown("opportunities_amount", Unit.MONEY),
    Shown("opportunities_weighted", Unit.MONEY),
    Shown("opportunities_late"),
    Shown("opportunities_slipping"),
    Shown("won_count", before="won_count_before"),
    Shown("won_amount", Unit.MONEY, before="won_amount_before"),
    Shown("signed_count", before="signed_count_before"),
    Shown("signed_amount", Unit.MONEY, before="signed_amount_before"),
    Shown("received_amount", Unit.MONEY, before="received_amount_before"),
    Shown("overdue_count"),
    Shown("overdue_amount", Unit.MONEY),
)
# A column per person: leads, contacts, deals, money.
COLUMNS = (
    Shown("leads_open"),
    Shown("leads_untouched"),
    Shown("leads_in_time", Unit.SHARE, of="leads_assigned"),
    Shown("contacts_made_today"),
    Shown("contacts_made_week"),
    Shown("contacts_overdue"),
    Shown("opportunities_open"),
    Shown("opportunities_amount", Unit.MONEY),
    Shown("opportunities_slipping"),
    Shown("won_amount", Unit.MONEY),
    Shown("signed_amount", Unit.MONEY),
    Shown("received_amount", Unit.MONEY),
    Shown("overdue_amount", Unit.MONEY),
)

# What whoever looks after the money asks first.
MONEY = (
    Shown("received_amount", Unit.MONEY, before="received_amount_before"),
    Shown("received_count"),
    Shown("signed_amount", Unit.MONEY, before="signed_amount_before"),
    Shown("signed_count", before="signed_count_before"),
    Shown("drafts_count"),
    Shown("drafts_amount", Unit.MONEY),
)


def figures(ledger: Ledger, wanted: Iterable[Shown] = FIGURES) -> list[dict[str, Any]]:
    """The wanted figures that could be counted for this reader, in order."""
    return [figure(one, ledger) for one in wanted if one.key in ledger]


def figure(shown: Shown, ledger: Ledger) -> dict[str, Any]:
    counted = ledger[shown.key]
    whole = ledger[shown.of] if shown.of else None
    return {
        "key": shown.key,
        "unit": shown.unit.value,
        "value": rules.share(counted.value, whole.value) if whole else counted.value,
        "link": counted.link,
        "previous": _told(ledger[shown.before]) if shown.before else None,
        "part": _told(counted) if whole else None,
        "whole": _told(whole) if whole else None,
    }


def _told(value: Value) -> dict[str, Any]:
    return {"value": value.value, "link": value.link}
