"""Everything that happened, for those who answer for it."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from ninja import Field, Query, Router, Schema

from dabiao.core import subjects
from dabiao.core.actor import Scope
from dabiao.core.errors import Forbidden
from dabiao.core.events import queries
from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.respond import respond
from dabiao.core.http.routes.timeline import hidden
from dabiao.core.http.wire import Id

router = Router(tags=["audit"])


class AuditParams(Schema):
    actor_id: Id | None = None
    kind: str = Field("", max_length=80, examples=["lead.assigned"])
    subject_kind: str = Field("", max_length=40)
    subject_id: Id | None = None
    via: str = Field("", max_length=16)
    since: datetime | None = None
    until: datetime | None = None
    cursor: str = Field("", max_length=60)
    limit: int = Field(50, ge=1, le=200)


class SubjectRef(Schema):
    kind: str
    id: int


class AuditEntry(Schema):
    id: int
    at: datetime
    kind: str
    actor_id: int | None
    actor_name: str
    via: str
    address: str
    data: dict[str, Any]
    subjects: list[SubjectRef]


class AuditEntries(Schema):
    items: list[AuditEntry]
    next: str | None


@router.get("/audit", operation_id="audit_list", response=AuditEntries)
def audit_list(request: ApiRequest, params: Query[AuditParams]) -> HttpResponse:
    """Changes, reveals, exports and sign-ins, newest first. Phones are masked unless the role reads all of them."""
    actor = request.auth
    if actor.scope("audit.read") is not Scope.ALL:
        raise Forbidden("access.forbidden", permission="audit.read")
    found = queries.audit(**params.dict())
    masked = frozenset().union(*(one.sensitive for one in subjects.every()))
    if actor.scope("lead.read_phone") is not Scope.ALL:
        found["items"] = [hidden(item, masked) for item in found["items"]]
    return respond(found)
