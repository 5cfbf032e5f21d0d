from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from dabiao.core.events.facts import Fact


@dataclass(frozen=True)
class ActivityLogged(Fact):
    """Somebody had, or tried to have, contact. Stands on the timeline of the record and of its customer."""

    kind: ClassVar[str] = "activity.logged"
    activity_id: int
    about_kind: str
    about_id: int
    about_title: str
    method: str
    purpose: str
    result: str
    effect: str
    content: str
    contact_id: int | None
    contact_name: str
    occurred_at: datetime
    next_contact_at: datetime | None
