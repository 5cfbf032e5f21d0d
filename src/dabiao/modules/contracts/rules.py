"""What holds for contracts, without a database."""

import re
from collections.abc import Iterable
from datetime import date

from dabiao.core.errors import Conflict, Invalid
from dabiao.modules.contracts.enums import IN_FORCE, ContractStatus

BY_RULE = re.compile(r"HT-(\d{6})-\d{4,}")
# What a signature has agreed to. A link to an opportunity may still be added, but not moved.
FIXED_ONCE_SIGNED = frozenset({"amount_minor", "currency", "customer_id"})


def number(month: str, place: int) -> str:
    """The `place`-th number by rule of a month `YYYYMM`: HT-202603-0001."""
    return f"HT-{month}-{place:04d}"


def month_of(number: str) -> str | None:
    """The month whose series this number belongs to; None for a number of another make."""
    found = BY_RULE.fullmatch(number)
    return found[1] if found else None


def check_dates(starts_on: date | None, ends_on: date | None) -> None:
    """Raises `contracts.ends_before_start`."""
    if starts_on is not None and ends_on is not None and ends_on < starts_on:
        raise Invalid("contracts.ends_before_start", field="ends_on", starts_on=starts_on.isoformat())


def check_signable(status: str, signed_on: date, today: date) -> None:
    """Raises `contracts.not_draft`, `contracts.signed_in_future`."""
    if status != ContractStatus.DRAFT:
        raise Conflict("contracts.not_draft", field="status", status=status)
    if signed_on > today:
        raise Invalid("contracts.signed_in_future", field="signed_on", today=today.isoformat())


def check_live(status: str) -> None:
    """Raises `contracts.is_cancelled`."""
    if status == ContractStatus.CANCELLED:
        raise Conflict("contracts.is_cancelled", field="status")


def check_unsigned(status: str, changed: Iterable[str]) -> None:
    """What was signed stays. Raises `contracts.fixed_once_signed` naming the first field that would move."""
    if status == ContractStatus.DRAFT:
        return
    for name in sorted(FIXED_ONCE_SIGNED.intersection(changed)):
        raise Conflict("contracts.fixed_once_signed", field=name)


def status_with_money(status: str, amount_minor: int, received_minor: int) -> ContractStatus:
    """Signed and fulfilled follow the money; a contract about nothing is fulfilled by the first payment."""
    if status not in IN_FORCE:
        return ContractStatus(status)
    paid = received_minor >= amount_minor and received_minor > 0
    return ContractStatus.FULFILLED if paid else ContractStatus.SIGNED
