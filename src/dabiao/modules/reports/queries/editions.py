"""What a template asks in a period: its edition then, as rules understand it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from dabiao.modules.reports.models import Edition, Template
from dabiao.modules.reports.queries import zone
from dabiao.modules.reports.rules import periods
from dabiao.modules.reports.rules.owing import Audience
from dabiao.modules.reports.rules.periods import Due, Slot

CONTENT = (
    *("blocks", "unit_ids", "levels", "roles", "due_time", "noon_time", "due_shift", "grace_minutes"),
    *("remind_minutes", "to_leader", "receivers"),
)


def content_of(template: Template) -> dict[str, Any]:
    """As an edition keeps it."""
    return {name: getattr(template, name) for name in CONTENT}


@dataclass(frozen=True, slots=True)
class Asked:
    """One edition. `id` is its row's."""

    id: int
    from_day: date
    content: Mapping[str, Any]

    @property
    def blocks(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.content["blocks"]
        return found

    @property
    def audience(self) -> Audience:
        said = self.content
        return Audience(frozenset(said["unit_ids"]), frozenset(said["levels"]), frozenset(said["roles"]))

    @property
    def due(self) -> Due:
        said = self.content
        return Due(
            time.fromisoformat(said["due_time"]),
            time.fromisoformat(said["noon_time"]),
            said["due_shift"],
            said["grace_minutes"],
            said["remind_minutes"],
        )

    def due_at(self, slot: Slot) -> datetime | None:
        return periods.due_at(slot, self.due, zone())

    def late_from(self, due_at: datetime) -> datetime:
        return periods.late_from(due_at, self.due.grace)


def asked_of(edition: Edition) -> Asked:
    return Asked(edition.pk, edition.from_day, edition.content)


def editions_of(template_ids: Iterable[int]) -> dict[int, list[Asked]]:
    """All editions of these templates, the oldest first; one statement."""
    found: dict[int, list[Asked]] = defaultdict(list)
    for edition in Edition.objects.filter(template_id__in=list(template_ids)).order_by("from_day"):
        found[edition.template_id].append(asked_of(edition))
    return found


def at(editions: Sequence[Asked], slot: Slot) -> Asked:
    """The edition of a period: the newest that holds from its first day; the first for a period begun before."""
    held = [one for one in editions if one.from_day <= slot.first]
    return held[-1] if held else editions[0]


def asks(template: Template, slot: Slot, due_at: datetime) -> bool:
    """Whether the template asks anything for this period at all."""
    ended = template.retired_at
    return slot.last >= template.starts_on and (ended is None or due_at <= ended)
