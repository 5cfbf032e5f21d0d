from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from dabiao.core.events.facts import Fact


@dataclass(frozen=True)
class ActivityLogged(Fact):
    """Somebody had, or tried to have, contact. Stands on the timeline of the record and of its customer.

    `fields` are the custom ones, as the contact holds them.
    """

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
    fields: dict[str, Any] = field(default_factory=dict)
