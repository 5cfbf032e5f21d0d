"""Whether the lane has to be looked after."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from dabiao.modules.dispatch.enums import RUNNING_STATES
from dabiao.modules.dispatch.models import Breach, Case, Lane

BEAT = timedelta(seconds=5)


def is_waiting(now: datetime) -> bool:
    return Case.objects.filter(next_at__lte=now).exists()


def needs_beat(now: datetime) -> bool:
    beat = Lane.objects.filter(pk=1).values_list("beat_at", flat=True).first()
    return beat is None or abs(now - beat) >= BEAT


@dataclass(frozen=True, slots=True)
class Running:
    """A case whose clocks run, and whose turn it is."""

    case_id: int
    stint_id: int
    lead_id: int
    owner_id: int
    state: str
    state_at: datetime
    due_at: datetime | None


def running(**chosen: Any) -> list[Running]:
    """Those of the cases with running clocks that are so (`state`, `state_at`, `pk` …), in the order in which they came."""
    cases = Case.objects.filter(
        state__in=RUNNING_STATES, owner__isnull=False, stint_id__isnull=False, **chosen
    )
    fields = ("pk", "stint_id", "lead_id", "owner_id", "state", "state_at", "due_at")
    return [Running(*row) for row in cases.order_by("pk").values_list(*fields)]


def next_moment(after: datetime) -> datetime | None:
    """When something is due next after this moment."""
    due = Case.objects.filter(next_at__gt=after).order_by("next_at")
    return due.values_list("next_at", flat=True).first()


def last_level_lost() -> tuple[int, int] | None:
    """The newest breach that cost a level, and whom; None where none did."""
    lost = Breach.objects.exclude(level_after="").order_by("-pk")
    return lost.values_list("pk", "owner_id").first()
