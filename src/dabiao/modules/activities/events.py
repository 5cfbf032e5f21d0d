from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from dabiao.core.events.facts import Fact


@dataclass(frozen=True)
class ActivityLogged(Fact):
    """Somebody had, or tried to have, contact. Stands on the timeline of the record and of its customer.

    `fields` are the custom ones, as the contact holds them; `files` came with it.
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
    files: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class _OfContact(Fact):
    """Which contact it was, in words that outlive the record's name."""

    activity_id: int
    about_kind: str
    about_id: int
    about_title: str
    method: str
    occurred_at: datetime


@dataclass(frozen=True)
class ActivityEdited(_OfContact):
    """Whoever wrote a contact down put it right; `revised` holds each field before and after.

    Not `changes`: on the timeline of a lead those would be fields of the lead.
    """

    kind: ClassVar[str] = "activity.edited"
    revised: dict[str, list[Any]]


@dataclass(frozen=True)
class ActivityRemoved(_OfContact):
    kind: ClassVar[str] = "activity.removed"


@dataclass(frozen=True)
class ActivityRestored(_OfContact):
    kind: ClassVar[str] = "activity.restored"


@dataclass(frozen=True)
class _OfPlan(Fact):
    about_kind: str
    about_id: int
    about_title: str


@dataclass(frozen=True)
class PlanMoved(_OfPlan):
    """The next contact is planned for another time, or for the first time without a contact before it."""

    kind: ClassVar[str] = "activity.plan_moved"
    planned_at: datetime | None
    next_contact_at: datetime


@dataclass(frozen=True)
class PlanDropped(_OfPlan):
    """The planned contact will not take place; `note` says why."""

    kind: ClassVar[str] = "activity.plan_dropped"
    planned_at: datetime
    note: str


@dataclass(frozen=True)
class _OfTask(Fact):
    task_id: int
    title: str


@dataclass(frozen=True)
class TaskCreated(_OfTask):
    """Stands on the timeline of the task and of the record it is about."""

    kind: ClassVar[str] = "task.created"
    owner_id: int | None
    owner_name: str
    due_at: datetime | None


@dataclass(frozen=True)
class TaskEdited(_OfTask):
    kind: ClassVar[str] = "task.edited"
    revised: dict[str, list[Any]]


@dataclass(frozen=True)
class TaskAssigned(_OfTask):
    kind: ClassVar[str] = "task.assigned"
    owner_id: int
    owner_name: str
    from_owner_id: int | None
    from_owner_name: str
    reason: str = ""


@dataclass(frozen=True)
class TaskDone(_OfTask):
    kind: ClassVar[str] = "task.done"


@dataclass(frozen=True)
class TaskReopened(_OfTask):
    kind: ClassVar[str] = "task.reopened"


@dataclass(frozen=True)
class TaskRemoved(_OfTask):
    kind: ClassVar[str] = "task.removed"


@dataclass(frozen=True)
class TaskRestored(_OfTask):
    kind: ClassVar[str] = "task.restored"
