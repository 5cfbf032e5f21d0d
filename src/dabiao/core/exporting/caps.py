"""How many rows somebody may take out without asking: at once, and on one day."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F
from django.utils.timezone import get_default_timezone

from dabiao.core.access.models import Role
from dabiao.core.exporting.enums import Need
from dabiao.core.exporting.models import ExportDay


@dataclass(frozen=True, slots=True)
class Cap:
    """None: no cap. `asks`: every export waits for approval."""

    rows: int | None = None
    per_day: int | None = None
    asks: bool = False

    def need(self, rows: int, taken: int) -> Need:
        """Why so many rows would wait for approval, after `taken` today."""
        if self.asks:
            return Need.ROLE
        if self.rows is not None and rows > self.rows:
            return Need.ROWS
        return Need.DAY if self.per_day is not None and taken + rows > self.per_day else Need.NOTHING


def cap_of(user_id: int, permission: str) -> Cap:
    """Of the roles with this permission to export the most generous one counts, as everywhere."""
    roles = [role for role in Role.objects.filter(users=user_id) if permission in role.grants]
    return Cap(
        rows=_most([role.rows_per_export for role in roles]),
        per_day=_most([role.export_rows_per_day for role in roles]),
        asks=bool(roles) and all(role.exports_need_approval for role in roles),
    )


def _most(caps: list[int | None]) -> int | None:
    known = [cap for cap in caps if cap is not None]
    return max(known) if known and len(known) == len(caps) else None


def local(moment: datetime) -> datetime:
    return moment.astimezone(get_default_timezone())


def day_of(now: datetime) -> date:
    return local(now).date()


def taken(user_id: int, day: date) -> int:
    """Rows of that day on their own account."""
    found = ExportDay.objects.filter(user_id=user_id, day=day).values_list("rows", flat=True).first()
    return found or 0


def take(user_id: int, day: date, rows: int, cap: Cap) -> bool:
    """Count rows into the day, unless that would pass the cap.

    One UPDATE holds it: however many ask at once, together they cannot pass.
    """
    mine = _day(user_id, day)
    within = mine if cap.per_day is None else mine.filter(rows__lte=cap.per_day - rows)
    return bool(within.update(rows=F("rows") + rows))


def give_back(user_id: int, day: date, rows: int) -> None:
    """Rows that were counted and are in no file."""
    _day(user_id, day).update(rows=F("rows") - rows)


def note_approved(user_id: int, day: date, rows: int) -> None:
    _day(user_id, day).update(approved=F("approved") + rows)


def _day(user_id: int, day: date) -> Any:
    ExportDay.objects.get_or_create(user_id=user_id, day=day)
    return ExportDay.objects.filter(user_id=user_id, day=day)
