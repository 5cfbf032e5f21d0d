"""Sign-in, sign-out, and what the UI must know of the person signed in."""

from dataclasses import replace
from datetime import datetime
from typing import Any, Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token, rotate_token
from django.utils import timezone
from ninja import Field, Router, Schema

from dabiao.core.access import actors, positions, services
from dabiao.core.access.models import User
from dabiao.core.actor import Actor
from dabiao.core.db import close_if_lost
from dabiao.core.errors import Forbidden
from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.respond import no_content, respond
from dabiao.core.http.wire import Strict
from dabiao.core.locking import wire

router = Router(tags=["session"])


class SignInBody(Strict):
    login: str = Field(min_length=1, max_length=80, examples=["limin"])
    password: str = Field(min_length=1, max_length=128)


class ChallengeOut(Schema):
    challenge: str = Field(description="Send it back with the code within five minutes.")


class CodeBody(Strict):
    challenge: str = Field(min_length=1, max_length=300)
    code: str = Field(min_length=1, max_length=20, examples=["492039"])


class Me(Schema):
    id: int
    login: str
    name: str
    language: str
    theme: str
    unit_id: int | None
    unit_name: str | None
    position: str
    on_duty: bool
    roles: list[str]
    permissions: dict[str, str] = Field(description="Permission → scope: shared, own, team, unit, all.")
    company_name: str
    pending: str = Field(
        description="What has to be done before anything else: `password`, choose one of your own; `factor`, set up a "
        "second factor. Usually empty."
    )
    password_minimum: int = Field(description="Characters a password has at least.", examples=[10])
    watermark: bool = Field(description="Whether screens with phones carry the name of who looks.")
    forecast_by: Literal["stage", "competition", "model"] = Field(
        description="By which chance of a deal the company's forecast weighs its amount."
    )
    busy_until: datetime | None = Field(description="Until then no lead is given to me.")
    busy_minutes: int = Field(description="For how long at most one may be busy; 0: nobody may.")
    busy_times: int = Field(description="How often one may be busy on a day; 0: nobody may.")
    busy_left: int = Field(description="How often I may still be busy today.")


class Preferences(Strict):
    language: str | None = Field(None, examples=["en"])
    theme: str | None = Field(None, examples=["dark"])


class PasswordBody(Strict):
    old_password: str = Field(max_length=128)
    new_password: str = Field(min_length=1, max_length=128)


@router.get("/csrf", operation_id="session_csrf", auth=None, response={204: None})
def csrf(request: HttpRequest) -> HttpResponse:
    """Sets the `csrftoken` cookie for clients that did not load a page of ours."""
    get_token(request)
    return no_content()


@router.post("/sessions", operation_id="session_open", auth=None, response={201: Me, 202: ChallengeOut})
def open_session(request: HttpRequest, body: SignInBody) -> HttpResponse:
    """Sign in. Who has a second factor gets a challenge for it (202).

    Five failures from one address close the door for fifteen minutes.
    """
    close_if_lost()
    opened = services.sign_in(request, login=body.login, password=body.password, now=timezone.now())
    if isinstance(opened, services.Challenge):
        return respond({"challenge": opened.token}, 202)
    return _opened(request, opened)


@router.post("/sessions/confirmations", operation_id="session_confirm", auth=None, response={201: Me})
def confirm_session(request: HttpRequest, body: CodeBody) -> HttpResponse:
    """The second step of signing in: a code of the app, or a recovery code. Five wrong ones lock for fifteen minutes."""
    opened = services.sign_in_with_code(request, challenge=body.challenge, code=body.code, now=timezone.now())
    return _opened(request, opened)


def _opened(request: HttpRequest, opened: services.SignIn) -> HttpResponse:
    rotate_token(request)
    actor = replace(actors.build(opened.user), pending=services.pending_of(opened.user))
    response = respond(_me(opened.user.pk, actor), 201)
    response.set_cookie(
        settings.SESSION_COOKIE,
        opened.key,
        max_age=settings.SESSION_DAYS * 86400,
        httponly=True,
        samesite="Lax",
        secure=settings.SECURE_COOKIES,
    )
    return response


@router.delete("/sessions/current", operation_id="session_close", response={204: None})
def close_session(request: ApiRequest) -> HttpResponse:
    services.sign_out(
        key=request.COOKIES.get(settings.SESSION_COOKIE, ""), actor=request.auth, now=timezone.now()
    )
    response = no_content()
    response.delete_cookie(settings.SESSION_COOKIE)
    return response


@router.get("/me", operation_id="me_get", response=Me)
def me_get(request: ApiRequest) -> HttpResponse:
    return respond(_me(request.auth.person, request.auth))


@router.patch("/me", operation_id="me_edit", response=Me)
def me_edit(request: ApiRequest, body: Preferences) -> HttpResponse:
    """Language and theme of the signed-in person."""
    services.save_preferences(changes=body.dict(exclude_unset=True), actor=request.auth)
    return respond(_me(request.auth.person, request.auth))


@router.post("/me/password", operation_id="me_change_password", response={204: None})
def me_change_password(request: ApiRequest, body: PasswordBody) -> HttpResponse:
    """Other sessions of the person are signed out. None of the last five passwords is taken again."""
    if request.auth.via != "web":
        raise Forbidden("access.web_only")
    key = request.COOKIES.get(settings.SESSION_COOKIE, "")
    services.change_password(
        old=body.old_password, new=body.new_password, keep_session=key, actor=request.auth, now=timezone.now()
    )
    return no_content()


def _me(user_id: int, actor: Actor) -> dict[str, Any]:
    user = User.objects.prefetch_related("roles").get(pk=user_id)
    place, company = positions.of(user_id), services.company_settings()
    today = timezone.localdate()
    return {
        "id": user.pk,
        "login": user.login,
        "name": user.name,
        "language": user.language,
        "theme": user.theme,
        "unit_id": place.unit_id,
        "unit_name": place.unit_name,
        "position": place.title,
        "on_duty": place.on_duty,
        "roles": sorted(role.code for role in user.roles.all()),
        "permissions": {} if actor.pending else dict(actor.grants),
        "pending": actor.pending,
        "company_name": place.company_name,
        "password_minimum": settings.PASSWORD_MINIMUM,
        "watermark": company.watermark,
        "forecast_by": company.forecast_by,
        "busy_until": wire(place.busy_until),
        "busy_minutes": company.busy_minutes,
        "busy_times": company.busy_times,
        "busy_left": max(0, company.busy_times - (place.busy_used if place.busy_on == today else 0)),
    }
