"""What the doctor looks for, and what it found."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An error is a broken promise; a warning, something that waits too long; a notice is for people to judge."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Check:
    """`sql` selects one column, `id`, of every row that is wrong, and runs unchanged on PostgreSQL and SQLite, or is
    given for each by name where they speak of JSON in words of their own.

    It may use %(hour_ago)s and %(two_hours_ago)s; a literal percent sign is doubled.
    """

    name: str
    sql: str | Mapping[str, str]
    wrong: str
    mend: str
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, slots=True)
class Look:
    """What no SQL can tell: `found` gives the ids of rows that something outside of the database denies."""

    name: str
    found: Callable[[], Iterable[int]]
    wrong: str
    mend: str
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, slots=True)
class Finding:
    """One check that found something: how many rows, a few of their ids, and what to do."""

    check: str
    severity: Severity
    count: int
    examples: tuple[int | str, ...]
    wrong: str
    mend: str
