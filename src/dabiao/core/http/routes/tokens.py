"""API tokens of the signed-in person."""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpResponse
from django.utils import timezone
from ninja import Field, Path, Router, Schema

from dabiao.core.access import services
from dabiao.core.access.models import ApiToken
from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.respond import no_content, respond
from dabiao.core.http.wire import Id, Name, Strict

router = Router(tags=["tokens"])


Pace = Annotated[
    int,
    Field(
        ge=1, le=60_000, description="Requests a minute; beyond that 429 with Retry-After.", examples=[600]
    ),
]


class TokenIn(Strict):
    name: Name = Field(examples=["官网表单"])
    permissions: list[str] = Field(min_length=1, examples=[["lead.create", "lead.read"]])
    expires_at: datetime | None = None
    per_minute: Pace = services.USUAL_PACE


class TokenPace(Strict):
    per_minute: Pace


class TokenOut(Schema):
    id: int
    name: str
    prefix: str
    permissions: list[str]
    per_minute: int
    created_at: datetime
    expires_at: datetime | None
    used_at: datetime | None
    revoked_at: datetime | None


class Tokens(Schema):
    items: list[TokenOut]


class IssuedToken(TokenOut):
    key: str = Field(description="Shown this once.")


@router.get("/tokens", operation_id="tokens_list", response=Tokens)
def tokens_list(request: ApiRequest) -> HttpResponse:
    request.auth.require("token.create")
    tokens = ApiToken.objects.filter(user_id=request.auth.person).order_by("-id")
    return respond({"items": [_shown(token) for token in tokens]})


@router.post("/tokens", operation_id="tokens_create", response={201: IssuedToken})
def tokens_create(request: ApiRequest, body: TokenIn) -> HttpResponse:
    """A key for a program: acts as you, within these permissions. Not repeatable by key, since it is shown once."""
    token, key = services.issue_token(**body.dict(), actor=request.auth, now=timezone.now())
    return respond({**_shown(token), "key": key}, 201)


@router.patch("/tokens/{int:id}", operation_id="tokens_pace", response={204: None})
def tokens_pace(request: ApiRequest, id: Path[Id], body: TokenPace) -> HttpResponse:
    """How often in a minute it may ask, from its next request on."""
    services.set_pace(token_id=id, per_minute=body.per_minute, actor=request.auth, now=timezone.now())
    return no_content()


@router.delete("/tokens/{int:id}", operation_id="tokens_revoke", response={204: None})
def tokens_revoke(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    services.revoke_token(token_id=id, actor=request.auth, now=timezone.now())
    return no_content()


def _shown(token: ApiToken) -> dict[str, Any]:
    return {name: getattr(token, name) for name in TokenOut.model_fields}
