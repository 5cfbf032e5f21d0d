"""Operations of contacts, plans and tasks, with what decides about each."""

from collections.abc import Mapping

from tests.permissions.expected import (
    Operation,
    Outcome,
    Record,
    Someone,
    anyone,
    both,
    needs,
    on,
    reads,
    seen,
)

TO_ME = {"owner_id": "@me"}
BROWSER = {"endpoint": "https://fcm.googleapis.com/fcm/send/a", "p256dh": "A" * 87, "auth": "A" * 22}


def my_activity(who: Someone, record: Record) -> Outcome:
    """Only whoever wrote a contact down changes it, while they may write any."""
    if "activity.log" not in who.grants:
        return "403"
    if not reads(who, record):
        return "404"
    return "allowed" if record.owner == who.id else "403"


def nothing_planned(who: Someone, record: Record) -> Outcome:
    """The world's leads have no contact planned that could be dropped."""
    said = on("edit", unknown="422")(who, record)
    return "409" if said == "allowed" else said


def nobody_knows(who: Someone, record: Record) -> Outcome:
    """A number that no device has."""
    return "404"


OPERATIONS: Mapping[str, Operation] = {
    "activities_list": Operation(needs("activity.read")),
    "activities_get": Operation(both(needs("activity.read"), seen()), "activity"),
    "activities_log": Operation(
        both(needs("activity.log"), on("edit", unknown="422")),
        "lead",
        {"subject_kind": "lead", "subject_id": "@id", "method": "call", "result": "reached"},
    ),
    "activities_edit": Operation(
        my_activity, "activity", {"changes": {"effect": "改过"}, "version": "@version"}
    ),
    "activities_remove": Operation(my_activity, "activity"),
    "activities_restore": Operation(my_activity, "activity"),
    "agenda_move": Operation(
        both(needs("activity.log"), on("edit", unknown="422")),
        "lead",
        {"subject_kind": "lead", "subject_id": "@id", "next_contact_at": "2999-01-01T02:00:00Z"},
    ),
    "agenda_drop": Operation(
        both(needs("activity.log"), nothing_planned),
        "lead",
        {"subject_kind": "lead", "subject_id": "@id", "reason": "项目暂停"},
    ),
    "calendar_read": Operation(anyone, query={"first": "2026-03-01", "last": "2026-03-31"}),
    "feed_get": Operation(anyone),
    "feed_renew": Operation(anyone),
    "feed_revoke": Operation(anyone),
    "reminders_get": Operation(anyone),
    "reminders_edit": Operation(anyone, body={"remind_minutes": 30}),
    "devices_add": Operation(anyone, body=BROWSER),
    "devices_forget": Operation(nobody_knows, path={"id": 999_999}),
    "tasks_list": Operation(needs("task.read")),
    "tasks_count": Operation(needs("task.read")),
    "tasks_create": Operation(needs("task.create"), body={"title": "寄样品"}),
    "tasks_get": Operation(both(needs("task.read"), seen()), "task"),
    "tasks_edit": Operation(on("edit"), "task", {"changes": {"title": "改过"}, "version": "@version"}),
    "tasks_remove": Operation(on("edit"), "task"),
    "tasks_restore": Operation(on("edit"), "task"),
    "tasks_complete": Operation(on("edit"), "task"),
    "tasks_reopen": Operation(on("edit"), "task"),
    "tasks_assign": Operation(on("assign"), "task", TO_ME),
}
