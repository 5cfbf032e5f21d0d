"""What the system has to tell the person signed in."""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpResponse
from django.utils import timezone
from ninja import Field, Path, Query, Router, Schema

from dabiao.core.errors import Invalid
from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.respond import no_content, respond
from dabiao.core.http.wire import Id, Strict, text_of, unsent
from dabiao.core.notifications import queries, receipts, services, wishing

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
    delivered_at: datetime | None = Field(
        description="When it first reached the person for sure: shown by a browser, or taken by a service outside."
    )
    ring_until: datetime | None = Field(
        description="It rings: until then there is something to be done about it."
    )


class Notifications(Schema):
    items: list[NotificationOut]
    next: str | None
    unread_count: int


class ReadsIn(Strict):
    ids: list[Id] | None = Field(None, max_length=200)
    all: bool = False


class ReceiptsIn(Strict):
    ids: list[Id] = Field(max_length=200, examples=[[4711, 4712]], description="What this browser has shown.")


class Unread(Schema):
    unread_count: int


class DeviceOut(Schema):
    id: int
    label: str = Field(examples=["Chrome · Windows"])
    created_at: datetime
    pushed_at: datetime | None = Field(description="When something was last pushed to it.")


MAIL = r"^$|^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}$"
# not JSON Schema's "time", which has an offset: it is a time of day of the company
TimeOfDay = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$", examples=["22:00"])]


class MyMessenger(Schema):
    name: str = Field(examples=["wecom"])
    account: str = Field(examples=["LiMin"], description="Who one is there; an administrator enters it.")
    wanted: bool


class Reminders(Schema):
    remind_minutes: int = Field(description="So long before a contact or a task.")
    by_mail: bool
    mail: str
    by_push: bool
    by_sound: bool = Field(description="Whether what rings is heard in an open browser.")
    quiet_from: TimeOfDay | None = Field(description="From then to `quiet_to` nothing leaves the house.")
    quiet_to: TimeOfDay | None
    messengers: list[MyMessenger] = Field(
        description="Those that the company uses, and in which one is known."
    )
    mail_offered: bool = Field(description="Whether this installation has a mail server.")
    push_key: str = Field(description="The key that a browser needs to subscribe (VAPID).")
    devices: list[DeviceOut]


class RemindersIn(Strict):
    remind_minutes: int = Field(default_factory=lambda: 15, ge=0, le=1440)
    by_mail: bool = unsent()
    mail: str = Field(default_factory=str, max_length=200, pattern=MAIL)
    by_push: bool = unsent()
    by_sound: bool = unsent()
    messengers: dict[str, bool] = Field(
        default_factory=dict,
        max_length=20,
        examples=[{"wecom": False}],
        description="Which to be reached by.",
    )
    quiet_from: TimeOfDay | None = unsent()
    quiet_to: TimeOfDay | None = unsent()


class DeviceIn(Strict):
    """What `PushSubscription.toJSON()` says in a browser."""

    endpoint: str = Field(max_length=2000, examples=["https://fcm.googleapis.com/fcm/send/abc"])
    p256dh: str = Field(max_length=120)
    auth: str = Field(max_length=40)
    label: text_of(120) = ""  # type: ignore[valid-type]


@router.get("/me/reminders", operation_id="reminders_get", response=Reminders)
def reminders_get(request: ApiRequest) -> HttpResponse:
    """How I want to be reminded, and on which devices."""
    return respond(wishing.shown(request.auth.person))


@router.patch("/me/reminders", operation_id="reminders_edit", response=Reminders)
def reminders_edit(request: ApiRequest, body: RemindersIn) -> HttpResponse:
    wishing.save(request.auth.person, changes=body.dict(exclude_unset=True))
    return respond(wishing.shown(request.auth.person))


@router.post("/me/devices", operation_id="devices_add", response={201: Reminders})
def devices_add(request: ApiRequest, body: DeviceIn) -> HttpResponse:
    """Have this browser take pushes; the same one again changes nothing."""
    wishing.add_device(request.auth.person, **body.dict(), now=timezone.now())
    return respond(wishing.shown(request.auth.person), 201)


@router.delete("/me/devices/{int:id}", operation_id="devices_forget", response={204: None})
def devices_forget(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    wishing.forget_device(request.auth.person, id)
    return no_content()


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


@router.post("/notifications/receipts", operation_id="notifications_receive", response={204: None})
def notifications_receive(request: ApiRequest, body: ReceiptsIn) -> HttpResponse:
    """Say that these of mine were shown here; the first word of it counts, those of others are left out."""
    receipts.note_shown(request.auth.person, body.ids, timezone.now())
    return no_content()
