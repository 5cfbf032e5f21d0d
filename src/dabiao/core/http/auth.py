"""Cookie session (with CSRF) or bearer token → the Actor in `request.auth`."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja.security import APIKeyCookie, HttpBearer

from dabiao.core.access import auth
from dabiao.core.actor import Actor


def address_of(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))


class SessionAuth(APIKeyCookie):
    param_name = settings.SESSION_COOKIE

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        return auth.actor_of_session(key, address=address_of(request)) if key else None


class TokenAuth(HttpBearer):
    openapi_bearerFormat = "dbt_…"

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        return auth.actor_of_token(token, address=address_of(request))


TOKEN_THEN_SESSION: list[Any] = [TokenAuth(), SessionAuth()]


class ApiRequest(HttpRequest):
    """A request that passed authentication."""

    auth: Actor
