"""Cookie session (with CSRF) or bearer token → the Actor in `request.auth`."""

from math import ceil
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from ninja.security import APIKeyCookie, HttpBearer

from dabiao.core.access import auth
from dabiao.core.actor import Actor
from dabiao.core.errors import Forbidden, TooMany
from dabiao.core.throttle.services import take


def address_of(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))


# all that somebody may ask for who still has to choose a password or to set up a second factor
UNTIL_FINISHED = ("/api/v1/me", "/api/v1/me/password", "/api/v1/me/second-factor", "/api/v1/sessions/current")


class SessionAuth(APIKeyCookie):
    param_name = settings.SESSION_COOKIE

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        """Raises `access.finish_first` for a session that is not good for this yet."""
        actor = auth.actor_of_session(key, address=address_of(request)) if key else None
        if actor is not None and actor.pending and not _allowed_before(request.path):
            raise Forbidden("access.finish_first", what=actor.pending)
        return actor


def _allowed_before(path: str) -> bool:
    return path in UNTIL_FINISHED or path.startswith("/api/v1/me/second-factor/")


class TokenAuth(HttpBearer):
    openapi_bearerFormat = "dbt_…"

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """Raises `access.too_often` beyond the measure of the token; people in a session have none, and nothing is asked."""
        now = timezone.now()
        program = auth.program_of(token, address=address_of(request), now=now)
        if program is None:
            return None
        wait = take(f"token:{program.token_id}", program.per_minute, 60, now)
        if wait is not None:
            raise TooMany("access.too_often", limit=program.per_minute, seconds=max(1, ceil(wait)))
        return program.actor


TOKEN_THEN_SESSION: list[Any] = [TokenAuth(), SessionAuth()]


class ApiRequest(HttpRequest):
    """A request that passed authentication."""

    auth: Actor
