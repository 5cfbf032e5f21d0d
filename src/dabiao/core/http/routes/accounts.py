"""Open sessions and second factors: one's own, and what an administrator does for others."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any, Literal

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from ninja import Field, Path, Router, Schema

from dabiao.core.access import services
from dabiao.core.errors import Forbidden
from dabiao.core.http.auth import ApiRequest
from dabiao.core.http.respond import no_content, respond
from dabiao.core.http.wire import Id, Strict, unsent

router = Router(tags=["account"])


class SessionOut(Schema):
    id: int
    current: bool = Field(description="Whether this is the session that asks.")
    device: str = Field(examples=["Chrome · Windows"])
    address: str = Field(examples=["10.0.8.21"])
    created_at: datetime
    seen_at: datetime = Field(description="To within ten minutes.")


class SessionsOut(Schema):
    items: list[SessionOut]


class SessionsEnded(Schema):
    ended: int


class FactorState(Schema):
    enrolled: bool
    required: bool = Field(description="Whether a role of the person demands it.")
    confirmed_at: datetime | None
    recovery_codes_left: int


class PassingPassword(Schema):
    password: str = Field(
        description="Shown this once. It opens the door to choosing one's own.",
        examples=["h7kp-2mdx-wq9c-t4ne"],
    )


class Looks(Schema):
    looked: int = Field(description="Different records revealed today.")
    cap: int | None = Field(description="As many as today allows, additions included; null: no cap.")
    extra: int = Field(description="What was added for today.")


class MoreLooks(Strict):
    extra: int = Field(ge=1, le=1000, examples=[50])


ForecastBy = Literal["stage", "competition", "model"]
BusyMinutes = Annotated[int, Field(ge=0, le=240)]
BusyTimes = Annotated[int, Field(ge=0, le=50)]


class CompanySettingsIn(Strict):
    """Only what is sent changes."""

    watermark: bool = unsent("Whether screens with phones carry the name of who looks.", examples=[False])
    forecast_by: ForecastBy = unsent(
        "By which chance of a deal the forecast weighs its amount; `model` while one is in use.",
        examples=["competition"],
    )
    busy_minutes: BusyMinutes = unsent(
        "For how long at most somebody on duty may be busy; 0: nobody may.", examples=[30]
    )
    busy_times: BusyTimes = unsent("How often on one day; 0: nobody may.", examples=[3])


class CompanySettings(Schema):
    watermark: bool
    forecast_by: ForecastBy
    busy_minutes: int
    busy_times: int


class PasswordIn(Strict):
    password: str = Field(min_length=1, max_length=128)


class FactorBegun(Schema):
    secret: str = Field(description="For typing into the app. Shown this once.")
    uri: str = Field(examples=["otpauth://totp/Dabiao:limin?secret=…&issuer=Dabiao"])
    qr_svg: str = Field(description="The same as a picture for the app's camera.")


class ConfirmIn(Strict):
    code: str = Field(min_length=1, max_length=20, examples=["492039"])


class BothIn(PasswordIn):
    code: str = Field(min_length=1, max_length=20, examples=["492039"])


class RecoveryCodes(Schema):
    recovery_codes: list[str] = Field(
        description="Each opens the door once. Shown this once.", examples=[["7HK2M-9QXRT"]]
    )


def _in_browser(request: ApiRequest) -> str:
    """The session key; a program with a token has no business here."""
    if request.auth.via != "web":
        raise Forbidden("access.web_only")
    return str(request.COOKIES.get(settings.SESSION_COOKIE, ""))


@router.get("/me/sessions", operation_id="sessions_list", response=SessionsOut)
def sessions_list(request: ApiRequest) -> HttpResponse:
    """Where I am signed in."""
    key = _in_browser(request)
    return respond({"items": services.sessions_of(request.auth.person, key=key, now=timezone.now())})


@router.get("/me/looks", operation_id="me_looks", response=Looks)
def me_looks(request: ApiRequest) -> HttpResponse:
    """How many phones I have revealed today, and how many I may."""
    return respond(services.looks_of(request.auth.person, now=timezone.now()))


@router.patch("/company-settings", operation_id="company_settings_edit", response=CompanySettings)
def company_settings_edit(request: ApiRequest, body: CompanySettingsIn) -> HttpResponse:
    """What holds for everybody; `/me` says how it is. Audited."""
    changes = body.dict(exclude_unset=True)
    row = services.save_company_settings(changes=changes, actor=request.auth, now=timezone.now())
    return respond({name: getattr(row, name) for name in CompanySettings.model_fields})


@router.delete("/sessions/{int:id}", operation_id="sessions_end", response={204: None})
def sessions_end(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """Sign one browser out; its page is told at once."""
    _in_browser(request)
    services.end_session(id, actor=request.auth, now=timezone.now())
    return no_content()


@router.delete("/me/sessions", operation_id="sessions_end_others", response=SessionsEnded)
def sessions_end_others(request: ApiRequest) -> HttpResponse:
    """Sign me out everywhere but here."""
    key = _in_browser(request)
    ended = services.end_sessions(request.auth.person, keep=key, actor=request.auth, now=timezone.now())
    return respond({"ended": ended})


@router.get("/users/{int:id}/sessions", operation_id="users_sessions", response=SessionsOut)
def users_sessions(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """Where somebody is signed in whose account I manage."""
    key = _in_browser(request)
    services.demand_person(id, actor=request.auth)
    return respond({"items": services.sessions_of(id, key=key, now=timezone.now())})


@router.delete("/users/{int:id}/sessions", operation_id="users_end_sessions", response=SessionsEnded)
def users_end_sessions(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """Sign somebody out everywhere; of my own sessions this one stays."""
    key = _in_browser(request)
    services.demand_person(id, actor=request.auth)
    ended = services.end_sessions(id, keep=key, actor=request.auth, now=timezone.now())
    return respond({"ended": ended})


@router.delete("/users/{int:id}/second-factor", operation_id="users_reset_factor", response={204: None})
def users_reset_factor(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """For who lost their phone: the password alone opens again. Audited."""
    _in_browser(request)
    services.reset_factor(id, actor=request.auth, now=timezone.now())
    return no_content()


@router.post(
    "/users/{int:id}/password-resets", operation_id="users_reset_password", response={201: PassingPassword}
)
def users_reset_password(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """For who forgot theirs: a passing password, to be told in person. Signs them out everywhere; audited."""
    _in_browser(request)
    return respond({"password": services.reset_password(id, actor=request.auth, now=timezone.now())}, 201)


@router.get("/users/{int:id}/looks", operation_id="users_looks", response=Looks)
def users_looks(request: ApiRequest, id: Path[Id]) -> HttpResponse:
    """How many records somebody has revealed today, whose account I manage."""
    services.demand_person(id, actor=request.auth)
    return respond(services.looks_of(id, now=timezone.now()))


@router.post("/users/{int:id}/look-allowances", operation_id="users_allow_looks", response={201: Looks})
def users_allow_looks(request: ApiRequest, id: Path[Id], body: MoreLooks) -> HttpResponse:
    """So many more for today. Audited."""
    _in_browser(request)
    found = services.allow_more_looks(id, extra=body.extra, actor=request.auth, now=timezone.now())
    return respond(found, 201)


@router.get("/me/second-factor", operation_id="factor_get", response=FactorState)
def factor_get(request: ApiRequest) -> HttpResponse:
    return respond(_state(request.auth.person))


@router.post("/me/second-factor", operation_id="factor_begin", response={201: FactorBegun})
def factor_begin(request: ApiRequest, body: PasswordIn) -> HttpResponse:
    """A secret for an authenticator app. It counts once a code of it is confirmed."""
    _in_browser(request)
    begun = services.begin_factor(password=body.password, actor=request.auth, now=timezone.now())
    return respond(asdict(begun), 201)


@router.post("/me/second-factor/confirmations", operation_id="factor_confirm", response={201: RecoveryCodes})
def factor_confirm(request: ApiRequest, body: ConfirmIn) -> HttpResponse:
    """From now on signing in takes a code too."""
    _in_browser(request)
    codes = services.confirm_factor(code=body.code, actor=request.auth, now=timezone.now())
    return respond({"recovery_codes": codes}, 201)


@router.post("/me/second-factor/removals", operation_id="factor_remove", response=FactorState)
def factor_remove(request: ApiRequest, body: BothIn) -> HttpResponse:
    _in_browser(request)
    services.remove_factor(password=body.password, code=body.code, actor=request.auth, now=timezone.now())
    return respond(_state(request.auth.person))


@router.post(
    "/me/second-factor/recovery-codes", operation_id="factor_renew_codes", response={201: RecoveryCodes}
)
def factor_renew_codes(request: ApiRequest, body: BothIn) -> HttpResponse:
    """Ten new recovery codes; the old ones open nothing any more."""
    _in_browser(request)
    codes = services.renew_recovery_codes(
        password=body.password, code=body.code, actor=request.auth, now=timezone.now()
    )
    return respond({"recovery_codes": codes}, 201)


def _state(user_id: int) -> dict[str, Any]:
    factor = services.factor_of(user_id)
    return {
        "enrolled": factor is not None,
        "required": services.requires_factor(user_id),
        "confirmed_at": factor.confirmed_at if factor else None,
        "recovery_codes_left": factor.recovery_codes.filter(used_at=None).count() if factor else 0,
    }
