"""WeCom, DingTalk and Feishu: how the company is connected, who people are there, and what the services say to us."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Field, Path, Query, Router, Schema

from dabiao.core.errors import Invalid
from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.problems import language_of, row_refused
from dabiao.core.http.respond import respond
from dabiao.core.http.wire import Id, Results, Strict, unsent
from dabiao.core.notifications import accounts, calling_back, configuring
from dabiao.core.notifications.messengers.base import Call

router = Router(tags=["messengers"])

MessengerName = Path[str]
TEXT = {"content": {"text/plain": {"schema": {"type": "string"}}}}


class MessengerField(Schema):
    name: str = Field(examples=["corp_id"])
    secret: bool
    needed: bool = Field(description="Nothing can be sent without it; the others are for callbacks.")
    choices: list[str]
    value: str | None = Field(
        description="Null for a secret, which nobody is shown again.", examples=["ww8f2c"]
    )
    kept: bool = Field(description="Whether a secret is there.")


class MessengerOut(Schema):
    name: str = Field(examples=["wecom"])
    enabled: bool
    ready: bool = Field(description="Whether all is there that sending needs.")
    fields: list[MessengerField]
    callback_url: str = Field(
        description="What the messenger's pages ask for as the address of events.",
        examples=["https://sales.example.com/api/v1/messengers/wecom/callback"],
    )
    last_callback_at: datetime | None
    people: int = Field(description="How many people are known there.")


class MessengersOut(Schema):
    items: list[MessengerOut]


class MessengerIn(Strict):
    enabled: bool = unsent("Whether people are reached by it.", examples=[True])
    fields: dict[str, str] = Field(
        default_factory=dict,
        max_length=20,
        description="Only what is sent changes; an empty value takes a field away.",
        examples=[{"corp_id": "ww8f2c", "agent_id": "1000002", "secret": "…"}],
    )


class TrialOut(Schema):
    ok: bool
    word: str = Field(examples=["ip_not_trusted"])
    detail: str = Field(description="What it means and how to mend it.")
    said: str = Field(
        description="The service's own words.", examples=["60020 not allow to access from your ip"]
    )


class MessengerPeopleParams(Schema):
    q: str = Field("", max_length=80, description="A part of a login or a name.")
    cursor: int = Field(0, ge=0, le=2**63 - 1)
    limit: int = Field(50, ge=1, le=accounts.LARGEST_PAGE)


class MessengerPerson(Schema):
    id: int
    login: str
    name: str
    accounts: dict[str, str] = Field(description="Who they are, by messenger.", examples=[{"wecom": "LiMin"}])


class MessengerPeople(Schema):
    items: list[MessengerPerson]
    next: int | None


class BindingIn(Strict):
    login: str = Field(max_length=80, examples=["limin"])
    account: str = Field(max_length=128, examples=["LiMin"], description="Empty: nobody any more.")


class BindingsIn(Strict):
    rows: list[BindingIn] = Field(min_length=1, max_length=1000)


class MatchesIn(Strict):
    user_ids: list[Id] = Field(min_length=1, max_length=50)


@router.get("/messengers", operation_id="messengers_list", response=MessengersOut)
def messengers_list(request: ApiRequest) -> HttpResponse:
    """How the company is connected. Secrets are never shown."""
    return respond({"items": configuring.shown(request.auth)})


@router.patch("/messengers/{name}", operation_id="messengers_edit", response=MessengersOut)
def messengers_edit(request: ApiRequest, name: MessengerName, body: MessengerIn) -> HttpResponse:
    """Audited; of secrets only that they changed."""
    configuring.save(name, enabled=body.enabled, fields=body.fields, actor=request.auth, now=timezone.now())
    return respond({"items": configuring.shown(request.auth)})


@router.post("/messengers/{name}/trials", operation_id="messengers_try", response=TrialOut)
def messengers_try(request: ApiRequest, name: MessengerName) -> HttpResponse:
    """Send me a message there, and say what the service answered."""
    language = language_of(request)
    return respond(configuring.try_out(name, actor=request.auth, language=language, now=timezone.now()))


@router.get("/messenger-people", operation_id="messengers_people", response=MessengerPeople)
def messengers_people(request: ApiRequest, params: Query[MessengerPeopleParams]) -> HttpResponse:
    """Everybody who can sign in, and who they are in each messenger."""
    return respond(accounts.people(request.auth, **params.dict()))


@router.post("/messengers/{name}/accounts", operation_id="messengers_bind", response=Results)
def messengers_bind(request: ApiRequest, name: MessengerName, body: BindingsIn) -> HttpResponse:
    """Say who people are there, each row on its own merits."""
    rows = [(row.login, row.account) for row in body.rows]
    said = accounts.bind(name, rows=rows, actor=request.auth, now=timezone.now())
    return respond({"results": [_result(request, one, index=index) for index, one in enumerate(said)]})


@router.post("/messengers/{name}/matches", operation_id="messengers_match", response=Results)
def messengers_match(request: ApiRequest, name: MessengerName, body: MatchesIn) -> HttpResponse:
    """Ask the service who these people are by their mobile numbers, and enter what it says."""
    language, ids = language_of(request), body.user_ids
    said = accounts.match(name, user_ids=ids, actor=request.auth, language=language, now=timezone.now())
    return respond({"results": [_result(request, one, id=id) for id, one in zip(ids, said, strict=True)]})


def _result(request: HttpRequest, wrong: Invalid | None, **place: int) -> dict[str, Any]:
    return {**place, "ok": True} if wrong is None else row_refused(request, wrong, **place)


def _called(request: HttpRequest, name: str) -> HttpResponse:
    announced = request.META.get("CONTENT_LENGTH") or "0"
    if not announced.isdigit() or int(announced) > calling_back.LARGEST:
        limit = calling_back.LARGEST // 1024
        raise Invalid("notifications.callback_too_large", field="body", limit_kb=limit)
    call = Call(
        method=request.method or "",
        query={key: str(value) for key, value in request.GET.items()},
        headers={key.lower(): value for key, value in request.headers.items()},
        body=request.body,
        now=timezone.now(),
    )
    answer = calling_back.answered(name, call)
    return HttpResponse(answer.body, content_type=answer.content_type)


@router.get(
    "/messengers/{name}/callback",
    operation_id="messengers_verify",
    auth=None,
    openapi_extra={"responses": {200: {"description": "What only the holder of the key can read.", **TEXT}}},
)
def messengers_verify(request: HttpRequest, name: MessengerName) -> HttpResponse:
    """A service checks that this address is ours. Signed by it; nobody signs in."""
    return _called(request, name)


@router.post(
    "/messengers/{name}/callback",
    operation_id="messengers_call_back",
    auth=None,
    openapi_extra={"responses": {200: {"description": "Taken, in the service's own form.", **TEXT}}},
)
def messengers_call_back(request: HttpRequest, name: MessengerName) -> HttpResponse:
    """An event of a service: signed, encrypted, and not older than five minutes."""
    return _called(request, name)
