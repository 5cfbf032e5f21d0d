"""What happened to one record, newest first."""

from datetime import datetime
from typing import Any, Literal

from django.db.models import Q
from django.http import HttpResponse
from ninja import Field, Path, Query, Router, Schema

from dabiao.core import subjects
from dabiao.core.actor import Actor
from dabiao.core.attachments import queries as files
from dabiao.core.comments import queries as comments
from dabiao.core.events import queries
from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.respond import respond
from dabiao.core.http.wire import Id
from dabiao.core.phones import mask, mask_email
from dabiao.core.scoping import reaches

router = Router(tags=["timeline"])


CONTACTS, COMMENTS = Q(kind__startswith="activity."), Q(kind__startswith="comment.")
FILES = Q(kind__startswith="file.")
WITH_FILES = Q(kind__in=("comment.added", "activity.logged"), data__files__0__isnull=False)
ONLY = {
    "contacts": CONTACTS,
    # of a comment only that it was made: its entry shows what became of it
    "comments": Q(kind="comment.added"),
    "files": FILES | WITH_FILES,
    "changes": ~CONTACTS & ~COMMENTS & ~FILES,
}


class TimelineParams(Schema):
    only: Literal["contacts", "changes", "comments", "files"] | None = Field(
        None, description="One sort of entries; all without it."
    )
    cursor: str = Field("", max_length=40)
    limit: int = Field(50, ge=1, le=200)


class Entry(Schema):
    id: int
    at: datetime
    kind: str
    actor_id: int | None
    actor_name: str
    via: str
    data: dict[str, Any]


class Entries(Schema):
    items: list[Entry]
    next: str | None


@router.get("/timeline/{subject_kind}/{int:id}", operation_id="timeline_get", response=Entries)
def timeline_get(
    request: ApiRequest, subject_kind: str, id: Path[Id], params: Query[TimelineParams]
) -> HttpResponse:
    subject = subjects.get(subject_kind)
    row = subjects.load(subject_kind, id, actor=request.auth)
    found = queries.timeline(
        subject_kind, id, only=ONLY.get(params.only or ""), cursor=params.cursor, limit=params.limit
    )
    if subject.sensitive and not _reads_phones(request.auth, subject_kind, row):
        found["items"] = [hidden(item, subject.sensitive) for item in found["items"]]
    found["items"] = _with_files(_commented(found["items"], request.auth), request.auth)
    return respond(found)


def _commented(items: list[dict[str, Any]], actor: Actor) -> list[dict[str, Any]]:
    """Comments as they stand now. What they said before is for the audit trail."""
    said = [item for item in items if item["kind"].startswith("comment.")]
    if not said:
        return items
    now = comments.shown({item["data"]["comment_id"] for item in said}, actor=actor)
    for item in said:
        item["data"] = now.get(item["data"]["comment_id"], {})
    return items


def _with_files(items: list[dict[str, Any]], actor: Actor) -> list[dict[str, Any]]:
    """Files as they stand now: on the record itself, and with contacts (comments have brought theirs)."""
    added = [item["data"] for item in items if item["kind"] == "file.added"]
    now = files.named({data["file_id"] for data in added}, actor=actor)
    for data in added:
        data["file"] = now.get(data["file_id"])
    had = [item["data"] for item in items if item["kind"] == "activity.logged" and item["data"].get("files")]
    of_contacts = files.of_parts("activity", {data["activity_id"] for data in had}, actor=actor)
    for data in had:
        data["files"] = of_contacts.get(data["activity_id"], [])
    return items


def _reads_phones(actor: Actor, kind: str, row: Any) -> bool:
    return reaches(actor, f"{kind}.read_phone", row)


def hidden(entry: dict[str, Any], names: frozenset[str]) -> dict[str, Any]:
    """The entry with sensitive values masked, alone or inside its changes."""
    data = dict(entry["data"])
    changes = data.get("changes")
    if isinstance(changes, dict):
        data["changes"] = {
            name: [_hide(name, side) for side in pair] if name in names else pair
            for name, pair in changes.items()
        }
    for name in names & data.keys():
        data[name] = _hide(name, data[name])
    return {**entry, "data": data}


def _hide(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return mask_email(value) if name == "email" else mask(value)
