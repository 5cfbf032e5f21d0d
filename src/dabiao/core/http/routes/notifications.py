"""What the system has to tell the person signed in."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from dabiao.core.errors import Invalid
from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.respond import respond
from dabiao.core.http.wire import Id, Strict
from dabiao.core.notifications import queries, services

router = Router(tags=["notifications"])


class NotificationParams(Schema):
    unread: bool = False
    cursor: str = Field("", max_length=40)
    limit: int = Field(50, ge=1, le=200)


class NotificationOut(Schema):
    id: int
    kind: str
    params: dict[str, Any]
    subject_kind: str
    subject_id: int
    created_at: datetime
    read_at: datetime | None


class Notifications(Schema):
    items: list[NotificationOut]
    next: str | None
    unread_count: int


class ReadsIn(Strict):
    ids: list[Id] | None = Field(None, max_length=200)
    all: bool = False


class Unread(Schema):
    unread_count: int


@router.get("/notifications", operation_id="notifications_list", response=Notifications)
def notifications_list(request: ApiRequest, params: Query[NotificationParams]) -> HttpResponse:
    return respond(queries.of_user(request.auth.person, **params.dict()))


@router.post("/notifications/reads", operation_id="notifications_read", response=Unread)
def notifications_read(request: ApiRequest, body: ReadsIn) -> HttpResponse:
    """Mark these, or all, as read."""
    if body.ids is None and not body.all:
        raise Invalid("core.required", field="ids")
    user_id = request.auth.person
    services.mark_read(user_id, timezone.now(), None if body.all else body.ids)
    return respond({"unread_count": queries.unread_count(user_id)})
